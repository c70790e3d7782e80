"""Where the terms of a dictionary of themes stand in a document."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, overload

from lib.analysis.phrases import Found, PhraseIndex
from lib.analysis.theme_dictionary import Theme
from lib.text.spans import Span

Place = Literal["title", "headline", "lead", "body", "background"]
"""``headline``: the first sentence of a text that has no title of its own."""
Role = Literal["term", "exclusion", "circumstance", "requirement"]

_TELLING = frozenset(("term", "requirement"))
LEAD_WORDS = 40
CIRCUMSTANCE = 0.25
"""What a term counts for that tells where something was said or from whom it is known."""
_REMINDERS = frozenset(("напомнить", "ранее"))
"""A sentence that begins so tells what was before ("Напомним, …", "Ранее …"): background."""
_LINKS = frozenset(("и", "с", "со"))


class Word(NamedTuple):
    """A word of a text: its lemma and its half-open character offsets."""

    lemma: str
    start: int
    end: int


class Words(Sequence[Word]):
    """Words of a text in columns: many are looked through, few are looked at."""

    __slots__ = ("ends", "lemmas", "starts")

    def __init__(self, lemmas: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> None:
        self.lemmas = lemmas
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Words":
        """Return words in columns; those that are stay as they are."""
        if isinstance(words, Words):
            return words
        return cls([word.lemma for word in words], [word.start for word in words], [word.end for word in words])

    def __len__(self) -> int:
        return len(self.lemmas)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> "Words": ...
    def __getitem__(self, at: int | slice) -> "Word | Words":
        if isinstance(at, slice):
            return Words(self.lemmas[at], self.starts[at], self.ends[at])
        return Word(self.lemmas[at], self.starts[at], self.ends[at])

    def within(self, span: Span) -> "Words":
        """Return the words that begin in a span."""
        return self[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


class Hit(NamedTuple):
    """A term of a theme found in a document.

    Attributes:
        start, end: half-open character offsets into the text, or into the title if `place` is ``title``.
        weight: the term's weight, divided among the parts of a term with ``+``, less what circumstance
            takes off; place, repetition and rarity are not in it.
        sentence: number of the sentence within the text; -1 for the title.
    """

    theme: str
    term: str
    start: int
    end: int
    weight: float
    place: Place
    sentence: int


class _Entry(NamedTuple):
    """A line of the dictionary: its theme's number, its own, its role, and the phrases that make it up."""

    theme: int
    number: int
    role: Role
    text: str
    weight: float
    parts: tuple[int, ...]
    needed: frozenset[int]


class _Match(NamedTuple):
    """An entry found in a sentence, with its parts."""

    entry: _Entry
    parts: tuple[Found, ...]

    def words(self) -> set[int]:
        return {word for part in self.parts for word in range(part.first, part.last)}

    def place(self) -> list[tuple[int, int]]:
        return [(part.first, part.last) for part in self.parts]


class ThemeMatcher:
    """Finds the terms of themes in documents; the same for every corpus.

    Attributes:
        anchors: of each lemma, whether a sentence with it may say something; one without any says nothing.

    Args:
        themes: the dictionary.
        lemma: word -> lemma, the same that made the lemmas of the documents.
    """

    def __init__(self, themes: Sequence[Theme], lemma: Callable[[str], str]) -> None:
        self._ids = [theme.id for theme in themes]
        self._free = {number for number, theme in enumerate(themes) if not theme.requirements}
        phrases: dict[str, int] = {}
        self._entries: dict[int, list[_Entry]] = {}
        for number, (theme, role, text, weight) in enumerate(_lines(themes)):
            parts = tuple(phrases.setdefault(" ".join(p.split()), len(phrases)) for p in text.split(" + "))
            key = max(zip(map(_likely_rarity, text.split(" + ")), parts, strict=True))[1]
            self._entries.setdefault(key, []).append(_Entry(theme, number, role, text, weight, parts, frozenset(parts)))
        lists = {name: entries for theme in themes for name, entries in theme.words.items()}
        self._index = PhraseIndex(tuple(phrases), lists, lemma)
        keys = self._telling(phrases)
        self._keys = PhraseIndex(keys, lists, lemma)
        self.anchors = self._keys.anchors()

    def _telling(self, phrases: Mapping[str, int]) -> list[str]:
        """Return the phrases of which a sentence must have one if it is to say anything."""
        return [
            phrase
            for phrase, number in phrases.items()
            if any(entry.role in _TELLING for entry in self._entries.get(number, ()))
        ]

    def find(self, title: Sequence[Word], text: Sequence[Word], spans: Sequence[Span]) -> list[Hit]:
        """Return the hits of a document, those in the title first, then in order of the text.

        Args:
            title: words of the title; none if the text repeats it.
            text: words of the text.
            spans: sentences of the text; each word lies in one.
        """
        hits: list[Hit] = []
        allowed = set(self._free)
        lead_end = text[LEAD_WORDS - 1].end if len(text) >= LEAD_WORDS else 1 << 60
        is_anchor = self.anchors.__getitem__
        for number, words in _by_sentence(Words.of(title), Words.of(text), spans):
            if not any(map(is_anchor, words.lemmas)) or not self._keys.occur(words.lemmas):
                continue
            by_theme: dict[int, list[_Match]] = {}
            for match in self._matches(words):
                by_theme.setdefault(match.entry.theme, []).append(match)
                if match.entry.role == "requirement":
                    allowed.add(match.entry.theme)
            if by_theme:
                place = _place(number, words, lead_end)
                for theme in sorted(by_theme):
                    hits.extend(self._hits(words, by_theme[theme], number, place))
        if len(allowed) == len(self._ids):
            return hits
        names = {self._ids[theme] for theme in allowed}
        return [hit for hit in hits if hit.theme in names]

    def _matches(self, words: Words) -> list[_Match]:
        by_phrase: dict[int, list[Found]] = {}
        for item in self._index.find(words.lemmas):
            by_phrase.setdefault(item.phrase, []).append(item)
        return [
            _Match(entry, parts)
            for phrase in by_phrase
            for entry in self._entries.get(phrase, ())
            if len(entry.parts) == 1 or by_phrase.keys() >= entry.needed
            for parts in _occurrences(entry, by_phrase, words)
        ]

    def _hits(self, words: Words, matches: Sequence[_Match], number: int, place: Place) -> Iterator[Hit]:
        damped = _covered(matches, "circumstance")
        for match in _without_overlaps(matches):
            share = match.entry.weight / len(match.parts)
            for part in match.parts:
                weight = share * (1 if damped.isdisjoint(range(part.first, part.last)) else CIRCUMSTANCE)
                start, end = words.starts[part.first], words.ends[part.last - 1]
                yield Hit(self._ids[match.entry.theme], match.entry.text, start, end, weight, place, number)


