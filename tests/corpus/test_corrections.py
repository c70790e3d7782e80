"""Corrections: a file that people can read and edit, and what it makes of every number of a snapshot."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any, get_args

import pytest

from lib.corpus.corrections import (
    FILE,
    LOCK,
    Correction,
    StatementKey,
    Subject,
    Verdict,
    correct,
    find_text,
    read_corrections,
    undo,
)
from lib.corpus.database import StoreError
from lib.corpus.documents import text_digest
from lib.corpus.export import Export
from lib.corpus.files import locked
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store

DAY = date(2026, 3, 1)
DIGEST = "0123456789abcdef0123456789abcdef"
TEXT = (
    "Министр Анна Вересова заявила, что дорога открыта. Погода была ясной. "
    "Посол Пётр Ольхин сообщил, что ответ готов. Позже он добавил, что письмо отправлено."
)
GOOD = f'{{"digest": "{DIGEST}", "start": 5, "end": 9, "verdict": "not_statement", "when": "2026-03-01"}}'


def line(**values: object) -> str:
    return json.dumps({**json.loads(GOOD), **values}, ensure_ascii=False)


def store_of(folder: Path, *texts: str) -> Path:
    """Index texts, one document each; again into the same folder adds to them."""
    records = [{"date": f"2025-03-{n:02}", "title": f"Номер {n}", "text": text} for n, text in enumerate(texts, 1)]
    file = folder.with_suffix(".jsonl")
    file.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    index([file], folder, workers=1, report=Report(), progress=lambda *_: None)
    return folder


def opened(folder: Path) -> Snapshot:
    store = open_store(folder)
    return Snapshot(store, store.latest().id).edited(read_corrections(folder))


def said(snapshot: Snapshot, doc: int = 1) -> list[tuple[str, str]]:
    """Speaker and words of each statement of a document."""
    text = snapshot.text([doc])[doc].text
    rows = snapshot.statements_of(doc).to_dict("records")
    return [(",".join(row["speakers"]), text[row["start"] : row["end"]]) for row in rows]


def correction(words: str, verdict: Verdict, **values: Any) -> Correction:
    """A correction of the statement in `TEXT` that has these words."""
    start = TEXT.index(words)
    return Correction(text_digest(TEXT), start, start + len(words), verdict, DAY, **values)


def moved(words: str, to: str) -> Correction:
    start = TEXT.index(to)
    return correction(words, "span", new_start=start, new_end=start + len(to))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("day") / "store", TEXT)


@pytest.fixture
def store(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it that may be written."""
    return copytree(indexed, tmp_path / "store")


FOUND = [
    ("anna-veresova", "дорога открыта"),
    ("petr-olkhin", "ответ готов"),
    ("petr-olkhin", "письмо отправлено"),
]


def test_what_is_found_without_corrections(store: Path) -> None:
    assert said(opened(store)) == FOUND
    assert opened(store).name == opened(store).id


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("не JSON", "object"),
        ('["список"]', "object"),
        ("[" * 100_000, "object"),
        (line(digest="0123"), "digest"),
        (line(digest=DIGEST.upper()), "digest"),
        (line(digest=None), "digest"),
        (line(verdict="wrong"), "verdict"),
        (line(verdict=["speaker"]), "verdict"),
        (line(start=9), "offsets"),
        (line(start=-1), "offsets"),
        (line(start=True), "offsets"),
        (line(end="9"), "offsets"),
        (line(end=2**40), "offsets"),
        (line(verdict="speaker"), "speaker"),
        (line(verdict="speaker", speaker=" ; "), "speaker"),
        (line(verdict="speaker", speaker="Анна Белова; —"), "speaker"),
        (line(verdict="speaker", speaker="?").replace("?", "\\ud800"), "speaker"),
        (line(verdict="span", new_start=3), "span"),
        (line(verdict="span", new_start=3, new_end=3), "span"),
        (line(when="вчера"), "when"),
        (line(when=20260301), "when"),
        (line(note=7), "note"),
    ],
)
def test_a_broken_line_is_named_and_the_others_hold(tmp_path: Path, raw: str, expected: str) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + f"{GOOD}\r\n\n{raw}\n{line(start=6)}".encode())
    found = read_corrections(tmp_path)
    assert [(broken.number, broken.expected) for broken in found.broken] == [(3, expected)]
    assert [one.start for one in found.lines] == [5, 6]


def test_bytes_that_are_no_text_are_a_broken_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe{}\n" + GOOD.encode())
    found = read_corrections(tmp_path)
    assert [(broken.number, broken.expected) for broken in found.broken] == [(1, "object")]
    assert len(found.lines) == 1


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_corrections(tmp_path).lines == ()
    assert read_corrections(tmp_path).digest == ""


