"""The analyst's dictionary of themes: TOML in, checked themes out; errors name the line."""

import hashlib
import json
import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

MOST_VARIANTS = 100_000
"""Phrases that one phrase may stand for when the lists in it are written out."""
_LISTS = ("exclusions", "circumstances", "requirements")
_TEXTS = ("id", "name_ru", "name_en", "description_ru", "description_en")
_KEYS = frozenset((*_TEXTS, *_LISTS, "threshold", "terms"))
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LIST_NAME = re.compile(r"@([^\s+@]+)")
_HEADER = re.compile(r"\s*\[\[\s*theme\s*\]\]")
_SYNTAX_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, phrase or company of words that speaks for a theme, and how strongly it does.

    Attributes:
        text: words, in any form, that stand side by side; ``+`` joins parts that stand in one sentence in any
            order; ``@name`` is any entry of the word list ``name``; ``осно*`` is any lemma that begins so.
        weight: positive; a term whose weight reaches the theme's threshold decides alone.
    """

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A weighted dictionary with a name.

    Attributes:
        id: Latin slug; the theme's name in links and exports.
        terms: what speaks for the theme.
        exclusions: phrases that cancel every term they touch.
        circumstances: phrases in which a term tells where or from whom, not what: it counts a quarter.
        requirements: at least one of these must occur in the document, if there are any.
        threshold: evidence that a document needs, in the unit of the weights.
        words: the word lists that terms may refer to as ``@name``.
    """

    id: str
    name_ru: str
    name_en: str
    description_ru: str
    description_en: str
    terms: tuple[Term, ...]
    threshold: float
    exclusions: tuple[str, ...]
    circumstances: tuple[str, ...]
    requirements: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


def definition_digest(theme: Theme) -> str:
    """Return a hash of what decides where a theme applies: 16 hexadecimal digits.

    Terms with weights, threshold, exclusions, circumstances, requirements and the word lists that they use; not the
    name, not the order.
    """
    phrases = [*(term.text for term in theme.terms), *theme.exclusions, *theme.circumstances, *theme.requirements]
    used = set(_LIST_NAME.findall(" ".join(phrases)))
    while more := set(_LIST_NAME.findall(" ".join(entry for name in used for entry in theme.words[name]))) - used:
        used |= more
    content = [
        sorted((term.text, float(term.weight)) for term in theme.terms),
        float(theme.threshold),
        *(sorted(entries) for entries in (theme.exclusions, theme.circumstances, theme.requirements)),
        sorted((name, sorted(theme.words[name])) for name in used),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]


class ThemeError(Exception):
    """A dictionary of themes that cannot be used.

    Attributes:
        line: line of the TOML text, from 1.
        key: key of the TOML text that is at fault, empty for a syntax error.
        message: key of the sentence that says what is wrong (``theme.…``, worded by the interface).
        values: what that sentence names.
    """

    def __init__(self, line: int, key: str, message: str, **values: object) -> None:
        super().__init__(f"line {line}: {key}: {message} {values}")
        self.line = line
        self.key = key
        self.message = message
        self.values = values


def load_themes(toml_text: str) -> tuple[Theme, ...]:
    """Return the themes of a dictionary, in its order.

    Raises:
        ThemeError: at the first thing that is wrong; the message keys are ``theme.syntax``, ``unknown_key``,
            ``missing_key``, ``wrong_type``, ``bad_id``, ``duplicate_id``, ``no_terms``, ``bad_weight``,
            ``bad_threshold``, ``bad_term``, ``duplicate_term``, ``unknown_list`` and
            ``too_many_variants``, each after ``theme.``.
    """
    try:
        data = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        last = toml_text.count("\n") + 1
        raise ThemeError(int(line[1]) if line else last, "", "theme.syntax") from error
    return _Reader(toml_text).themes(data)


