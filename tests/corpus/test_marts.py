"""The tables of a snapshot agree with each other and with the texts."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.corpus.analyse import analyse
from lib.corpus.intake import as_arrow
from lib.corpus.marts import MartBuilder
from lib.corpus.schema import TABLES
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.store import open_store


@pytest.fixture
def folder(press_store: Path) -> Path:
    """The tables of the invented press."""
    store = open_store(press_store)
    return store.mart_path(store.latest().id)


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the tables by their names."""
    with duckdb.connect() as duck:
        for name in TABLES:
            duck.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder / name}.parquet')")
        return duck.execute(sql).fetchall()


@pytest.mark.parametrize("name", TABLES)
def test_schema(folder: Path, name: str) -> None:
    assert pq.read_schema(folder / f"{name}.parquet").equals(TABLES[name])


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("documents", "date NULLS LAST, doc"),
        ("sentences", "doc, sentence"),
        ("statements", "date NULLS LAST, stmt"),
        ("attributions", "speaker, date NULLS LAST, stmt"),
        ("postings", "lemma, form, doc"),
        ("statement_postings", "lemma, form, stmt"),
        ("sentence_postings", "lemma, form, doc, sentence"),
        ("lemmas", "lemma"),
        ("speakers", "rank"),
        ("sources", "rank"),
    ],
)
def test_order(folder: Path, name: str, order: str) -> None:
    table = pq.read_table(folder / f"{name}.parquet").to_pylist()
    with duckdb.connect() as duck:
        assert (
            table
            == duck.sql(f"FROM read_parquet('{folder / name}.parquet') ORDER BY {order}").to_arrow_table().to_pylist()
        )


@pytest.mark.parametrize(
    "contradiction",
    [
        "SELECT * FROM (SELECT lemma, sum(n) AS n, count(DISTINCT doc) AS documents FROM postings GROUP BY lemma) p"
        " FULL JOIN lemmas l USING (lemma) WHERE p.n IS DISTINCT FROM l.n OR p.documents IS DISTINCT FROM l.documents",
        "SELECT doc, d.statements FROM documents d WHERE statements <>"
        " (SELECT count(*) FROM statements s WHERE s.doc = d.doc)",
        "SELECT doc FROM documents d WHERE sentences <> (SELECT count(*) FROM sentences s WHERE s.doc = d.doc)",
        "SELECT stmt FROM statements WHERE stmt NOT IN (SELECT stmt FROM attributions)",
        "SELECT speaker FROM speakers s WHERE statements <>"
        " (SELECT count(*) FROM attributions a WHERE a.speaker = s.speaker)",
        f"SELECT DISTINCT speaker FROM attributions WHERE speaker <> '{UNATTRIBUTED}'"
        " AND speaker NOT IN (SELECT speaker FROM speakers)",
        "SELECT stmt FROM attributions a JOIN documents d USING (doc) WHERE a.date IS DISTINCT FROM d.date",
        "SELECT source FROM sources s WHERE documents <> (SELECT count(*) FROM documents d WHERE d.source = s.source)",
        "SELECT stmt FROM statements s JOIN sentences a ON a.doc = s.doc AND a.sentence = s.sentence"
        " JOIN sentences b ON b.doc = s.doc AND b.sentence = s.last_sentence"
        ' WHERE s.start < a.start OR s."end" > b."end"',
        "SELECT stmt FROM statement_themes WHERE stmt NOT IN (SELECT stmt FROM statements)",
        "SELECT theme, doc FROM document_themes WHERE (theme, doc) NOT IN (SELECT (theme, doc) FROM theme_evidence)",
        "SELECT * FROM (SELECT lemma, form, stmt, n FROM statement_postings) s JOIN statements USING (stmt)"
        " LEFT JOIN postings p USING (doc, lemma, form) WHERE p.n IS NULL OR p.n < s.n",
        "SELECT * FROM (SELECT lemma, form, doc, count(*) AS n FROM sentence_postings GROUP BY ALL) s"
        " FULL JOIN postings p USING (lemma, form, doc) WHERE s.n IS NULL OR p.n IS NULL OR s.n > p.n",
        "SELECT * FROM sentence_postings ANTI JOIN sentences USING (doc, sentence)",
    ],
)
def test_tables_never_contradict_each_other(folder: Path, contradiction: str) -> None:
    assert rows(folder, contradiction) == []


