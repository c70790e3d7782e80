"""A briefing as slides: a front, then one item a slide, with native charts and tables."""

from io import BytesIO

from pptx.presentation import Presentation as Slides
from pptx.slide import Slide

from lib import safe
from lib.briefing.archive import without_clock
from lib.briefing.items import Briefing, Figure, Quotation
from lib.briefing.numbers import number_columns, written_rows
from lib.briefing.plot import plot
from lib.briefing.pptx_chart import add_chart
from lib.briefing.pptx_master import ACROSS, FRONT_TITLE, LEFT, TITLE, Box, add_slide_number, new_slides
from lib.briefing.pptx_parts import MUTED, Line, add_lines, add_rule, add_table, fill
from lib.briefing.sources import citation, facts, footnote, heading, small_print, speaker
from lib.briefing.svg import alternative
from lib.briefing.widths import LEADING, fit
from lib.charts.measure import wrap
from lib.i18n import Language, count, moment, number, t

_SUBTITLE = Box(LEFT, 1.36, ACROSS, 0.56)
_BODY_TOP, _BOTTOM = 2.0, 7.2
_PRINT = 10  # points of the small print
_PRINT_ACROSS = 10.6  # inches, so that the slide's number stands free
_GAP = 0.14
_SENTENCE_LINES = 5
_LONG = 600  # characters from which a quotation runs the whole width


def to_pptx(briefing: Briefing) -> bytes:
    """Return the presentation; its bytes depend on the briefing alone."""
    slides = new_slides()
    _set_properties(slides, briefing)
    _add_front(slides, briefing)
    for item in briefing.items:
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        add_slide_number(slide)
        if isinstance(item, Figure):
            _add_figure(slide, item, briefing.language)
        else:
            _add_quotation(slide, item, briefing.language)
    file = BytesIO()
    slides.save(file)
    return without_clock(file.getvalue())


def _title(briefing: Briefing) -> str:
    return safe.one_line(briefing.title) or t("briefing.title_default", briefing.language)


def _set_properties(slides: Slides, briefing: Briefing) -> None:
    about = slides.core_properties
    about.title, about.author, about.last_modified_by = _title(briefing)[:255], t("brand", briefing.language), ""
    about.created = about.modified = briefing.generated_at.replace(tzinfo=None, microsecond=0)
    about.language = briefing.language


def _add_front(slides: Slides, briefing: Briefing) -> None:
    language = briefing.language
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    size, title = fit(_title(briefing), *FRONT_TITLE.points, (44, 36, 30, 24))
    fill(slide.shapes.title.text_frame, [Line(title, size, bold=True)], language)
    made = [
        t("briefing.made", language, moment=moment(briefing.generated_at, language)),
        t("briefing.snapshot", language, snapshot=safe.one_line(briefing.snapshot)) if briefing.snapshot else "",
    ]
    lines = [Line(" · ".join([count("item", len(briefing.items), language), *filter(None, made)]), 16, MUTED)]
    lines += [Line(safe.one_line(briefing.note, 300), 16)] if briefing.note else []
    fill(slide.placeholders[1].text_frame, lines, language)
    add_lines(slide, Box(LEFT, 0.55, 4, 0.4), [Line(t("brand", language), 14, bold=True)], language)
    add_rule(slide, LEFT, 6.9, ACROSS)


def _add_head(slide: Slide, title: str, subtitle: str, language: Language) -> None:
    size, words = fit(title, *TITLE.points, (28, 24, 20))
    fill(slide.shapes.title.text_frame, [Line(words, size, bold=True)], language)
    if subtitle:
        size, words = fit(subtitle, *_SUBTITLE.points, (14, 12, 10))
        add_lines(slide, _SUBTITLE, [Line(words, size, MUTED)], language)


def _print_height(lines: list[Line]) -> float:
    """Return the height of the small print in inches."""
    return sum(len(wrap(line.text, line.size, _PRINT_ACROSS * 72)) * line.size * LEADING for line in lines) / 72


