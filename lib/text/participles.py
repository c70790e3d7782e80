"""Rules for cues that are no finite verb: "заявивший, что …", "было заявлено, что …", "слова посла о том, что …"."""

import re
from collections.abc import Iterator

from lib.text.clauses import clause_end, conjunction_of, is_denied, is_sentence, resumption
from lib.text.cues import DENIED_ONLY, FRAMES, REPORT_NOUNS, Cue
from lib.text.finding import Finding, Tag, reported_finding
from lib.text.owners import possessor
from lib.text.passages import Passage
from lib.text.reported import clause, infinitive, naming
from lib.text.sources import Source, sort_of
from lib.text.traits import ABLT, ANY_FORM, NEUT, NOMN, forms_of

_ACTIVE = re.compile(r"(?:вш|[аяую]щ)(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)(?:ся)?$")
_OPENING = 3
_RULES = (clause, infinitive, naming)
_OF_THINGS = DENIED_ONLY | {"указывать", "свидетельствовать", "подтверждать", "подтвердить", "доказывать", "доказать"}
"""Verbs whose participles describe things rather than speakers: "следы, указывающие на то, что …"."""


def participles(passage: Passage) -> Iterator[Finding]:
    """Посол, заявивший, что … ; лидеры, называющие мост ошибкой."""
    for at, item in enumerate(passage.items):
        word = item.traits
        if word is None or word.pos != "PRTF" or word.lemma not in FRAMES or word.lemma in _OF_THINGS:
            continue
        if is_denied(passage, at) or _ACTIVE.search(word.folded) is None:
            continue
        frame = "".join(letter for letter in FRAMES[word.lemma] if letter in "cain")
        seen = Cue(word.lemma, frame, ANY_FORM, False, False, participle=True)
        finding = next((found for rule in _RULES if (found := rule(passage, at, seen))), None)
        yield from (finding,) if finding else ()


def passives(passage: Passage) -> Iterator[Finding]:
    """Послом было заявлено, что …"""
    for at, item in enumerate(passage.items):
        word = item.traits
        if word is None or word.pos != "PRTS" or not word.short & NEUT or "c" not in FRAMES.get(word.lemma, ""):
            continue
        conjunction = -1 if is_denied(passage, at) else conjunction_of(passage, at)
        source = _agent(passage, conjunction) if conjunction > 0 else None
        if source is None:
            continue
        seen = Cue(word.lemma, "c", NEUT, False, False)
        end = clause_end(passage, conjunction, at, seen)
        finding = reported_finding(Tag(passage, at, seen, source), conjunction + 1, end, "passive", 0.8)
        yield from (finding,) if finding else ()


def _agent(passage: Passage, bound: int) -> Source | None:
    """Return the phrase in the instrumental by whom something was said, before an item."""
    for phrase in passage.phrases:
        if phrase.last > bound or phrase.preposition or not phrase.mask & ABLT or phrase.mask & NOMN:
            continue
        sort = sort_of(passage, phrase)
        if sort in ("name", "role", "org", "group", "anon"):
            return Source((phrase._replace(mask=phrase.mask & ABLT),), sort, ANY_FORM)
    return None


def noun_clauses(passage: Passage) -> Iterator[Finding]:
    """Слова посла о том, что … ; его утверждение, что …"""
    for phrase in () if passage.lemmas.isdisjoint(REPORT_NOUNS) else passage.phrases:
        head = passage.items[phrase.head].traits
        if head is None or head.lemma not in REPORT_NOUNS or phrase.preposition in ("по", "согласно"):
            continue
        conjunction = _clause_behind(passage, phrase.last)
        source = possessor(passage, phrase) if conjunction > 0 else None
        if source is None or not source.phrases:
            continue
        seen = Cue(head.lemma, "c", ANY_FORM, False, False)
        tag = Tag(passage, phrase.head, seen, source)
        end = clause_end(passage, conjunction, phrase.head, seen)
        if phrase.preposition and phrase.first <= _OPENING:
            end = _first_break(passage, conjunction + 1, end)
        end = resumption(passage, conjunction + 1, end, forms_of(phrase.mask, "nomn") or ANY_FORM)
        finding = reported_finding(tag, conjunction + 1, end, "noun with clause", 0.75)
        yield from (finding,) if finding else ()


def _first_break(passage: Passage, start: int, end: int) -> int:
    """Return the comma with which the clause ends behind "После слов посла о том, что мост открыт, …"."""
    for i in range(start + 1, end - 1):
        following = passage.items[i + 1].traits
        if passage.items[i].text != "," or following is None or following.pos in ("CONJ", "PRTF", "GRND", "PREP"):
            continue
        if following.lemma != "который" and is_sentence(passage, start, i):
            return i
    return end


def _clause_behind(passage: Passage, at: int) -> int:
    """Return the item of "что" in "о том, что", "в том, что" or ", что" that begins at an item, else -1."""
    words = [item.folded for item in passage.items[at : at + 4]]
    if words[1:] == ["том", ",", "что"]:
        return at + 3
    return at + 1 if words[:2] == [",", "что"] else -1