def test_there_is_something_to_contradict(folder: Path) -> None:
    names = [name for name in TABLES if name != "timexes"]  # the invented press names no days: test_timexes
    sizes = rows(folder, "SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in names))[0]
    assert min(sizes) > 0, dict(zip(names, sizes, strict=True))


def test_evidence_stands_where_it_says(press_store: Path, folder: Path) -> None:
    articles = open_store(press_store).articles(range(1, 1000))
    for doc, start, end in rows(folder, 'SELECT doc, start, "end" FROM theme_evidence LIMIT 500'):
        text = articles[doc].text if start >= 0 else f"{articles[doc].title} "
        assert text[start:end].strip() == text[start:end] != ""


@pytest.mark.parametrize(("lemma", "display"), [("россия", "Россия"), ("США", "США"), ("контакт", "контакт")])
def test_lemmas_are_shown_as_people_write_them(seeds_store: Path, lemma: str, display: str) -> None:
    store = open_store(seeds_store)
    found = rows(store.mart_path(store.latest().id), f"SELECT display FROM lemmas WHERE lemma = '{lemma}'")
    assert found == [(display,)]


SHOWN = """Сегодня Захаровой задали вопрос. Вчера Захарова ответила Путину. Потом с Захаровой простились.
Видео есть на YouTube и CNN. Он летел на Ту-154 мимо штаб-квартиры. Штаб-квартира закрыта. Штаб-квартира открыта.

| Подписаться | Прислать новость | Подписаться

ВЕДУЩИЙ: в Нью-Йорке идет дождь. ВЕДУЩИЙ: снова дождь. Потом с Путиным говорил Иванов, с Ивановым говорил МИД.
Потом Ветрова вышла. Там Ветрова сказала. Тут Ветрова села. Слова Ветровой ждут. А это Ветров.
Потом улица Кленова. Там улица Кленова. Тут улица Кленова. Был и Кленов."""


@pytest.mark.parametrize(
    ("lemma", "display"),
    [
        ("захаров", "Захарова"),  # two forms that are hers alone, none that is his
        ("ветров", "Ветрова"),  # his too, but a form that may be hers is too frequent to be his
        ("кленов", "Кленов"),  # no form that is hers alone
        ("иванов", "Иванов"),
        ("путин", "Путин"),
        ("youtube", "YouTube"),
        ("cnn", "CNN"),
        ("ту-154", "Ту-154"),
        ("нью-йорк", "Нью-Йорк"),
        ("МИД", "МИД"),
        ("штаб-квартира", "штаб-квартира"),  # capitals at the head of a sentence tell nothing
        ("подписаться", "подписаться"),  # nor behind a bullet
        ("ведущий", "ведущий"),  # nor those of a headline
        ("дождь", "дождь"),
    ],
)
def test_display_of(shown: dict[str, str], lemma: str, display: str) -> None:
    assert shown[lemma] == display


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How the lemmas of `SHOWN` are displayed."""
    folder = tmp_path_factory.mktemp("shown")
    rows = analyse(as_arrow([(1, "1", "", SHOWN)]))
    pq.write_table(pa.Table.from_batches([rows]), folder / "segment.parquet")
    builder = MartBuilder([folder / "segment.parquet"], folder)
    builder.build("lemmas")
    builder.close()
    table = pq.read_table(folder / "lemmas.parquet")
    return dict(zip(table["lemma"].to_pylist(), table["display"].to_pylist(), strict=True))
