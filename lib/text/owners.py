"""Speakers that are no subject: whose words, whose statement, whom a medium cites."""

from lib.text.cues import DOCUMENT_NOUNS, STUDY_NOUNS
from lib.text.noun_phrases import NounPhrase, noun_phrases
from lib.text.passages import Passage
from lib.text.sources import Source, sort_of
from lib.text.traits import ABLT, ACCS, ANY_FORM, FEMN, GENT, MASC, NEUT, NOMN, PLUR, SING, forms_of

_COMPLEMENTS = frozenset(("по", "при", "в", "во", "на", "из"))
_LONGEST = 26
_SPREADING = frozenset("распространить опубликовать выпустить разместить обнародовать выложить".split())
_NORMS = frozenset("закон законодательство соглашение договор декларация конституция кодекс устав".split())
"""What rules rather than says: "согласно закону"."""
_POINTING = frozenset(("этим", "этой", "тем"))
_POSSESSIVES = {"его": MASC | NEUT, "ее": FEMN, "их": PLUR}


def owner(passage: Passage, phrase: NounPhrase, documents: bool = False) -> Source | None:
    """Return whose the head of a phrase is: "в заявлении компании", "слова министра"; None if nobody's.

    The genitive is part of the phrase: it is read anew from the item behind the head.
    """
    for p in inner_phrases(passage, phrase):
        if p.preposition or not p.mask & GENT:
            continue
        shifted = p._replace(mask=p.mask & GENT)
        sort = sort_of(passage, shifted)
        author = owner(passage, shifted) if _is_document(passage, shifted) else None
        if author is not None:
            return author
        if sort is not None and (sort != "doc" or documents):
            return Source((shifted,), sort, forms_of(p.mask, "gent"))
    return None


def inner_phrases(passage: Passage, phrase: NounPhrase) -> list[NounPhrase]:
    """Return the phrases behind the head of a phrase: of "слова министра обороны" that of the minister."""
    inner = noun_phrases(passage.items[phrase.head + 1 : phrase.last], passage.names)
    return [_shift(p, phrase.head + 1) for p in inner]