def test_writing_keeps_broken_lines_and_sorts_the_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"сломано\n{line(start=7)}\n", "utf-8")
    correct(tmp_path, Correction(DIGEST, 5, 9, "speaker", DAY, speaker="Анна Белова", note="по записи"))
    assert (tmp_path / FILE).read_text("utf-8").splitlines() == [
        f'{{"digest": "{DIGEST}", "start": 5, "end": 9, "verdict": "speaker", "when": "2026-03-01", '
        '"speaker": "Анна Белова", "note": "по записи"}',
        line(start=7),
        "сломано",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, LOCK]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("speaker", "not_established"), ["not_established"]),
        (("speaker", "span"), ["span", "speaker"]),
        (("span", "not_statement"), ["not_statement"]),
        (("not_statement", "span"), ["span"]),
        (("not_statement", "speaker"), ["speaker"]),
        (("span", "span"), ["span"]),
    ],
)
def test_two_corrections_of_one_statement(tmp_path: Path, lines: tuple[Verdict, ...], kept: list[str]) -> None:
    values = {"speaker": {"speaker": "Анна Белова"}, "span": {"new_start": 1, "new_end": 2}}
    for verdict in lines:
        correct(tmp_path, Correction(DIGEST, 5, 9, verdict, DAY, **values.get(verdict, {})))
    assert [one.verdict for one in read_corrections(tmp_path).lines] == kept
    for subject in get_args(Subject):
        undo(tmp_path, StatementKey(DIGEST, 5, 9), subject)
    assert (tmp_path / FILE).read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("days", "speaker"), [(("2026-03-02", "2026-03-01"), "Первый"), (("2026-03-01", "2026-03-01"), "Второй")]
)
def test_of_two_lines_the_later_holds(tmp_path: Path, days: tuple[str, str], speaker: str) -> None:
    rows = [
        line(verdict="speaker", speaker=name, when=day) for name, day in zip(("Первый", "Второй"), days, strict=True)
    ]
    (tmp_path / FILE).write_text("\n".join(rows), "utf-8")
    assert [one.speaker for one in read_corrections(tmp_path).lines] == [speaker]


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: correct(tmp_path, Correction(DIGEST, n, 99, "not_statement", DAY)), range(40)))
    assert len(read_corrections(tmp_path).lines) == 40


def test_a_writer_that_stays_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.corpus.edited_lines.PATIENCE", 0.05)
    with locked(tmp_path, LOCK), pytest.raises(StoreError, match=r"store\.locked"):
        undo(tmp_path, StatementKey(DIGEST, 5, 9), "who")


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        (
            [correction("ответ готов", "speaker", speaker="Анна  Вересова")],
            [FOUND[0], ("anna-veresova", "ответ готов"), FOUND[2]],
        ),
        (
            [correction("ответ готов", "speaker", speaker="Илья Щёкин; Анна Вересова")],
            [FOUND[0], ("anna-veresova,ilya-shchekin", "ответ готов"), FOUND[2]],
        ),
        ([correction("ответ готов", "not_established")], [FOUND[0], ("-", "ответ готов"), FOUND[2]]),
        ([correction("ответ готов", "not_statement")], [FOUND[0], FOUND[2]]),
        (
            [moved("ответ готов", "Погода была ясной")],
            [FOUND[0], ("petr-olkhin", "Погода была ясной"), FOUND[2]],
        ),
        (
            [moved("ответ готов", "что ответ готов"), correction("ответ готов", "not_established")],
            [FOUND[0], ("-", "что ответ готов"), FOUND[2]],
        ),
        ([correction("Погода", "not_statement")], FOUND),
        ([correction("ответ готов", "span", new_start=0, new_end=10_000)], FOUND),
    ],
)
def test_what_the_pages_show(store: Path, corrections: list[Correction], expected: list[tuple[str, str]]) -> None:
    for one in corrections:
        correct(store, one)
    snapshot = opened(store)
    assert said(snapshot) == expected
    statements = len(expected)
    assert snapshot.totals(Selection()).statements == statements
    assert snapshot.count_statements(Selection()) == statements
    assert snapshot.documents(Selection(), 5)["statements"].tolist() == [statements]
    assert snapshot.quality().statements == statements
    assert snapshot.timeline(Selection(), "month", "stmt")["count"].sum() == statements
    named = [slug for speakers, _ in expected for slug in speakers.split(",") if slug != "-"]
    counted = dict(zip(snapshot.speakers()["speaker"], snapshot.speakers()["statements"], strict=True))
    assert counted == {slug: named.count(slug) for slug in named}
    assert snapshot.speakers()["rank"].tolist() == list(range(len(counted)))
    assert (snapshot.name != snapshot.id) == (expected != FOUND)
    for row in snapshot.statements_of(1).to_dict("records"):
        inside = snapshot.sentences(1).set_index("sentence")
        assert inside["start"].min() <= row["start"] < row["end"] <= inside["end"].max()
    for one in corrections:
        undo(store, one.key, one.subject)
    assert said(opened(store)) == FOUND


