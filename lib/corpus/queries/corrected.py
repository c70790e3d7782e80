"""What the analyst's corrections make of a snapshot: rows of its tables, for the statements that they name.

Nothing here needs morphology: words of a moved statement have the lemmas that the snapshot counts its document by.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa

from lib.corpus.aliases import Aliases
from lib.corpus.corrections import Correction, Corrections, StatementKey, names_in
from lib.corpus.queries.tables import Overlay, Tables
from lib.corpus.queries.wording import word_tokens
from lib.corpus.schema import TABLES
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.speakers import Registry, Speaker, load_registry
from lib.corpus.store import Store
from lib.corpus.versions import SEEDS
from lib.text.clean import fold
from lib.text.spans import Span
from lib.text.tokens import Token, is_word

RULE = "correction"
"""The rule of a statement that the analyst has corrected; she is sure of it."""

Row = dict[str, Any]
_KEYED = ("statements", "attributions", "statement_postings", "statement_themes")


class Corrected(NamedTuple):
    """A snapshot's statement with its corrections.

    Attributes:
        found: the row of ``statements`` as it was found.
        who: the correction of the speaker, or that it is no statement.
        where: the correction of the span.
    """

    found: Row
    who: Correction | None
    where: Correction | None

    @property
    def is_removed(self) -> bool:
        """Whether it is no statement."""
        return self.who is not None and self.who.verdict == "not_statement"


def corrected_statements(store: Store, tables: Tables, corrections: Corrections) -> list[Corrected]:
    """Return the statements of a snapshot that corrections fit: found at their very offsets in their very text."""
    digests = store.docs_of_texts({line.digest for line in corrections.lines})
    names = TABLES["statements"].names
    columns = ", ".join(f'"{name}"' for name in names)
    rows = tables.rows(
        f"SELECT {columns} FROM statements_found WHERE doc IN (SELECT unnest($docs::INTEGER[])) ORDER BY stmt",
        {"docs": list(digests)},
    )
    texts = store.articles(list(digests))
    found = []
    for row in (dict(zip(names, values, strict=True)) for values in rows):
        key = StatementKey(digests[row["doc"]], row["start"], row["end"])
        lines = {line.subject: line for line in corrections.by_statement.get(key, ())}
        where = lines.get("where")
        if where and where.new_span and where.new_span.end > len(texts[row["doc"]].text):
            del lines["where"]
        if lines:
            found.append(Corrected(row, lines.get("who"), lines.get("where")))
    return found


def edited_tables(
    store: Store, tables: Tables, corrections: Corrections, aliases: Aliases
) -> tuple[tuple[Corrected, ...], Tables]:
    """Return the statements that corrections fit, and a snapshot's tables as edited; `tables` if nothing is."""
    statements = corrected_statements(store, tables, corrections) if corrections.lines else []
    if not statements and not aliases.speakers:
        return (), tables
    registry = aliases.registry if aliases.registry.known else load_registry(SEEDS / "speakers.toml")
    overlay = overlay_of(store, tables, statements, registry) if statements else None
    return tuple(statements), tables.edited(overlay, aliases)


def overlay_of(store: Store, tables: Tables, statements: Sequence[Corrected], registry: Registry) -> Overlay:
    """Return what corrected statements make of a snapshot's tables."""
    rows: dict[str, list[Row]] = {name: [] for name in _KEYED}
    without: dict[str, set[int]] = {name: set() for name in _KEYED}
    known = dict(tables.rows("SELECT speaker, kind FROM speakers_found"))
    speakers: dict[str, Speaker] = {}
    texts = _texts(store, tables, sorted({one.found["doc"] for one in statements if one.where}))
    for one in statements:
        stmt = one.found["stmt"]
        if one.is_removed:
            for name in _KEYED:
                without[name].add(stmt)
            continue
        named = [_kind(registry.resolve(name), known) for name in names_in(one.who.speaker)] if one.who else []
        speakers |= {speaker.slug: speaker for speaker in named}
        without["statements"].add(stmt)
        rows["statements"].append(_row(one, named, texts))
        if one.who:
            without["attributions"].add(stmt)
            rows["attributions"] += _attributions(one.found, named)
        if one.where and one.where.new_span:
            without["statement_postings"].add(stmt)
            rows["statement_postings"] += texts[one.found["doc"]].postings(stmt, one.where.new_span)
    return Overlay(
        {name: pa.Table.from_pylist(found, TABLES[name]) for name, found in rows.items()},
        without,
        _speaker_table(speakers.values()),
    )


