"""Who is let in, and who may change something: asked on the server, at every run and at every change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from lib.corpus import aliases, changes, corrections, judgments, theme_file
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.store import open_store
from lib.ui import access
from lib.ui.access import SECRET_HEADER
from tests.asynchronous import run
from tests.pages.conftest import Open, html_of

SENTENCES = (
    "Министр Анна Вересова заявила, что переговоры о санкциях продолжатся весной.",
    "Вересова заявила, что переговоры о санкциях продолжатся летом.",
)
WORDS = "переговоры о санкциях продолжатся весной"
PEOPLE = """
sign_in = "proxy"
header = "X-Forwarded-Email"
[roles]
"anna@example.org" = "operator"
"boris@example.org" = "editor"
"*@example.org" = "viewer"
"""
PROXY = (SECRET_HEADER, "a long secret")


def person(name: str) -> tuple[str, str]:
    return "X-Forwarded-Email", f"{name}@example.org"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents: two statements on sanctions, and a surname that may be the name before it."""
    folder = tmp_path_factory.mktemp("access")
    rows = [
        {"date": f"2024-03-{n + 1:02}", "source": "Вестник", "title": f"Новость {n}", "text": text}
        for n, text in enumerate(SENTENCES)
    ]
    file = folder / "press.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    index([file], folder / "store", workers=1, report=Report(), progress=lambda *_: None)
    return folder / "store"


