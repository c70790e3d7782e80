"""The analyst's list of speakers over a snapshot: one call after the views are there."""

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from lib.corpus.aliases import Aliases
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.speakers import Speaker

_ATTRIBUTIONS = """SELECT DISTINCT coalesce(renamed.speaker, a.speaker) AS speaker, stmt, doc, date
    FROM attributions a LEFT JOIN renamed ON renamed.old = a.speaker ORDER BY speaker, date NULLS LAST, stmt"""
# a name that the list does not tell the kind of is of the kind that most of its statements have
_SPEAKERS = f"""WITH found AS (SELECT s.* EXCLUDE (speaker), s.speaker AS old, coalesce(r.speaker, s.speaker) AS speaker
        FROM speakers s LEFT JOIN renamed r ON r.old = s.speaker),
    first AS (SELECT * FROM found QUALIFY row_number() OVER (
        PARTITION BY speaker ORDER BY old = speaker DESC, statements DESC, old) = 1),
    said AS (SELECT speaker, count(DISTINCT stmt)::INTEGER AS statements FROM attributions_merged
        WHERE speaker <> '{UNATTRIBUTED}' GROUP BY speaker)
    SELECT speaker, coalesce(l.name, first.name) AS name, coalesce(l.name_en, first.name_en) AS name_en,
        coalesce(nullif(l.kind, ''), first.kind) AS kind, said.statements,
        (row_number() OVER (ORDER BY said.statements DESC, speaker) - 1)::INTEGER AS rank
    FROM said JOIN first USING (speaker) LEFT JOIN listed l ON l.slug = speaker ORDER BY rank"""


def lay_over(duck: duckdb.DuckDBPyConnection, aliases: Aliases) -> None:
    """Put merged speakers in place of the views ``attributions`` and ``speakers``, whatever these show so far.

    A statement that two names of one speaker made jointly is then made once. The table ``renamed`` is there for every
    query that is given slugs.
    """
    _give(duck, "renamed", ("old", "speaker"), aliases.renamed.items())
    if not aliases.speakers:
        return
    _give(duck, "listed", Speaker._fields, aliases.speakers.values())
    for name, sql in (("attributions", _ATTRIBUTIONS), ("speakers", _SPEAKERS)):
        duck.execute(f"CREATE TABLE {name}_merged AS {sql}")
    for name in ("attributions", "speakers"):
        duck.execute(f"CREATE OR REPLACE VIEW {name} AS FROM {name}_merged")


def _give(duck: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Make a table of texts."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    duck.register("given_speakers", pa.table([pa.array(one, pa.string()) for one in values], names=list(columns)))
    duck.execute(f"CREATE TABLE {name} AS FROM given_speakers")
    duck.unregister("given_speakers")
