"""How slides look before anything is on them: 16:9, the palette as the file's theme, titles on the grid."""

from copy import deepcopy
from typing import NamedTuple

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.presentation import Presentation as Slides
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Inches

from lib.briefing.fonts import SANS
from lib.charts.palette import LIGHT


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * 72, self.height * 72


WIDTH, HEIGHT = 13.333, 7.5
LEFT, ACROSS = 0.75, 11.833
TITLE = Box(LEFT, 0.4, ACROSS, 0.9)
FRONT_TITLE = Box(LEFT, 1.5, 10.4, 2.6)
FRONT_TEXT = Box(LEFT, 4.35, 10.4, 1.8)
_NUMBER = Box(11.583, 6.95, 1.0, 0.3)
_UNUSED = Box(LEFT, 6.95, 3.0, 0.3)

# Slots of the file's theme: an analyst who puts her organisation's theme on gets its colours everywhere.
_THEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.hairline,
    **{f"accent{slot}": color for slot, color in enumerate(LIGHT.categorical[:6], start=1)},
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.accent,
}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACES = {
    PP_PLACEHOLDER.CENTER_TITLE: FRONT_TITLE,
    PP_PLACEHOLDER.SUBTITLE: FRONT_TEXT,
    PP_PLACEHOLDER.TITLE: TITLE,
    PP_PLACEHOLDER.SLIDE_NUMBER: _NUMBER,
}
_KEPT = ("Title Slide", "Title Only")


def new_slides() -> Slides:
    """Return a presentation without slides; layout 0 is the front, layout 1 is an item."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(slides.slide_layouts):
        if layout.name not in _KEPT:
            slides.slide_layouts.remove(layout)
    master = slides.slide_master
    _set_theme(master.part.part_related_by(f"{_RELATIONS}/theme"))
    _set_titles(master._element)
    for owner in (master, *slides.slide_layouts):
        for shape in owner.placeholders:
            _place(shape)
    return slides


def _set_theme(part: Part) -> None:
    tree = parse_xml(part.blob)
    colors = tree.find(f".//{qn('a:clrScheme')}")
    for slot, color in _THEME.items():
        element = colors.find(qn(f"a:{slot}"))
        element.clear()
        value = OxmlElement("a:srgbClr")
        value.set("val", color.removeprefix("#"))
        element.append(value)
    for kind in ("majorFont", "minorFont"):
        tree.find(f".//{qn(f'a:{kind}')}/{qn('a:latin')}").set("typeface", SANS)
    part._blob = serialize_part_xml(tree)


def _set_titles(master: BaseOxmlElement) -> None:
    paragraph = master.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    paragraph.set("algn", "l")
    paragraph.find(qn("a:defRPr")).attrib.update({"sz": "2800", "b": "1"})


def _place(shape: Shape) -> None:
    kind = shape.placeholder_format.type
    box = _PLACES.get(kind, _UNUSED)
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in box)
    body = shape.text_frame._txBody
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.bodyPr.set(side, "0")
    body.bodyPr.set("anchor", "t" if kind == PP_PLACEHOLDER.SUBTITLE else "b")
    if kind == PP_PLACEHOLDER.SUBTITLE:
        for level in body.find(qn("a:lstStyle")):
            level.set("algn", "l")


def add_slide_number(slide: Slide) -> None:
    """Put the number of the slide where its layout has it."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes._spTree.append(deepcopy(shape._element))
