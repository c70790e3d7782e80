"""Rules over the end of a sentence: "Об этом заявил посол.", a quotation that goes on, a paragraph behind a colon."""

from collections.abc import Sequence

from lib.text.attribution import subject
from lib.text.clauses import conjunction_of, first_item, is_sentence
from lib.text.cues import SPEECH_NOUNS, SUPPORT_VERBS, Cue
from lib.text.finding import Finding, Tag, paragraph_finding, reported_finding
from lib.text.owners import document_source
from lib.text.passages import DASHES, Passage
from lib.text.sources import Source, agreement
from lib.text.statement import StatementType
from lib.text.traits import ANY_FORM, NEUT

_POINTERS = frozenset(("такой", "такое", "подобный", "соответствующий", "этот", "данный", "свой"))
_IN_THIS = frozenset(("уверен", "убежден", "сомневаться", "признаться", "признаваться"))
_SO = frozenset(("считать", "полагать", "думать"))
_THIS = frozenset("заявить сказать сообщить рассказать подтвердить подтверждать признать отметить подчеркнуть".split())
_LONGEST = 52
_REACH = 12
_SHORTEST = 5
_QUOTATION_MARKS = '«"„“<'


def anaphoric(passage: Passage, before: Passage | None, earlier: Sequence[Finding], used: set[int]) -> list[Finding]:
    """Return the sentence before, if this one says "Об этом заявил посол" or "Такое мнение высказал посол".

    It is left out where its own cue names the same speaker, or where only a medium reports what another said.
    """
    pointed = _pointing_cue(passage) if before is not None and len(passage.items) <= _LONGEST else None
    if before is None or pointed is None or passage.items[pointed[0]].start in used:
        return []
    at, seen = pointed
    whole = (0, len(passage.items))
    source = document_source(passage, *whole) if "d" in seen.frame else subject(passage, at, seen, whole, "right")
    source = source or _first_name(passage, at, seen)
    start, end = _body(before)
    if source is None or start >= end:
        return []
    own = [finding for finding in earlier if finding.overlaps(start, end)]
    if source.sort == "doc" and "d" not in seen.frame:
        return []
    if source.sort == "pronoun" and _speaks(before):
        return []
    if any(_same(finding.tag.source, source) for finding in own) or (own and source.sort == "media"):
        return []
    return [Finding(start, end, _type_of(before), Tag(passage, at, seen, source), "anaphoric", 0.85)]


def _pointing_cue(passage: Passage) -> tuple[int, Cue] | None:
    """Return the cue whose content is the sentence before."""
    items = passage.items
    for i in range(min(13, len(items) - 1)):
        if items[i].folded in ("об", "о") and items[i + 1].folded in ("этом", "чем"):
            if any(item.traits is not None and item.traits.lemma == "который" for item in items[:i]):
                return None
            near = [c for c in passage.cues if -8 <= c[0] - i <= 20 and set("qcd") & set(c[1].frame)]
            behind = [c for c in near if c[0] > i]
            return (behind or near)[0] if near else None
    if (named := _plain_pointing_cue(passage)) is not None:
        return named
    for i in range(min(3, len(items) - 1)):
        word, noun = items[i].traits, items[i + 1].traits
        if word is not None and noun is not None and word.lemma in _POINTERS and noun.lemma in SPEECH_NOUNS:
            return _verb_of(passage, i + 2, noun.lemma)
    return None


def _plain_pointing_cue(passage: Passage) -> tuple[int, Cue] | None:
    """Return the cue of "Так считает посол", "Это подтвердил посол" or "В этом убежден посол"."""
    words = [item.folded for item in passage.items[:2]]
    first = next(((at, seen) for at, seen in passage.cues if not seen.gerund), None)
    if first is None or conjunction_of(passage, first[0]) > 0:
        return None
    at, seen = first
    if words == ["в", "этом"]:
        return first if seen.lemma in _IN_THIS and at <= 5 else None
    so = words[:1] == ["так"] and seen.lemma in _SO
    this = words[:1] == ["это"] and seen.lemma in _THIS and not seen.forms & NEUT
    return first if at == 1 and (so or this) else None


def summed_up(passage: Passage) -> list[Finding]:
    """Return what stands before ", — такое мнение высказал посол"."""
    items = passage.items
    for i in () if passage.lemmas.isdisjoint(_POINTERS) else range(3, len(items) - 3):
        word, noun = items[i + 1].traits, items[i + 2].traits
        if word is None or noun is None or word.lemma not in _POINTERS or noun.lemma not in SPEECH_NOUNS:
            continue
        verb = _verb_of(passage, i + 3, noun.lemma) if items[i].text in DASHES or items[i].text == "," else None
        source = subject(passage, *verb, (i + 1, len(items)), "right") if verb else None
        if verb is None or source is None:
            continue
        first = first_item(passage, i)
        finding = reported_finding(Tag(passage, *verb, source), first, i, "summed up", 0.8)
        return [finding] if finding and is_sentence(passage, first, i) else []
    return []


