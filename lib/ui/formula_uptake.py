"""Who took a formula up after whom: speakers, and sources where there are several; ties have one place."""

import pandas as pd

from lib import data
from lib.analysis.formula_course import uptake
from lib.corpus.selection import UNATTRIBUTED
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, short_day, t
from lib.safe import element
from lib.ui import formula_uses, output, state
from lib.ui.evidence import Row
from lib.ui.names import names_of
from lib.ui.speaker_ranking import profile_link

_ROWS = 12


def timed(source: Snapshot, uses: pd.DataFrame) -> pd.DataFrame:
    """Return uses with `day` and `time` of their documents."""
    times = data.ask(Snapshot.times, source, tuple(sorted({int(doc) for doc in uses["doc"]})))
    return uses.assign(day=uses["date"], time=pd.Series([times[int(doc)] for doc in uses["doc"]], uses.index, object))


def show(source: Snapshot, uses: pd.DataFrame) -> None:
    """Show speakers, then sources, in the order of their first uses.

    Args:
        uses: of one formula, `timed`.
    """
    language = state.language()
    by_speaker = uses.explode("speakers").rename(columns={"speakers": "who"})
    known = by_speaker[by_speaker["who"].notna() & (by_speaker["who"] != UNATTRIBUTED) & by_speaker["day"].notna()]
    output.heading(t("formulas.uptake", language), note=t("formulas.uptake_note", language))
    if known.empty:
        output.note(t("formulas.uptake_none", language))
    else:
        _table(source, uses, uptake(known), "speaker")
    if unknown := len(uses) - known.index.nunique():
        output.note(t("formulas.uptake_unknown", language, n=count("use", unknown, language)))
    dated = uses[uses["day"].notna()]
    if dated["source"].nunique() > 1:
        output.heading(t("formulas.uptake_sources", language), 3)
        _table(source, uses, uptake(dated.rename(columns={"source": "who"})), "source")


def _table(source: Snapshot, uses: pd.DataFrame, order: pd.DataFrame, what: str) -> None:
    language, names = state.language(), names_of(what, source, state.language())
    shared, rows = order["place"].value_counts(), []
    articles = data.ask(Snapshot.text, source, tuple(sorted({int(doc) for doc in uses.loc[order["use"], "doc"]})))
    for row in order.to_dict("records"):
        use, slug = formula_uses.use_at(uses, int(row["use"])), str(row["who"])
        name = names.get(slug, slug)
        rows.append(
            (
                _place(int(row["place"]), int(shared[row["place"]])),
                element("a", name, href=profile_link(slug)) if what == "speaker" else name,
                _moment(row),
                number(int(row["n"]), language),
                formula_uses.place_of(use, articles[int(use["doc"])]),
            )
        )
    heads = (("place", "n"), (what, "who-name"), ("day", "day"), ("uses", "n"), ("words", "words"))
    output.html(formula_uses.listing(heads, rows, _ROWS))


def _place(place: int, shared: int) -> str:
    """Return a place, or all the places that a tie takes."""
    return number(place, state.language()) if shared == 1 else f"{place}–{place + shared - 1}"


def _moment(row: Row) -> str:
    """Return the day of a first use, its time where that decides, and that it shares its place where it does."""
    language = state.language()
    day, timed = short_day(row["day"].date(), language), not pd.isna(row["time"])
    moment = f"{day}, {row['time']:%H:%M}" if timed else day
    return f"{moment} {t('formulas.tied_time' if timed else 'formulas.tied', language)}" if row["tied"] else moment
