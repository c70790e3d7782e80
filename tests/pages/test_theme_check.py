"""A theme is judged on a sample of its sentences, and its badge then stands wherever the theme is presented."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from streamlit.testing.v1 import AppTest

from lib.analysis.theme_dictionary import load_themes
from lib.corpus.files import locked
from lib.corpus.judgments import FILE, LOCK, Judgment, judge, read_judgments
from lib.corpus.queries.theme_sample import Asked, asked_of
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import open_store
from lib.corpus.versions import SEEDS
from lib.i18n import t
from tests import invented
from tests.pages.conftest import Open, html_of

SANCTIONS = next(theme for theme in load_themes((SEEDS / "themes.toml").read_text("utf-8")) if theme.id == "sanctions")
ASKED = asked_of(SANCTIONS)
EDITED = ASKED._replace(definition="0123456789abcdef")
THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty documents with a sentence on sanctions, fifteen with a near miss."""
    return invented.index_rows(invented.on_sanctions(30, 15), tmp_path_factory.mktemp("sanctions"))


@pytest.fixture
def store(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it that may be written."""
    return copytree(indexed, tmp_path / "store")


def sample(store: Path, asked: Asked = ASKED, rounds: int = 1) -> list[Judgment]:
    """The sentences that are asked about, in their order, each answered by yes."""
    opened = open_store(store)
    rows = Snapshot(opened, opened.latest().id).theme_sample(ASKED, rounds).rows
    columns = (rows[name].tolist() for name in ("article", "start", "end", "sampled"))
    return [Judgment(*asked.defined, *row, "yes", THEN) for row in zip(*columns, strict=True)]


def opened(open_page: Open, store: Path, query: str = "lang=en&th=sanctions") -> AppTest:
    return open_page(store, "themes", query)


def press(app: AppTest, *names: str) -> AppTest:
    for name in names:
        app.button(key=f"check-{name}").click().run()
        assert [error.message for error in app.exception] == []
    return app


def question(app: AppTest) -> str:
    return html_of(app).partition('class="said judged"')[2].partition("</article>")[0]


def heading(app: AppTest) -> str:
    return html_of(app).partition('class="heading subject"')[2].partition("</h2>")[0]


def answers(store: Path) -> list[str]:
    return [line.verdict for line in read_judgments(store).lines]


def test_one_sentence_at_a_time_in_the_order_of_the_sample(open_page: Open, store: Path) -> None:
    app = opened(open_page, store)
    assert "not checked" in heading(app)
    assert app.button(key="check-sanctions").label == "Check 30 sentences"
    press(app, "sanctions", "yes", "no")
    assert "3 of 30" in html_of(app)
    asked = [(line.article, line.start) for line in sample(store)]
    assert [(line.article, line.start) for line in read_judgments(store).lines] == asked[:2]
    assert answers(store) == ["yes", "no"]


def test_the_sentence_stands_in_its_place_without_a_hint(open_page: Open, store: Path) -> None:
    shown = question(press(opened(open_page, store), "sanctions"))
    assert '<span class="around">Утро началось рано.</span>' in shown
    assert '<span class="around">Вечером было тихо.</span>' in shown
    assert "<mark" not in shown
    assert 'href="./read?' in shown
    assert "Вестник" in shown


def test_back_and_skip(open_page: Open, store: Path) -> None:
    app = press(opened(open_page, store), "sanctions")
    assert app.button(key="check-back").disabled
    first = question(app)
    press(app, "yes", "back")
    assert question(app) == first
    assert "your answer: yes" in html_of(app)
    press(app, "no", "skip")
    assert "3 of 30" in html_of(app)
    assert read_judgments(store).tally(ASKED.defined)[:4] in [(1, 0, 0, 0), (0, 0, 1, 0)]  # the last answer counts
    press(app, *["yes"] * 28)
    assert app.button(key="check-skipped").label == "To those skipped: 1"
    press(app, "skipped")
    assert "2 of 30" in html_of(app)


def test_numbers_from_the_tenth_answer_on(open_page: Open, store: Path) -> None:
    lines = sample(store)
    judge(store, lines[:9])
    app = opened(open_page, store)
    assert "check begun: 9 answers" in heading(app)
    assert app.button(key="check-sanctions").label == "Go on checking: 21 sentences left"
    press(app, "sanctions")
    assert "1 answer to go" in html_of(app)
    assert t("judging.card_tagged", "en") not in html_of(app)
    press(app, "yes")
    tagged = sum(line.sampled == "tagged" for line in lines[:10])
    assert f"<b>{tagged} of {tagged}</b><span>{t('judging.card_tagged', 'en')}</span>" in html_of(app)
    assert f"precision {tagged} of {tagged} [" in heading(app)


def all_answered(store: Path, wrong: int = 2, definition: str = ASKED.definition) -> None:
    """Answer the round: some tagged sentences are not about the theme, one near miss is."""
    tagged = [line for line in sample(store) if line.sampled == "tagged"]
    near = [line for line in sample(store) if line.sampled == "near"]
    lines = [replace(line, verdict="no") for line in (*tagged[:wrong], *near[1:])] + [*tagged[wrong:], near[0]]
    judge(store, [replace(line, definition=definition) for line in lines])


BADGE = "precision 90% [70–97%], n = 20, misses 1 of 10 [2–40%], checked 1 Mar 2026"
"""Two of twenty wrong, one of ten missed: the ends are those of statsmodels' proportion_confint(method="wilson")."""


def test_the_end_says_what_came_of_it_and_goes_on(open_page: Open, store: Path) -> None:
    all_answered(store)
    app = opened(open_page, store)
    assert BADGE in heading(app)
    press(app, "sanctions")
    html = html_of(app)
    assert f"<b>90%</b><span>{t('judging.card_tagged', 'en')}</span><small>95%: 70–97%, n = 20</small>" in html
    assert f"<b>1 of 10</b><span>{t('judging.card_near', 'en')}</span><small>95%: 2–40%, n = 10</small>" in html
    assert "tags: 20 of 30 (30 documents)" in html
    assert "threshold: 10 of 15 (15 documents)" in html
    assert app.button(key="check-next").label == "Next: 15 sentences"
    press(app, "next", "no")
    assert "2 of 15" in html_of(app)
    again = opened(open_page, store)
    assert again.button(key="check-sanctions").label == "Go on checking: 14 sentences left"


def test_mistakes_are_listed_with_their_words(open_page: Open, store: Path) -> None:
    all_answered(store)
    app = press(opened(open_page, store), "sanctions")
    (box,) = (each for each in app.expander if each.label == "Where the theme was wrong: 3")
    assert box is not None


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("themes", "lang=en"),
        ("themes", "lang=en&th=sanctions"),
        ("timeline", "lang=en&th=sanctions&unit=doc"),
        ("timeline", "lang=en&th=sanctions&unit=doc&view=table"),
        ("read", "lang=en&doc={doc}"),
        ("corpus", "lang=en&sel=judgments"),
    ],
)
def test_the_badge_stands_wherever_the_theme_is_presented(open_page: Open, store: Path, page: str, query: str) -> None:
    all_answered(store)
    (tagged, *_) = (line for line in sample(store) if line.sampled == "tagged")
    app = open_page(store, page, query.format(doc=tagged.article[:16]))
    assert [error.message for error in app.exception] == []
    texts = html_of(app) + "".join(frame.value.to_string() for frame in app.dataframe) + charts(app)
    assert "90% [70–97%], n = 20" in texts.replace("\u202f", "")


