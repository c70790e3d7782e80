"""Days spoken of as the analyst meets them: a list, marks or cells by amount, their sentences, what is not told."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.corpus.queries.timexes import Place
from lib.corpus.store import open_store
from lib.i18n import LANGUAGES, words
from lib.ui import marks, spoken_places
from lib.ui.spoken_days import PARTS
from tests.corpus.timexes import RECORDS
from tests.invented import index_rows
from tests.pages.conftest import Open, html_of

SAID = date(2025, 3, 3)  # a Monday
TITLE = "Days spoken of, by the days of the documents"


def announcements(n: int) -> list[dict[str, str]]:
    """Documents of `n` days: each names the next day and an event, without saying which day that is."""
    text = "Паром номер {} откроют завтра. После выборов его закроют."
    days = [str(SAID + timedelta(days=number)) for number in range(n)]
    return [
        {"date": day, "source": "Вестник", "title": day, "text": text.format(number)} for number, day in enumerate(days)
    ]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_rows(RECORDS, tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_rows(announcements(40), tmp_path_factory.mktemp("some"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_rows(announcements(310), tmp_path_factory.mktemp("many"))


def section(html: str, heading: str = "What days are spoken of?") -> str:
    return html[html.index(heading) :]


def test_few_expressions_are_a_list_with_the_days_or_the_reason(open_page: Open, few: Path) -> None:
    html = section(html_of(open_page(few, "timeline", "lang=en")))
    assert "In view: 9 time expressions" in html
    assert html.count('class="said"') == 9
    assert "Spoken of: 20 Nov 2025" in html
    assert "Spoken of: 2024<" in html
    assert "day not told: counted from an event" in html
    assert TITLE not in html


def test_marks_count_what_is_left_out_and_open_their_sentences(open_page: Open, some: Path) -> None:
    day = SAID + timedelta(days=1)
    mark = spoken_places.write(Place("drawn", (SAID, SAID), (day, day), exact=True))
    app = open_page(some, "timeline", f"lang=en&sel={mark}")
    html = section(html_of(app))
    notes = json.loads(app.get("plotly_chart")[-1].proto.spec)["layout"]["annotations"]
    spec = " ".join(note["text"] for note in notes).replace("<br>", " ").replace("<b>", "").replace("</b>", "")
    assert TITLE in spec
    assert "n = 40 time expressions" in spec
    assert "80 time expressions in the selection (40 documents)" in spec
    assert "days not told — 40" in spec
    opened = html[html.index("About 4 Mar 2025, documents of 3 Mar 2025: 1 time expression<") :]
    assert "<mark" in opened
    assert "завтра" in opened
    assert "40 statements" not in html


def test_many_are_cells_that_open_as_many_as_they_show(open_page: Open, many: Path) -> None:
    month = date(2025, 3, 1), date(2025, 3, 31)
    mark = spoken_places.write(Place("drawn", month, month))
    app = open_page(many, "timeline", f"lang=en&sel={mark}")
    assert "About 1 Mar 2025 – 31 Mar 2025" in section(html_of(app))
    assert "28 time expressions" in section(html_of(app))  # of the 31st the next day is in April
    assert '"type":"bar"' in app.get("plotly_chart")[-1].proto.spec.replace(" ", "")


def test_days_most_spoken_of_and_what_is_not_told_are_listed(open_page: Open, some: Path) -> None:
    app = open_page(some, "timeline", "lang=en")
    ahead, left_out = app.dataframe[-2].value, app.dataframe[-1].value
    assert len(ahead) == 10
    assert left_out[["label", "count"]].to_numpy().tolist() == [["counted from an event", 40]]


def test_a_mark_of_the_days_is_none_of_the_statements() -> None:
    assert marks.read(spoken_places.write(Place("drawn", (SAID, SAID), (SAID, SAID))), "day") is None


@pytest.mark.parametrize("mark", ["spoken,", "spoken,drawn,2025-13-45,,,,", "spoken,<img>,2025-01-01", "123", ""])
def test_other_marks_are_none_of_the_days(mark: str) -> None:
    assert spoken_places.read(mark) is None


def test_an_old_snapshot_says_that_it_did_not_look(open_page: Open, few: Path) -> None:
    table = few / "marts" / open_store(few).latest().id / "timexes.parquet"
    content = table.read_bytes()
    table.unlink()
    try:
        assert "index the corpus again" in section(html_of(open_page(few, "timeline", "lang=en")))
    finally:
        table.write_bytes(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_has_its_words(language: str) -> None:
    known = words(language)  # type: ignore[arg-type]  # a table of its values
    assert all({f"spoken.part.{part}", f"spoken.about.{part}"} <= known.keys() for part in PARTS)
