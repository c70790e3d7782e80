"""Words of a query brought to the lemmas of a snapshot by its own forms, without morphology where a word is known."""

import threading
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from lib.corpus.queries.tables import Tables, listed
from lib.corpus.query_language import And, InDocument, Near, Or, Query, Words
from lib.text.clean import fold

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

        Where upper and lower case have different lemmas (ПРО, про), the case of `word` decides.
        """
        form = fold(word)
        self.load()
        rows = self._tables.rows("SELECT lemma FROM forms WHERE form = $form ORDER BY n DESC, lemma", {"form": form})
        lemmas = [str(lemma) for (lemma,) in rows]
        if lemmas:
            return next((lemma for lemma in lemmas if lemma.isupper() == word.isupper()), lemmas[0])
        return self._known(word) or self._known(form) or _lemma_by_rule(word)

    def lemma_key(self, text: str) -> str:
        """Return `text` itself if it is the key of a lemma, otherwise the lemma of the word."""
        return self._known(text) or self.lemma_of(text)

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
            self._tables.rows("CREATE TABLE lemma_keys AS SELECT lemma FROM lemmas ORDER BY lemma")
            self._ready = True


def _lemma_by_rule(word: str) -> str:
    from lib.text.lemmas import lemma  # loads pymorphy3, which no known word needs

    return lemma(word)