def test_words_of_a_moved_statement_are_counted(store: Path) -> None:
    correct(store, moved("ответ готов", "Погода была ясной. Посол"))
    selection = Selection(speakers=("petr-olkhin",))
    found = opened(store).term_frequencies(selection, include_stop=True)
    assert set(found["lemma"]) == {"погода", "быть", "ясный", "посол", "письмо", "отправить"}
    assert opened(store).size_in_words(selection) == 6
    assert len(opened(store).search(Selection(query="погода", speakers=("petr-olkhin",)), 5)) >= 1


def test_a_corrected_speaker_has_no_role_and_mention_of_another(store: Path) -> None:
    correct(store, correction("ответ готов", "speaker", speaker="МИД РФ"))
    row = opened(store).statements_of(1).to_dict("records")[1]
    assert (row["role"], row["rule"], row["confidence"], row["kind"]) == ("", "correction", 1.0, "org")


def test_indexing_again_keeps_corrections(store: Path) -> None:
    correct(store, correction("ответ готов", "not_statement"))
    before = opened(store).id
    store_of(store, TEXT)
    assert (opened(store).id, said(opened(store))) == (before, [FOUND[0], FOUND[2]])
    store_of(store, TEXT, "Глава комитета Олег Тарасюк заявил, что счёт закрыт.")
    assert opened(store).id != before
    assert said(opened(store)) == [FOUND[0], FOUND[2]]
    assert opened(store).totals(Selection()).statements == 3


def test_a_store_built_anew_takes_the_file(store: Path, tmp_path: Path) -> None:
    correct(store, correction("ответ готов", "not_statement"))
    other = store_of(tmp_path / "other", "Вода холодная.", TEXT)
    (other / FILE).write_bytes((store / FILE).read_bytes())
    assert said(opened(other), 2) == [FOUND[0], FOUND[2]]


def test_a_reprint_is_corrected_too(store: Path) -> None:
    correct(store, correction("ответ готов", "not_established"))
    store_of(store, TEXT, TEXT)
    assert said(opened(store), 1) == said(opened(store), 2) == [FOUND[0], ("-", "ответ готов"), FOUND[2]]
    assert len(opened(store).corrected) == 2


@pytest.mark.parametrize("text", ["Сегодня. " + TEXT, TEXT.replace("ясной", "пасмурной"), " \n " + TEXT])
def test_a_text_that_has_moved_or_changed_is_left_as_it_was_found(tmp_path: Path, text: str) -> None:
    store = store_of(tmp_path / "store", text)
    correct(store, correction("письмо отправлено", "not_statement"))
    snapshot = opened(store)
    is_same = snapshot.text([1])[1].text == TEXT  # white space before a text may be repaired away
    assert len(snapshot.corrected) == is_same
    assert len(said(snapshot)) == 3 - is_same


def exported(folder: Path, kind: Any) -> list[dict[str, Any]]:
    file, store = BytesIO(), open_store(folder)
    rows = Export(store, store.latest(), kind)
    rows.write("jsonl", file)
    rows.close()
    return [json.loads(one) for one in file.getvalue().splitlines()]


def test_exports(store: Path) -> None:
    correct(store, correction("ответ готов", "speaker", speaker="Илья Щёкин", note="по записи"))
    correct(store, moved("письмо отправлено", "Позже он добавил, что письмо отправлено"))
    correct(store, correction("Погода", "not_statement"))
    assert [row["speaker"] for row in exported(store, "statements")] == ["Анна Вересова", "Илья Щёкин", "Пётр Ольхин"]
    rows = {row["verdict"]: row for row in exported(store, "corrections")}
    assert {verdict: row["fits"] for verdict, row in rows.items()} == {
        "not_statement": False,
        "speaker": True,
        "span": True,
    }
    assert rows["speaker"]["text"] == "ответ готов"
    assert (rows["speaker"]["speaker"], rows["speaker"]["note"]) == ("Илья Щёкин", "по записи")
    assert rows["span"]["new_text"] == "Позже он добавил, что письмо отправлено"
    assert TEXT[rows["span"]["new_start"] : rows["span"]["new_end"]] == rows["span"]["new_text"]


@pytest.mark.parametrize(
    ("wanted", "near", "start"),
    [("да", 0, 0), ("да", 9, 11), ("нет  или\nда", 0, 3), ("(да", 0, None), ("", 0, None), ("Да", 0, None)],
)
def test_find_text(wanted: str, near: int, start: int | None) -> None:
    found = find_text("да нет или да", wanted, near)
    assert (found.start if found else None) == start


def test_a_query_asks_for_the_speaker_as_corrected(store: Path) -> None:
    correct(store, correction("ответ готов", "speaker", speaker="Ирина Кедрова"))
    found = [
        list(opened(store).search(Selection(query=query), 9)["sentence"])
        for query in ("speaker:кедрова ответ", "speaker:вересова ответ")
    ]
    assert found == [[2], []]