def _verb_of(passage: Passage, first: int, noun: str) -> tuple[int, Cue] | None:
    """Return the verb of "такое заявление сделал …" as a cue."""
    cues = {at for at, _ in passage.cues}
    for j in range(first, min(len(passage.items), first + 12)):
        verb = passage.items[j].traits
        if verb is not None and verb.finite and verb.pos == "VERB":
            attributes = verb.lemma in SUPPORT_VERBS or j in cues
            return (j, Cue(f"{verb.lemma} {noun}", "p", verb.finite, False, False)) if attributes else None
    return None


def _body(passage: Passage) -> tuple[int, int]:
    """Return the offsets of a sentence without dateline and final stop; inside the marks if it is all in marks."""
    quotation = passage.items[0].quotation if 0 < len(passage.items) <= 2 else None
    if quotation is not None:
        return quotation
    text = passage.text[passage.body : passage.span.end]
    return passage.body, passage.body + len(text.rstrip(" .*\n\xa0"))


def _type_of(passage: Passage) -> StatementType:
    if len(passage.items) <= 2 and passage.quotes:
        return "direct"
    return "mixed" if any(passage.is_speech(i) for i in passage.quotes) else "indirect"


def _first_name(passage: Passage, at: int, seen: Cue) -> Source | None:
    """Return the name behind a cue whose subject is a role that nothing else tells: "сказал глава, министр Белов"."""
    for phrase in passage.phrases:
        behind = at < phrase.first <= at + _REACH and phrase.name is not None
        forms = agreement(passage, phrase, seen) if behind else 0
        if forms:
            return Source((phrase,), "name", forms)
    return None


def _speaks(passage: Passage) -> bool:
    """Tell whether somebody speaks of something in a sentence: a pronoun behind it means the same speaker."""
    whole = (0, len(passage.items))
    return any(
        "c" in seen.frame
        and any(item.folded in ("о", "об") for item in passage.items[at + 1 : at + 4])
        and subject(passage, at, seen, whole, "left")
        for at, seen in passage.cues
    )


def _same(before: Source | None, source: Source) -> bool:
    """Tell whether two sources name the same speaker by the same surname; a pronoun always does."""
    if source.sort in ("pronoun", "role") or before is None or not before.phrases:
        return True
    a, b = before.phrases[0].name, source.phrases[0].name
    return a is not None and b is not None and a.words[-1] == b.words[-1]


def continued(passage: Passage, last: Finding) -> list[Finding]:
    """Return a quotation that stands alone behind the attribution of another one: the same speaker goes on."""
    words = [i for i, item in enumerate(passage.items) if item.text not in DASHES and item.text not in (".", ",")]
    quotation = passage.items[words[0]].quotation if len(words) == 1 else None
    if quotation is None or last.type == "indirect":
        return []
    if not (passage.is_speech(words[0]) or passage.predicates(words[0])):
        return []
    gap = passage.text[last.end : passage.span.start]
    if gap.count("\n") > 2 or len(gap) > 300:
        return []
    tag = last.tag._replace(cue=last.tag.cue._replace(lemma=""))
    return [Finding(*quotation, "direct", tag, "continued", 0.7)]


def interview(passage: Passage) -> list[Finding]:
    """Return the paragraph behind "Иван Петров:", a turn of an interview."""
    colon = passage.turn()
    items = passage.items
    if colon < 0 or colon + _SHORTEST > len(items) or items[colon + 1].quotation is not None:
        return []
    if not is_sentence(passage, colon + 1, len(items)):
        return []
    seen = Cue("", "q", ANY_FORM, False, True)
    source = subject(passage, colon, seen, (0, colon), "left")
    return [paragraph_finding(Tag(passage, colon, seen, source), items[colon + 1].start)] if source else []


def block_quotation(passage: Passage) -> list[Finding]:
    """Return the paragraph behind "Посол сказал:" at the end of a paragraph, where it has no marks."""
    if not passage.items or passage.items[-1].text != ":" or not passage.cues:
        return []
    text, start = passage.text, passage.span.end
    while start < len(text) and text[start].isspace():
        start += 1
    if "\n" not in text[passage.span.end : start] or text[start : start + 1] in _QUOTATION_MARKS:
        return []
    at, seen = passage.cues[-1]
    if at + _REACH < len(passage.items) or conjunction_of(passage, at) > 0:
        return []
    source = subject(passage, at, seen, (0, len(passage.items)), "left")
    return [paragraph_finding(Tag(passage, at, seen, source), start)] if source and "q" in seen.frame else []