def possessive(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return the speaker of "его", "ее" or "их" before the head of a phrase."""
    for i in range(phrase.first, phrase.head):
        word = passage.items[i].traits
        if word is not None and word.folded in _POSSESSIVES:
            pronoun = NounPhrase(i, i + 1, i, 0, "", None, passage.items[i].start, passage.items[i].end)
            return Source((pronoun,), "pronoun", _POSSESSIVES[word.folded])
    return None


def _last_heard(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return the source that "по этим данным" points back to: whoever was heard last."""
    pointing = any(item.folded in _POINTING for item in passage.items[phrase.first : phrase.head])
    return Source((), "pronoun", ANY_FORM) if pointing else None


def oblique(passage: Passage, first: int, case: str) -> Source | None:
    """Return the phrase that begins at an item and stands in a case: "по словам / посла"."""
    mask = {"gent": GENT, "accs": ACCS}[case]
    for phrase in passage.phrases:
        if phrase.first == first and phrase.mask & mask:
            phrase = phrase._replace(mask=phrase.mask & mask)
            sort = sort_of(passage, phrase)
            return Source((phrase,), sort, forms_of(phrase.mask, case)) if sort else None
    return None


def possessor(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return whose words "по … словам" are: "его" before the noun or a genitive behind it."""
    phrase = _with_name(passage, phrase)
    found = (
        possessive(passage, phrase)
        or _last_heard(passage, phrase)
        or owner(passage, phrase, documents=True)
        or oblique(passage, phrase.last, "gent")
    )
    return _with_others(passage, found) if found is not None and found.phrases else found


def _with_others(passage: Passage, source: Source) -> Source:
    """Return joint owners where a name with "и" and another one follows: "по словам депутатов Белова и Серова"."""
    first = source.phrases[0]
    behind = next((p for p in passage.phrases if p.first == first.last + 1), None)
    joined = first.last < len(passage.items) and passage.items[first.last].folded == "и"
    if behind is None or not joined or behind.name is None or behind.preposition or not behind.mask & GENT:
        return source
    named = first
    if first.name is None:
        start = next((i for i in range(first.first, first.last) if passage.items[i].start in passage.names), None)
        inner = noun_phrases(passage.items[start : first.last], passage.names) if start is not None else []
        named = _shift(inner[0], start) if inner and start is not None else first
    if named.name is None or named.last != first.last:
        return source
    return Source((named._replace(mask=named.mask & GENT), behind._replace(mask=behind.mask & GENT)), "name", PLUR)


def _with_name(passage: Passage, phrase: NounPhrase) -> NounPhrase:
    """Return a phrase as far as the name of its owner: "по словам министра / по делам молодёжи Ивана Белова"."""
    behind = passage.items[phrase.last].folded if phrase.last < len(passage.items) else ""
    if phrase.last == phrase.head + 1 or behind not in _COMPLEMENTS:
        return phrase
    inner = noun_phrases(passage.items[phrase.head + 1 : phrase.head + _LONGEST], passage.names)
    whole = _shift(inner[0], phrase.head + 1) if inner else phrase
    closed = whole.last < len(passage.items) and passage.items[whole.last].text == ","
    longer = whole.first == phrase.head + 1 and whole.last > phrase.last
    return phrase._replace(last=whole.last, end=whole.end) if longer and (whole.name or closed) else phrase


def according(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return who or what stands behind "согласно"."""
    head = passage.items[phrase.head].traits
    if head is None or head.lemma in _NORMS:
        return None
    if head.lemma in DOCUMENT_NOUNS or head.lemma in ("данные", "информация", "оценка", "версия", "слово"):
        return owner(passage, phrase, True) or Source((phrase,), "doc", SING | PLUR)
    sort = sort_of(passage, phrase)
    return Source((phrase,), sort, ANY_FORM) if sort in ("org", "doc", "name") else None


def document_source(passage: Passage, start: int, stop: int) -> Source | None:
    """Return whose document it is, or the document: "говорится в заявлении компании"."""
    within = [p for p in passage.phrases if start <= p.first < stop]
    words = next((p for p in within if passage.items[p.head].folded == "слова"), None)
    if words is not None and (author := owner(passage, words)) is not None:
        return author
    for phrase in within:
        head = passage.items[phrase.head].traits
        if head is not None and head.lemma in DOCUMENT_NOUNS:
            whose = possessive(passage, phrase) or owner(passage, phrase) or _issuer(passage, phrase)
            whose = whose or _publisher(passage, phrase)
            return whose or Source((phrase,), "doc", SING | PLUR)
    return None


def _publisher(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return who spread a document: "мэрия распространила заявление, в котором говорится"."""
    verb = passage.items[phrase.first - 1].traits if phrase.first else None
    if phrase.preposition or verb is None or verb.lemma not in _SPREADING or not verb.finite:
        return None
    before = [p for p in passage.phrases if p.last <= phrase.first and not p.preposition and p.mask & NOMN]
    sort = sort_of(passage, before[-1]) if before else None
    return Source((before[-1],), sort, forms_of(before[-1].mask, "nomn")) if sort in ("org", "name", "role") else None


def _issuer(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return who spread a document: "в заявлении, распространенном компанией"."""
    participle = passage.items[phrase.last + 1].traits if phrase.last + 1 < len(passage.items) else None
    if participle is None or participle.pos != "PRTF" or passage.items[phrase.last].text != ",":
        return None
    issuer = next((p for p in passage.phrases if p.first == phrase.last + 2), None)
    if issuer is None or issuer.preposition or not issuer.mask & ABLT:
        return None
    issuer = issuer._replace(mask=issuer.mask & ABLT)
    sort = sort_of(passage, issuer)
    return Source((issuer,), sort, forms_of(issuer.mask, "ablt")) if sort in ("org", "name", "role") else None


def cited(passage: Passage, at: int, stop: int) -> Source | None:
    """Return whose words are cited: "цитирует министра агентство", "приводит его слова"."""
    near = [p for p in passage.phrases if at < p.first < stop] + [p for p in passage.phrases if p.last <= at]
    for phrase in near:
        head = passage.items[phrase.head].traits
        if head is not None and head.lemma in ("слово", "цитата", "заявление", "мнение"):
            whose = possessive(passage, phrase) or owner(passage, phrase)
            if whose is not None:
                return whose
            continue
        sort = sort_of(passage, phrase)
        if sort == "media" and (pronoun := possessive(passage, phrase)) is not None:
            return pronoun
        if sort in ("name", "role", "pronoun", "anon", "group") and phrase.mask & ACCS and not phrase.preposition:
            phrase = phrase._replace(mask=phrase.mask & ACCS)
            return Source((phrase,), sort, forms_of(phrase.mask, "accs"))
    return None


def _shift(phrase: NounPhrase, by: int) -> NounPhrase:
    return NounPhrase(
        phrase.first + by, phrase.last + by, phrase.head + by, phrase.mask, phrase.preposition, phrase.name,
        phrase.start, phrase.end,
    )  # fmt: skip


def _is_document(passage: Passage, phrase: NounPhrase) -> bool:
    head = passage.items[phrase.head].traits
    return head is not None and head.lemma in DOCUMENT_NOUNS and head.lemma not in STUDY_NOUNS
