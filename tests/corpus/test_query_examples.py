"""The examples of the documentation, run on a corpus in which each has something to find, and something not to."""

import re
from pathlib import Path

import pytest

from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from tests.invented import index_rows

PAGE = (Path(__file__).resolve().parents[2] / "docs/pages.md").read_text("utf-8")
EXAMPLES = re.findall(r"(?m)^\| `([^`]+)`(?: or `([^`]+)`)? \|", PAGE.partition("\n## Query language\n")[2])
TEXTS = {
    "ТАСС": """Сергей Лавров заявил, что новые санкции мешают контактам. Контакты идут. Про ПРО речи не было.
        Прямого авиасообщения нет, прямых рейсов тоже. Санкции и их отмена обсуждались. Рабочий визит посла отложен.""",
    "Вестник": """Мария Захарова сообщила, что визит посла готовится. Министр иностранных дел молчит. Поездка посла
        состоялась.""",
}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = [
        {"date": "2025-03-14", "source": source, "title": "Вести", "text": " ".join(text.split())}
        for source, text in TEXTS.items()
    ]
    rows.append({"date": "2024-01-09", "source": "Курьер", "title": "Погода", "text": "Погода была ясной."})
    store = open_store(index_rows(rows, tmp_path_factory.mktemp("examples")))
    return Snapshot(store, store.latest().id)


@pytest.mark.parametrize("query", [query for row in EXAMPLES for query in row if query])
def test_every_example_finds_something_and_not_everything(examples: Snapshot, query: str) -> None:
    found = examples.search(Selection(query=query), 99)
    assert len(found) > 0
    assert "Погода была ясной." not in set(found["text"])
    lifted = examples.search(examples.lifted(Selection(query=query), True), 99)
    assert set(lifted["text"]) <= set(found["text"])
    assert len(lifted) > 0


def test_there_are_examples() -> None:
    assert {"контакты", 'спикер:"Мария Захарова"', "визит AND посол"} <= {one for row in EXAMPLES for one in row}
