"""A store of six documents written by hand, to ask questions whose answers can be counted on the page.

A statement stands in the text as ``{speakers type cue themes: words}``: speakers and themes are divided by commas,
``-`` is nobody or no theme. The marks are taken out, so that offsets are those of the text that is left.
"""

import json
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lib.corpus.database import connect_to_write, search_term, sentence_row
from lib.corpus.schema import TABLES
from lib.corpus.store import Store
from lib.text.clean import fold
from lib.text.lemmas import is_stop, lemma
from lib.text.tokens import is_word, sentences, tokenize

SNAPSHOT = "0123456789ab"
NAMES = {"ivanov": ("Иван Иванов", "person"), "petrova": ("Анна Петрова", "person"), "mid": ("МИД", "org")}
DAY = date.fromisoformat


@dataclass(frozen=True)
class Written:
    """A document as the test writes it; `like` is the number of the document that it repeats, `near` that it reprints
    with changes."""

    date: str
    source: str
    themes: str
    text: str
    like: int | None = None
    near: int | None = None


DOCUMENTS = (
    Written(  # 1
        "2024-01-10",
        "tass",
        "contacts",
        "Иванов выступил в Москве. {ivanov direct заявить contacts: Контакты с Москвой возможны}, заявил Иванов. "
        "{ivanov,petrova indirect сообщить contacts: Стороны обсудили контакт}, сообщили они.",
    ),
    Written(  # 2: a reprint of the first
        "2024-01-11",
        "ria",
        "contacts",
        "Иванов выступил в Москве. {ivanov direct заявить contacts: Контакты с Москвой возможны}, заявил Иванов. "
        "{ivanov,petrova indirect сообщить contacts: Стороны обсудили контакт}, сообщили они.",
        like=1,
    ),
    Written(  # 3
        "2024-01-31",
        "tass",
        "contacts,sanctions",
        "{mid mixed отметить sanctions: Новые санкции мешают контактам}, отметили в МИД. "
        "{- indirect - -: О санкциях говорить рано}, передали агентства. Про ПРО речи не было.",
    ),
    Written(  # 4
        "2024-03-05",
        "ria",
        "sanctions",
        "{petrova direct сказать sanctions: Санкции, санкции и снова санкции}, сказала Петрова. "
        "{petrova indirect сказать -: Прямой рейс открыт}, добавила она. Прямого рейса ждали все.",
    ),
    Written("2024-03-06", "tass", "-", "Рейс задержан. Погода в Москве плохая.", near=4),  # 5: as if it reprinted 4
    Written("", "tass", "contacts", "{ivanov direct заявить contacts: Контакты идут}, заявил Иванов."),  # 6: undated
)

_MARK = re.compile(r"\{(?P<speakers>\S+) (?P<type>\S+) (?P<cue>\S+) (?P<themes>\S+): (?P<words>[^}]*)\}")


def snapshot_store(folder: Path, documents: tuple[Written, ...] = DOCUMENTS) -> Store:
    """Write a store with one snapshot, `SNAPSHOT`, and return it."""
    tables = _Tables()
    folder.mkdir()
    db = connect_to_write(folder)
    for doc, written in enumerate(documents, start=1):
        for rowid, lemmas in tables.add(doc, written):
            db.execute("INSERT INTO sentence (rowid, lemmas) VALUES (?, ?)", (rowid, lemmas))
        _insert(db, "article", _article(doc, written))
    _insert(db, "snapshot", _snapshot(documents))
    db.close()
    tables.write(folder / "marts" / SNAPSHOT)
    return Store(folder)


def plain(text: str) -> str:
    """Return a text without the marks of its statements."""
    return _MARK.sub(r"\g<words>", text)


def marks(written: Written) -> list[re.Match[str]]:
    """Return the marked statements of a document: groups speakers, type, cue, themes, words."""
    return list(_MARK.finditer(written.text))


