"""The slides, opened again."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pptx
import pytest
from pptx.presentation import Presentation
from pptx.slide import Slide

from lib.briefing.items import Briefing, Figure, Form, Quotation
from lib.briefing.pptx import to_pptx

MakeFigure = Callable[..., Figure]
MakeQuotation = Callable[..., Quotation]
MakeBriefing = Callable[..., Briefing]


def opened(made: Briefing) -> Presentation:
    return pptx.Presentation(BytesIO(to_pptx(made)))


def item(made: Briefing) -> Slide:
    """The slide of the first item."""
    return opened(made).slides[1]


def text(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def addresses(slide: Slide) -> list[str]:
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    return [run.hyperlink.address for run in runs if run.hyperlink.address]


def chart(slide: Slide):  # type: ignore[no-untyped-def]  # python-pptx's types do not say that it has plots
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def test_a_front_and_one_slide_an_item(figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing) -> None:
    slides = opened(briefing(figure(), quotation(), figure(chart="none")))
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert titles == ["Визы: кто и что говорил", "Кто говорил о визах?", "Ива Петрова", "Кто говорил о визах?"]
    assert slides.slide_width * 9 == pytest.approx(slides.slide_height * 16, rel=0.001)
    assert "Проверьте по источникам." in text(slides.slides[0])


def test_a_figure_is_a_native_chart_with_its_caption(figure: MakeFigure, briefing: MakeBriefing) -> None:
    slide = item(briefing(figure(note="Данные неполны.")))
    plot = chart(slide).plots[0]
    assert list(plot.categories) == ["Ива Петрова", "Пётр Иванов", "не установлен"]
    assert [tuple(series.values) for series in plot.series] == [(31, 12, 4)]
    for words in ("спикер Ива Петрова", "Данные неполны.", "31 204 слова", "снимок ab12cd34", "95 %, Уилсон"):
        assert words in text(slide), words
    assert addresses(slide) == [figure().link]
    notes = slide.notes_slide.notes_text_frame.text
    assert f"Ссылка: {figure().link}" in notes
    assert "Период: 01.11.2025 — 10.02.2026" in notes


@pytest.mark.parametrize("form", ["bar", "column", "line"])
def test_missing_is_a_gap_and_negative_keeps_its_colour(figure: MakeFigure, briefing: MakeBriefing, form: Form) -> None:
    drawn = chart(item(briefing(figure((("а", 1), ("б", None), ("в", -2.5)), chart=form))))
    assert tuple(drawn.plots[0].series[0].values) == (1, None, -2.5)
    ends = [element.tag.split("}")[1] for element in drawn._chartSpace.chart][-2:]
    assert ends == ["plotVisOnly", "dispBlanksAs"]  # the order that the format asks for
    assert 'dispBlanksAs val="gap"' in drawn._chartSpace.xml
    assert form == "line" or drawn.plots[0].series[0].invert_if_negative is False


def test_a_chart_of_many_periods_names_some_of_them(figure: MakeFigure, briefing: MakeBriefing) -> None:
    rows = tuple((f"неделя с {at} янв. 2025", at) for at in range(60))
    drawn = chart(item(briefing(figure(rows, chart="column"))))
    assert len(list(drawn.plots[0].categories)) == 60
    assert "tickLblSkip" in drawn._chartSpace.xml


def test_the_numbers_behind_a_chart_run_no_formula(figure: MakeFigure, briefing: MakeBriefing) -> None:
    drawn = chart(item(briefing(figure((("=1+1", 1), ("http://evil.example", 2))))))
    with ZipFile(BytesIO(drawn.part.chart_workbook.xlsx_part.blob)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert ">'=1+1<" in book.read("xl/sharedStrings.xml").decode()


def test_a_table_says_how_much_of_it_is_shown(figure: MakeFigure, briefing: MakeBriefing) -> None:
    slide = item(briefing(figure(tuple((f"Спикер {at}", at) for at in range(100)), chart="none")))
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    shown = len(table.rows) - 1
    assert table.cell(1, 0).text_frame.text == "Спикер 0"
    assert 5 < shown < 30
    assert f"Показано строк: {shown} из 100" in text(slide)


@pytest.mark.parametrize("length", [4, 140, 600, 1500, 6000])
def test_every_quotation_fits_its_slide(quotation: MakeQuotation, briefing: MakeBriefing, length: int) -> None:
    said = ("Стороны условились продолжать контакты. " * 200)[:length].strip()
    slides = opened(briefing(quotation(text=said, sentence=said + " Так сказано.", headline=said[:300])))
    slide = slides.slides[1]
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= slides.slide_width
        assert shape.top + shape.height <= slides.slide_height
    quoted = next(
        shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith(said[:30])
    )
    run = quoted.text_frame.paragraphs[0].runs[0]
    assert run.font.name == "Georgia"
    assert run.font.size.pt >= 11
    assert run.text == said or (length == 6000 and run.text.endswith("…"))
    assert said in slide.notes_slide.notes_text_frame.text


def test_a_quotation_carries_its_source(quotation: MakeQuotation, briefing: MakeBriefing) -> None:
    slide = item(briefing(quotation()))
    for words in (
        "представитель ведомства", "Агентство «Север» · 14 ноября 2025 · Петрова рассказала о визах",
        "Предложение: «Мы готовы обсуждать визы в любое удобное время», — сказала Ива Петрова на брифинге.",
        "https://sever.example/news/1",
    ):  # fmt: skip
        assert words in text(slide), words
    assert addresses(slide) == [quotation().url, quotation().link]


def test_hostile_text_stays_text(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing, hostile: str
) -> None:
    said = dict.fromkeys(("text", "speaker", "role", "agency", "headline", "sentence"), hostile)
    made = briefing(
        figure(((hostile, 1),), (hostile, "n"), title=hostile, filters=hostile, note=hostile),
        figure(((hostile, "x"),), (hostile, "n"), chart="none"),
        quotation(**said, url="javascript:alert(1)", link="file:///etc/passwd"),
        title=hostile,
    )
    slides = opened(made).slides
    assert [addresses(slide) for slide in slides] == [[], [figure().link], [figure().link], []]
    assert "<script>alert(1)</script>" in text(slides[3])
    assert "\u202e" not in "".join(text(slide) for slide in slides)


def test_the_same_briefing_is_the_same_bytes(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    made = briefing(figure(), quotation(), figure(chart="line"))
    assert to_pptx(made) == to_pptx(made)


def test_shapes_of_a_slide_have_different_ids(
    figure: MakeFigure, quotation: MakeQuotation, briefing: MakeBriefing
) -> None:
    for slide in opened(briefing(figure(), quotation(), figure(chart="none"))).slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_an_empty_chart_says_so(figure: MakeFigure, briefing: MakeBriefing) -> None:
    slide = item(briefing(figure(())))
    assert "Под эти фильтры ничего не попало." in text(slide)
    assert not any(shape.has_chart for shape in slide.shapes)
