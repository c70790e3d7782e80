"""The same event in the words of A and of B: pairs of articles, one of them opened."""

from functools import partial

import streamlit as st

from lib import data, safe
from lib.analysis import same_event
from lib.corpus.queries.same_event import SameEvent
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, share, short_day, t
from lib.ui import compare_pair, compare_sides, evidence, marks, output, state
from lib.ui.compare_pair import WORDING
from lib.ui.compare_sides import Side

_PAGE = 8


def show(source: Snapshot, both: tuple[Side, Side]) -> None:
    """Show the pairs that were found, newest first, and the one that the link names, or the first."""
    language = state.language()
    found = data.ask(Snapshot.same_event_pairs, source, both[0].selection, both[1].selection)
    output.heading(t("wording.title", language), 2, note=_looked_for())
    _left_out(found)
    if found.pairs.empty:
        output.notice(t("wording.none", language, why=_why_none(found)))
        return
    pairs = [(int(a), int(b), float(alike)) for a, b, alike in found.pairs.itertuples(index=False)]
    output.heading(count("pair", len(pairs), language), 3)
    page = evidence.pager(len(pairs), "wording", _PAGE)
    shown = pairs[_PAGE * page : _PAGE * (page + 1)]
    opened = _opened(source, pairs)
    articles = data.ask(Snapshot.text, source, tuple({doc for a, b, _ in (*shown, opened) for doc in (a, b)}))
    with st.container(key="wording-pairs", gap="small"):
        for a, b, _ in shown:
            _button(source, (articles[a], articles[b]), is_open=(a, b) == opened[:2])
    compare_pair.show(source, both, (articles[opened[0]], articles[opened[1]]), opened[2])


def _looked_for() -> str:
    language = state.language()
    least = number(same_event.ALIKE, language, 1)
    return t("wording.looked_for", language, least=least, shared=same_event.FEWEST_SHARED)


def _left_out(found: SameEvent) -> None:
    """Say which articles were not compared though the filters select them."""
    language = state.language()
    if found.since:
        output.notice(
            t("wording.part", language, day=short_day(found.since, language), **_both(found.compared, found.near)),
            "warning",
        )
    if any(found.undated):
        output.note(t("wording.undated", language, **_both(found.undated)))


def _both(*numbers: tuple[int, int]) -> dict[str, str]:
    """Return numbers of A and B as the values of a message: ``a`` and ``b``, then ``a_of`` and ``b_of``."""
    names = ("a", "b"), ("a_of", "b_of")
    return {
        name: number(n, state.language())
        for pair, values in zip(names, numbers, strict=False)
        for name, n in zip(pair, values, strict=True)
    }


def _why_none(found: SameEvent) -> str:
    language = state.language()
    if found.apart is None:
        return t("wording.no_dates", language)
    if found.apart > same_event.DAYS:
        return t("wording.apart", language, days=count("day", found.apart, language))
    return t("wording.none_alike", language, **_both(found.compared))


def _opened(source: Snapshot, pairs: list[tuple[int, int, float]]) -> tuple[int, int, float]:
    """Return the pair that the link names, the first where it names none, or, with a notice, one that is not there."""
    mark = marks.selected()
    if mark is None or not mark.lane.startswith(WORDING):
        return pairs[0]
    ids = mark.lane.removeprefix(WORDING).split("-")
    named = [data.ask(Snapshot.find_document, source, one) for one in ids if one]
    for pair in pairs:
        if [*pair[:2]] == named:
            return pair
    output.notice(t("wording.unknown", state.language()), "warning")
    return pairs[0]


def _button(source: Snapshot, pair: tuple[Article, Article], *, is_open: bool) -> None:
    language = state.language()
    beside = compare_pair.beside(source, pair)
    days = dict.fromkeys(short_day(one.date, language) for one in pair if one.date)
    heads = [
        f"{compare_sides.letter(name)}, {one.source_name}: {evidence.headline(one, 80)}"
        for name, one in zip(compare_sides.NAMES, pair, strict=True)
    ]
    common = t("wording.common", language, share=share(*beside.common, language))
    is_shown = [t("wording.open", language)] if is_open else []
    label = " · ".join((*is_shown, " — ".join(days), common, *heads))
    st.button(
        safe.markdown(label),
        key=f"wording-{pair[0].doc}-{pair[1].doc}",
        on_click=partial(state.update, marks=(compare_pair.mark_of(pair),)),
        type="tertiary",
    )
