"""Words of a query brought to the lemmas of a snapshot by its own forms, without morphology where a word is known."""

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pandas as pd

from lib.corpus.queries.tables import Tables, listed
from lib.corpus.query_language import And, Dates, Field, InDocument, Near, Or, Query, Words
from lib.text.clean import fold

_RARE = 0.1
_REMEMBERED = 64  # questions for forms: a search asks the same one for its highlights and for its list of forms


class Lexicon:
    """Forms and lemmas that occur in a snapshot."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        self._ready = False
        self._forms = lru_cache(_REMEMBERED)(self._read_forms)

    def lemma_of(self, word: str) -> str:
        """Return the lemma under which the snapshot counts a word; of an unknown word, what pymorphy3 says.

        Where a form has several lemmas (Львов, львов; ПРО, про), the word as it is written decides.
        """
        form = fold(word)
        self.load()
        rows = self._tables.rows("SELECT lemma, n FROM forms WHERE form = $form ORDER BY n DESC, lemma", {"form": form})
        if rows:
            return _as_written(word, {str(lemma): int(n) for lemma, n in rows})
        return self._known(word) or self._known(form) or _lemma_by_rule(word)

    def word_for(self, lemma: str, shown: str = "") -> str:
        """Return a word that `lemma_of` takes to a lemma, the one that people read if it does."""
        forms = self.forms([lemma])["form"].tolist()
        written = [word for form in forms for word in (form, form.capitalize(), form.upper())]
        return next((word for word in (shown or lemma, lemma, *written) if self.lemma_of(word) == lemma), lemma)

    def lemmas_that_occur(self, words: Iterable[str]) -> dict[str, str]:
        """Return `lemma_of` of the words of which the snapshot has the form, or the lemma that is written so."""
        self.load()
        folded = {word: fold(word) for word in words}
        parameters: dict[str, str] = {}
        forms = listed("form", sorted({*folded.values()}), parameters) or "NULL"
        rows = self._tables.rows(
            f"SELECT form, lemma, n FROM forms WHERE form IN ({forms}) ORDER BY n DESC, lemma", parameters
        )
        by_form: dict[str, dict[str, int]] = {}
        for form, lemma, n in rows:
            by_form.setdefault(form, {})[lemma] = int(n)
        parameters = {}
        keys = listed("key", sorted({*folded, *folded.values()}), parameters) or "NULL"
        known = {
            lemma for (lemma,) in self._tables.rows(f"SELECT lemma FROM lemma_keys WHERE lemma IN ({keys})", parameters)
        }
        return {word: _as_written(word, by_form[form]) for word, form in folded.items() if form in by_form} | {
            word: word if word in known else form
            for word, form in folded.items()
            if form not in by_form and {word, form} & known
        }

    def occurs(self, lemma: str) -> bool:
        """Tell whether the snapshot has a lemma."""
        return self._known(lemma) is not None

    def lemma_key(self, text: str) -> str:
        """Return `text` itself if it is the key of a lemma, otherwise the lemma of the word."""
        return self._known(text) or self.lemma_of(text)

    def beginning_with(self, beginning: str, limit: int) -> list[tuple[str, str, int]]:
        """Return the most frequent lemmas, no stop words, with a form that begins so: (lemma, display, n)."""
        self.load()
        rows = self._tables.rows(
            """SELECT lemma, display, n FROM lemma_keys WHERE NOT stop AND lemma IN
                (SELECT lemma FROM forms WHERE form >= $first AND form < $last)
            ORDER BY n DESC, lemma LIMIT $limit""",
            {"first": beginning, "last": beginning + "\U0010ffff", "limit": limit},
        )
        return [(str(lemma), str(display), int(n)) for lemma, display, n in rows]

    def forms(self, lemmas: Iterable[str]) -> pd.DataFrame:
        """Return the forms of lemmas that occur: [lemma, form, n, shared], most frequent first.

        `shared` forms belong to other lemmas too.
        """
        return self._forms(tuple(sorted(set(lemmas)))).copy()

    def _read_forms(self, lemmas: tuple[str, ...]) -> pd.DataFrame:
        self.load()
        parameters: dict[str, str] = {}
        keys = listed("lemma", lemmas, parameters) or "NULL"
        return self._tables.frame(
            f"SELECT lemma, form, n, shared FROM forms WHERE lemma IN ({keys}) ORDER BY lemma, n DESC, form",
            parameters,
        )

    def resolved(self, query: Query) -> Query:
        """Return the query with its words replaced by the lemmas of the snapshot; exact forms stay as they are."""
        match query:
            case Words():
                return self._resolved_words(query)
            case Near(operands, distance):
                return Near(tuple(map(self._resolved_words, operands)), distance)
            case And(parts, without):
                return And(tuple(map(self.resolved, parts)), tuple(map(self.resolved, without)))
            case Or(parts):
                return Or(tuple(map(self.resolved, parts)))
            case InDocument(part):
                return InDocument(self.resolved(part))
            case Field() | Dates():
                return query

    def _resolved_words(self, words: Words) -> Words:
        return words if words.exact else Words(tuple(map(self.lemma_of, words.words)))

    def _known(self, text: str) -> str | None:
        self.load()
        found = self._tables.rows("SELECT lemma FROM lemma_keys WHERE lemma = $text", {"text": text})
        return str(found[0][0]) if found else None

    def load(self) -> None:
        """Read the forms of the snapshot, once; other methods do so when they need them."""
        with self._lock:
            if self._ready:
                return
            self._tables.rows(
                """CREATE TABLE forms AS SELECT form, lemma, sum(n)::BIGINT AS n,
                    count(*) OVER (PARTITION BY form) > 1 AS shared
                FROM postings GROUP BY form, lemma ORDER BY form, lemma"""
            )
            self._tables.rows("CREATE TABLE lemma_keys AS SELECT lemma, display, n, stop FROM lemmas ORDER BY lemma")
            self._ready = True


def _as_written(word: str, lemmas: Mapping[str, int]) -> str:
    """Return the lemma that a word has as it is written, of those that its form has, with their counts.

    Names are typed in lower case too ("лавров"): what the case says counts only where it is not rare.
    """
    first = next(iter(lemmas))
    if len(lemmas) == 1:
        return first
    by_rule = _lemma_by_rule(word)
    if by_rule in lemmas and (word != word.lower() or lemmas[by_rule] >= _RARE * lemmas[first]):
        return by_rule
    return next((lemma for lemma in lemmas if lemma.isupper() == word.isupper()), first)


def _lemma_by_rule(word: str) -> str:
    from lib.text.lemmas import lemma  # loads pymorphy3, which no word of one known lemma needs

    return lemma(word)