class _Reader:
    """Checks parsed TOML; keeps the lines, to say where."""

    def __init__(self, toml_text: str) -> None:
        self.lines = toml_text.split("\n")
        self.sizes: dict[str, int] = {}
        self.headers = [n for n, line in enumerate(self.lines) if _HEADER.match(line)]

    def themes(self, data: dict[str, Any]) -> tuple[Theme, ...]:
        for key in sorted(data.keys() - {"words", "theme"}):
            raise self.error(None, key, "unknown_key")
        words = self.words(data.get("words", {}))
        tables = data.get("theme", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.error(None, "theme", "wrong_type", expected="tables")
        themes: dict[str, Theme] = {}
        for number, table in enumerate(tables):
            theme = self.theme(number, table, words)
            if theme.id in themes:
                raise self.error(number, "id", "duplicate_id", id=theme.id)
            themes[theme.id] = theme
        return tuple(themes.values())

    def words(self, lists: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(lists, dict):
            raise self.error(None, "words", "wrong_type", expected="table")
        words = {name: self.phrases(None, name, entries) for name, entries in lists.items()}
        for name, entries in words.items():
            self.sizes[name] = self.check_lists(None, entries, self.sizes)
        return words

    def theme(self, number: int, table: dict[str, Any], words: dict[str, tuple[str, ...]]) -> Theme:
        for key in table:
            if key not in _KEYS:
                raise self.error(number, key, "unknown_key")
        for key in (*_TEXTS, "threshold", "terms"):
            if key not in table:
                raise self.error(number, key, "missing_key", missing=key)
        for key in _TEXTS:
            if not isinstance(table[key], str) or not table[key].strip():
                raise self.error(number, key, "wrong_type", expected="text")
        if not _ID.fullmatch(table["id"]):
            raise self.error(number, "id", "bad_id", id=table["id"])
        if not _positive(table["threshold"]):
            raise self.error(number, "threshold", "bad_threshold", threshold=table["threshold"])
        lists = {key: self.phrases(number, key, table.get(key, [])) for key in _LISTS}
        for entries in lists.values():
            self.check_lists(number, entries, words)
        return Theme(
            id=table["id"],
            name_ru=table["name_ru"].strip(),
            name_en=table["name_en"].strip(),
            description_ru=table["description_ru"].strip(),
            description_en=table["description_en"].strip(),
            terms=self.terms(number, table["terms"], words),
            threshold=float(table["threshold"]),
            exclusions=lists["exclusions"],
            circumstances=lists["circumstances"],
            requirements=lists["requirements"],
            words=words,
        )

    def terms(self, number: int, table: object, words: Container[str]) -> tuple[Term, ...]:
        if not isinstance(table, dict):
            raise self.error(number, "terms", "wrong_type", expected="table")
        terms: dict[str, Term] = {}
        for weight, entries in table.items():
            if not _is_weight(weight):
                raise self.error(number, weight, "bad_weight", weight=weight)
            phrases = self.phrases(number, weight, entries)
            self.check_lists(number, phrases, words)
            for phrase in phrases:
                if phrase in terms:
                    raise self.error(number, phrase, "duplicate_term", term=phrase)
                terms[phrase] = Term(phrase, float(weight))
        if not terms:
            raise self.error(number, "terms", "no_terms")
        return tuple(terms.values())

    def phrases(self, number: int | None, key: str, entries: object) -> tuple[str, ...]:
        if not isinstance(entries, list):
            raise self.error(number, key, "wrong_type", expected="list")
        for entry in entries:
            if not isinstance(entry, str):
                raise self.error(number, key, "wrong_type", expected="text")
            if not all(any(letter.isalnum() for letter in part) for part in entry.split(" + ")):
                raise self.error(number, entry or key, "bad_term", term=entry)
        return tuple(" ".join(entry.split()) for entry in entries)

    def check_lists(self, number: int | None, phrases: Iterable[str], known: Container[str]) -> int:
        """Refuse unknown lists and phrases that stand for too many others; return for how many they stand."""
        total = 0
        for phrase in phrases:
            for name in _LIST_NAME.findall(phrase):
                if name not in known:
                    raise self.error(number, phrase, "unknown_list", name=name)
            for part in phrase.split(" + "):
                variants = prod(self.sizes.get(name, 1) for name in _LIST_NAME.findall(part))
                if variants > MOST_VARIANTS:
                    raise self.error(number, phrase, "too_many_variants", term=phrase, variants=variants)
                total += variants
        return total

    def error(self, number: int | None, key: str, message: str, **values: object) -> ThemeError:
        return ThemeError(self.line(number, key), key, f"theme.{message}", **values)

    def line(self, number: int | None, key: str) -> int:
        """Return the line where a key, or a quoted term, of a theme stands; the theme's own line otherwise."""
        first, last = 0, len(self.lines)
        if number is not None and number < len(self.headers):
            first = self.headers[number]
            last = self.headers[number + 1] if number + 1 < len(self.headers) else last
        key_line = re.compile(rf"""\s*\[?(?:(?:theme|terms)\s*\.\s*)?["']?{re.escape(key)}["']?\s*[=\].]""")
        quoted = (f'"{key}"', f"'{key}'")
        for n in range(first, last):
            if key_line.match(self.lines[n]) or any(form in self.lines[n] for form in quoted):
                return n + 1
        return first + 1


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e6


def _is_weight(key: str) -> bool:
    try:
        return _positive(float(key))
    except ValueError:
        return False
