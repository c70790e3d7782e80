"""How well a theme was found to work: its precision and misses in a few words, wherever the theme is presented."""

from lib import data
from lib.analysis.forms import FEWEST_PERCENT
from lib.analysis.intervals import wilson
from lib.corpus.judgments import Standing, Tally
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, count, number, percent, share, short_day, t
from lib.safe import Html, element, join
from lib.ui import state
from lib.ui.names import theme_names


def standing(source: Snapshot, theme: str) -> Standing | None:
    """Return what the judgments say of a theme; None for what is no theme of the dictionary."""
    asked = data.asked(source).get(theme)
    return data.judgments(source).standing(asked.defined) if asked else None


def text(source: Snapshot, theme: str, *, always: bool = False) -> str:
    """Return a theme's badge as text.

    Args:
        always: say so where the theme is not checked; otherwise nothing is said then.
    """
    found, language = standing(source, theme), state.language()
    if found and found.tally:
        return _worded(found.tally, found.is_stale, language)
    if not always or found is None:
        return ""
    if found.begun:
        return t("judging.begun", language, n=count("answer", found.begun, language))
    return t("judging.unchecked", language)


def html(source: Snapshot, theme: str, *, always: bool = False) -> Html:
    """Return a theme's badge as an element, greyed where the theme was edited since; as `text`."""
    worded, found = text(source, theme, always=always), standing(source, theme)
    is_fresh = found is not None and found.tally is not None and not found.is_stale
    return element("small", worded, class_="badge" if is_fresh else "badge stale") if worded else join(())


def of_selection(source: Snapshot) -> str:
    """Return the badges of the themes that the view is filtered by, those that are checked, for a figure's note."""
    names = theme_names(source, state.language()) if state.view().selection.themes else {}
    badges = {theme: text(source, theme) for theme in state.view().selection.themes}
    return "; ".join(f"{names[theme]}: {badge}" for theme, badge in badges.items() if badge)


def checked(source: Snapshot) -> Html:
    """Return a line with every theme of the dictionary that is checked, and how many are not."""
    language, names = state.language(), theme_names(source, state.language())
    badges = {theme: html(source, theme) for theme in data.asked(source)}
    shown = [element("span", names[theme], " ", badge) for theme, badge in badges.items() if badge]
    told = t("judging.checked_of", language, n=number(len(shown), language), all=count("theme", len(badges), language))
    return element("p", told, " ", join(shown, " "), class_="note badges")


def interval(yes: int, n: int, language: Language) -> str:
    """Return the interval of a share in words: ``78–98 %``."""
    low, high = wilson(yes, n)
    return f"{number(100 * low, language)}–{percent(high, language)}"


def measured(yes: int, n: int, language: Language) -> str:
    """Return a share with its interval, and its denominator where the share does not tell it."""
    worded = f"{share(yes, n, language)} [{interval(yes, n, language)}]"
    return f"{worded}, n = {n}" if n >= FEWEST_PERCENT else worded


def _worded(tally: Tally, is_stale: bool, language: Language) -> str:
    parts = []
    if tally.tagged:
        parts.append(t("judging.precision", language, share=measured(tally.tagged_yes, tally.tagged, language)))
    if tally.near:
        parts.append(t("judging.misses", language, share=measured(tally.near_yes, tally.near, language)))
    if tally.last:
        parts.append(t("judging.when", language, day=short_day(tally.last.date(), language)))
    return ", ".join([*parts, t("judging.stale", language)] if is_stale else parts)
