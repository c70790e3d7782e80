"""What a query asks of a snapshot: names behind fields, filters made of them, synonyms, forms left out, relevance."""

from dataclasses import replace
from datetime import date

import pytest

from lib.corpus.query_language import QueryError, parse
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from lib.corpus.synonyms import Synonyms
from lib.corpus.term_syntax import read

ALL = 10_000
RINGS = (("Москва", "столица"), ("контакт", "прямой рейс", "связь"), ("МИД", "министерство иностранных дел"))


@pytest.fixture(scope="module")
def asked(snapshot: Snapshot) -> Snapshot:
    """The six documents, with synonyms."""
    return snapshot.edited(synonyms=Synonyms(RINGS, "rings"))


def found(snapshot: Snapshot, query: str, **filters) -> str:
    """Return the document and number of each sentence found: ``1.0 3.2``."""
    rows = snapshot.search(Selection(query=query, **filters), ALL, order="oldest")
    return " ".join(f"{row.doc}.{row.sentence}" for row in rows.sort_values(["doc", "sentence"]).itertuples())


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("speaker:petrova", "1.2 2.2 4.0 4.1"),
        ("speaker:Петрова контакт", "1.2 2.2"),
        ('спикер:"анна петрова" NOT санкция', "1.2 2.2 4.1"),
        ("speaker:petrova speaker:ivanov", "1.2 2.2"),
        ("speaker:mid OR speaker:-", "3.0 3.1"),
        ("контакт NOT speaker:иванов", "3.0"),
        ("doc(speaker:мид) речь", "3.2"),
        ("source:ria контакт", "2.1 2.2"),
        ("source:ria", "2.0 2.1 2.2 4.0 4.1 4.2"),
        ("source:ria NOT рейс", "2.0 2.1 2.2 4.0"),
        ("NOT source:tass", "2.0 2.1 2.2 4.0 4.1 4.2"),
        ("theme:sanctions рейс", "4.1 4.2"),
        ("theme:Санкции москва OR погода", "5.1"),
        ("theme:-", "5.0 5.1"),
        ("москва theme:-", "5.1"),
        ("date:2024-03 рейс", "4.1 4.2 5.0"),
        ("date:2024-03-06", "5.0 5.1"),
        ("date:..2024-01-10 контакт", "1.1 1.2"),
        ("контакт NOT date:2024", "6.0"),
        ("date:2024-03 OR контакт", "1.1 1.2 2.1 2.2 3.0 4.0 4.1 4.2 5.0 5.1 6.0"),
        ("(source:tass OR source:ria) date:2024-03-05", "4.0 4.1 4.2"),
        ("doc(санкция) source:ria", "4.0"),
        ("doc(санкция NOT source:ria)", "3.0 3.1"),
    ],
)
def test_fields(snapshot: Snapshot, query: str, sentences: str) -> None:
    assert found(snapshot, query) == sentences


@pytest.mark.parametrize(
    ("query", "key"),
    [  # | is the place that the error points at
        ("контакт speaker:|сидоров", "query.unknown_speaker"),
        ("source:|вестник", "query.unknown_source"),
        ('theme:"|прямые рейсы в космос"', "query.unknown_theme"),
        ("контакт OR (speaker:|nobody рейс)", "query.unknown_speaker"),
        ("theme:|and", "query.ambiguous"),
    ],
)
def test_a_name_that_nobody_has_is_pointed_at(snapshot: Snapshot, query: str, key: str) -> None:
    with pytest.raises(QueryError) as error:
        snapshot.check_query(query.replace("|", ""))
    assert (error.value.key, error.value.position) == (key, query.index("|"))


PERIOD = {"start": date(2024, 3, 1), "end": date(2024, 3, 31)}


@pytest.mark.parametrize(
    ("query", "given", "filters"),
    [
        ("контакт", {}, {"query": "контакт"}),
        ("speaker:петрова контакт", {}, {"speakers": ("petrova",), "query": "контакт"}),
        ("speaker:петрова", {}, {"speakers": ("petrova",)}),
        ("(speaker:петрова OR speaker:мид) контакт", {}, {"speakers": ("petrova", "mid"), "query": "контакт"}),
        ("контакт date:2024-03 source:tass", {}, {"sources": ("tass",), "query": "контакт", **PERIOD}),
        ("контакт NOT theme:sanctions", {}, {"not_themes": ("sanctions",), "query": "контакт"}),
        ("NOT source:tass", {"not_sources": ("ria",)}, {"not_sources": ("ria", "tass")}),
        # what a filter cannot say, or says already, stays in the query
        ("контакт NOT speaker:петрова", {}, {"query": "контакт NOT speaker:петрова"}),
        ("speaker:петрова OR контакт", {}, {"query": "speaker:петрова OR контакт"}),
        ("speaker:петрова NOT контакт", {}, {"query": "speaker:петрова NOT контакт"}),
        ("speaker:петрова рейс", {"speakers": ("mid",)}, {"speakers": ("mid",), "query": "speaker:петрова рейс"}),
        ("date:2024-03", {"end": date(2024, 5, 1)}, {"end": date(2024, 5, 1), "query": "date:2024-03"}),
        (
            "speaker:петрова speaker:иванов рейс",
            {},
            {"speakers": ("petrova",), "query": "speaker:ivanov рейс"},
        ),
    ],
)
def test_fields_that_hold_for_all_become_filters(snapshot: Snapshot, query: str, given: dict, filters: dict) -> None:
    assert snapshot.lifted(Selection(query=query, **given), True) == Selection(**filters)


