"""A link is the view: round trips, canonical order, and what happens to links that cannot be read."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.corpus.selection import Grain, Kind, Lane, Over, Selection, Term, Unit
from lib.view import PARAMETERS, View, decode, encode


def parameters(query: str) -> dict[str, list[str]]:
    """``a=1&b=2`` as a mapping; no escapes, to keep the cases readable."""
    found: dict[str, list[str]] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        found.setdefault(name, []).append(value)
    return found


def link(view: View) -> str:
    return "&".join(f"{name}={value}" for name, value in encode(view))


CANONICAL = [
    "v=1",
    "v=1&from=2025-11-14&to=2026-02-10",
    "v=1&last=90d",
    "v=1&src=tass&src=interfax&sp=mariya-zakharova&th=summits",
    "v=1&sp=-&th=-",
    'v=1&q="контакты" OR саммит&kind=direct',
    "v=1&x.src=tass&x.sp=-&dup=one",
    "v=1&snap=abcdef012345&lang=en&unit=tok&g=month&norm=per10k&lane=theme",
    "v=1&t=lemma:контакт&t=phrase:прямой авиасообщение@mariya-zakharova&t=theme:flights",
    "v=1&norm=per10k&avg=3&t=speaker:mariya-zakharova",
    "v=1&f=мы открыть к диалог&over=text&sel=formulas",
    "v=1&a.src=tass&b.from=2026-01-01&b.q=саммит",
    "v=1&doc=0123456789abcdef&s=10-25&sel=2025-11-01|tass&view=table",
]


@pytest.mark.parametrize("query", CANONICAL)
def test_a_canonical_link_comes_back_as_it_was(query: str) -> None:
    view, notices = decode(parameters(query))
    assert (link(view), notices, view.unreadable) == (query, [], False)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", "v=1"),
        ("kind=all&unit=stmt&lang=ru&g=auto&view=chart", "v=1"),
        ("sp=a&v=1&src=b", "v=1&src=b&sp=a"),
        ("sp=a&sp=a", "v=1&sp=a"),
        ("q=  два   слова ", "v=1&q=два слова"),
        ("over=stmt&f= к  диалогу &t=lemma:мост", "v=1&t=lemma:мост&f=к диалогу"),
        ("f=  ", "v=1"),
    ],
)
def test_other_spellings_become_canonical(query: str, canonical: str) -> None:
    assert link(decode(parameters(query))[0]) == canonical


@pytest.mark.parametrize(
    ("query", "notice", "unreadable"),
    [
        ("from=14.11.2025", "notice.filter from", True),
        ("from=2025-02-30", "notice.filter from", True),
        ("from=1899-12-31", "notice.filter from", True),
        ("from=2026-02-10&to=2025-11-14", "notice.period from", True),
        ("from=2025-01-01&from=2025-02-01", "notice.filter from", True),
        ("last=90d&from=2025-01-01", "notice.filter last", True),
        ("last=0d", "notice.filter last", True),
        ("sp=Захарова", "notice.filter sp", True),
        ("src=../etc", "notice.filter src", True),
        ("kind=loud", "notice.filter kind", True),
        ("q=" + "а" * 501, "notice.filter q", True),
        ("q=a\x00b", "notice.filter q", True),
        ("snap=DROP TABLE", "notice.filter snap", True),
        ("t=word:дом", "notice.filter t", True),
        ("a.kind=loud", "notice.filter a.kind", True),
        ("g=fortnight", "notice.ignored g", False),
        ("f=" + "а" * 201, "notice.ignored f", False),
        ("over=speech", "notice.ignored over", False),
        ("s=25-10", "notice.ignored s", False),
        ("doc=<script>", "notice.ignored doc", False),
        ("colour=red", "notice.ignored colour", False),
        ("v=2", "notice.ignored v", False),
    ],
)
def test_what_cannot_be_read_is_said(query: str, notice: str, unreadable: bool) -> None:
    view, notices = decode(parameters(query))
    assert [f"{n.key} {n.parameter}" for n in notices] == [notice]
    assert view.unreadable == unreadable


TEXTS = st.text(max_size=40)
SLUGS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), max_size=3, unique=True).map(tuple)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
QUERIES = st.text(st.characters(categories=["L", "N", "P"]), max_size=40)


@given(st.dictionaries(st.sampled_from(PARAMETERS) | TEXTS, st.lists(TEXTS, max_size=3), max_size=8))
def test_any_query_string_is_read_and_written_canonically(query: dict[str, list[str]]) -> None:
    view, _ = decode(query)
    written = encode(view)
    again: dict[str, list[str]] = {}
    for name, value in written:
        again.setdefault(name, []).append(value)
    assert encode(decode(again)[0]) == written


FEW = st.lists(st.sampled_from(["tass", "mariya-zakharova", "-", "a_1"]), max_size=3, unique=True).map(tuple)
SELECTIONS = st.builds(
    Selection, st.none() | st.dates(date(1900, 1, 1), date(2000, 1, 1)),
    st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)), FEW, FEW, FEW, FEW, FEW, FEW,
    st.sampled_from(get_args(Kind)), QUERIES,
    st.sampled_from(["keep", "one"]), st.sampled_from(["on", "off"]),
)  # fmt: skip
VIEWS = st.builds(
    View, selection=SELECTIONS, a=SELECTIONS, b=SELECTIONS, language=st.sampled_from(["ru", "en"]),
    snapshot=st.sampled_from(["", "abcdef012345", "abcdef012345.0"]), corpus=st.sampled_from(["", "news", "-"]),
    unit=st.sampled_from(get_args(Unit)), grain=st.sampled_from(["auto", *get_args(Grain)]),
    norm=st.sampled_from(["raw", "per10k", "share"]), average=st.sampled_from(["none", "3", "5", "9"]),
    lane=st.sampled_from(get_args(Lane)), formula=QUERIES, over=st.sampled_from(get_args(Over)),
    order=st.sampled_from(["newest", "oldest", "relevance"]), lines=st.sampled_from(["off", "date", "left", "right"]),
    terms=st.sampled_from([(), (Term("lemma", "контакт"), Term("phrase", "прямой рейс", "mariya-zakharova"))]),
    doc=st.sampled_from(["", "0123456789abcdef"]), span=st.none() | st.just((0, 7)), marks=FEW,
    form=st.sampled_from(["chart", "table"]),
)  # fmt: skip


@given(VIEWS)
def test_every_view_survives_the_link(view: View) -> None:
    found: dict[str, list[str]] = {}
    for name, value in encode(view):
        found.setdefault(name, []).append(value)
    assert decode(found) == (view, [])


@given(QUERIES, st.sampled_from(["stmt", "text"]), SLUGS)
def test_every_formula_survives_the_link(words: str, over: Over, marks: tuple[str, ...]) -> None:
    view = View(formula=words, over=over, marks=marks)
    found: dict[str, list[str]] = {}
    for name, value in encode(view):
        found.setdefault(name, []).append(value)
    assert decode(found) == (view, [])


def test_pinning_turns_a_live_period_into_dates() -> None:
    view = View(last_days=90).pin("abcdef012345.0", date(2026, 2, 10))
    assert link(view) == "v=1&snap=abcdef012345.0&from=2025-11-13&to=2026-02-10"


def test_a_side_takes_from_the_bar_what_it_does_not_set() -> None:
    view, _ = decode(parameters("src=tass&th=summits&a.sp=mariya-zakharova&b.src=interfax"))
    assert view.side("a", view.selection) == Selection(
        sources=("tass",), themes=("summits",), speakers=("mariya-zakharova",)
    )
    assert view.side("b", view.selection).sources == ("interfax",)
