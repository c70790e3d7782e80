"""Themes in words: what is wrong with one, and what has changed in it."""

from collections.abc import Iterator, Sequence

from lib.analysis.theme_dictionary import Theme, ThemeError
from lib.i18n import Language, count, number, t
from lib.safe import one_line
from lib.ui.theme_fields import Change, Problem

_SAID = 60
_MINUS = "−"


def name(theme: Theme, language: Language) -> str:
    """Return the name of a theme in a language."""
    return theme.name_en if language == "en" else theme.name_ru


def error(found: ThemeError, language: Language) -> str:
    """Return what is wrong in a file, with its line and key."""
    place = t("theme.place" if found.key else "theme.place_line", language, line=found.line, name=_short(found.key))
    return f"{place} {_sentence(found.message, found.values, language)}"


def problem(found: Problem, language: Language) -> str:
    """Return what is wrong in a field, with its line."""
    said = _sentence(found.message, found.values, language)
    return f"{t('theme.place_line', language, line=found.line)} {said}" if found.line else said


def _sentence(message: str, values: object, language: Language) -> str:
    said = dict(values) if isinstance(values, dict) else {}
    if "expected" in said:
        said["expected"] = t(f"theme.expected.{said['expected']}", language)
    return t(message, language, **{key: _short(str(value)) for key, value in said.items()})


def _short(text: str) -> str:
    return one_line(text, _SAID)


def change(found: Change, language: Language) -> str:
    """Return what has changed in a theme: ``+2 термина, порог 4 → 3``."""
    if found.what != "changed":
        return t(f"editor.change.{found.what}", language)
    return ", ".join(_parts(found, language))


def _parts(found: Change, language: Language) -> Iterator[str]:
    for part, added, removed in found.parts:
        if part == "weights":
            yield t("editor.change.weights", language, terms=count("term", added, language))
        elif part == "words":
            yield t("editor.change.words", language, n=number(added, language))
        else:
            noun = part.removesuffix("s")
            yield from (f"{sign}{count(noun, n, language)}" for sign, n in (("+", added), (_MINUS, removed)) if n)
    if found.threshold:
        before, now = (weight(value, language) for value in found.threshold)
        yield t("editor.change.threshold", language, before=before, now=now)
    if found.named:
        yield t("editor.change.named", language)


def all_changes(found: Sequence[Change], language: Language, most: int = 6) -> str:
    """Return what has changed in a dictionary, theme by theme, the first few."""
    if not found:
        return t("editor.change.nothing", language)
    said = [
        t("editor.change.of", language, name=name(one.theme, language), changes=change(one, language))
        for one in found[:most]
    ]
    return "; ".join(said) + (t("editor.change.more", language, n=len(found) - most) if len(found) > most else "")


def weight(value: float, language: Language) -> str:
    """Return a weight or a threshold without needless decimals."""
    return number(value, language, 0 if value == int(value) else 1 if round(value, 1) == value else 2)


def signed(gained: int, lost: int, language: Language) -> str:
    """Return what came and what went: ``+25 −2``, ``без перемен`` for neither."""
    signs = [f"{sign}{number(n, language)}" for sign, n in (("+", gained), (_MINUS, lost)) if n]
    return " ".join(signs) or t("editor.same", language)