def test_a_live_period_is_not_overwritten(snapshot: Snapshot) -> None:
    assert snapshot.lifted(Selection(query="date:2024"), False) == Selection(query="date:2024")


@pytest.mark.parametrize(
    ("query", "off", "on"),
    [
        ("москва", "1.0 1.1 2.0 2.1 5.1", "1.0 1.1 2.0 2.1 5.1"),
        ("столица", "", "1.0 1.1 2.0 2.1 5.1"),  # a word that the corpus does not have, by its synonym
        ('"столица"', "", ""),
        ("связь москва", "", "1.1 2.1"),
        ("контакт", "1.1 1.2 2.1 2.2 3.0 6.0", "1.1 1.2 2.1 2.2 3.0 4.1 4.2 6.0"),
        ("[прямой рейс]", "4.1 4.2", "1.1 1.2 2.1 2.2 3.0 4.1 4.2 6.0"),
        ("прямой рейс", "4.1 4.2", "4.1 4.2"),  # two words are not the phrase
        ("[контакт с столица]", "", "1.1 2.1"),
        ("связь near/0 открыть", "", "4.1"),
        ("рейс NOT связь", "4.1 4.2 5.0", "5.0"),
        ("министерство", "", ""),
        ("[министерство иностранных дел]", "", "3.0"),
    ],
)
def test_synonyms(asked: Snapshot, query: str, off: str, on: str) -> None:
    assert (found(asked, query, synonyms="off"), found(asked, query)) == (off, on)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("контакты", "контакт: прямой рейс"),  # связь does not occur
        ("[прямые рейсы] столица", "прямой рейс: контакт; столица: Москва"),
        ("погода", ""),
        ("москва", ""),
        ('"контакт"', ""),
        ("рейс NOT контакт", ""),
    ],
)
def test_what_synonyms_add_is_told(asked: Snapshot, query: str, said: str) -> None:
    assert "; ".join(f"{term}: {', '.join(others)}" for term, others in asked.expansions(query)) == said


CONTACT, FLIGHT = Term("lemma", "контакт"), Term("phrase", "прямой рейс")


@pytest.mark.parametrize(
    ("selection", "term", "beside", "query", "synonyms"),
    [
        (Selection(), Term("lemma", "контактам"), "", "контактам", "off"),  # terms count without synonyms
        (Selection(), Term("lemma", "рейс"), "near", "рейс AND [near]", "off"),
        (Selection(), Term("lemma", "AND"), "рейс", "[AND] AND рейс", "off"),
        (Selection(query="новый OR визит"), Term("form", "рейса"), "", '(новый OR визит) AND "рейса"', "on"),
        (Selection(query="визит", synonyms="off"), CONTACT, "", "(визит) AND контакт", "off"),
        # the term has synonyms, which do not count, and the query has some that do
        (Selection(query="рейс"), CONTACT, "", "(рейс) AND контакт", "off"),
        (Selection(query="москва NOT визит"), CONTACT, "", "(москва NOT визит) AND контакт", "off"),
        (Selection(query="контакт new"), FLIGHT, "", "((контакт OR [прямой рейс]) new) AND [прямой рейс]", "off"),
        (Selection(query=" OR ".join(["контакт"] * 30)), FLIGHT, "", None, "on"),  # longer than a link carries
    ],
)
def test_the_search_of_a_term(
    asked: Snapshot, selection: Selection, term: Term, beside: str, query: str | None, synonyms: str
) -> None:
    found = asked.narrowed(selection, term, beside)
    assert found.synonyms == synonyms
    assert query in (found.query, None)
    assert parse(found.query) is not None


@pytest.mark.parametrize("query", ["", "контакт", "[прямой рейс] OR москва", "новый NOT контакт", "doc(контакт) рейс"])
@pytest.mark.parametrize("term", ["контакт", "[прямой рейс]", '"контакты"', "рейс"])
def test_the_search_of_a_term_finds_it_where_the_query_does(asked: Snapshot, query: str, term: str) -> None:
    part = asked.narrowed(Selection(query=query), read(term))
    both = set(found(asked, query).split()) & set(found(asked, term, synonyms="off").split())
    assert set(found(asked, part.query, synonyms=part.synonyms).split()) == both