def charts(app: AppTest) -> str:
    """What stands in the figures, without the ends of lines."""
    figures = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    return json.dumps(figures, ensure_ascii=False).replace("<br>", " ")


@pytest.mark.parametrize(
    ("page", "query"), [("read", "lang=en&doc={doc}"), ("timeline", "lang=en&th=sanctions&unit=doc")]
)
def test_where_the_theme_is_not_the_subject_nothing_is_said_of_one_not_checked(
    open_page: Open, store: Path, page: str, query: str
) -> None:
    app = open_page(store, page, query.format(doc=sample(store)[0].article[:16]))
    assert "not checked" not in html_of(app) + charts(app)


def test_after_an_edit_the_badge_is_stale_and_answers_serve_again(open_page: Open, store: Path) -> None:
    all_answered(store, definition=EDITED.definition)
    app = opened(open_page, store)
    assert f'<small class="badge stale">{BADGE}, before the theme was edited</small>' in heading(app)
    assert app.button(key="check-sanctions").label == "Check 30 sentences"
    press(app, "sanctions")
    found = read_judgments(store)
    assert found.tally(ASKED.defined)[:5] == (20, 18, 10, 1, 30)
    assert "Answers from a check before the theme was edited: 30;" in html_of(app)
    assert f'<small class="badge">{BADGE}</small>' in heading(opened(open_page, store))


def test_a_store_that_takes_no_answer_says_so(open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.corpus.edited_lines.PATIENCE", 0.05)
    app = opened(open_page, store)
    with locked(store, LOCK):
        press(app, "sanctions")
    assert "The answer was not written" in html_of(app)
    press(app, "sanctions")
    shown = question(app)
    with locked(store, LOCK):
        press(app, "yes")
    assert "The answer was not written" in html_of(app)
    assert question(app) == shown
    assert answers(store) == []


def test_few_sentences_are_all_asked_and_numbers_come_at_their_end(open_page: Open, tmp_path: Path) -> None:
    store = invented.index_rows(invented.on_sanctions(2, 1), tmp_path)
    app = opened(open_page, store)
    assert app.button(key="check-sanctions").label == "Check 3 sentences"
    press(app, "sanctions", "yes", "yes")
    assert t("judging.whole", "en") in html_of(app)
    assert t("judging.card_tagged", "en") not in html_of(app)
    press(app, "no")
    assert t("judging.card_tagged", "en") in html_of(app)
    assert "check-next" not in [button.key for button in app.button]


def test_a_theme_whose_words_do_not_occur_has_nothing_to_check(open_page: Open, store: Path) -> None:
    app = opened(open_page, store, "lang=en&th=space")
    assert t("judging.nothing", "en") in html_of(app)
    assert "check-space" not in [button.key for button in app.button]


def test_the_corpus_page_counts_judgments_and_names_broken_lines(open_page: Open, store: Path) -> None:
    page = ("corpus", "lang=en&sel=judgments")
    assert t("corpus.no_judgments", "en") in html_of(open_page(store, *page))
    all_answered(store, definition=EDITED.definition)
    judge(store, sample(store)[:1] * 2)
    with (store / FILE).open("a", encoding="utf-8") as file:
        file.write('<script>"\n')
    app = open_page(store, *page)
    for name, n in {"answers": 32, "sentences": 31, "themes": 1, "broken": 1}.items():
        assert f"<b>{n}</b><span>{t(f'corpus.judgments.{name}', 'en')}</span>" in html_of(app)
    broken, listed = (frame.value for frame in app.dataframe[-2:])
    assert broken.iloc[0].tolist() == [33, t("judging.expected.object", "en"), '<script>"']
    assert sorted(listed["definition"]) == ["as it is now", "before an edit"]
    assert "judgments-jsonl" in [button.key for button in app.get("download_button")]
