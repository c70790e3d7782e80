"""What a word of saying adds to "he said": nothing, or a stand of the one who reports.

A class belongs to the word, never to the sentence: it says which verb the text chose, not what the speaker meant, nor
whether it was fair. Each lemma was classed once, by hand, by the first test below that it passes; a letter beside an
entry names the test, and the words behind it say why. The tests are those of the literature: factive verbs (Kiparsky
& Kiparsky 1970), acts (Searle 1976), verbs that report without vouching (Recasens, Danescu-Niculescu-Mizil & Jurafsky
2013).

    f  fact: denied, the clause still holds        "не признал, что проиграл": he did lose
    d  distance: "будто", "якобы" go with it       "утверждает, будто не был там"
    r  reply: something was said or done before    "отверг обвинения"
    a  act: saying it in the first person does it  "обещаю", "требую", "обвиняю"
    v  voice: how it was said, or the feeling      "воскликнул", "посетовал"

Entries without a letter are neutral: none of the tests fits, "сказал" can stand in their place without loss of stand.
"""

from functools import lru_cache
from typing import Literal

Tone = Literal[
    "neutral", "claims", "insists", "admits", "denies", "accuses", "threatens", "warns", "promises", "demands",
    "praises", "complains", "manner", "none", "unclassed",
]  # fmt: skip

LOADED: tuple[Tone, ...] = (
    "claims", "insists", "admits", "denies", "accuses", "threatens", "warns", "promises", "demands", "praises",
    "complains", "manner",
)  # fmt: skip
"""Classes that add something, in the order in which they are listed."""

_LOADED = """
claims    d  утверждать, утверждаться, по утверждению, утверждение | held to be so, by the speaker alone
claims    d  уверять, уверить | tries to be believed, "уверяет, будто"
claims    d  заверить, заверять, по заверению | the same, on one's word
claims    d  доказывать, убеждать | an attempt: doubtful whether it succeeded (доказать, убедить did)
claims    d  по версии | one account among several
insists   r  настаивать, настоять | against an objection, again
insists   a  поклясться, клясться | on oath
insists   v  акцентировать | weight laid on it
admits    f  признать, признавать, признаться, признаваться, по признанию, признание | true, and against one's interest
admits    f  сознаться, сознаваться | a fault that is a fact
admits    f  проговориться, обмолвиться, оговориться | let slip
admits    f  не скрывать, не скрыть | true, and might have been hidden
admits    a  извиниться | owns a fault
denies    r  отрицать, отвергать | somebody said so before
denies    r  опровергнуть, опровергать | the same, as false
denies    r  возразить, возражать, парировать | against what was said
denies    r  отпарировать, спорить, поспорить, оспорить, оспаривать | the same
denies    a  протестовать, запротестовать | a protest
accuses   a  обвинить, обвинять, обвинение | names a fault and its owner
accuses   a  упрекнуть, упрекать, укорять, пожурить, попенять | the same, milder
accuses   a  раскритиковать, критиковать, осудить | judges what was done
accuses   f  уличить | the fault is a fact
accuses   d  заподозрить, подозревать | a fault, not proved
accuses   v  обозвать | an insult
threatens a  пригрозить, пригрозиться, угрожать, грозить, грозиться, припугнуть, пугать | harm, if
warns     a  предупредить, предупреждать, предупреждение | of harm
warns     a  предостеречь, предостерегать | the same
warns     v  опасаться, опасение, озабоченность, беспокойство, обеспокоенность | fear of harm
warns     v  бояться, тревожиться, беспокоиться | the same
promises  a  пообещать, обещать, обещание, посулить, обязаться, вызваться | binds the speaker
promises  a  поручиться, гарантировать | the same, with a pledge
promises  a  готовность | the same, milder
demands   a  потребовать, требовать | as of right
demands   a  призвать, призывать, призваться, призыв | presses others to act
demands   v  умолять, умолить, уговаривать, заклинать | presses, in need
praises   a  поблагодарить | thanks
praises   a  поздравить | good wishes
praises   a  похвалить, приветствовать, поприветствовать | approval
praises   v  порадоваться, обрадоваться, радоваться | gladness
praises   v  восхититься, восхищаться | admiration
complains v  пожаловаться, жаловаться | of a wrong suffered
complains v  посетовать, сетовать, сожаление | regret
complains v  сожалеть, роптать, сокрушаться | the same
complains v  возмутиться, возмущаться, возмущение, негодовать | anger at it
complains v  недоумение, недоумевать | anger, politely
manner    v  воскликнуть, восклицать, выкрикнуть, выкрикивать, крикнуть, кричать, закричать | loud
manner    v  орать, заорать, рявкнуть, выпалить | loud, or in haste
manner    v  буркнуть, пробурчать, ворчать, пробормотать, прошептать, шепнуть | under one's breath
manner    v  вымолвить, проронить, обронить | few words
manner    v  процедить, отрезать, бросить, огрызнуться, отчеканить | curt
manner    v  пошутить, шутить, съязвить, язвить, иронизировать | in jest, or mocking
manner    v  острить, сострить, скаламбурить, отшутиться | the same
manner    v  усмехнуться, улыбнуться, вздохнуть | a face, not a word
manner    v  похвастаться, хвастаться, хвастать, отрапортовать, рапортовать | pleased with oneself
manner    v  похвалиться, хвалиться | the same
manner    v  провозгласить, провозглашать, возвестить, вопрошать | solemn
manner    v  пророчить, напророчить, предрекать, предречь | as a prophet
manner    v  намекнуть, намекать | not in plain words
manner    v  удивиться, удивляться, изумиться, изумляться | surprise
manner    v  ужаснуться, ужасаться | fright
manner    v  полюбопытствовать, прощебетать | lightly
manner    v  рассуждать, поведать, философствовать | at length
manner    v  откровенничать, разоткровенничаться, разгласить | what might have been kept back
"""