@pytest.mark.parametrize(
    ("query", "not_forms", "sentences"),
    [
        ("контакт", ("контакты",), "1.2 2.2 3.0"),
        ("контакт", ("Контакты", "контактам"), "1.2 2.2"),
        ("контакт", ("контакты", "контактам", "контакт"), ""),
        ("контакт", ("рейс",), "1.1 1.2 2.1 2.2 3.0 6.0"),
        ('контакт OR "контакты"', ("контакты",), "1.1 1.2 2.1 2.2 3.0 6.0"),  # an exact form is meant
        ("рейс", ("рейс",), "4.2"),
        ("[прямой рейс]", ("прямого",), "4.1"),
        ("прямой near рейс", ("рейса",), "4.1"),
        ("doc(рейс) санкция", ("рейса",), "4.0"),
        ("рейс NOT погода", ("рейса",), "4.1 5.0"),
    ],
)
def test_forms_that_are_left_out(snapshot: Snapshot, query: str, not_forms: tuple[str, ...], sentences: str) -> None:
    assert found(snapshot, query, not_forms=not_forms) == sentences


def test_forms_that_are_left_out_are_listed_and_not_marked(snapshot: Snapshot) -> None:
    asked = Selection(query="санкция рейс OR санкция", not_forms=("санкциях",))
    assert snapshot.forms_found(asked)["form"].tolist() == ["санкции", "санкциях", "рейс", "рейса"]
    rows = snapshot.search(Selection(query="прямой OR рейс", not_forms=("рейс",)), ALL)
    marked = {
        row.text[start - row.start : end - row.start] for row in rows.itertuples() for start, end in row.highlights
    }
    assert marked == {"Прямой", "Прямого", "рейса"}


@pytest.mark.parametrize("unit", ["doc", "stmt", "tok"])
def test_series_follow_the_forms(snapshot: Snapshot, unit) -> None:
    terms = [Term("lemma", "контакт"), Term("form", "контакты"), Term("phrase", "прямой рейс")]
    for selection in (Selection(), Selection(kind="direct"), Selection(not_forms=("контакты", "рейса"))):
        series = snapshot.term_series(selection, terms, "year", unit).groupby("term")["n"].sum()
        kept = replace(selection, not_forms=())
        every = snapshot.term_series(kept, terms, "year", unit).groupby("term")["n"].sum()
        assert (series <= every).all()
        assert series[1] == every[1]
        if not selection.not_forms:
            assert series.equals(every)
        elif unit == "tok":
            assert series[0] < every[0]
        if unit == "tok":
            hits = [len(snapshot.concordance(selection, term, ALL).dropna(subset="date")) for term in terms]
            assert series.tolist() == hits


def test_relevance_puts_more_of_the_words_first_then_documents_that_say_more_of_them(snapshot: Snapshot) -> None:
    rows = snapshot.search(Selection(query="контакт OR санкция OR новый"), ALL, order="relevance")
    order = list(zip(rows["doc"], rows["sentence"], strict=True))
    assert order[0] == (3, 0)  # all three words
    alone = snapshot.search(Selection(query="санкция"), ALL, order="relevance")
    assert alone["doc"].tolist()[0] == 4  # three times in one sentence
    assert len(order) == snapshot.count_found(Selection(query="контакт OR санкция OR новый"))[0]
    assert len(snapshot.search(Selection(), ALL, order="relevance")) == 15


@pytest.mark.parametrize(
    ("typed", "english", "said"),
    [
        ("конт", False, "контакт 6, theme Дипломатические контакты 4"),
        ("КОНТАКТАМ", False, "контакт 6"),
        ("прямо", False, "прямой 2"),
        ("мос", False, "москва 5"),
        ("сан", False, "санкция 5, theme Санкции 2"),
        ("san", True, "theme Sanctions 2"),
        ("ива", False, "иванов 5, speaker Иван Иванов 5"),
        ("speaker:и", False, "speaker Иван Иванов 5"),
        ("спикер: «анна пе", False, "speaker Анна Петрова 4"),
        ("source:", False, "source TASS 4, source RIA 2"),
        ("тема:дипл", False, "theme Дипломатические контакты 4"),
        ("к", False, ""),
        ("date:20", False, ""),
        ("!!", False, ""),
        ("'; DROP TABLE", False, ""),
        ("не", False, ""),  # function words are of no use
    ],
)
def test_completions(snapshot: Snapshot, typed: str, english: bool, said: str) -> None:
    found = snapshot.completions(typed, english=english)
    assert ", ".join(f"{one.kind or ''} {one.text} {one.n}".strip() for one in found) == said
