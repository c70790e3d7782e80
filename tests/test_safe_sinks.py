"""Corpus text reaches a page through lib/safe.py alone: a rule over the syntax trees of app.py, pages/ and lib/."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = "lib/ui/output.py"
FILES = sorted([*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])

# Calls that read their text as Markdown or HTML, and the arguments that they read so.
MARKDOWN = {
    "write", "markdown", "title", "header", "subheader", "caption", "info", "warning", "error", "success", "toast",
    "metric", "badge", "table", "latex", "exception", "chat_message", "spinner", "status", "html", "iframe", "image",
}  # fmt: skip
LABELLED = {
    "button", "download_button", "link_button", "page_link", "checkbox", "toggle", "radio", "selectbox", "multiselect",
    "slider", "select_slider", "text_input", "number_input", "text_area", "date_input", "time_input", "file_uploader",
    "pills", "segmented_control", "expander", "popover", "tabs", "form_submit_button", "progress",
}  # fmt: skip  # `data_editor` has no label: its cells are drawn as text, as those of `dataframe`
LABEL_ARGUMENTS = {"label", "help", "placeholder", "caption", "captions", "text", "body"}
SAFE_CALLS = {"markdown", "html_text", "chart_label", "t", "noun_form", "count", "number", "percent", "share", "day"}


def is_word(node: ast.expr) -> bool:
    """Tell whether an argument is a literal, words of the interface, or escaped for Markdown."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "t":
            return all(is_plain_value(keyword.value) for keyword in node.keywords)
        return name in SAFE_CALLS
    if isinstance(node, ast.ListComp):
        return is_word(node.elt)
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(is_word(element) for element in node.elts)
    if isinstance(node, ast.IfExp):
        return is_word(node.body) and is_word(node.orelse)
    return False


def is_plain_value(node: ast.expr) -> bool:
    """Tell whether a value put into a sentence is a number of ours or escaped."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in SAFE_CALLS | {"len", "int", "moment", "short_day", "period", "date_label"}
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in {"days", "n", "k"})


def unsafe_calls(path: str, source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}:
            found.append(f"{path}:{node.value.lineno} {node.arg}")
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on_streamlit = isinstance(node.func.value, ast.Name) and node.func.value.id == "st"
        name = node.func.attr
        if on_streamlit and name in MARKDOWN and path != OUTPUT and not all(is_word(a) for a in node.args[:1]):
            found.append(f"{path}:{node.lineno} st.{name}")
        if on_streamlit and name in LABELLED:
            labels = node.args[:1] + [k.value for k in node.keywords if k.arg in LABEL_ARGUMENTS]
            if name == "page_link":
                labels = [k.value for k in node.keywords if k.arg in LABEL_ARGUMENTS]
            if not all(is_word(label) for label in labels):
                found.append(f"{path}:{node.lineno} label of st.{name}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_reaches_a_page_unescaped(path: Path) -> None:
    relative = str(path.relative_to(ROOT))
    found = unsafe_calls(relative, path.read_text("utf-8"))
    if relative == "lib/ui/frame.py":  # the style sheet is our own file, its variables our own colours
        found = [call for call in found if not call.endswith("st.html")]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("st.markdown(title)", 1),
        ("st.markdown('**words**')", 0),
        ("st.caption(t('a.b', language))", 0),
        ("st.caption(t('a.b', language, name=speaker))", 1),
        ("st.caption(t('a.b', language, name=safe.markdown(speaker)))", 0),
        ("st.caption(t('a.b', language, n=number(3, language)))", 0),
        ("st.button(speaker)", 1),
        ("st.button(safe.markdown(speaker))", 0),
        ("st.text_input('x', help=title)", 1),
        ("st.tabs([title])", 1),
        ("st.tabs([t('a', l), t('b', l)])", 0),
        ("st.html(f'<b>{title}</b>')", 1),
        ("output.note(title)", 0),
        ("st.markdown('x', unsafe_allow_html=True)", 1),
    ],
)
def test_the_rule_finds_what_is_unsafe(source: str, count: int) -> None:
    assert len(unsafe_calls("pages/x.py", source)) == count
