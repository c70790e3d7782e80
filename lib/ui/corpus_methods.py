"""How everything is computed: each measure with its formula, the thresholds, and the versions that a link can pin."""

from dataclasses import replace
from datetime import UTC, datetime

from lib import data
from lib.analysis import bursts, forms, formulas, intervals, keyness, themes, trends
from lib.corpus import judgments
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import SnapshotInfo
from lib.i18n import Language, count, moment, number, t
from lib.safe import Html, element, join
from lib.ui import evidence, output, state
from lib.ui.access import owner

MEASURES = (
    "statement", "attribution", "direct", "share", "rate", "voice", "keyness_order", "keyness_significance",
    "log_ratio", "dispersion", "volume", "trend", "burst", "formula", "theme", "theme_check", "tf_idf", "duplicate",
    "reprint",
)  # fmt: skip
THRESHOLDS: dict[str, dict[str, int]] = {
    "percentage": {"n": forms.FEWEST_PERCENT},
    "rate": {"n": forms.FEWEST_RATE_WORDS},
    "clusters": {"n": intervals.FEWEST_CLUSTERS},
    "line": {"n": forms.FEWEST_LINE_BINS},
    "trend": {"n": trends.FEWEST_BINS},
    "burst": {"n": bursts.FEWEST_BINS},
    "keyness": {
        "words": keyness.FEWEST_WORDS,
        "occurrences": keyness.FEWEST_OCCURRENCES,
        "documents": keyness.FEWEST_DOCUMENTS,
    },
    "formula": {
        "documents": formulas.FEWEST_DOCUMENTS,
        "days": formulas.FEWEST_DAYS,
        "corpus": formulas.FEWEST_CORPUS,
    },
    "theme": {"n": themes.FEWEST_DOCUMENTS},
    "judgments": {"n": judgments.FEWEST},
    "dots": {"n": forms.MANY_MARKS},
}
"""Name of a threshold to the numbers that its words hold, as the analysis has them."""
_CODES = ("snapshot", "code_version", "digest")
_ALIGNED = {"documents": "n", "statements": "n"}


def show(_source: Snapshot) -> None:
    """Show the definitions and the thresholds."""
    language = state.language()
    output.heading(t("corpus.measures", language), 2, note=t("corpus.measures_note", language))
    output.html(element("div", definitions(language), class_="definitions"))
    output.heading(t("corpus.thresholds", language), 2, note=t("corpus.thresholds_note", language))
    rows = [element("li", threshold(name, language)) for name in THRESHOLDS]
    output.html(element("ul", *rows, class_="thresholds"))


def definitions(language: Language) -> Html:
    """Return each measure's name, meaning and formula."""
    return join(
        element(
            "section",
            element("h3", t(f"corpus.measure.{name}.title", language), class_="heading"),
            element("p", t(f"corpus.measure.{name}.text", language)),
            element("p", element("code", t(f"corpus.measure.{name}.formula", language))),
            class_="definition",
        )
        for name in MEASURES
    )


def threshold(name: str, language: Language) -> str:
    """Return one threshold in words."""
    values = {key: number(value, language) for key, value in THRESHOLDS[name].items()}
    return t(f"corpus.threshold.{name}", language, **values)


def versions(source: Snapshot) -> None:
    """Show what this snapshot is, and all snapshots of the store, each with a link that pins it."""
    language, info = state.language(), source.info
    output.heading(t("corpus.this_snapshot", language), 2, note=t("corpus.versions_note", language))
    age = datetime.now(UTC) - info.created
    facts = {
        "snapshot": info.id,
        "created": moment(info.created, language),
        "last_ingested": moment(info.last_ingested, language),
        "code_version": info.code_version,
        "digest": info.digest,
        "health": t("corpus.health_ok", language, days=count("day", age.days, language)),
    }
    rows = [
        element(
            "tr",
            element("th", t(f"corpus.column.{name}", language), scope="row"),
            element("td", element("code", value) if name in _CODES else value),
        )
        for name, value in facts.items()
    ]
    output.html(element("div", element("table", *rows, class_="plain facts"), class_="scroll"))
    output.heading(t("corpus.all_snapshots", language), 2, note=t("corpus.all_snapshots_note", language))
    names = ("snapshot", "created", "documents", "statements", "code_version")
    heads = [element("th", t(f"corpus.column.{name}", language), class_=_ALIGNED.get(name)) for name in names]
    rows = [_version(other, source, language) for other in data.store(state.view().corpus, owner()).snapshots()]
    table = element("table", element("tr", *heads), *rows, class_="plain")
    output.html(element("div", table, class_="scroll"))


def _version(info: SnapshotInfo, source: Snapshot, language: Language) -> Html:
    view = replace(state.view().pin(info.id, info.last), marks=())
    mark = t("corpus.opened", language) if info.id == source.id else ""
    return element(
        "tr",
        element("td", element("a", element("code", info.id), href=evidence.page_link("corpus", view)), f" {mark}"),
        element("td", moment(info.created, language)),
        element("td", number(info.documents, language), class_="n"),
        element("td", number(info.statements, language), class_="n"),
        element("td", element("code", info.code_version)),
    )
