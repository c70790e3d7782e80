"""Rules for direct speech: an utterance in quotation marks and the words that attribute it."""

import re
from collections.abc import Callable

from lib.text.attribution import subject
from lib.text.clauses import STOPS, is_denied
from lib.text.cues import SPEECH_NOUNS, Cue
from lib.text.finding import Finding, Tag
from lib.text.noun_phrases import NounPhrase
from lib.text.owners import cited, document_source, owner
from lib.text.passages import DASHES, Passage
from lib.text.sources import Source
from lib.text.traits import ANY_FORM

_CLOSERS = frozenset((",", ".", "!", "?", "…", "...", "..", '"', "»", "”", "“"))
_OPENS_UTTERANCE = STOPS | DASHES | {":", ")", "*"}
_INTERRUPTION = re.compile(
    r"[,.?!…]\s{0,2}[—–-]\s((?:[^«»\"„“”—–]|[«„“\"][^«»\"„“”—–]{1,40}[»“”\"]){3,160}?)[.,]\s{0,2}[—–-]\s"
)
_NAMING = frozenset(("называть", "назвать", "прозвать"))
"""Cues that behind a name and "так" say what something is called."""
_FRAMING = frozenset(("сообщать", "передавать"))
"""Cues behind which a medium stands: "передаёт «Заря»"."""
_LONGEST_TAG = 40
_LONGEST_QUOTATION = 5000


def spoken(passage: Passage) -> list[Finding]:
    """Return the direct speech of a passage: the first rule that explains a quotation wins."""
    found: list[Finding] = []
    for i in passage.quotes:
        for rule in RULES:
            finding = rule(passage, i)
            if finding is not None:
                found.append(finding)
                break
        else:
            found += _goes_on(passage, i, found)
    return found


def _goes_on(passage: Passage, i: int, found: list[Finding]) -> list[Finding]:
    """Return the second quotation of "«…», — сказал посол, — «…»"."""
    items = passage.items
    dashed = i >= 2 and items[i - 1].text in DASHES and items[i - 2].text in (",", ".")
    last = found[-1] if found else None
    if not dashed or last is None or last.rule != "attributed after" or last.tag.offset < last.end:
        return []
    if not (passage.is_speech(i) or passage.predicates(i)):
        return []
    tag = last.tag._replace(cue=last.tag.cue._replace(lemma=""))
    again = _direct(tag, i, "continued", 0.7)
    return [again] if again else []


def introduced(passage: Passage, i: int) -> Finding | None:
    """Посол сказал: «…»."""
    if i == 0 or passage.items[i - 1].text != ":" or _is_name_of_subject(passage, i):
        return None
    stop = i - 1
    start = _sentence_start(passage, stop)
    for at, seen in reversed(passage.cues):
        if start <= at < stop and not is_denied(passage, at):
            tag = Tag(passage, stop, seen, _source_of(passage, at, seen, (start, stop)))
            return _direct(tag, i, "introduced", tag.sure(0.95, 0.7))
    return _introduced_by_noun(passage, i, start)


def _is_name_of_subject(passage: Passage, i: int) -> bool:
    """Tell whether a name in marks is the subject of what follows a colon: "Отметили сбои: «Заря» закрыла цех"."""
    following = passage.items[i + 1].traits if i + 1 < len(passage.items) else None
    acts = following is not None and following.pos == "VERB" and bool(following.finite)
    listed = [item.quotation is not None or item.text == "," for item in passage.items[i + 1 : i + 3]]
    acts = acts or (listed == [True, True] and passage.items[i + 1].text == ",")
    return acts and not passage.is_speech(i) and not passage.predicates(i)


def _source_of(passage: Passage, at: int, seen: Cue, between: tuple[int, int]) -> Source | None:
    """Return the speaker of a cue that stands before a quotation."""
    if "d" in seen.frame:
        return document_source(passage, *between)
    return cited(passage, at, between[1]) if "o" in seen.frame else subject(passage, at, seen, between, "left")


def _introduced_by_noun(passage: Passage, i: int, start: int) -> Finding | None:
    """Посол: «…», also behind a sentence without a cue."""
    stop = i - 1
    named = [p for p in passage.phrases if start <= p.first < stop and not p.preposition]
    if not named or not (
        passage.is_speech(i) or (any(p.name is not None for p in named[-2:]) and passage.predicates(i))
    ):
        return None
    nobody = Cue("", "q", ANY_FORM, False, True)
    tag = Tag(passage, stop, nobody, subject(passage, stop, nobody, (start, stop), "left"))
    if tag.source is None:
        tag = tag._replace(source=_author(passage, named[-1]))
    if tag.source is None or tag.source.sort == "doc" or not _may_introduce(tag.source, start):
        return None
    return _direct(tag, i, "introduced by a noun", tag.sure(0.7))


def _may_introduce(source: Source, start: int) -> bool:
    """Tell whether a quotation behind a colon is a source's: of a thing's only where nothing else is told of it."""
    return source.sort not in ("org", "media") or not source.phrases or source.phrases[0].first <= start + 1


