"""A folder of good, repairable and hostile files in a real browser: read, told, taken away, seen by one alone."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import start_server
from tests.browser.test_frame import assert_no_error, open_page, settle

GOOD = "date 2025-03-0{n} Заметка {n}\n\nМинистр Анна Вересова заявила, что дорога номер {n} открыта.\n"


@pytest.fixture(scope="module")
def private_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The seeds, where each visitor may bring corpora of her own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SVODKA_UPLOADS", "private")
        process, address = start_server(tmp_path_factory.mktemp("cache"))
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good notes, one to be repaired, records to be refused, an archive that leads out, a name like a formula."""
    root = tmp_path / "пресса"
    (root / "глубже").mkdir(parents=True)
    (root / "а.txt").write_text(GOOD.format(n=1), "utf-8")
    (root / "глубже" / "б.txt").write_text(GOOD.format(n=2) + "\u202eконец", "utf-8")
    (root / "чинить.txt").write_bytes(GOOD.format(n=3).encode("cp1251"))
    (root / "=1+1.jsonl").write_text('{"date": "32.13.2025", "title": "Нет дня", "text": "Текст."}\nне JSON\n', "utf-8")
    (root / "<img src=x onerror=alert(1)>.txt").write_text("без даты", "utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../выше.txt", GOOD.format(n=4))
        archive.writestr("внутри.txt", GOOD.format(n=5))
    (root / "архив.zip").write_bytes(packed.getvalue())
    (root / "вид.exe").write_bytes(b"MZ")
    return root


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_a_folder_is_read_told_downloaded_undone_and_seen_by_one_alone(
    browser: Browser, page: Page, private_server: str, folder: Path
) -> None:
    open_page(page, f"{private_server}/corpus?sel=own")
    page.locator(".st-key-bring-name input").fill("Пресса за март")
    page.locator("[class*=st-key-bring-folder] input[type=file]").set_input_files(folder)
    read = page.get_by_role("button", name="Прочитать 7 файлов")
    expect(read).to_be_enabled()
    read.click()
    done = page.locator("p.job", has_text="готово")
    expect(done).to_contain_text("Принято: 4", timeout=120_000)
    expect(done).to_contain_text("отклонено: 4")

    page.get_by_text("Что прочитано, исправлено, отклонено и пропущено").click()
    report = json.loads(saved(page, "Скачать отчёт (JSON)"))
    places = {(entry["file"], entry["line"], entry["key"]) for entry in report["refused"]}
    assert ("пресса/=1+1.jsonl", 1, "bad_date") in places
    assert ("пресса/архив.zip", None, "unsafe_name") in places
    assert {entry["key"] for entry in report["repaired"]} == {"direction_controls"}
    assert "encoding" in {entry["key"] for entry in report["warnings"]}
    assert [entry["file"] for entry in report["skipped"]] == ["пресса/вид.exe"]
    rows = list(csv.reader(io.StringIO(saved(page, "Скачать отчёт (CSV)").decode("utf-8-sig"))))
    assert rows[0] == ["Итог", "Файл", "Часть архива", "Строка", "Причина"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)

    page.get_by_role("button", name="Открыть корпус").click()
    expect(page.get_by_role("button", name="Корпус: Пресса за март")).to_be_visible()
    expect(page.locator(".corpus-line")).to_contain_text("4 документа")
    settle(page)
    link = page.url
    stranger = browser.new_context()
    other = stranger.new_page()
    other.goto(link)
    expect(other.locator(".notice-error")).to_contain_text("нет такого корпуса")
    stranger.close()
    page.get_by_role("button", name="Отменить загрузку").click()
    expect(page.locator("p.job", has_text="не осталось бы документов")).to_be_visible(timeout=60_000)
    assert_no_error(page)
