"""What a query finds: sentences, highlights, concordance."""

import contextlib
import threading

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.corpus.query_language import QueryError
from lib.corpus.selection import Selection, Term
from lib.corpus.snapshot import Snapshot
from tests.corpus.tables import DOCUMENTS, SNAPSHOT, Written, plain, snapshot_store

ALL = 10_000


def found(snapshot: Snapshot, query: str, **filters) -> str:
    """Return the document and number of each sentence found: ``1.0 3.2``."""
    rows = snapshot.search(Selection(query=query, **filters), ALL, order="oldest")
    return " ".join(f"{row.doc}.{row.sentence}" for row in rows.sort_values(["doc", "sentence"]).itertuples())


@pytest.fixture(scope="session")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The same documents in a snapshot of an earlier version, which does not know in which sentence a form stands."""
    store = snapshot_store(tmp_path_factory.mktemp("earlier") / "store")
    (store.mart_path(SNAPSHOT) / "sentence_postings.parquet").unlink()
    return Snapshot(store, SNAPSHOT)


HOMONYMS = (
    """Цена газа выросла. Добыча газа упала. Поставки газа идут. В секторе Газа тихо. Прошло пять лет на лету.
Слова Лаврова ждут. Венок из лавров вручили. Снег на горе, гора видна."""
    + 12 * " Лавров ждет."
)


@pytest.fixture(scope="session")
def homonyms(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A document with forms that belong to several lemmas."""
    document = Written("2024-05-01", "tass", "-", HOMONYMS)
    return Snapshot(snapshot_store(tmp_path_factory.mktemp("homonyms") / "store", (document,)), SNAPSHOT)


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("Газа", "газа"),  # the form is more often that of the other word
        ("газа", "газ"),
        ("лет", "год"),  # also written as the lemma of "на лету"
        ("лету", "лет"),
        ("Лавров", "лавров"),
        ("лавров", "лавров"),  # a name in lower case: the other word is rare
        ("лавра", "лавр"),
        ("гора", "гора"),
    ],
)
def test_a_word_means_what_its_writing_says(homonyms: Snapshot, typed: str, lemma: str) -> None:
    assert homonyms.lemmas_of(homonyms.typed(typed)) == (lemma,)
    term = Term("lemma", homonyms.typed(typed))
    assert found(homonyms, homonyms.narrowed(Selection(), term).query) == found(homonyms, typed) != ""


@pytest.mark.parametrize("query", ['"контакты"', '"контакт"', '"прямого рейса"', 'новый near "контактам"', '"москве"'])
def test_exact_forms_in_a_snapshot_of_an_earlier_version(earlier: Snapshot, snapshot: Snapshot, query: str) -> None:
    assert found(earlier, query) == found(snapshot, query) != ""


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("контакт", "1.1 1.2 2.1 2.2 3.0 6.0"),
        ("контакты", "1.1 1.2 2.1 2.2 3.0 6.0"),
        ("КОНТАКТАМИ", "1.1 1.2 2.1 2.2 3.0 6.0"),  # a form that the corpus does not have
        ('"контакты"', "1.1 2.1 6.0"),
        ('"Контакты"', "1.1 2.1 6.0"),
        ('"контактов"', ""),
        ("контакт москва", "1.1 2.1"),
        ("контакт OR рейс", "1.1 1.2 2.1 2.2 3.0 4.1 4.2 5.0 6.0"),
        ("контакт NOT москва", "1.2 2.2 3.0 6.0"),
        ('контакт NOT "контакты"', "1.2 2.2 3.0"),
        ("[прямой рейс]", "4.1 4.2"),
        ("[рейс прямой]", ""),
        ('"прямого рейса"', "4.2"),
        ('"прямой рейса"', ""),
        ("прямой near рейс", "4.1 4.2"),
        ("прямой near/0 рейс", "4.1 4.2"),
        ("новый near/0 контакт", ""),
        ("новый near/2 контакт", "3.0"),
        ('новый near "контактам"', "3.0"),
        ('новый near "контакты"', ""),
        ("санкция рейс", ""),
        ("doc(санкция рейс)", "4.0 4.1 4.2"),
        ("doc(санкция рейс) сказать", "4.0"),
        ("рейс NOT doc(санкция)", "5.0"),
        ("doc(рейс NOT санкция)", "5.0"),
        ("doc(санкция OR погода)", "3.0 3.1 4.0 5.1"),
        ("doc(санкция) OR погода", "3.0 3.1 4.0 5.1"),
        ("doc(санкция) doc(рейс)", "4.0 4.1 4.2"),
        ('doc("санкции" "контактам")', "3.0"),
        ("ПРО", "3.2"),
        ("про", "3.2"),
        ("МИД", "3.0"),
        ("мид", "3.0"),
        ("кенгуру", ""),
        ("lemmas : контакт", ""),
        ("контакт*", "1.1 1.2 2.1 2.2 3.0 6.0"),
    ],
)
def test_sentences_found(snapshot: Snapshot, query: str, sentences: str) -> None:
    assert found(snapshot, query) == sentences