def _author(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return whose the words are that a noun announces: "Слова посла: «…»"."""
    head = passage.items[phrase.head].traits
    return owner(passage, phrase) if head is not None and head.lemma in SPEECH_NOUNS else None


def interrupted(passage: Passage, i: int) -> Finding | None:
    """«…, — сказал посол. — …»: the attribution stands inside the marks."""
    quotation = passage.items[i].quotation
    if quotation is None or not _begins_here(passage, i):
        return None
    end = min(quotation.end, quotation.start + _LONGEST_QUOTATION)
    for match in _INTERRUPTION.finditer(passage.text, quotation.start, end):
        inner = passage.within(match.start(1), match.end(1))
        for at, seen in inner.cues:
            source = subject(inner, at, seen, (0, len(inner.items)), "right")
            if source is not None:
                return Finding(*quotation, "direct", Tag(inner, at, seen, source), "interrupted", 0.9)
    return None


def attributed_after(passage: Passage, i: int) -> Finding | None:
    """«…», — сказал посол."""
    if not _begins_here(passage, i):
        return None
    items = passage.items
    at = i + 1
    while at < len(items) and items[at].text in _CLOSERS:
        at += 1
    dash = at < len(items) and items[at].text in DASHES
    start = at + dash
    if start >= len(items) or start == i + 1 or (not dash and _is_described(passage, start)):
        return None
    stop = _tag_end(passage, start)
    for at, seen in passage.cues:
        if start <= at < stop:
            return _tagged(passage, i, (at, seen), (start, stop))
    return _tagged_by_any_verb(passage, i, start, stop) if dash else None


def _is_described(passage: Passage, start: int) -> bool:
    """Tell whether a relative clause or a participle follows what is in marks: a name, "«Заря», которая …"."""
    word = passage.items[start].traits
    return word is not None and (word.lemma == "который" or word.pos == "PRTF")


def _tagged(passage: Passage, i: int, cue_at: tuple[int, Cue], between: tuple[int, int]) -> Finding | None:
    """Return the direct speech that a cue behind it attributes."""
    at, seen = cue_at
    if is_denied(passage, at) or (seen.lemma in _NAMING and passage.items[between[0]].folded == "так"):
        return None
    if "o" in seen.frame:
        source = cited(passage, at, between[1])
    elif "d" in seen.frame and seen.lemma != "следовать":
        source = document_source(passage, *between)
    else:
        source = subject(passage, at, seen, between, "right")
    tag = Tag(passage, at, seen, source)
    return _direct(tag, i, "attributed after", tag.sure(0.95, 0.7))


def _tagged_by_any_verb(passage: Passage, i: int, start: int, stop: int) -> Finding | None:
    """«…», — улыбается посол: behind a dash any verb with a speaker attributes."""
    for at in range(start, min(start + 4, stop)):
        word = passage.items[at].traits
        if word is None or not word.finite or word.pos != "VERB":
            continue
        seen = Cue(word.lemma, "q", word.finite, False, False)
        source = subject(passage, at, seen, (start, stop), "right")
        speaks = source is not None and source.sort in ("name", "role", "pronoun")
        return _direct(Tag(passage, at, seen, source), i, "any verb after", 0.6) if speaks else None
    return None


def complement(passage: Passage, i: int) -> Finding | None:
    """Толпа выкрикивала «…»: a quotation that begins with a capital stands as the object of a cue."""
    quotation = passage.items[i].quotation
    if quotation is None or not passage.is_speech(i) or passage.text[quotation.start].islower():
        return None
    for at, seen in passage.cues:
        if at == i - 1 and "q" in seen.frame and seen.lemma not in _FRAMING and not is_denied(passage, at):
            between = (_sentence_start(passage, at), len(passage.items))
            return _direct(Tag(passage, at, seen, _source_of(passage, at, seen, between)), i, "complement", 0.7)
    return None


RULES: tuple[Callable[[Passage, int], Finding | None], ...] = (
    introduced,
    interrupted,
    attributed_after,
    complement,
)


def _direct(tag: Tag, i: int, rule: str, confidence: float) -> Finding | None:
    quotation = tag.passage.items[i].quotation
    if quotation is None or quotation.start == quotation.end:
        return None
    return Finding(*quotation, "direct", tag, rule, confidence)


def _begins_here(passage: Passage, i: int) -> bool:
    """Tell whether a quotation is an utterance of its own and not part of a sentence that began before it."""
    if i == 0 or passage.items[i - 1].end <= passage.body:
        return True
    before = passage.items[i - 1]
    if before.text in DASHES and i >= 2:
        return passage.items[i - 2].text in STOPS or passage.items[i - 2].text == ","
    return before.text in _OPENS_UTTERANCE or before.quotation is not None


def _tag_end(passage: Passage, start: int) -> int:
    """Return the item at which the attribution that begins at an item ends."""
    last = min(len(passage.items), start + _LONGEST_TAG)
    for i in range(start, last):
        if passage.ends_at(i) or (i > start + 1 and passage.is_speech(i)):
            return i
    return last


def _sentence_start(passage: Passage, at: int) -> int:
    """Return the item at which the sentence of an item begins."""
    items = passage.items
    for i in range(at - 1, -1, -1):
        if items[i].text in ("!", "?", "…") or items[i].end <= passage.body:
            return i + 1
        if items[i].text == "." and i + 1 < at and items[i + 1].text[:1].isupper() and passage.ends_at(i):
            return i + 1
    return 0
