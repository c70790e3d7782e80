"""Organisations under one key however news call them: "МИД РФ", "МИД России", "российский МИД" are one."""

import re
from typing import NamedTuple

from lib.text.clean import fold

# Names of one body, the short one first. Only what means the same in every country.
_BODIES = """
мид = министерство иностранных дел = миндел
минобороны = министерство обороны = оборонное ведомство
минфин = министерство финансов
минздрав = министерство здравоохранения
минюст = министерство юстиции
минэкономразвития = министерство экономического развития
минэнерго = министерство энергетики
минпромторг = министерство промышленности и торговли
минсельхоз = министерство сельского хозяйства
минтранс = министерство транспорта
минобрнауки = министерство образования и науки
минкультуры = министерство культуры
минприроды = министерство природных ресурсов = министерство природных ресурсов и экологии
мвд = министерство внутренних дел
мчс = министерство по чрезвычайным ситуациям
генпрокуратура = генеральная прокуратура
генштаб = генеральный штаб
госдеп = госдепартамент = государственный департамент
госдума = государственная дума = гд
совфед = совет федерации
цб = центробанк = центральный банк
центризбирком = цик = центральная избирательная комиссия
скр = следственный комитет = ск
фсб = федеральная служба безопасности
фас = федеральная антимонопольная служба
фсин = федеральная служба исполнения наказаний
евросоюз = ес = европейский союз
еврокомиссия = ек = европейская комиссия
оон = организация объединенных наций
воз = всемирная организация здравоохранения
нато = североатлантический альянс
сбу = служба безопасности украины
рпц = русская православная церковь
би-би-си = bbc = би би си
си-эн-эн = cnn
reuters = рейтер = рейтерс
bloomberg = блумберг
associated press = ассошиэйтед пресс = ap
afp = agence france-presse = франс пресс = франс-пресс
тасс = итар-тасс
"""

# Countries: the genitive that follows a name, short forms of it, and the stem of the adjective that precedes one.
_COUNTRIES = """
россии = рф = российской федерации : российск
украины : украинск
белоруссии = беларуси = республики беларусь : белорусск
сша = соединенных штатов = соединенных штатов америки : американск
великобритании = британии = соединенного королевства : британск
германии = фрг : германск немецк
франции : французск
китая = кнр = китайской народной республики : китайск
ирана : иранск
израиля : израильск
турции : турецк
польши : польск
грузии : грузинск
армении : армянск
азербайджана : азербайджанск
казахстана = республики казахстан : казахстанск казахск
молдавии = молдовы : молдавск
литвы : литовск
латвии : латвийск
эстонии : эстонск
японии : японск
индии : индийск
пакистана : пакистанск
сирии : сирийск
ирака : иракск
италии : итальянск
южной кореи = республики корея : южнокорейск
кндр = северной кореи : северокорейск
"""

# Words that say what a named organisation is, and may be left out.
_KINDS = re.compile(
    "агентств[оа]|информагентств[оа]|газет[аы]|журнала?|издани[ея]|телеканала?|телекомпани[яи]|радиостанци[яи]|"
    "радио|портала?|сайта?|компани[яи]|авиакомпани[яи]|корпораци[яи]|концерна?|банка?|фонда?|the"
)
RUSSIA = "россии"


class OrganisationKey(NamedTuple):
    """What an organisation is called without its country, and the country: genitive, empty if none is named."""

    name: str
    country: str


def _bodies() -> dict[str, str]:
    rows = (line.split(" = ") for line in _BODIES.strip().splitlines())
    return {name: names[0] for names in rows for name in names}


def _countries() -> tuple[dict[str, str], dict[str, str]]:
    genitives: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for line in _COUNTRIES.strip().splitlines():
        names, _, stems = line.partition(" : ")
        country, *others = names.split(" = ")
        genitives |= dict.fromkeys((country, *others), country)
        adjectives |= dict.fromkeys(stems.split(), country)
    return genitives, adjectives


BODIES = _bodies()
AUTHORITIES = frozenset(BODIES.values()) - {"оон", "воз", "нато", "рпц"}
"""Bodies of which more than one country has its own."""
GENITIVES, ADJECTIVES = _countries()
_ADJECTIVE = re.compile(f"({'|'.join(ADJECTIVES)})(?:ий|ая|ое|ие|ого|ой)")


def organisation_key(name: str) -> OrganisationKey:
    """Return the key of an organisation.

    >>> organisation_key("Министерство обороны РФ")
    OrganisationKey(name='минобороны', country='россии')
    >>> organisation_key("агентство «Вестник»") == organisation_key("Вестник")
    True
    """
    written = re.sub('[«»"„“”()]', " ", name).split()
    own = [word for word in written if not _KINDS.fullmatch(fold(word))]
    is_named = any(word[0].isupper() for word in own) and " ".join(map(fold, own)) not in GENITIVES
    # "местные газеты" are not called "местные", nor "газеты России" "Россия"
    country, words = _country([folded for word in (own if is_named else written) if (folded := fold(word).strip(",."))])
    rest = " ".join(words)
    return OrganisationKey(BODIES.get(rest) or rest.replace("-", " "), country)


def _country(words: list[str]) -> tuple[str, list[str]]:
    for size in (3, 2, 1):
        if len(words) > size and (country := GENITIVES.get(" ".join(words[-size:]))):
            return country, words[:-size]
    if len(words) > 1 and (found := _ADJECTIVE.fullmatch(words[0])):
        return ADJECTIVES[found[1]], words[1:]
    return "", words