def _add_print(slide: Slide, lines: list[Line], language: Language) -> None:
    """Put the small print at the foot, under a rule."""
    height = _print_height(lines)
    add_rule(slide, LEFT, _BOTTOM - height - _GAP, ACROSS)
    add_lines(slide, Box(LEFT, _BOTTOM - height, _PRINT_ACROSS, height), lines, language)


def _small(text: str, lines: int = 2) -> Line:
    return Line(" ".join(wrap(text, _PRINT, _PRINT_ACROSS * 72, lines=lines)), _PRINT, MUTED)


def _add_figure(slide: Slide, figure: Figure, language: Language) -> None:
    _add_head(slide, heading(figure, language), safe.one_line(figure.caption.filters), language)
    lines = [_small(line) for line in small_print(figure, language)]
    lines.append(Line(t("briefing.open", language), _PRINT, link=figure.link))
    top = _BODY_TOP + _add_note(slide, safe.one_line(figure.caption.note), language)
    foot = _BOTTOM - _print_height([*lines, _small("…")]) - _GAP  # one line more, for what is left out
    left_out = _add_content(slide, figure, Box(LEFT, top, ACROSS, foot - top - _GAP), language)
    _add_print(slide, [_small(words) for words in left_out] + lines, language)
    _add_notes(slide, [f"{label}: {value}" for label, value in facts(figure, language)])


def _add_note(slide: Slide, note: str, language: Language) -> float:
    """Put the line that the reader must know first above the figure; return its height in inches."""
    if not note:
        return 0
    size, words = fit(note, ACROSS * 72, 40, (14, 12))
    height = _print_height([Line(words, size)]) + _GAP
    add_lines(slide, Box(LEFT, _BODY_TOP, ACROSS, height), [Line(words, size)], language)
    return height


def _add_content(slide: Slide, figure: Figure, box: Box, language: Language) -> list[str]:
    """Put the chart, or the table, and return in words what it leaves out."""
    if drawn := plot(figure, language):
        add_chart(slide, box, drawn, alternative(drawn, heading(figure, language)))
        return list(drawn.left_out)
    if not figure.rows:
        add_lines(slide, box, [Line(t("briefing.no_rows", language), 20, MUTED)], language)
        return []
    rows = [[safe.one_line(name) for name in figure.columns], *written_rows(figure, language)]
    shown, total = add_table(slide, box, rows, number_columns(figure), language), len(figure.rows)
    words = t("briefing.first_rows", language, shown=number(shown, language), total=number(total, language))
    return [words] if shown < total else []


def _add_quotation(slide: Slide, quotation: Quotation, language: Language) -> None:
    _add_head(slide, speaker(quotation, language), safe.one_line(quotation.role), language)
    text, sentence = safe.one_line(quotation.text), safe.one_line(quotation.sentence)
    shown = 2 if len(text) > _LONG else _SENTENCE_LINES
    lines = [Line(fit(citation(quotation, language), _PRINT_ACROSS * 72, 34, (12, 11))[1], 12, bold=True)]
    if sentence and sentence != text:
        lines.append(_small(t("briefing.exact", language, sentence=sentence), shown))
    if safe.url(quotation.url):
        words = f"{t('briefing.original', language)}: {quotation.url}"
        lines.append(Line(_small(words, 1).text, _PRINT, link=quotation.url))
    lines.append(Line(t("briefing.open", language), _PRINT, link=quotation.link))
    _add_print(slide, lines, language)
    height = _BOTTOM - _print_height(lines) - 2 * _GAP - _BODY_TOP
    across = 10.2 if len(text) <= _LONG else ACROSS
    size, words = fit(text, across * 72, height * 72, (32, 28, 24, 20, 18, 16, 14, 13, 12, 11))
    add_lines(slide, Box(LEFT, _BODY_TOP, across, height), [Line(words, size, serif=True)], language)
    _add_notes(slide, [text, footnote(quotation, language), quotation.url, quotation.link])


def _add_notes(slide: Slide, lines: list[str]) -> None:
    """Put what the slide cannot hold in full into the speaker's notes."""
    slide.notes_slide.notes_text_frame.text = "\n".join(safe.one_line(line) for line in lines if line)
