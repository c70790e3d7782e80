"""Words that decide whether a repeated row of words says something: lists of lemmas, made for news.

Function words are `lib.text.stop_words`. The lists here were read off the most frequent rows of three to eight words
in news of 2000 to 2026 that nobody would call a formula.
"""

import re

OPENERS = frozenset("не ни нет мы наш вы ваш я мой они все весь никто никакой должен нужно надо нельзя пора".split())
"""Function words that a formula may begin with: who speaks, and whether it is denied or demanded."""

ATTRIBUTE = re.compile(r".*(?:ый|[гжкнхчшщ]ий|[её]вой|овой|ной|[сц]кой)")
"""Lemmas that look like an adjective: a formula that ends with one has lost the noun that it is of."""

LIGHT = frozenset(
    """
    время год месяц неделя день сутки час минута момент период срок век раз случай образ мера очередь сторона число
    ряд часть половина процент доллар рубль евро человек слово дело вопрос тема ход рамка основа результат итог связь
    сегодня вчера завтра сегодняшний вчерашний нынешний текущий ближайший последний прошлый следующий минувший минуть
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    понедельник вторник среда четверг пятница суббота воскресенье утро вечер ночь
    новый большой целый общий главный различный разный ранний поздний первый кроме помимо отношение место район
    """.split()
)
"""Content words that carry no formula by themselves: time, amount, and the nouns of compound prepositions."""

BOILERPLATE = tuple(
    frozenset(words.split())
    for words in (
        "сообщать", "сообщаться", "сообщить", "сообщение", "передавать", "передать корреспондент", "корреспондент",
        "пресс-служба", "пресс-релиз", "собеседник", "заявить", "отметить", "подчеркнуть", "сказать", "рассказать",
        "пояснить", "уточнить", "добавить", "напомнить", "цитировать", "говориться", "ссылка на", "со ссылка",
        "отвечать вопрос", "ответить вопрос", "стать известный", "агентство", "РИА", "ТАСС", "интерфакс", "RT",
        "читать также", "подписываться", "подписаться", "редакция", "материал", "фото", "видео", "сайт", "telegram",
        "запретить РФ", "запретить россия", "запрещать россия", "запрещать РФ", "иноагент", "иностранный агент",
        "террористический запретить", "группировка запретить", "организация запретить", "исламский запретить",
    )
)  # fmt: skip
"""Lemmas that, all together, make a row of words a frame of the report, page furniture or a legal footnote."""
