"""Corrections as the analyst makes them: in the reader, with every page's numbers following at once."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest

from lib.corpus.corrections import FILE, LOCK, Correction, correct, read_corrections
from lib.corpus.documents import text_digest
from lib.corpus.files import locked
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article, open_store
from lib.i18n import t
from tests.pages.conftest import Open, html_of

TODAY = date(2026, 3, 1)
TEXT = (
    "Министр Анна Вересова заявила, что дорога открыта. Погода была ясной. Посол Пётр Ольхин сообщил, что ответ готов."
)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document with two statements."""
    folder = tmp_path_factory.mktemp("day")
    file = folder / "press.jsonl"
    file.write_text(json.dumps({"date": "2025-03-01", "title": "День", "text": TEXT}, ensure_ascii=False), "utf-8")
    index([file], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


@pytest.fixture
def store(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it that may be written."""
    return copytree(indexed, tmp_path / "store")


def article(store: Path) -> Article:
    return open_store(store).articles([1])[1]


def read(open_page: Open, store: Path, words: str = "дорога открыта", language: str = "en") -> AppTest:
    """The document with the statement of these words in view."""
    start = TEXT.index(words)
    return open_page(store, "read", f"lang={language}&doc={article(store).id[:16]}&s={start}-{start + len(words)}")


def widget(app: AppTest, kind: str, name: str):
    """The only widget of a kind whose key begins so."""
    (found,) = (each for each in app.get(kind) if str(each.key).startswith(name))
    return found


def choose(app: AppTest, verdict: str) -> AppTest:
    return widget(app, "radio", "verdict-").set_value(verdict).run()


def save(app: AppTest) -> AppTest:
    return widget(app, "button", "correct-").click().run()


def statements(open_page: Open, store: Path, query: str = "lang=en") -> str:
    """The corpus line of the overview."""
    return html_of(open_page(store, "overview", query)).partition('class="corpus-line"')[2].partition("</p>")[0]


def made(store: Path) -> list[tuple[str, str]]:
    return [(line.verdict, line.speaker) for line in read_corrections(store).lines]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_another_speaker(open_page: Open, store: Path, language: str) -> None:
    app = read(open_page, store, language=language)
    assert widget(app, "button", "correct-").disabled
    box = widget(app, "selectbox", "speaker-")
    (name,) = {"Пётр Ольхин", "Pyotr Olkhin"} & set(box.options)
    box.set_value(name).run()
    save(app)
    assert not app.exception
    assert made(store) == [("speaker", "Пётр Ольхин")]  # what is kept is the name as the texts have it
    assert {"ru": "1 высказывание исправлено", "en": "1 statement corrected"}[language] in html_of(app)
    assert "Veresova" not in html_of(open_page(store, "speakers", "lang=en"))


def test_a_new_name_is_a_speaker_on_every_page(open_page: Open, store: Path) -> None:
    start = TEXT.index("дорога открыта")
    correct(store, Correction(text_digest(TEXT), start, start + 14, "speaker", TODAY, "Илья Щёкин"))
    for page in ("overview", "speakers"):
        assert "Ilya Shchyokin" in html_of(open_page(store, page, "lang=en"))
    assert "Ilya Shchyokin" in html_of(open_page(store, "read", f"lang=en&doc={article(store).id[:16]}"))
    assert "1 statement " in statements(open_page, store, "lang=en&sp=ilya-shchekin")


def test_a_verdict_and_its_undoing(open_page: Open, store: Path) -> None:
    assert "2 statements" in statements(open_page, store)
    app = save(choose(read(open_page, store), "not_statement"))
    assert made(store) == [("not_statement", "")]
    assert "1 statement " in statements(open_page, store)
    assert t("correction.made", "en") in html_of(app)
    widget(app, "button", "undo-").click().run()
    assert made(store) == []
    assert "2 statements" in statements(open_page, store)
    assert "corrected" not in statements(open_page, store)
    assert not app.exception


def test_not_established(open_page: Open, store: Path) -> None:
    save(choose(read(open_page, store), "not_established"))
    assert made(store) == [("not_established", "")]
    app = open_page(store, "speakers", "lang=en")
    assert "Veresova" not in html_of(app)
    assert t("speaker.unattributed", "en") in html_of(open_page(store, "read", f"lang=en&doc={article(store).id[:16]}"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Министр Анна Вересова заявила, что дорога открыта."),
        ("дорога\n открыта. Погода", "дорога открыта. Погода"),
    ],
)
def test_another_span_and_back(open_page: Open, store: Path, typed: str, words: str) -> None:
    app = choose(read(open_page, store), "span")
    if typed:
        widget(app, "text_area", "words-").set_value(typed).run()
    save(app)
    (line,) = read_corrections(store).lines
    assert TEXT[line.new_start : line.new_end] == words
    assert 'class="statement pointed"' in html_of(app)
    assert app.query_params["s"] in ([f"{line.new_start}-{line.new_end}"], f"{line.new_start}-{line.new_end}")
    save(choose(app, "not_established"))
    assert [verdict for verdict, _ in made(store)] == ["not_established", "span"]
    widget(app, "button", f"undo-{line.start}-{line.end}-span").click().run()
    assert made(store) == [("not_established", "")]
    assert not app.exception


@pytest.mark.parametrize("typed", ["чего там нет", "ДОРОГА", "<b>дорога</b>"])
def test_words_that_are_not_in_the_text_cannot_be_saved(open_page: Open, store: Path, typed: str) -> None:
    app = choose(read(open_page, store), "span")
    widget(app, "text_area", "words-").set_value(typed).run()
    assert widget(app, "button", "correct-").disabled
    assert t("correction.no_words", "en") in html_of(app)


def test_a_name_is_text_and_nothing_else(open_page: Open, store: Path) -> None:
    start = TEXT.index("дорога открыта")
    hostile = "<img src=x> **Ё** [a](http://x)"
    correct(store, Correction(text_digest(TEXT), start, start + 14, "speaker", TODAY, hostile, note="<b>да</b>"))
    app = read(open_page, store)
    assert not app.exception
    assert "<img" not in html_of(app)
    assert "<b>да" not in html_of(app)


def test_a_store_that_cannot_be_written_says_so(open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.corpus.edited_lines.PATIENCE", 0.05)
    app = choose(read(open_page, store), "not_statement")
    with locked(store, LOCK):
        save(app)
    assert made(store) == []
    assert "The correction was not written" in html_of(app)


def corpus(open_page: Open, store: Path) -> AppTest:
    return open_page(store, "corpus", "lang=en&sel=corrections")


def test_the_corpus_page_counts_them_and_names_broken_lines(open_page: Open, store: Path) -> None:
    digest, start = text_digest(TEXT), TEXT.index("дорога открыта")
    correct(store, Correction(digest, start, start + 14, "not_established", TODAY))
    correct(store, Correction(digest, 0, 5, "not_statement", TODAY))
    with (store / FILE).open("a", encoding="utf-8") as file:
        file.write('<script>"\n')
    app = corpus(open_page, store)
    assert not app.exception
    cards = html_of(app)
    for name, n in {"made": 2, "fitting": 1, "loose": 1, "statements": 1, "broken": 1}.items():
        assert f"<b>{n}</b><span>{t(f'corpus.corrections.{name}', 'en')}</span>" in cards
    frames = [frame.value for frame in app.dataframe]
    broken, listed = frames[-2:]
    assert broken.iloc[0].tolist() == [3, t("correction.expected.object", "en"), '<script>"']
    assert listed["fits"].tolist() == ["No such statement", "In effect"]


def test_annotated_data(open_page: Open, store: Path) -> None:
    save(choose(read(open_page, store), "not_established"))
    assert "corrections-jsonl" in [button.key for button in corpus(open_page, store).get("download_button")]
    opened = open_store(store)
    snapshot = Snapshot(opened, opened.latest().id).edited(read_corrections(store))
    (row,) = map(json.loads, snapshot.annotated_lines().splitlines())
    assert (row["verdict"], row["text"], row["fits"]) == ("not_established", "дорога открыта", True)
    assert TEXT[row["start"] : row["end"]] == row["text"]


def test_without_corrections(open_page: Open, store: Path) -> None:
    assert t("corpus.no_corrections", "en") in html_of(corpus(open_page, store))