@pytest.mark.parametrize(
    ("filters", "sentences"),
    [  # with a filter that asks for statements, sentences that overlap a selected one
        ({"speakers": ("petrova",)}, "1.2 2.2"),
        ({"speakers": ("mid",)}, "3.0"),
        ({"kind": "direct"}, "1.1 2.1 6.0"),
        ({"themes": ("sanctions",)}, "3.0"),
        ({"duplicates": "one"}, "1.1 1.2 3.0 6.0"),
        ({"sources": ("ria",)}, "2.1 2.2"),
    ],
)
def test_search_within_a_selection(snapshot: Snapshot, filters: dict, sentences: str) -> None:
    assert found(snapshot, "контакт", **filters) == sentences


def test_counts_of_a_page_are_those_of_everything(snapshot: Snapshot) -> None:
    asked = Selection(query="контакт")
    assert (*snapshot.count_found(asked), len(snapshot.search(asked, 2, 1))) == (6, 4, 2)
    assert snapshot.forms_found(asked).to_dict("list") == {
        "lemma": ["контакт"] * 3,
        "form": ["контакты", "контакт", "контактам"],
        "n": [3, 2, 1],
    }
    assert (*snapshot.count_found(Selection()), len(snapshot.search(Selection(), 3))) == (15, 6, 3)


@pytest.mark.parametrize(
    ("query", "highlighted"),
    [
        ("санкция", "[Санкции], [санкции] и снова [санкции], сказала Петрова."),
        ('"санкции" сказать', "[Санкции], [санкции] и снова [санкции], [сказала] Петрова."),
        ("[прямой рейс]", "[Прямой рейс] открыт, добавила она."),
        ("рейс NOT погода", "Прямой [рейс] открыт, добавила она."),
        ("прямой near рейс", "[Прямой] [рейс] открыт, добавила она."),
        ("ПРО", "Про [ПРО] речи не было."),
        ("про", "[Про] ПРО речи не было."),
    ],
)
def test_highlights(snapshot: Snapshot, query: str, highlighted: str) -> None:
    rows = snapshot.search(Selection(query=query), ALL)
    texts = [_marked(row) for row in rows.itertuples()]
    assert highlighted in texts


def _marked(row) -> str:
    text = row.text
    for start, end in sorted(row.highlights, reverse=True):
        start, end = start - row.start, end - row.start
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_concordance_is_cut_out_of_the_text(snapshot: Snapshot) -> None:
    for row in snapshot.concordance(Selection(), "санкция OR контакт", ALL).itertuples():
        text = plain(DOCUMENTS[row.doc - 1].text)
        assert text[row.start : row.end] == row.hit
        assert f"{row.left}{row.hit}{row.right}" in text


TERMS = [
    Term("lemma", "санкция"),
    Term("lemma", "санкции"),
    Term("form", "Санкции"),
    Term("lemma", "контакт", "petrova"),
    Term("form", "контакты", "ivanov"),
    Term("lemma", "москва", "ivanov"),
    Term("phrase", "прямой рейс"),
    Term("lemma", "ПРО"),
    Term("lemma", "кенгуру"),
]


@pytest.mark.parametrize("term", TERMS, ids=repr)
@pytest.mark.parametrize("selection", [Selection(), Selection(sources=("tass",)), Selection(kind="direct")], ids=repr)
def test_hits_are_as_many_as_the_series_counts(snapshot: Snapshot, selection: Selection, term: Term) -> None:
    series = snapshot.term_series(selection, [term], "month", "tok")
    hits = snapshot.concordance(selection, term, ALL).dropna(subset="date")
    assert series["n"].sum() == len(hits)
    for row in series[series["n"] > 0].itertuples():
        days = (row.period.date(), (row.period + pd.offsets.MonthEnd()).date())
        assert len(snapshot.concordance(selection, term, ALL, period=days)) == row.n


@pytest.mark.parametrize("query", ["", "  ", Term("theme", "sanctions"), Term("lemma", "…")])
def test_a_concordance_needs_words(snapshot: Snapshot, query: str | Term) -> None:
    with pytest.raises(QueryError):
        snapshot.concordance(Selection(), query, 5)


HOSTILE = [
    "'; DROP TABLE documents; --",
    '" OR 1=1',
    "$kind",
    "a\x00b",
    "%s %(x)s {0}",
    "NEAR(",
    "sentence:*",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(snapshot: Snapshot, text: str) -> None:
    before = snapshot.totals(Selection())
    for selection in (Selection(speakers=(text,)), Selection(sources=(text,)), Selection(themes=(text,))):
        assert snapshot.totals(selection).statements == 0
    with contextlib.suppress(QueryError):
        snapshot.search(Selection(query=text), 5)
    assert snapshot.totals(Selection()) == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='"«»[]() ORANDTnear/1визт-—.*:^+', max_size=40) | st.text(max_size=30))
def test_any_query_is_answered_or_refused(snapshot: Snapshot, text: str) -> None:
    try:
        page = snapshot.search(Selection(query=text), 5)
    except QueryError:
        return
    assert snapshot.count_found(Selection(query=text))[0] >= len(page)


def test_many_threads_get_the_same_answer(snapshot: Snapshot) -> None:
    queries = ["контакт", "санкция", '"контакты"', "doc(санкция рейс)", "[прямой рейс]"]
    expected = {query: found(snapshot, query) for query in queries}
    answers: list[tuple[str, str]] = []

    def ask(query: str) -> None:
        answers.extend((query, found(snapshot, query)) for _ in range(5))

    threads = [threading.Thread(target=ask, args=(query,)) for query in queries * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert all(answer == expected[query] for query, answer in answers)
