"""Rules over the end of a sentence: "Об этом заявил посол.", a quotation that goes on, a paragraph behind a colon."""

from collections.abc import Sequence

from lib.text.attribution import subject
from lib.text.cues import SPEECH_NOUNS, SUPPORT_VERBS, Cue
from lib.text.finding import Finding, Tag, paragraph_finding
from lib.text.owners import document_source
from lib.text.passages import DASHES, Passage
from lib.text.sources import Source
from lib.text.statement import StatementType

_POINTERS = frozenset(("такой", "такое", "подобный", "соответствующий", "этот", "данный", "свой"))
_LONGEST = 52
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
    start, end = _body(before)
    if source is None or start >= end:
        return []
    own = [finding for finding in earlier if finding.overlaps(start, end)]
    if any(_same(finding.tag.source, source) for finding in own) or (own and source.sort == "media"):
        return []
    return [Finding(start, end, _type_of(before), Tag(passage, at, seen, source), "anaphoric", 0.85)]


def _pointing_cue(passage: Passage) -> tuple[int, Cue] | None:
    """Return the cue whose content is the sentence before."""
    items = passage.items
    for i in range(min(13, len(items) - 1)):
        if items[i].folded in ("об", "о") and items[i + 1].folded in ("этом", "чем"):
            near = [c for c in passage.cues if -8 <= c[0] - i <= 20 and set("qcd") & set(c[1].frame)]
            behind = [c for c in near if c[0] > i]
            return (behind or near)[0] if near else None
    for i in range(min(3, len(items) - 1)):
        word, noun = items[i].traits, items[i + 1].traits
        if word is not None and noun is not None and word.lemma in _POINTERS and noun.lemma in SPEECH_NOUNS:
            return _verb_of(passage, i + 2, noun.lemma)
    return None


def _verb_of(passage: Passage, first: int, noun: str) -> tuple[int, Cue] | None:
    """Return the verb of "такое заявление сделал …" as a cue."""
    cues = {at for at, _ in passage.cues}
    for j in range(first, min(len(passage.items), first + 12)):
        verb = passage.items[j].traits
        if verb is not None and verb.finite and (verb.lemma in SUPPORT_VERBS or j in cues):
            return j, Cue(f"{verb.lemma} {noun}", "p", verb.finite, False, False)
    return None


def _body(passage: Passage) -> tuple[int, int]:
    """Return the offsets of a sentence without dateline and final stop; inside the marks if it is all in marks."""
    quotation = passage.items[0].quotation if 0 < len(passage.items) <= 2 else None
    if quotation is not None:
        return quotation
    text = passage.text[passage.body : passage.span.end]
    return passage.body, passage.body + len(text.rstrip(" .\n\xa0"))


def _type_of(passage: Passage) -> StatementType:
    if len(passage.items) <= 2 and passage.quotes:
        return "direct"
    return "mixed" if any(passage.is_speech(i) for i in passage.quotes) else "indirect"


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
    if quotation is None or not passage.is_speech(words[0]) or last.type == "indirect":
        return []
    gap = passage.text[last.end : passage.span.start]
    if gap.count("\n") > 2 or len(gap) > 300:
        return []
    tag = last.tag._replace(cue=last.tag.cue._replace(lemma=""))
    return [Finding(*quotation, "direct", tag, "continued", 0.7)]


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
    source = subject(passage, at, seen, (0, len(passage.items)), "left")
    return [paragraph_finding(Tag(passage, at, seen, source), start)] if source and "q" in seen.frame else []
