"""Everything in one archive."""

import csv
import hashlib
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from lib.briefing import FORMATS
from lib.briefing.bundle import to_zip
from lib.briefing.items import Briefing, Figure, Quotation

MakeFigure = Callable[..., Figure]
MakeQuotation = Callable[..., Quotation]
MakeBriefing = Callable[..., Briefing]


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_files_are_named_in_ascii_and_numbered_as_in_the_briefing(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    made = briefing(figure(), quotation(), figure(title="Когда?"), figure(title="../../etc/passwd"))
    assert list(members(to_zip(made))) == [
        "briefing.html",
        "01-kto-govoril-o-vizakh.csv", "01-kto-govoril-o-vizakh.meta.json", "01-kto-govoril-o-vizakh.xlsx",
        "03-kogda.csv", "03-kogda.meta.json", "03-kogda.xlsx",
        "04-etc-passwd.csv", "04-etc-passwd.meta.json", "04-etc-passwd.xlsx",
        "quotations.csv",
        "metadata.json",
    ]  # fmt: skip


def test_quotations_are_a_table(quotation: MakeQuotation, briefing: MakeBriefing) -> None:
    files = members(to_zip(briefing(quotation(), quotation(text="=1+1", speaker="", date=None))))
    head, first, second = csv.reader(StringIO(files["quotations.csv"].decode("utf-8-sig"), newline=""))
    assert head[:3] == ["№", "Высказывание", "Спикер"]
    assert first == [
        "1", "Мы готовы обсуждать визы в любое удобное время.", "Ива Петрова", "представитель ведомства",
        "Агентство «Север»", "2025-11-14", "Петрова рассказала о визах", quotation().sentence, quotation().url,
        quotation().link,
    ]  # fmt: skip
    assert second[1:3] == ["'=1+1", "Спикер не установлен"]
    assert second[5] == ""


def test_metadata_describe_the_archive(figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing) -> None:
    files = members(to_zip(briefing(figure(), quotation())))
    told = json.loads(files.pop("metadata.json"))
    assert (told["snapshot"], told["language"], told["generated_at"]) == ("ab12cd34", "ru", "2026-02-11T09:05:00")
    assert [row["kind"] for row in told["items"]] == ["figure", "quotation"]
    assert told["items"][0]["link"] == figure().link
    assert told["sha256"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_same_briefing_is_the_same_bytes(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    assert to_zip(briefing(figure(), quotation())) == to_zip(briefing(figure(), quotation()))


@pytest.mark.parametrize("extension", ["pptx", "docx", "html", "zip"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_format_can_be_written_in_both_languages(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing, extension: str, language: str
) -> None:
    assert FORMATS[extension](briefing(*[figure(), quotation()] * 10, language=language))
    assert FORMATS[extension](briefing(language=language))