def _place(number: int, words: Words, lead_end: int) -> Place:
    if number < 0:
        return "title"
    if not _REMINDERS.isdisjoint(words.lemmas[:2]):
        return "background"
    return "lead" if words.starts[0] < lead_end else "body"


def _lines(themes: Sequence[Theme]) -> Iterator[tuple[int, Role, str, float]]:
    for number, theme in enumerate(themes):
        yield from ((number, "term", term.text, term.weight) for term in theme.terms)
        yield from ((number, "exclusion", text, 0.0) for text in theme.exclusions)
        yield from ((number, "circumstance", text, 0.0) for text in theme.circumstances)
        yield from ((number, "requirement", text, 0.0) for text in theme.requirements)


def _likely_rarity(phrase: str) -> tuple[bool, int]:
    """Return what puts phrases in an order in which the rarer is likely to come later: lists, then long words."""
    return "@" not in phrase, max(map(len, phrase.split()))


def _by_sentence(title: Words, text: Words, spans: Sequence[Span]) -> Iterator[tuple[int, Words]]:
    if title:
        yield -1, title
    at = 0
    for number, span in enumerate(spans):
        first, at = at, bisect_left(text.starts, span.end, at)
        if at > first:
            yield number, text[first:at]


def _occurrences(entry: _Entry, found: Mapping[int, list[Found]], words: Words) -> list[tuple[Found, ...]]:
    """Return the occurrences of an entry in a sentence; of an entry with ``+`` the first alone."""
    if len(entry.parts) == 1:
        return [(item,) for item in found[entry.parts[0]]]
    chosen: list[Found] = []
    for part in entry.parts:
        for item in found[part]:
            if all(_differ(item, other, words) for other in chosen):
                chosen.append(item)
                break
        else:
            return []
    return [tuple(sorted(chosen, key=lambda item: item.first))]


def _differ(a: Found, b: Found, words: Words) -> bool:
    """Tell whether two finds are two things; "президент Франции Эммануэль Макрон" is one person found twice."""
    first, second = (a, b) if a.first <= b.first else (b, a)
    if first.last > second.first:
        return False
    if a.phrase != b.phrase:
        return True
    between = words.lemmas[first.last : second.first]
    said = [words.lemmas[item.first : item.last] for item in (a, b)]
    return said[0] != said[1] and (len(between) > 2 or not _LINKS.isdisjoint(between))


def _covered(matches: Sequence[_Match], role: Role) -> set[int]:
    """Return the numbers of the words that entries of a role cover."""
    return {word for match in matches if match.entry.role == role for word in match.words()}


def _without_overlaps(matches: Sequence[_Match]) -> list[_Match]:
    """Return the terms that touch no exclusion, in order of the text.

    Of two on a word the heavier, then the longer, then the first in the theme's dictionary.
    What other themes look for makes no difference.
    """
    terms = [match for match in matches if match.entry.role == "term"]
    if not terms or len(matches) == 1:
        return terms
    taken = _covered(matches, "exclusion")
    kept = []
    for match in sorted(terms, key=lambda m: (-m.entry.weight, -len(m.words()), m.entry.number, m.place())):
        words = match.words()
        if taken.isdisjoint(words):
            taken |= words
            kept.append(match)
    return sorted(kept, key=_Match.place)
