"""What a query asks of a snapshot: lemmas for words, slugs for names, synonyms beside them, forms left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import NamedTuple

from lib.corpus.queries.field_names import FieldNames
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.queries.lifting import lifted
from lib.corpus.queries.wording import word_tokens
from lib.corpus.query_language import And, Field, InDocument, Near, Or, Query, QueryError, Words, parse, positive
from lib.corpus.query_writing import write
from lib.corpus.selection import Selection, Term
from lib.corpus.synonyms import Synonyms
from lib.corpus.term_syntax import query_of
from lib.text.clean import fold

_LONGEST = 480
"""Characters of a query that a link surely carries."""
MOST_VARIANTS = 32
"""Wordings that a phrase, or the operands of near, are looked for in."""

_KEPT = 128

Lemmas = tuple[str, ...]
Ring = tuple[str, ...]


class Expansion(NamedTuple):
    """A term of a query that has synonyms, and these, as the list writes them."""

    term: str
    others: tuple[str, ...]


class Asking:
    """Resolves queries for one snapshot and one list of synonyms."""

    def __init__(self, lexicon: Lexicon, names: FieldNames, synonyms: Synonyms) -> None:
        self._lexicon = lexicon
        self._names = names
        self._synonyms = synonyms
        self._read_once = lru_cache(_KEPT)(self._read)

    def query(self, selection: Selection) -> Query | None:
        """Return the query of a selection, resolved; None for a blank one. Raises `QueryError`."""
        return self._read_once(selection.query, selection.synonyms == "on", selection.not_forms)

    def _read(self, text: str, with_synonyms: bool, not_forms: Sequence[str]) -> Query | None:
        resolved = self._resolved(text)
        if resolved is None:
            return None
        return self._without(self._widened(resolved) if with_synonyms else resolved, not_forms)

    def term(self, term: Term, not_forms: Sequence[str]) -> Query:
        """Return the words of a term, resolved. Raises `QueryError` for one without words."""
        words = tuple(token.text for token in word_tokens(term.text))
        if not words or term.kind in ("theme", "speaker"):
            raise QueryError(0, "query.word_expected", sign=term.text)
        if term.kind == "lemma":
            return self._without(Words((self._lexicon.lemma_key(term.text),)), not_forms)
        return self._without(self._lexicon.resolved(Words(words, term.kind == "form")), not_forms)

    def narrowed(self, selection: Selection, term: Term, lemma: str = "") -> Selection:
        """Return the part of a selection that has a word, a form or a phrase in a sentence, and a lemma beside it.

        Terms are counted without synonyms. So where the selection has some and the term has others, the query says
        what it means by itself, unless that is longer than a link carries.

        Raises:
            QueryError: the query of the selection cannot be read, or a name in it is not known.
        """
        found = " AND ".join([self._asked_for(term), *([self._word(lemma)] if lemma else [])])
        query, synonyms = selection.query, selection.synonyms
        if query and synonyms == "on" and self.expansions(found):
            spelled = self._spelled_out(query)
            if len(spelled) + len(found) <= _LONGEST:
                query, synonyms = spelled, "off"
        return replace(
            selection,
            query=f"({query}) AND {found}" if query else found,
            synonyms=synonyms if query else "off",
            speakers=(term.speaker,) if term.speaker else selection.speakers,
        )

    def _spelled_out(self, text: str) -> str:
        """Return a query with its synonyms written out."""
        resolved = self._resolved(text) if self.expansions(text) else None
        return text if resolved is None else write(self._written(self._widened(resolved)))

    def _asked_for(self, term: Term) -> str:
        return self._word(self._lexicon.lemma_key(term.text), term.text) if term.kind == "lemma" else query_of(term)

    def _word(self, lemma: str, shown: str = "") -> str:
        return query_of(Term("lemma", self._lexicon.word_for(lemma, shown)))

    def _written(self, query: Query) -> Query:
        """Return a resolved query with words for its lemmas."""
        match query:
            case Words(words, False):
                return Words(tuple(map(self._lexicon.word_for, words)))
            case Near(operands, distance):
                return Near(tuple(map(self._written, operands)), distance)  # type: ignore[arg-type]  # words stay words
            case And(parts, without):
                return And(tuple(map(self._written, parts)), tuple(map(self._written, without)))
            case Or(parts):
                return Or(tuple(map(self._written, parts)))
            case InDocument(part):
                return InDocument(self._written(part))
        return query

    def expansions(self, text: str) -> tuple[Expansion, ...]:
        """Return the terms of a query that have synonyms. Raises `QueryError`."""
        resolved = self._resolved(text)
        found: dict[Ring, Expansion] = {}
        for words in positive(resolved) if resolved else ():
            for start, length in [] if words.exact else self._places(words.words):
                ring, said = self._ring(words.words[start : start + length]) or ((), "")
                others = tuple(term for term in self._occurring(ring) if term != said)
                found |= {ring: Expansion(said, others)} if others else {}
        return tuple(found.values())

    def lifted(self, selection: Selection, *, dates: bool) -> Selection:
        """Return a selection whose filters have what the fields of its query say, as far as filters can say it.

        Args:
            dates: whether the period may be set.

        Raises:
            QueryError: the query cannot be read, or a name in it is not known.
        """
        parsed = parse(selection.query)
        return selection if parsed is None else lifted(selection, self._named(parsed), dates=dates)

    def _resolved(self, text: str) -> Query | None:
        parsed = parse(text)
        return None if parsed is None else self._named(self._lexicon.resolved(parsed))

    def _named(self, query: Query) -> Query:
        match query:
            case Field():
                return self._names.resolved(query)
            case And(parts, without):
                return And(tuple(map(self._named, parts)), tuple(map(self._named, without)))
            case Or(parts):
                return Or(tuple(map(self._named, parts)))
            case InDocument(part):
                return InDocument(self._named(part))
        return query

    def _widened(self, query: Query) -> Query:
        match query:
            case Words(exact=False):
                return _any([Words(lemmas) for lemmas in self._variants(query.words)])
            case Near(operands, distance):
                every = product(*([one] if one.exact else map(Words, self._variants(one.words)) for one in operands))
                return _any([Near(combination, distance) for combination in islice(every, MOST_VARIANTS)])
            case And(parts, without):
                return And(tuple(map(self._widened, parts)), tuple(map(self._widened, without)))
            case Or(parts):
                return Or(tuple(map(self._widened, parts)))
            case InDocument(part):
                return InDocument(self._widened(part))
        return query

    def _variants(self, lemmas: Lemmas) -> list[Lemmas]:
        """Return the wordings of a phrase, itself first: each term in it replaced by each of its synonyms."""
        variants: list[Lemmas] = [()]
        at = 0
        for start, length in self._places(lemmas):
            own = lemmas[start : start + length]
            ring, _ = self._ring(own) or ((), "")
            others = [own, *self._occurring(ring).values()]
            variants = [done + lemmas[at:start] + other for done in variants for other in others][:MOST_VARIANTS]
            at = start + length
        return list(dict.fromkeys(done + lemmas[at:] for done in variants))

    def _places(self, lemmas: Lemmas) -> Iterator[tuple[int, int]]:
        """Yield where terms with synonyms stand in a phrase, the longest first where several begin: start, length."""
        at = 0
        while at < len(lemmas):
            lengths = range(min(self._longest, len(lemmas) - at), 0, -1)
            length = next((n for n in lengths if self._ring(lemmas[at : at + n])), 0)
            if length:
                yield at, length
            at += length or 1

    def _ring(self, lemmas: Lemmas) -> tuple[Ring, str] | None:
        """Return the ring of a term and the term as the list writes it."""
        found = self._rings.get(lemmas)
        if found or (len(lemmas) == 1 and self._lexicon.occurs(lemmas[0])):
            return found
        return self._rings_by_rule.get(lemmas)

    @cached_property
    def _rings(self) -> Mapping[Lemmas, tuple[Ring, str]]:
        return {self._known[term]: (ring, term) for ring, term in self._terms if term in self._known}

    @cached_property
    def _rings_by_rule(self) -> Mapping[Lemmas, tuple[Ring, str]]:
        """The rings of the terms that do not occur as they are written: morphology knows their lemmas."""
        return {
            tuple(map(self._lexicon.lemma_of, _words(term))): (ring, term)
            for ring, term in self._terms
            if term not in self._known
        }

    @cached_property
    def _terms(self) -> list[tuple[Ring, str]]:
        return [(ring, term) for ring in self._synonyms.rings for term in ring]

    @cached_property
    def _known(self) -> Mapping[str, Lemmas]:
        """The lemmas of the terms of the list all of whose words occur as they are written."""
        words = {term: _words(term) for _, term in self._terms}
        lemmas = self._lexicon.lemmas_that_occur({word for each in words.values() for word in each})
        return {
            term: tuple(lemmas[word] for word in each)
            for term, each in words.items()
            if all(word in lemmas for word in each)
        }

    def _occurring(self, ring: Ring) -> dict[str, Lemmas]:
        """Return the terms of a ring whose lemmas all occur."""
        lemmas = {term: self._known.get(term) or tuple(map(self._lexicon.lemma_of, _words(term))) for term in ring}
        return {
            term: each for term, each in lemmas.items() if term in self._known or all(map(self._lexicon.occurs, each))
        }

    @cached_property
    def _longest(self) -> int:
        return max((len(_words(term)) for _, term in self._terms), default=0)

    def _without(self, query: Query, not_forms: Sequence[str]) -> Query:
        if not not_forms:
            return query
        lemmas = {word for words in positive(query) if not words.exact for word in words.words}
        found = self._lexicon.forms(sorted(lemmas))
        forms = {
            str(lemma): frozenset(rows["form"]) & {*map(fold, not_forms)} for lemma, rows in found.groupby("lemma")
        }
        return _left_out(query, forms)


def _left_out(query: Query, forms: Mapping[str, frozenset[str]]) -> Query:
    match query:
        case Words(words, False):
            return replace(query, without=frozenset().union(*(forms.get(word, frozenset()) for word in words)))
        case Near(operands, distance):
            return Near(tuple(_left_out(one, forms) for one in operands), distance)  # type: ignore[misc]  # words stay words
        case And(parts, without):
            return And(tuple(_left_out(one, forms) for one in parts), tuple(_left_out(one, forms) for one in without))
        case Or(parts):
            return Or(tuple(_left_out(one, forms) for one in parts))
        case InDocument(part):
            return InDocument(_left_out(part, forms))
    return query


def _words(term: str) -> list[str]:
    return [token.text for token in word_tokens(term)]


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Or(tuple(queries))
