"""The documentation names what there is: whoever adds a page, a parameter, a command or a theme documents it, too."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import click
import pytest

from lib import cli, outcomes
from lib.corpus.query_language import parse
from lib.corpus.readers.archives import ARCHIVES
from lib.corpus.readers.formats import FORMATS
from lib.i18n import LANGUAGES, t
from lib.text.statements import extract
from lib.ui.frame import PAGES
from lib.view import PARAMETERS, decode, encode

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FILES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FILES}
CODE = [*(ROOT / folder for folder in ("lib", "pages", "tests", "benchmarks")), ROOT / "app.py"]

COMMANDS = cli.cli.commands
EXIT_CODES = {
    outcomes.OK,
    outcomes.SOME_REFUSED,
    outcomes.NOTHING_USABLE,
    *cli.STORE_CODES.values(),
    cli.STORE_UNUSABLE,
    cli.WRONG_USAGE,
    cli.OWN_ERROR,
    cli.INTERRUPTED,
}
THEMES = [theme["id"] for theme in tomllib.loads((ROOT / "seeds/themes.toml").read_text("utf-8"))["theme"]]
NOTES = tomllib.loads((ROOT / "lib/words/en.toml").read_text("utf-8"))["intake"]["note"]

# Programs and scripts that commands of the documentation may begin with, besides make and the project's own.
PROGRAMS = {"cp", "sqlite3", "python3"}


def code_names(page: str) -> set[str]:
    """Everything that a page sets in back quotes."""
    return set(re.findall(r"`([^`\n]+)`", TEXTS[page]))


def first_columns(page: str) -> set[str]:
    """Everything in back quotes in the first column of the tables of a page."""
    cells = re.findall(r"(?m)^\| ?([^|\n]+)\|", TEXTS[page])
    return {name for cell in cells for name in re.findall(r"`([^`\n]+)`", cell)}


def section(page: str, heading: str) -> str:
    """The text under a heading."""
    return TEXTS[page].partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def variables_of(source: str) -> Iterator[str]:
    """The environment variables that code reads: keys of ``os.environ`` and arguments of ``os.environ.get``.

    >>> list(variables_of("os.environ.get('A', ''), os.environ['B'], {}.get('C')"))
    ['A', 'B']
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Attribute(ast.Attribute(attr="environ")), [ast.Constant(str(name)), *_]) | ast.Subscript(
                ast.Attribute(attr="environ"), ast.Constant(str(name))
            ):
                yield name


def variables() -> set[str]:
    files = [file for path in CODE for file in (path.rglob("*.py") if path.is_dir() else [path])]
    sources = (source for file in files if "environ" in (source := file.read_text("utf-8")))
    return {name for source in sources for name in variables_of(source)}


def requirements() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [re.split(r"[=\[]", line)[0] for line in lines if line and not line.startswith("#")]


