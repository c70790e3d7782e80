"""Tables of a snapshot, made of its segments: one query a table, written as `lib.corpus.schema` says."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lib.corpus.dates import day_in_url
from lib.corpus.reprints import find_reprints
from lib.corpus.schema import TABLES
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.speakers import Registry, Speaker
from lib.corpus.theme_marts import TABLES as THEME_TABLES
from lib.corpus.timexes import RESOLVED, resolved

_MEMORY = "400MB"  # what does not fit is sorted on disk, beside the tables
_ROWS = 122_880

# `article` and `segment` are given; `stmt` and `token` are made once
_STMT = """CREATE OR REPLACE TEMP TABLE stmt AS
    SELECT (row_number() OVER (ORDER BY doc, s.start, s."end", place) - 1)::INTEGER AS stmt, doc, place {columns}
    FROM (SELECT doc, unnest(statements) AS s, generate_subscripts(statements, 1) AS place FROM segment)"""

_TOKEN = """(SELECT doc, unnest(lemmas) AS lemma, unnest(forms) AS form, unnest(marks) AS mark,
    unnest(spellings) AS spelling, generate_subscripts(lemmas, 1) AS position FROM segment)"""

# each word with the number of its sentence: a sentence has the words up to the first one of the next
_PLACE = """(SELECT doc, unnest(lemmas) AS lemma, unnest(forms) AS form, unnest(flatten(list_transform(
        sentence_tokens, lambda first, i: list_resize(
            []::INTEGER[], coalesce(sentence_tokens[i + 1], len(lemmas)) - first, (i - 1)::INTEGER)))) AS sentence
    FROM segment)"""

_TIMEX = "(SELECT doc, unnest(timexes) AS t FROM segment)"

_NAME = """(SELECT * FROM (SELECT DISTINCT stmt, trim(unnest(string_split(s.speaker, ';'))) AS name FROM stmt)
    WHERE name <> '')"""

_ATTRIBUTION = f"""CREATE TEMP TABLE attribution AS
    SELECT DISTINCT coalesce(speaker, '{UNATTRIBUTED}') AS speaker, stmt.stmt, stmt.doc
    FROM stmt LEFT JOIN {_NAME} named USING (stmt) LEFT JOIN registry USING (name)"""

# How people write a lemma: with a capital if it mostly has one inside sentences (marks: 1 capital, 2 first of its
# sentence, 8 stop); as "YouTube" or "Ту-154" if it is mostly spelled so; as a woman's surname where the forms are hers
# alone, or where the one that may be his too is more than twice his others, as no man's is in news ("Масхадова" 36:26).
_TITLE = """array_to_string(list_transform(string_split(lemma, '-'), lambda part:
    CASE WHEN len(part) > 2 THEN upper(part[1]) || part[2:] ELSE part END), '-')"""
_TELLING = "form = lemma AND (mark & 2 = 0 OR spelling[2:] <> lower(spelling[2:]))"
_COUNTED = f"""SELECT lemma, count(*) AS n, count(DISTINCT doc) AS documents, bool_or(mark & 8 > 0) AS stop,
        count(*) FILTER (mark & 2 = 0) AS inside, count(*) FILTER (mark & 3 = 1) AS capitals,
        count(*) FILTER ({_TELLING}) AS telling, count(*) FILTER (form = lemma || 'ой') AS hers,
        count(*) FILTER (form = lemma || 'а') AS either,
        count(*) FILTER (form IN (lemma, lemma || 'ым', lemma || 'е')) AS his
    FROM {_TOKEN} GROUP BY lemma"""
_SPELLED = f"""SELECT lemma, sum(times) AS spelled, list(spelling ORDER BY times DESC, spelling)[1] AS spelling
    FROM (SELECT lemma, spelling, count(*) AS times FROM {_TOKEN}
        WHERE spelling IS NOT NULL AND {_TELLING} GROUP BY ALL)
    GROUP BY lemma"""
MANY_TITLES = 3
"""Headlines above one text from which the text is taken for a part of the page."""

_QUERIES = {
    "documents": """SELECT doc, date, source, words, sentences, statements, duplicate_of FROM article
        ORDER BY date NULLS LAST, doc""",
    "sentences": """SELECT doc, generate_subscripts(sentence_starts, 1) - 1 AS sentence,
        unnest(sentence_starts) AS start, unnest(sentence_ends) AS "end" FROM segment ORDER BY doc, sentence""",
    "statements": """SELECT stmt, doc, date, source, s.type, s.cue, s.start, s."end", s.mention_start, s.mention_end,
        s.sentence, s.last_sentence, s.words, s.role, s.kind, s.confidence, s.rule
        FROM stmt JOIN article USING (doc) ORDER BY date NULLS LAST, stmt""",
    "attributions": """SELECT speaker, stmt, doc, date FROM attribution JOIN article USING (doc)
        ORDER BY speaker, date NULLS LAST, stmt""",
    "speakers": f"""SELECT speaker, any_value(name), any_value(name_en), any_value(kind),
        count(DISTINCT stmt) AS statements, row_number() OVER (ORDER BY count(DISTINCT stmt) DESC, speaker) - 1
        FROM attribution JOIN speaker USING (speaker) WHERE speaker <> '{UNATTRIBUTED}'
        GROUP BY speaker ORDER BY statements DESC, speaker""",
    "sources": """SELECT source, min(source_name), count(*) AS documents,
        row_number() OVER (ORDER BY count(*) DESC, source) - 1
        FROM article GROUP BY source ORDER BY documents DESC, source""",
    # of the whole document: what contradicts its date, by more than a day, what it lacks, and where its text stands
    "traps": f"""SELECT name, doc, n, start, "end" FROM (
            SELECT doc, trap.name, trap.n, trap.start, trap."end"
            FROM (SELECT doc, unnest(traps) AS trap FROM segment)
            UNION ALL SELECT doc, trap, 1, 0, 0 FROM (
                SELECT doc, unnest([
                    CASE WHEN date IS NULL AND NOT is_future THEN 'undated' END,
                    CASE WHEN is_future THEN 'future' END,
                    CASE WHEN source = '-' THEN 'no_source' END,
                    CASE WHEN abs(date - url_day) > 1 THEN 'url_date' END,
                    CASE WHEN date IS NOT NULL AND day > 0 AND month > 0 AND NOT list_contains(
                        [100 * month(one) + day(one) FOR one IN [date - 1, date, date + 1]], 100 * month + day
                    ) THEN 'dateline' END,
                    CASE WHEN duplicate_of IS NOT NULL THEN 'repeated' END,
                    CASE WHEN duplicate_of IS NULL AND doc IN (SELECT doc FROM reprint) THEN 'reprinted' END,
                    CASE WHEN titles >= {MANY_TITLES} THEN 'one_body' END
                ]) AS trap FROM article JOIN (SELECT doc, day, month FROM segment) USING (doc)
            ) WHERE trap IS NOT NULL
        ) ORDER BY name, doc""",
    "timexes": f"""SELECT doc, article.date, t.sentence, t.start, t."end", first, last, grain, t.rule, reason
        FROM {_TIMEX} JOIN article USING (doc) JOIN resolved ON resolved.value = t.value AND resolved.rule = t.rule
            AND resolved.toward = t.toward AND resolved.date IS NOT DISTINCT FROM article.date
        ORDER BY doc, t.start""",
    "reprints": """SELECT doc, first, alike, held, exact, tied FROM reprint ORDER BY doc""",
    "postings": f"""SELECT lemma, form, doc, count(*) FROM {_TOKEN} GROUP BY ALL ORDER BY lemma, form, doc""",
    "statement_postings": f"""SELECT lemma, form, stmt, count(*) FROM {_TOKEN} JOIN (
            SELECT doc, stmt, unnest(generate_series(s.first_token + 1, s.end_token)) AS position FROM stmt
        ) USING (doc, position) GROUP BY ALL ORDER BY lemma, form, stmt""",
    "sentence_postings": f"""SELECT DISTINCT lemma, form, doc, sentence FROM {_PLACE}
        ORDER BY lemma, form, doc, sentence""",
    "lemmas": f"""SELECT lemma, CASE WHEN 2 * spelled > telling THEN spelling
            WHEN 2 * capitals <= inside THEN lemma
            WHEN (hers > his OR (2 * hers > his AND either > 2 * his)) AND regexp_full_match(lemma, '.+(ов|ев|ин|ын)')
            THEN {_TITLE} || 'а'
            ELSE {_TITLE} END AS display, n, documents, stop
        FROM ({_COUNTED}) LEFT JOIN ({_SPELLED}) USING (lemma) ORDER BY lemma""",
    "document_themes": """FROM document_theme UNION ALL FROM kept_document_themes ORDER BY theme, doc""",
    "statement_themes": """SELECT theme, stmt, score FROM statement_theme JOIN stmt USING (doc, place)
        UNION ALL FROM kept_statement_themes ORDER BY theme, stmt""",
    "theme_evidence": """FROM evidence UNION ALL FROM kept_theme_evidence ORDER BY ALL""",
}


FROM_THEMES = ("document_themes", "statement_themes", "theme_evidence")
"""The tables that depend on the dictionary of themes."""


class MartBuilder:
    """Makes the tables of a snapshot in a folder: those of themes, and after `enter` all.

    Args:
        segments: the segments of the store, one or more.
        folder: where the tables go; temporary files of large sorts too.
        without: documents that the segments have and the snapshot does not.
    """

    def __init__(self, segments: Iterable[Path], folder: Path, without: Sequence[int] = ()) -> None:
        self.folder = folder
        self._segments = tuple(segments)
        self.duck = duckdb.connect(
            config={"memory_limit": _MEMORY, "temp_directory": str(folder / "sort.tmp"), "threads": 2}
        )
        files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in self._segments)
        self._give("withdrawn", pa.int32(), {"doc": without})
        self.duck.execute(
            f"CREATE VIEW segment AS SELECT * FROM read_parquet([{files}]) ANTI JOIN withdrawn USING (doc)"
        )
        self.duck.execute(_STMT.format(columns=""))
        kept = {f"kept_{name}": TABLES[name] for name in FROM_THEMES}
        for name, schema in (*THEME_TABLES.items(), *kept.items()):
            self.duck.register("none", schema.empty_table())
            self.duck.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM none")

    def enter(self, db: sqlite3.Connection, registry: Registry) -> None:
        """Take in the articles of the store's database, and what statements say of their speakers."""
        self.duck.register("given", _articles(db))
        self.duck.execute(_ARTICLE)
        self._compare_texts()
        self.duck.execute(_STMT.format(columns=", s"))
        self._name_speakers(registry)
        self._resolve_timexes()

    def keep(self, folder: Path, themes: Sequence[str]) -> None:
        """Take the rows of some themes from the tables of another snapshot of the same documents."""
        for name in FROM_THEMES:
            path = str(folder / f"{name}.parquet")
            self.duck.execute(
                f"INSERT INTO kept_{name} SELECT * FROM read_parquet($path) WHERE theme IN (SELECT unnest($themes))",
                {"path": path, "themes": list(themes)},
            )

    def close(self) -> None:
        """Release memory and temporary files."""
        self.duck.close()

    def build(self, name: str) -> int:
        """Write one table; return its number of rows."""
        reader = self.duck.sql(_QUERIES[name]).to_arrow_reader(_ROWS)
        return self.write(name, reader)

    def write(self, name: str, batches: Iterable[pa.RecordBatch]) -> int:
        """Write batches, whose columns stand in the order of the schema, as a table; return the number of rows."""
        schema = TABLES[name]
        rows = 0
        with pq.ParquetWriter(self.folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for batch in batches:
                table = pa.table(batch.columns, names=schema.names).cast(schema)
                writer.write_table(table, row_group_size=_ROWS)
                rows += table.num_rows
        return rows

    def add(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Take what themes were found in a segment, see `lib.corpus.theme_marts.TABLES`."""
        for name, batch in batches.items():
            self.duck.register("found", pa.table(batch))
            self.duck.execute(f"INSERT INTO {name} SELECT * FROM found ANTI JOIN withdrawn USING (doc)")

    def _compare_texts(self) -> None:
        """Find the documents that reprint an earlier one: with the same text, or with nearly the same."""
        rows = self.duck.execute(
            f"""SELECT doc, coalesce(date - DATE '1970-01-01', {_NO_DAY}) FROM article
            WHERE duplicate_of IS NULL ORDER BY {_IN_TIME}"""
        ).fetchall()
        docs, days = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        self.duck.register("near", find_reprints(docs, days, self._segments))
        self.duck.execute(_REPRINT)

    def _resolve_timexes(self) -> None:
        """Tell the days of each different expression of time in articles of each day once."""
        found = self.duck.sql(
            f"SELECT DISTINCT t.value, t.rule, t.toward, date FROM {_TIMEX} JOIN article USING (doc)"
        ).to_arrow_reader(_ROWS)
        self.duck.register("given", pa.Table.from_batches(map(resolved, found), RESOLVED))
        self.duck.execute("CREATE TEMP TABLE resolved AS FROM given")

    def _name_speakers(self, registry: Registry) -> None:
        names = self.duck.execute(
            f"""SELECT name, s.kind, count(*) AS n FROM {_NAME} JOIN stmt USING (stmt)
            GROUP BY ALL ORDER BY n DESC, name, s.kind"""
        ).fetchall()
        resolved = {name: registry.resolve(name) for name, _, _ in names}
        speakers: dict[str, Speaker] = {}
        for name, kind, _ in names:  # the most frequent name and kind of a slug stand for it
            speaker = resolved[name]
            speakers.setdefault(speaker.slug, speaker if speaker.kind else speaker._replace(kind=kind))
        self._give("registry", pa.string(), {"name": resolved, "speaker": [one.slug for one in resolved.values()]})
        columns = list(zip(*speakers.values(), strict=True)) or [()] * 4
        self._give("speaker", pa.string(), dict(zip(("speaker", "name", "name_en", "kind"), columns, strict=True)))
        self.duck.execute(_ATTRIBUTION)

    def _give(self, table: str, kind: pa.DataType, columns: Mapping[str, Iterable[object]]) -> None:
        arrays = {name: pa.array(list(values), kind) for name, values in columns.items()}
        self.duck.register(table, pa.table(arrays))


_IN_TIME = "date NULLS LAST, time NULLS LAST, id"
_NO_DAY = 10_000_000
"""The day of what has no date: far from all others, so that undated texts are compared with one another."""

_ARTICLE = f"""CREATE TEMP TABLE article AS
    SELECT * EXCLUDE (text_hash, first, title, titles),
        CASE WHEN text_hash IS NOT NULL AND first <> doc THEN first END AS duplicate_of,
        CASE WHEN text_hash IS NOT NULL THEN titles ELSE 0 END AS titles
    FROM (SELECT *, first_value(doc) OVER (PARTITION BY text_hash ORDER BY {_IN_TIME}) AS first,
            count(DISTINCT title) OVER (PARTITION BY text_hash) AS titles FROM given)"""

# each text once, then each story once: what has the text of a reprint reprints what that one does; where one day has no
# times, or one and the same, nobody knows which was the first
_REPRINT = """CREATE TEMP TABLE reprint AS
    SELECT doc, first, alike, held, exact, coalesce(
        own.date = earlier.date AND (own.time IS NULL OR earlier.time IS NULL OR own.time = earlier.time), true) AS tied
    FROM (SELECT article.doc, coalesce(near.first, duplicate_of) AS first, coalesce(alike, 1) AS alike,
            coalesce(held, 1) AS held, near.doc IS NULL AS exact
        FROM article LEFT JOIN near ON near.doc = coalesce(duplicate_of, article.doc)
        WHERE coalesce(near.first, duplicate_of) IS NOT NULL)
    JOIN article own USING (doc) JOIN article earlier ON earlier.doc = first"""

_COLUMNS: Mapping[str, pa.DataType] = {
    "doc": pa.int32(),
    "id": pa.binary(),
    "date": pa.date32(),
    "time": pa.string(),
    "source": pa.string(),
    "source_name": pa.string(),
    "words": pa.int32(),
    "sentences": pa.int32(),
    "statements": pa.int32(),
    "text_hash": pa.binary(),
    "is_future": pa.bool_(),
    "title": pa.uint32(),  # a checksum: only whether titles differ is asked
    "url_day": pa.date32(),
}


def _articles(db: sqlite3.Connection) -> pa.Table:
    """Return the articles; those later than tomorrow without their date."""
    found = db.execute(
        """SELECT doc, id, CASE WHEN is_future THEN NULL ELSE date END, time, source, source_name, words, sentences,
        statements, text_hash, is_future, title, url FROM article WHERE withdrawn = '' ORDER BY doc"""
    )
    rows = ((*row[:-3], bool(row[-3]), zlib.crc32(row[-2].encode()), day_in_url(row[-1])) for row in found)
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    arrays = [
        pa.array(values, pa.string()).cast(kind) if name == "date" else pa.array(values, kind)
        for values, (name, kind) in zip(columns, _COLUMNS.items(), strict=True)
    ]
    return pa.table(arrays, names=list(_COLUMNS))
