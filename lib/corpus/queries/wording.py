"""Where the words of a query stand in a sentence: for highlights, the concordance and the check of exact forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.query_language import Query, Words, positive
from lib.text.clean import fold
from lib.text.spans import Span
from lib.text.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row.

    Attributes:
        words: for each word, the folded forms that it may have. A form that is shared with other lemmas (ПРО, про)
            comes with the lemma that the token must have, any other one with an empty string.
    """

    words: tuple[Mapping[str, str], ...]

    def places(self, tokens: Sequence[Token], forms: Sequence[str]) -> Iterator[int]:
        """Yield the indices at which the pattern stands in a row of tokens, given with their folded forms."""
        width = len(self.words)
        for at in range(len(forms) - width + 1):
            if all(map(_agrees, self.words, forms[at : at + width], tokens[at : at + width])):
                yield at


def _agrees(allowed: Mapping[str, str], form: str, token: Token) -> bool:
    lemma = allowed.get(form)
    return lemma is not None and (not lemma or _lemma_by_rule(token.text) == lemma)


def _lemma_by_rule(word: str) -> str:
    from lib.text.lemmas import lemma  # loads pymorphy3: shared forms are few

    return lemma(word)


def word_tokens(text: str) -> list[Token]:
    """Return the tokens that the index knows: words and numbers."""
    return [token for token in tokenize(text) if any(map(str.isalnum, token.text))]


_form = lru_cache(100_000)(fold)


def patterns(words: Sequence[Words], lexicon: Lexicon) -> list[Pattern]:
    """Return the patterns of resolved words."""
    lemmas = {word: lexicon.lemma_of(word) if one.exact else word for one in words for word in one.words}
    forms: dict[str, dict[str, str]] = {lemma: {} for lemma in lemmas.values()}
    found = lexicon.forms(forms)
    for lemma, form, shared in zip(found["lemma"], found["form"], found["shared"], strict=True):
        forms[lemma][form] = lemma if shared else ""
    return [_pattern(one, lemmas, forms) for one in words]


def _pattern(words: Words, lemmas: Mapping[str, str], forms: Mapping[str, Mapping[str, str]]) -> Pattern:
    every = [forms[lemmas[word]] for word in words.words]
    if words.without:
        every = [{form: lemma for form, lemma in one.items() if form not in words.without} for one in every]
    if not words.exact:
        return Pattern(tuple(every))
    folded = map(fold, words.words)
    return Pattern(tuple({form: known.get(form, "")} for form, known in zip(folded, every, strict=True)))


def patterns_of(query: Query, lexicon: Lexicon) -> list[Pattern]:
    """Return the patterns of what a match of a resolved query contains."""
    return patterns(list(dict.fromkeys(positive(query))), lexicon)


def hits(every: Sequence[Pattern], text: str, start: int, end: int) -> list[Span]:
    """Return where patterns stand in the sentence ``text[start:end]``, in the offsets of `text`, in order."""
    tokens = word_tokens(text[start:end])
    forms = [_form(token.text) for token in tokens]
    found = {
        Span(start + tokens[at].start, start + tokens[at + len(pattern.words) - 1].end)
        for pattern in every
        for at in pattern.places(tokens, forms)
    }
    return sorted(found)