def anchors(text: str) -> set[str]:
    """The anchors that a Markdown page has: its headings in small letters, punctuation dropped, blanks as hyphens."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(text: str) -> Iterator[str]:
    """The commands in the code blocks of a page that are no table and no sample of a file."""
    for block in re.findall(r"(?ms)^```\n(.*?)^```", text):
        for line in block.splitlines():
            command = re.sub(r"^(?:[A-Z_]+=\S* )+", "", line.partition("  #")[0]).strip()
            if re.match(r"(?:make|cp|sqlite3|python3?|\.venv/bin/\S+) ", command):
                yield command


SHOWN = [(page, command) for page, text in TEXTS.items() for command in commands(text)]


@pytest.mark.parametrize("page", PAGES)
def test_pages_names_every_page(page: str) -> None:
    assert f"(`{page}`)" in TEXTS["docs/pages.md"] or f"`/{page}`" in TEXTS["docs/pages.md"]
    for language in LANGUAGES:
        assert t(f"page.{page}", language)
    assert f"| {t(f'page.{page}', 'en')}" in TEXTS["docs/pages.md"]
    assert t(f"question.{page}", "en") in TEXTS["docs/pages.md"]


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_links_names_every_parameter(parameter: str) -> None:
    side, _, rest = parameter.partition(".")
    if side in ("a", "b"):  # a range in the table stands for them
        assert {f"{side}.from", f"{side}.dup"} <= first_columns("docs/links.md")
        parameter = rest
    assert parameter in first_columns("docs/links.md")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_corpus_formats_names_every_command_and_option(name: str) -> None:
    row = next(
        row for row in section("docs/corpus-formats.md", "Commands").splitlines() if f"python -m lib {name}" in row
    )
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option)]
    assert [option.opts[0] for option in options if option.opts[0] not in row] == []


def test_corpus_formats_names_every_exit_code_and_no_other() -> None:
    named = re.findall(r"(?m)^\| (\d+) \|", section("docs/corpus-formats.md", "Exit codes"))
    assert sorted(map(int, named)) == sorted(EXIT_CODES)


@pytest.mark.parametrize("key", sorted(NOTES))
def test_corpus_formats_names_every_note_on_a_record(key: str) -> None:
    assert key in first_columns("docs/corpus-formats.md")


@pytest.mark.parametrize("ending", sorted([*FORMATS, *ARCHIVES]))
def test_corpus_formats_names_every_format(ending: str) -> None:
    assert ending in first_columns("docs/corpus-formats.md")


@pytest.mark.parametrize("name", sorted(variables()))
def test_operating_names_every_environment_variable(name: str) -> None:
    assert name in first_columns("docs/operating.md")


def test_the_variables_that_the_readme_promises_are_read_by_the_code() -> None:
    assert {"SVODKA_STORE", "SVODKA_GOLD", "CHROMIUM", "XDG_CACHE_HOME", "CI"} <= variables()


@pytest.mark.parametrize("name", requirements())
def test_decision_2_tells_why_each_direct_requirement_is_there(name: str) -> None:
    assert re.search(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])", TEXTS["docs/decisions/0002-requirements.md"])


@pytest.mark.parametrize("theme", THEMES)
def test_method_names_every_theme(theme: str) -> None:
    assert theme in first_columns("docs/method.md")


def test_decisions_are_numbered_without_holes() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in (DOCS / "decisions").glob("*.md"):
        assert path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")


def test_architecture_names_every_module_of_the_text_layer_below_those_it_uses() -> None:
    section = TEXTS["docs/architecture.md"].split("## Inside the text layer")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("| ")][1:]
    row_of = {name: number for number, row in enumerate(rows) for name in re.findall(r"`(\w+)`", row)}
    modules = {path.stem: path.read_text("utf-8") for path in (ROOT / "lib/text").glob("*.py")}
    assert row_of.keys() == modules.keys() - {"__init__"}
    used = {
        (module, other) for module in row_of for other in re.findall(r"from lib\.text\.(\w+) import", modules[module])
    }
    assert [(module, other) for module, other in sorted(used) if row_of[other] > row_of[module]] == []


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_every_relative_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        if re.match(r"https?://", target):
            continue
        file, _, anchor = target.partition("#")
        path = ((ROOT / page).parent / file).resolve() if file else ROOT / page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), target


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_every_file_that_is_named_exists(page: str) -> None:
    named = re.findall(r"`((?:lib|pages|tests|benchmarks|seeds|docs|\.streamlit)/[\w./-]*)`", TEXTS[page])
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_every_make_target_exists(page: str) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    named = re.findall(r"(?m)(?:`|^|=\S+ )make ([a-z]+)", TEXTS[page])
    assert set(named) <= targets


@pytest.mark.parametrize(("page", "command"), SHOWN)
def test_every_command_that_is_shown_exists(page: str, command: str) -> None:
    program, *words = command.split()
    assert program in {"make", *PROGRAMS} or program.startswith(".venv/bin/") or program == "python", page
    if "-m" in words:
        module = words[words.index("-m") + 1]
        if module == "lib":
            assert words[words.index("lib") + 1] in COMMANDS
        else:
            assert module in ("pip", "venv", "pytest") or (ROOT / f"{module.replace('.', '/')}.py").is_file()
    for word in words:
        if re.fullmatch(r"[\w.-]+\.(?:py|lock)|requirements\S*\.txt", word):
            assert (ROOT / word).is_file(), word


def test_the_readme_shows_commands_at_all() -> None:
    assert {"make run", "make test", ".venv/bin/streamlit run app.py"} <= {
        command for page, command in SHOWN if page == "README.md"
    }


def module_file(name: str) -> Path | None:
    path = ROOT / name.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def is_there(name: str) -> bool:
    """Tell whether a dotted name is a module of the code, or a function, class or method that one defines."""
    module, _, attribute = name.rpartition(".")
    outer = module.rpartition(".")[0]
    file = module_file(name) or module_file(module) or module_file(outer)
    if file is None or file == module_file(name):
        return file is not None
    return re.search(rf"\b(?:def|class) {attribute}\b", file.read_text("utf-8")) is not None


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_every_function_that_is_named_exists(page: str) -> None:
    assert [name for name in re.findall(r"`(lib(?:\.\w+){2,})`", TEXTS[page]) if not is_there(name)] == []


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_no_page_tells_of_the_machine_it_was_written_on(page: str) -> None:
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home)/\S*", TEXTS[page]) == []
    assert re.findall(r"(?i)\bpypi\.org|\bnpmjs|\bregistry\b|\bsub-?agents?\b|\bassistant\b", TEXTS[page]) == []


def test_the_picture_of_the_readme_is_small() -> None:
    assert 10_000 < (DOCS / "overview.png").stat().st_size < 300_000


@pytest.mark.parametrize("query", re.findall(r"(?m)^\| `([^`]+)`", section("docs/pages.md", "Query language")))
def test_every_query_of_the_page_can_be_read(query: str) -> None:
    assert parse(query) is not None


EXAMPLE = re.compile(r"(?m)^\| `(\w+)` \|.*\| `([^`]*⟨[^`]*)` \|$")


@pytest.mark.parametrize(("kind", "marked"), EXAMPLE.findall(section("docs/method.md", "Statements")))
def test_every_example_of_a_statement_is_found_as_it_is_marked(kind: str, marked: str) -> None:
    text = re.sub("[⟨⟩]", "", marked)
    found = [(statement.type, text[statement.start : statement.end]) for statement in extract("", text)]
    assert found == [(kind, re.search("⟨(.*)⟩", marked)[1])]


QUESTIONS = re.findall(r"(?m)^\| (.+?) \| (.+?) \| `/(\w+)\?([^`]+)` \|", TEXTS["docs/questions.md"])


def test_ten_questions_are_answered() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(("question", "clicks", "page", "query"), QUESTIONS)
def test_a_question_is_three_clicks_away_and_its_link_can_be_read(
    question: str, clicks: str, page: str, query: str
) -> None:
    assert question.endswith("?")
    assert len(clicks.split(" · ")) <= 3
    assert (DOCS.parent / "pages" / f"{page}.py").exists()
    view, notices = decode(parse_qs(query))
    assert (notices, view.unreadable) == ([], False)
    assert "&".join(f"{name}={value}" for name, value in encode(view)) == query