@dataclass
class _Tables:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def add(self, doc: int, written: Written) -> Iterator[tuple[int, str]]:
        """Add the rows of a document; yield the rows of the search."""
        text = plain(written.text)
        day = DAY(written.date) if written.date else None
        place = {"doc": doc, "date": day, "source": written.source}
        spans = sentences(text)
        for number, span in enumerate(spans):
            self.rows["sentences"].append({"doc": doc, "sentence": number, "start": span.start, "end": span.end})
            words = _words(span.of(text))
            for key, form in sorted({(lemma(word), fold(word)) for word in words}):
                self.rows["sentence_postings"].append({"lemma": key, "form": form, "doc": doc, "sentence": number})
            yield sentence_row(doc, number), " ".join(search_term(lemma(word)) for word in words)
        said = marks(written)
        for number, mark in enumerate(said):
            self._add_statement(place, doc * 10 + number, mark, text, [span.start for span in spans])
        words = _words(text)
        self._add_postings("postings", {"doc": doc}, words)
        self._add_themes("document_themes", {"doc": doc}, written.themes)
        self.rows["documents"].append(
            {**place, "words": len(words), "sentences": len(spans), "statements": len(said)}
            | {"duplicate_of": written.like}
        )
        if first := written.like or written.near:
            how = {"alike": 1.0 if written.like else 0.75, "held": 1.0, "exact": written.near is None, "tied": False}
            self.rows["reprints"].append({"doc": doc, "first": first, **how})

    def _add_statement(
        self, place: dict[str, Any], stmt: int, mark: re.Match[str], text: str, starts: list[int]
    ) -> None:
        words = mark["words"]
        start = text.index(words)
        end = start + len(words)
        inside = [number for number, first in enumerate(starts) if first < end]
        first = max(number for number in inside if starts[number] <= start)
        self.rows["statements"].append(
            place
            | {"stmt": stmt, "type": mark["type"], "cue": mark["cue"].strip("-"), "start": start, "end": end}
            | {"mention_start": None, "mention_end": None, "sentence": first, "last_sentence": inside[-1]}
            | {"words": len(_words(words)), "role": "", "kind": "person", "confidence": 0.9, "rule": "by hand"}
        )
        for speaker in mark["speakers"].split(","):
            self.rows["attributions"].append(
                {"speaker": speaker, "stmt": stmt, "doc": place["doc"], "date": place["date"]}
            )
        self._add_postings("statement_postings", {"stmt": stmt}, _words(words))
        self._add_themes("statement_themes", {"stmt": stmt}, mark["themes"])

    def _add_postings(self, table: str, key: dict[str, int], words: list[str]) -> None:
        for (lemma_, form), n in Counter((lemma(word), fold(word)) for word in words).items():
            self.rows[table].append({"lemma": lemma_, "form": form, "n": n, **key})

    def _add_themes(self, table: str, key: dict[str, int], themes: str) -> None:
        self.rows[table] += [{"theme": theme, "score": 1.0, **key} for theme in themes.split(",") if theme != "-"]

    def write(self, folder: Path) -> None:
        """Write every table, sorted as the schema says."""
        self._summarise()
        folder.mkdir(parents=True)
        for name, schema in TABLES.items():
            table = pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in self.rows[name]], schema)
            order = [(column, "ascending") for column in schema.names[:3]]
            pq.write_table(table.sort_by(order), folder / f"{name}.parquet")

    def _summarise(self) -> None:
        said = Counter(row["speaker"] for row in self.rows["attributions"] if row["speaker"] != "-")
        for rank, (speaker, n) in enumerate(said.most_common()):
            name, kind = NAMES[speaker]
            self.rows["speakers"].append(
                {"speaker": speaker, "name": name, "name_en": speaker, "kind": kind, "statements": n, "rank": rank}
            )
        for rank, (source, n) in enumerate(Counter(row["source"] for row in self.rows["documents"]).most_common()):
            self.rows["sources"].append({"source": source, "name": source.upper(), "documents": n, "rank": rank})
        for key in sorted({row["lemma"] for row in self.rows["postings"]}):
            rows = [row for row in self.rows["postings"] if row["lemma"] == key]
            self.rows["lemmas"].append(
                {"lemma": key, "display": key, "n": sum(row["n"] for row in rows)}
                | {"documents": len({row["doc"] for row in rows}), "stop": is_stop(key)}
            )


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(text) if is_word(token.text)]


_EMPTY = {"TEXT": "", "INTEGER": 0, "BLOB": b""}


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Insert a row, with something empty in the columns that it does not name and that must not be null."""
    columns = db.execute('SELECT name, type FROM pragma_table_info(?) WHERE "notnull"', (table,))
    row = {name: _EMPTY[kind] for name, kind in columns} | row
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _article(doc: int, written: Written) -> dict[str, Any]:
    body = zlib.compress(plain(written.text).encode())
    names = {"source": written.source, "source_name": written.source.upper(), "title": f"Заголовок {doc}"}
    return {"doc": doc, "id": bytes([doc]), "date": written.date or None, "body": body, **names}


def _snapshot(documents: tuple[Written, ...]) -> dict[str, Any]:
    moment = "2024-04-01T00:00:00+00:00"
    report = json.dumps({"counts": {"accepted": len(documents)}})
    return {"id": SNAPSHOT, "created": moment, "last_ingested": moment, "report": report, "digest": "by hand"}
