"""Where the terms of a dictionary of themes stand in a document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from lib.analysis.phrases import Found, PhraseIndex
from lib.analysis.theme_dictionary import Theme
from lib.text.spans import Span

Place = Literal["title", "headline", "lead", "body", "background"]
"""``headline``: the first sentence of a text that has no title of its own."""
Role = Literal["term", "exclusion", "circumstance", "requirement"]

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
    """A line of the dictionary: its theme's number, its role, and the numbers of the phrases that make it up."""

    theme: int
    role: Role
    text: str
    weight: float
    parts: tuple[int, ...]


class _Match(NamedTuple):
    """An entry found in a sentence, with its parts."""

    entry: _Entry
    parts: tuple[Found, ...]

    def words(self) -> set[int]:
        return {word for part in self.parts for word in range(part.first, part.last)}


class ThemeMatcher:
    """Finds the terms of themes in documents; the same for every corpus.

    Args:
        themes: the dictionary.
        lemma: word -> lemma, the same that made the lemmas of the documents.
    """

    def __init__(self, themes: Sequence[Theme], lemma: Callable[[str], str]) -> None:
        self._ids = [theme.id for theme in themes]
        self._free = {number for number, theme in enumerate(themes) if not theme.requirements}
        phrases: dict[str, int] = {}
        self._entries: dict[int, list[_Entry]] = {}
        for theme, role, text, weight in _lines(themes):
            parts = tuple(phrases.setdefault(" ".join(p.split()), len(phrases)) for p in text.split(" + "))
            self._entries.setdefault(parts[0], []).append(_Entry(theme, role, text, weight, parts))
        lists = {name: entries for theme in themes for name, entries in theme.words.items()}
        self._index = PhraseIndex(tuple(phrases), lists, lemma)

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
        for number, words in _by_sentence(title, text, spans):
            matches = self._matches(words)
            allowed.update(match.entry.theme for match in matches if match.entry.role == "requirement")
            place = _place(number, words, lead_end)
            for theme in sorted({match.entry.theme for match in matches}):
                own = [match for match in matches if match.entry.theme == theme]
                hits.extend(self._hits(words, own, number, place))
        names = {self._ids[theme] for theme in allowed}
        return [hit for hit in hits if hit.theme in names]

    def _matches(self, words: Sequence[Word]) -> list[_Match]:
        by_phrase: dict[int, list[Found]] = {}
        for item in self._index.find([word.lemma for word in words]):
            by_phrase.setdefault(item.phrase, []).append(item)
        return [
            _Match(entry, parts)
            for phrase in by_phrase
            for entry in self._entries.get(phrase, ())
            for parts in _occurrences(entry, by_phrase, words)
        ]

    def _hits(self, words: Sequence[Word], matches: Sequence[_Match], number: int, place: Place) -> Iterator[Hit]:
        damped = _covered(matches, "circumstance")
        for match in _without_overlaps(matches):
            share = match.entry.weight / len(match.parts)
            for part in match.parts:
                weight = share * (1 if damped.isdisjoint(range(part.first, part.last)) else CIRCUMSTANCE)
                start, end = words[part.first].start, words[part.last - 1].end
                yield Hit(self._ids[match.entry.theme], match.entry.text, start, end, weight, place, number)


def _place(number: int, words: Sequence[Word], lead_end: int) -> Place:
    if number < 0:
        return "title"
    if any(word.lemma in _REMINDERS for word in words[:2]):
        return "background"
    return "lead" if words[0].start < lead_end else "body"


def _lines(themes: Sequence[Theme]) -> Iterator[tuple[int, Role, str, float]]:
    for number, theme in enumerate(themes):
        yield from ((number, "term", term.text, term.weight) for term in theme.terms)
        yield from ((number, "exclusion", text, 0.0) for text in theme.exclusions)
        yield from ((number, "circumstance", text, 0.0) for text in theme.circumstances)
        yield from ((number, "requirement", text, 0.0) for text in theme.requirements)


def _by_sentence(
    title: Sequence[Word], text: Sequence[Word], spans: Sequence[Span]
) -> Iterator[tuple[int, Sequence[Word]]]:
    if title:
        yield -1, title
    at = 0
    for number, span in enumerate(spans):
        first = at
        while at < len(text) and text[at].start < span.end:
            at += 1
        if at > first:
            yield number, text[first:at]


def _occurrences(entry: _Entry, found: Mapping[int, list[Found]], words: Sequence[Word]) -> list[tuple[Found, ...]]:
    """Return the occurrences of an entry in a sentence; of an entry with ``+`` the first alone."""
    if len(entry.parts) == 1:
        return [(item,) for item in found[entry.parts[0]]]
    chosen: list[Found] = []
    for part in entry.parts:
        for item in found.get(part, ()):
            if all(_differ(item, other, words) for other in chosen):
                chosen.append(item)
                break
        else:
            return []
    return [tuple(sorted(chosen, key=lambda item: item.first))]


def _differ(a: Found, b: Found, words: Sequence[Word]) -> bool:
    """Tell whether two finds are two things; "президент Франции Эммануэль Макрон" is one person found twice."""
    first, second = sorted((a, b), key=lambda item: item.first)
    if first.last > second.first:
        return False
    if a.phrase != b.phrase:
        return True
    between = [word.lemma for word in words[first.last : second.first]]
    said = [[word.lemma for word in words[item.first : item.last]] for item in (a, b)]
    return said[0] != said[1] and (len(between) > 2 or not _LINKS.isdisjoint(between))


def _covered(matches: Sequence[_Match], role: Role) -> set[int]:
    """Return the numbers of the words that entries of a role cover."""
    return {word for match in matches if match.entry.role == role for word in match.words()}


def _without_overlaps(matches: Sequence[_Match]) -> list[_Match]:
    """Return the terms that touch no exclusion; of two on a word the heavier, then the longer."""
    taken = _covered(matches, "exclusion")
    kept = []
    terms = [match for match in matches if match.entry.role == "term"]
    for match in sorted(terms, key=lambda m: (-m.entry.weight, -len(m.words()), m.parts)):
        if taken.isdisjoint(match.words()):
            taken |= match.words()
            kept.append(match)
    return sorted(kept, key=lambda match: match.parts)
