"""The basket as one archive: each figure as CSV and workbook, the quotations as CSV, the page, and what describes all.

Pages use the tables of a single figure too ("download what is on the screen").
"""

import hashlib

from lib.briefing.archive import archive
from lib.briefing.html import to_html
from lib.briefing.items import Briefing, Cell, Figure, Quotation
from lib.briefing.sources import speaker
from lib.briefing.tables import csv_bytes, json_bytes, table_csv, table_meta, table_xlsx
from lib.corpus.slugs import in_latin
from lib.i18n import t
from lib.safe import slug

__all__ = ["table_csv", "table_meta", "table_xlsx", "to_zip"]

_QUOTATION = ("number", "text", "speaker", "role", "agency", "date", "headline", "sentence", "url", "link")


def to_zip(briefing: Briefing) -> bytes:
    """Return the archive; names are ASCII and numbered as in the briefing, bytes depend on the briefing alone."""
    files: dict[str, bytes] = {"briefing.html": to_html(briefing)}
    described: list[dict[str, object]] = []
    for number, item in enumerate(briefing.items, start=1):
        named = _figure_files(number, item, briefing) if isinstance(item, Figure) else {}
        files |= named
        described.append(_described(number, item, sorted(named)))
    if any(isinstance(item, Quotation) for item in briefing.items):
        files["quotations.csv"] = _quotations(briefing)
    files["metadata.json"] = json_bytes(_metadata(briefing, described, files))
    return archive(files)


def _figure_files(number: int, figure: Figure, briefing: Briefing) -> dict[str, bytes]:
    name = f"{number:02}-{slug(in_latin(figure.title))}"
    return {
        f"{name}.csv": table_csv(figure),
        f"{name}.meta.json": table_meta(figure, briefing.language),
        f"{name}.xlsx": table_xlsx(figure, briefing.language),
    }


def _quotations(briefing: Briefing) -> bytes:
    language = briefing.language
    rows: list[tuple[Cell, ...]] = [tuple(t(f"briefing.quotation.{name}", language) for name in _QUOTATION)]
    for number, item in enumerate(briefing.items, start=1):
        if isinstance(item, Quotation):
            told = (item.text, speaker(item, language), item.role, item.agency, item.date, item.headline)
            rows.append((number, *told, item.sentence, item.url, item.link))
    return csv_bytes(rows)


def _described(number: int, item: Figure | Quotation, files: list[str]) -> dict[str, object]:
    if isinstance(item, Figure):
        return {"number": number, "kind": "figure", "title": item.title, "link": item.link, "files": files}
    return {"number": number, "kind": "quotation", "url": item.url, "link": item.link, "files": ["quotations.csv"]}


def _metadata(briefing: Briefing, described: list[dict[str, object]], files: dict[str, bytes]) -> dict[str, object]:
    return {
        "title": briefing.title,
        "language": briefing.language,
        "snapshot": briefing.snapshot,
        "generated_at": briefing.generated_at.isoformat(timespec="seconds"),
        "note": briefing.note,
        "items": described,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