@pytest.fixture
def store(indexed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "store"))


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The operator's list, and the proxy's secret."""
    path = tmp_path / "access.toml"
    path.write_text(PEOPLE, "utf-8")
    monkeypatch.setenv("SVODKA_ACCESS", str(path))
    monkeypatch.setenv("SVODKA_PROXY_SECRET", PROXY[1])
    return path


def reader(open_page: Open, store: Path) -> AppTest:
    """The reader with a statement in view."""
    article = open_store(store).articles([1])[1]
    start = article.text.index(WORDS)
    return open_page(store, "read", f"lang=en&doc={article.id[:16]}&s={start}-{start + len(WORDS)}")


def can_correct(app: AppTest) -> bool:
    return any(str(button.key).startswith("correct-") for button in app.button)


@pytest.mark.parametrize(
    ("address", "headers", "may"),
    [
        ("127.0.0.1", [], True),
        ("::1", [], True),
        ("192.168.1.7", [], False),
        ("127.0.0.1", [("X-Forwarded-For", "127.0.0.1")], False),
        ("127.0.0.1", [("x-forwarded-proto", "https")], False),
        ("127.0.0.1", [("Forwarded", "for=127.0.0.1")], False),
        ("127.0.0.1", [("Via", "1.1 proxy")], False),
        ("127.0.0.1", [PROXY, person("anna")], True),  # without a list, a name means nothing; nobody passed it on
    ],
)
def test_without_a_list_this_machine_alone_may_change_anything(
    open_page: Open, store: Path, handshake: SimpleNamespace, address: str, headers: list[tuple[str, str]], may: bool
) -> None:
    handshake.remote_ip, handshake.headers = address, headers
    app = reader(open_page, store)
    assert WORDS in html_of(app)
    assert can_correct(app) is may
    assert ("Read only: this server is open to a network" in html_of(app)) is not may


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("headers", "told", "may"),
    [
        ([PROXY, person("anna")], 'title="anna@example.org · operator"', True),
        ([PROXY, person("boris")], 'title="boris@example.org · editor"', True),
        ([PROXY, person("vera")], 'title="vera@example.org · viewer"', False),
        ([PROXY, ("X-Forwarded-Email", "eve@example.com")], "eve@example.com is not on the access list", None),
        ([PROXY, ("X-Forwarded-Email", "")], "Sign in to read.", None),
        ([PROXY], "Sign in to read.", None),
        ([PROXY, person("eve"), person("anna")], "Sign in to read.", None),
        ([person("anna")], "Sign in to read.", None),
        ([(SECRET_HEADER, "a guess"), person("anna")], "Sign in to read.", None),
        ([(SECRET_HEADER, ""), person("anna")], "Sign in to read.", None),
        ([(SECRET_HEADER, "тайна"), person("anna")], "Sign in to read.", None),
        ([PROXY, ("X-Forwarded-Email", "<script>alert(1)</script>")], "&lt;script&gt;", None),
    ],
)
def test_a_proxy_names_who_is_there(
    open_page: Open,
    store: Path,
    handshake: SimpleNamespace,
    headers: list[tuple[str, str]],
    told: str,
    may: bool | None,
) -> None:
    handshake.headers = headers
    app = reader(open_page, store)
    assert told in html_of(app)
    assert (WORDS in html_of(app)) is (may is not None)
    assert can_correct(app) is bool(may)


@pytest.mark.usefixtures("people")
def test_without_a_secret_no_name_is_believed(
    open_page: Open, store: Path, handshake: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SVODKA_PROXY_SECRET")
    handshake.headers = [(SECRET_HEADER, ""), person("anna")]
    assert "Sign in to read." in html_of(reader(open_page, store))


def test_a_list_that_cannot_be_used_lets_nobody_in(
    open_page: Open, store: Path, handshake: SimpleNamespace, people: Path
) -> None:
    handshake.headers = [PROXY, person("anna")]
    people.write_text("sign_in = ", "utf-8")
    html = html_of(reader(open_page, store))
    assert "nobody is let in" in html
    assert WORDS not in html


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "name", ["overview", "timeline", "speakers", "terms", "themes", "compare", "read", "briefing", "corpus"]
)
def test_no_page_shows_anything_to_who_is_not_let_in(open_page: Open, store: Path, name: str) -> None:
    app = open_page(store, name, "lang=en")
    assert "Sign in to read." in html_of(app)
    assert 'class="corpus-line"' not in html_of(app)
    assert "Вересов" not in html_of(app)
    assert [button.key for button in app.button] == []


def correct(open_page: Open, store: Path) -> tuple[AppTest, str]:
    app = reader(open_page, store)
    (verdict,) = (radio for radio in app.radio if str(radio.key).startswith("verdict-"))
    verdict.set_value("not_statement").run()
    (key,) = (str(button.key) for button in app.button if str(button.key).startswith("correct-"))
    return app, key


def merge(open_page: Open, store: Path) -> tuple[AppTest, str]:
    app = open_page(store, "speakers", "lang=en")
    app.session_state["same-speakers"] = True
    return app.run(), "same-0-one-0"


def judge(open_page: Open, store: Path) -> tuple[AppTest, str]:
    app = open_page(store, "themes", "lang=en&th=sanctions")
    return app.button(key="check-sanctions").click().run(), "check-yes"


def save_theme(open_page: Open, store: Path) -> tuple[AppTest, str]:
    app = open_page(store, "themes", "lang=en&sel=dictionary")
    app.button(key="theme-new").click().run()
    app.text_input(key="theme-field-name_ru").set_value("Весна").run()
    app.text_area(key="theme-field-terms").set_value("весна").run()
    return app, "theme-save"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("prepare", "file", "action"),
    [
        (correct, corrections.FILE, "correction.not_statement"),
        (merge, aliases.FILE, "speakers.merge"),
        (judge, judgments.FILE, "judgment"),
        (save_theme, theme_file.FILE, "themes"),
    ],
)
def test_a_change_is_asked_for_on_the_server_and_written_down(
    open_page: Open,
    store: Path,
    handshake: SimpleNamespace,
    prepare: Callable[[Open, Path], tuple[AppTest, str]],
    file: str,
    action: str,
) -> None:
    handshake.headers = [PROXY, person("boris")]
    app, key = prepare(open_page, store)
    before = (store / file).read_bytes() if (store / file).exists() else None
    noted = len(changes.read_changes(store).found)

    handshake.headers = [PROXY, person("vera")]  # what is on the screen is still the editor's
    app.button(key=key).click().run()
    assert ((store / file).read_bytes() if (store / file).exists() else None) == before
    assert len(changes.read_changes(store).found) == noted
    assert "Only an editor can change this" in html_of(app)

    handshake.headers = [PROXY, person("boris")]
    app, key = prepare(open_page, store)
    app.button(key=key).click().run()
    assert (store / file).exists()
    last = changes.read_changes(store).found[-1]
    assert (last.who, last.action) == ("boris@example.org", action)
    assert [error.message for error in app.exception] == []


def test_the_operator_sees_who_changed_what(
    open_page: Open, store: Path, handshake: SimpleNamespace, people: Path
) -> None:
    assert people.exists()
    changes.note(store, "boris@example.org", "themes", {"base": "<b>0</b>"})
    (store / changes.FILE).write_bytes((store / changes.FILE).read_bytes() + b"garbage\n")
    for name, seen in (("anna", True), ("boris", False)):
        handshake.headers = [PROXY, person(name)]
        app = open_page(store, "corpus", "lang=en&sel=changes")
        shown = [frame.value for frame in app.dataframe if "who" in frame.value.columns]
        rows = [[str(value) for value in row[1:3]] for frame in shown for row in frame.to_numpy()]
        assert rows == [["boris@example.org", "dictionary of themes"]] * seen
        assert ("1 line cannot be read" in html_of(app)) is seen
        assert ("Only the operator sees" in html_of(app)) is not seen


HOST, COOKIE = ("host", "localhost:8501"), ("cookie", "svodka_visitor=Xy-_9")


@pytest.mark.parametrize(
    ("sign_in", "headers", "told"),
    [
        ("", [HOST, COOKIE], "Xy-_9"),
        ("", [HOST], ""),
        ("", [HOST, ("cookie", "svodka_visitor=person:vera@example.org")], ""),
        ("", [("host", "evil.example:8501"), COOKIE], None),
        ("proxy", [HOST, COOKIE, PROXY, person("Vera")], "person:vera@example.org"),
        ("proxy", [HOST, PROXY, ("X-Forwarded-Email", "eve@example.com")], None),
        ("proxy", [HOST, PROXY, person("eve"), person("anna")], None),
        ("proxy", [HOST, COOKIE, person("anna")], None),
        ("proxy", [HOST, COOKIE], None),
        ("oidc", [HOST, COOKIE, PROXY, person("anna")], None),
        ("garbage", [HOST, COOKIE, PROXY, person("anna")], None),
    ],
)
def test_what_is_asked_beside_the_pages_is_told_to_whom_they_let_in_of_what_is_hers(
    people: Path, monkeypatch: pytest.MonkeyPatch, sign_in: str, headers: list[tuple[str, str]], told: str | None
) -> None:
    people.write_text(
        PEOPLE if sign_in == "proxy" else f'sign_in = "{sign_in}"\n[roles]\n"*" = "viewer"\n', encoding="utf-8"
    )
    if not sign_in:
        monkeypatch.delenv("SVODKA_ACCESS")
    given = [(name.lower().encode("latin-1"), value.encode()) for name, value in headers]
    answer = run(access.only_let_in(lambda _, owner: Response(owner))(Request({"type": "http", "headers": given})))
    assert (bytes(answer.body).decode() if answer.status_code == 200 else None) == told