def _kind(speaker: Speaker, known: Mapping[str, str]) -> Speaker:
    """Return a speaker with the kind that the list of speakers or the snapshot tells; a new name is a person's."""
    return speaker if speaker.kind else speaker._replace(kind=known.get(speaker.slug) or "person")


def _speaker_table(speakers: Iterable[Speaker]) -> pa.Table:
    columns = list(zip(*speakers, strict=True)) or [()] * 4
    names = ("speaker", "name", "name_en", "kind")
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(names, columns, strict=True)})


def _row(one: Corrected, named: Sequence[Speaker], texts: Mapping[int, "_Text"]) -> Row:
    """Return the row of a statement; role and mention go with the speaker whom they were found for."""
    row = {**one.found, "rule": RULE, "confidence": 1.0}
    if one.who:
        row |= {"mention_start": None, "mention_end": None, "role": ""}
        row |= {"kind": named[0].kind} if named else {}
    if one.where and one.where.new_span:
        row |= texts[row["doc"]].place(one.where.new_span)
    return row


def _attributions(found: Row, named: Sequence[Speaker]) -> Iterator[Row]:
    for slug in dict.fromkeys(speaker.slug for speaker in named) or [UNATTRIBUTED]:
        yield {"speaker": slug, "stmt": found["stmt"], "doc": found["doc"], "date": found["date"]}


def _texts(store: Store, tables: Tables, docs: Sequence[int]) -> dict[int, "_Text"]:
    """Return the texts in which statements have moved. One scan of all postings, which are not sorted by document."""
    lemmas: dict[int, dict[str, list[str]]] = {doc: {} for doc in docs}
    spans: dict[int, list[Span]] = {doc: [] for doc in docs}
    if docs:
        given = {"docs": list(docs)}
        among = "WHERE doc IN (SELECT unnest($docs::INTEGER[]))"
        for doc, form, lemma in tables.rows(f"SELECT doc, form, lemma FROM postings {among} ORDER BY ALL", given):
            lemmas[doc].setdefault(form, []).append(lemma)
        for doc, *span in tables.rows(f'SELECT doc, start, "end" FROM sentences {among} ORDER BY ALL', given):
            spans[doc].append(Span(*span))
    articles = store.articles(docs)
    return {doc: _Text(articles[doc].text, lemmas[doc], spans[doc]) for doc in docs}


@dataclass(frozen=True)
class _Text:
    """A text in which a statement has moved: its lemmas by form, and its sentences."""

    text: str
    lemmas: Mapping[str, Sequence[str]]
    sentences: Sequence[Span]

    @cached_property
    def _tokens(self) -> list[Token]:
        return word_tokens(self.text)

    def _within(self, span: Span) -> list[Token]:
        return [token for token in self._tokens if span.start <= token.start < span.end]

    def place(self, span: Span) -> Row:
        """Return the columns of ``statements`` that depend on the span."""
        touched = [number for number, sentence in enumerate(self.sentences) if sentence.overlaps(span)] or [0]
        words = sum(is_word(token.text) for token in self._within(span))
        columns = {"start": span.start, "end": span.end, "sentence": touched[0], "last_sentence": touched[-1]}
        return columns | {"words": words}

    def postings(self, stmt: int, span: Span) -> list[Row]:
        """Return the rows of ``statement_postings``."""
        counted = Counter((self._lemma(token.text), fold(token.text)) for token in self._within(span))
        return [{"lemma": lemma, "form": form, "stmt": stmt, "n": n} for (lemma, form), n in counted.items()]

    def _lemma(self, word: str) -> str:
        """Return the lemma of a word in this document; of two (ПРО, про), the one in the same case."""
        form = fold(word)
        lemmas = self.lemmas.get(form, [form])
        return next((lemma for lemma in lemmas if lemma.isupper() == word.isupper()), lemmas[0])
