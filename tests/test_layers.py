"""Each layer imports only what stands to its left."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = (
    ("lib.text",),
    ("lib.analysis",),
    ("lib.corpus",),
    ("lib.safe", "lib.i18n", "lib.measured", "lib.permissions", "lib.view"),
    ("lib.charts",),
    ("lib.data",),
    ("lib.briefing",),
    ("lib.ui",),
    ("pages", "app"),
)
ANY_BEFORE_UI = ("lib.cli", "lib.intake_commands", "lib.outcomes", "lib.store_commands", "lib.terminal", "lib.__main__")
HOMES = {
    "pymorphy3": "lib.text",
    "sklearn": "lib.analysis",
    "sqlite3": "lib.corpus",
    "duckdb": "lib.corpus",
    "pyarrow.parquet": "lib.corpus",
    "pyspark": "lib.corpus",
    "plotly": "lib.charts",
    "pptx": "lib.briefing",
    "docx": ("lib.briefing", "lib.corpus"),
    "openpyxl": "lib.corpus",
    "trafilatura": "lib.corpus",
    "http.client": "lib.corpus",
}
FILES = sorted([*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(source: str) -> list[str]:
    """Every module or name that is imported, wherever in the file the import stands."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def layer_of(module: str) -> int | None:
    for index, members in enumerate(LAYERS):
        if any(module == member or module.startswith(member + ".") for member in members):
            return index
    return None


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def violations(module: str, source: str) -> list[str]:
    own = len(LAYERS) - 2 if module in ANY_BEFORE_UI else layer_of(module)
    assert module == "lib" or own is not None, f"{module} belongs to no layer"
    wrong = []
    for name in imports_of(source):
        other = layer_of(name)
        if own is not None and other is not None and other > own - (module in ANY_BEFORE_UI):
            wrong.append(f"{module} imports {name}")
        wrong += [
            f"{module} imports {name}, whose home is {home}"
            for package, home in HOMES.items()
            if is_within(name, package)
            and not any(is_within(module, one) for one in ([home] if isinstance(home, str) else home))
            and not (package == "plotly" and is_within(module, "lib.ui"))
        ]
    return wrong


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_only_to_the_left(path: Path) -> None:
    assert violations(module_of(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("lib.text.cues", "from lib.text.spans import Span", 0),
        ("lib.text.cues", "from lib.corpus.store import Store", 1),
        ("lib.corpus.store", "import pymorphy3", 1),
        ("lib.corpus.store", "from lib.analysis import themes", 0),
        ("lib.charts.figure", "def f():\n    from lib.data import ask", 1),
        ("pages.terms", "import duckdb", 1),
        ("lib.cli", "from lib.data import ask", 0),
        ("lib.cli", "from lib.ui import state", 1),
    ],
)
def test_the_rule_finds_what_is_wrong(module: str, source: str, wrong: int) -> None:
    assert len(violations(module, source)) == wrong