_NEUTRAL = """
заявить заявлять сообщить сообщать отметить отмечать сказать говорить добавить добавлять подчеркнуть подчеркивать
рассказать рассказывать указать указывать подтвердить подтверждать напомнить напоминать пояснить пояснять уточнить
уточнять объяснить объяснять написать писать констатировать проинформировать информировать резюмировать заметить
замечать дополнить дополнять разъяснить разъяснять предположить предполагать прогнозировать спрогнозировать предсказать
предсказывать соглашаться согласиться ответить отвечать доложить докладывать поделиться повторить повторять заключить
заключать подытожить подытоживать вспомнить вспоминать аргументировать уведомить уведомлять передать передавать
отчитаться засвидетельствовать свидетельствовать обосновать обосновывать объявить объявлять считать посчитать счесть
расценить расценивать воспринимать полагать думать верить надеяться рассчитывать допустить допускать усомниться
сомневаться исключить исключать скрыть скрывать постановить подсчитать доказать понимать ожидать рекомендовать
порекомендовать продолжить продолжать прокомментировать комментировать спросить спрашивать поинтересоваться
интересоваться обратиться успокоить успокаивать пожелать сравнить высказаться высказываться выразиться выразить
обратить произнести озвучить зачитать мотивировать охарактеризовать прореагировать отреагировать оценить выступить
попросить просить предложить предлагать посоветовать советовать поручить поручать приказать приказывать распорядиться
велеть назвать называть окрестить убедить говориться отмечаться сообщаться подчеркиваться указываться уточняться
приводиться гласить цитироваться констатироваться поясняться напоминаться добавляться следовать цитировать
процитировать приводить показать показывать установить выявить согласно уверен убежден согласен
вторить втолковывать выделить выделять выступать декларировать догадываться известить извещать инструктировать
исходить конкретизировать напутствовать обобщить ободрить оповестить оповещать осведомиться осведомляться осознавать
описать описывать откликнуться отозваться отчитываться оценивать переспрашивать переспросить подбодрить подхватить
поправить постулировать прикидывать прикинуть присовокупить просигнализировать сигнализировать размышлять раскрывать
раскрыть рассудить растолковать сознавать сослаться ссылаться суммировать сформулировать телеграфировать упоминать
упомянуть утешить
внимание понять мнение информация заявление убеждение уверенность надежда сомнение предположение идея слово тезис вывод
вера позиция прогноз сообщение послание обращение комментарий оценка
"""

_NEUTRAL_PHRASES = """
по словам, по мнению, по данным, по информации, по оценке, по сообщению, по предположению, по сведениям, по прогнозу,
по расчетам, по подсчетам, по убеждению, по выражению, по свидетельству, по наблюдениям, по заявлению,
по замечанию, по воспоминаниям, по рассказам, по ожиданиям, по представлениям, по мысли, по замыслу, по логике,
по определению, на взгляд, с точки зрения, со слов, в понимании, не исключить, не исключать
"""


def _read() -> tuple[dict[str, Tone], dict[str, str]]:
    """Return the class of every cue, and the letter of the test that a loaded one passes."""
    tones: dict[str, Tone] = dict.fromkeys(_NEUTRAL.split(), "neutral")
    tones |= dict.fromkeys((" ".join(phrase.split()) for phrase in _NEUTRAL_PHRASES.split(",")), "neutral")
    tests: dict[str, str] = {}
    for line in _LOADED.strip().splitlines():
        tone, test, cues = line.partition(" | ")[0].split(maxsplit=2)
        for cue in cues.split(", "):
            tones[cue] = tone  # type: ignore[assignment]  # a test holds the names
            tests[cue] = test
    return tones, tests


TONES, TESTS = _read()


@lru_cache(maxsize=10_000)
def tone_of(cue: str) -> Tone:
    """Return the class of a cue; of a verb with a noun ("выразить сожаление") that of the noun.

    >>> [tone_of(cue) for cue in ("сказать", "пригрозить", "выразить сожаление", "не скрывать", "", "мычать")]
    ['neutral', 'threatens', 'complains', 'admits', 'none', 'unclassed']
    """
    if not cue:
        return "none"
    if cue in TONES:
        return TONES[cue]
    verb, _, noun = cue.partition(" ")
    return "unclassed" if verb == "не" else TONES.get(noun, "unclassed")
