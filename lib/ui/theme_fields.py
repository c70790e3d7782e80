"""A theme as it is typed: one text a field, whatever was typed; read into a theme, or into what is wrong and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lib.analysis.theme_dictionary import Term, Theme, ThemeError, load_themes
from lib.analysis.theme_writing import as_toml
from lib.corpus.slugs import slug

PHRASES = ("terms", "exclusions", "circumstances", "requirements")
THRESHOLD = 4.0
_LONGEST_ID = 40
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the fields of the editor.

    Attributes:
        terms: one term a line, its weight behind a colon; without a weight the threshold is meant.
        exclusions, circumstances, requirements: one phrase a line.
    """

    id: str = ""
    name_ru: str = ""
    name_en: str = ""
    description_ru: str = ""
    description_en: str = ""
    threshold: float = THRESHOLD
    terms: str = ""
    exclusions: str = ""
    circumstances: str = ""
    requirements: str = ""


class Problem(NamedTuple):
    """What is wrong: in which field, in which of its lines (from 1; 0 for all of it), and a sentence's key, values."""

    field: str
    line: int
    message: str
    values: Mapping[str, object]


class _Line(NamedTuple):
    number: int
    phrase: str
    weight: float


def fields_of(theme: Theme) -> Fields:
    """Return a theme as it would be typed, the heaviest terms first.

    >>> theme = Theme("roads", "Дороги", "Roads", "О дорогах.", "On roads.", (Term("дорога", 0.5),), 4, (), (), (), {})
    >>> fields_of(theme).terms
    'дорога: 0.5'
    """
    terms = sorted(theme.terms, key=lambda term: -term.weight)
    return Fields(
        theme.id,
        theme.name_ru,
        theme.name_en,
        theme.description_ru,
        theme.description_en,
        theme.threshold,
        "\n".join(f"{term.text}: {term.weight:g}" for term in terms),
        *("\n".join(getattr(theme, field)) for field in PHRASES[1:]),
    )


def proposed_id(fields: Fields, taken: Sequence[str]) -> str:
    """Return an id made of the name that no other theme has.

    >>> proposed_id(Fields(name_ru="Права человека"), ("prava_cheloveka",))
    'prava_cheloveka_2'
    """
    latin = slug(fields.name_en.strip() or fields.name_ru.strip() or "theme").replace("-", "_")
    stem = (latin if latin[:1].isalpha() else f"t_{latin}")[: _LONGEST_ID - 4].strip("_")
    return next(id for n in range(1, len(taken) + 3) if (id := stem if n == 1 else f"{stem}_{n}") not in taken)


def with_term(fields: Fields, phrase: str, weight: float) -> Fields:
    """Return fields with one more term, behind the last one of at least its weight."""
    lines = [line for line in fields.terms.split("\n") if line.strip()]
    place = next((n for n, line in enumerate(lines) if _parted(line, fields.threshold)[1] < weight), len(lines))
    return replace(fields, terms="\n".join([*lines[:place], f"{phrase}: {weight:g}", *lines[place:]]))


def read(fields: Fields, words: Mapping[str, tuple[str, ...]], taken: Sequence[str]) -> tuple[Theme, list[Problem]]:
    """Return the theme that the fields make without what is wrong in them, and what that is.

    The dictionary's own checks are made, again and again without what they have refused, so that every fault is
    named and none of the rules stands here twice. The theme may have no term.

    Args:
        words: the word lists that terms may refer to.
        taken: ids of the other themes.
    """
    lines, problems = _lines(fields)
    texts, missing = _texts(fields, taken)
    problems += missing
    threshold = fields.threshold
    while len(problems) < _MOST_PROBLEMS:
        error = _first_error(threshold, texts, lines, words)
        if error is None:
            break
        problem = _located(error, lines)
        problems.append(problem)
        if problem.line:
            lines[problem.field] = [line for line in lines[problem.field] if line.number != problem.line]
        elif problem.field == "id":
            texts["id"] = "theme"
        elif problem.field == "threshold":
            threshold = THRESHOLD
        else:
            break
    return _theme(threshold, texts, lines, words), sorted(problems, key=lambda one: one.line)


def _texts(fields: Fields, taken: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return id, names and descriptions, one language standing in for the other, the name for a description."""
    name = " ".join(fields.name_ru.split()) or " ".join(fields.name_en.split())
    id = fields.id.strip() or proposed_id(fields, taken)
    about = " ".join(fields.description_ru.split()) or " ".join(fields.description_en.split()) or name
    texts = {
        "id": id,
        "name_ru": name,
        "name_en": " ".join(fields.name_en.split()) or name,
        "description_ru": about,
        "description_en": " ".join(fields.description_en.split()) or about,
    }
    problems = [] if name else [Problem("name_ru", 0, "editor.no_name", {})]
    if id in taken:
        problems.append(Problem("id", 0, "theme.duplicate_id", {"id": id}))
    return {key: value or "—" for key, value in texts.items()}, problems


def _lines(fields: Fields) -> tuple[dict[str, list[_Line]], list[Problem]]:
    lines: dict[str, list[_Line]] = {field: [] for field in PHRASES}
    problems = []
    for field in PHRASES:
        for number, line in enumerate(getattr(fields, field).split("\n"), start=1):
            phrase, weight = _parted(line, fields.threshold) if field == "terms" else (" ".join(line.split()), 1.0)
            if weight <= 0:
                problems.append(Problem(field, number, "editor.no_weight", {"line": " ".join(line.split())}))
            elif phrase:
                lines[field].append(_Line(number, phrase, weight))
    return lines, problems


def _parted(line: str, threshold: float) -> tuple[str, float]:
    """Return a line's term and weight, 0 for one that is no number; a column of a spreadsheet comes behind a tab.

    >>> _parted("8 марта", 4), _parted("8 марта: 0,5", 4), _parted("марш:", 4)
    (('8 марта', 4), ('8 марта', 0.5), ('марш', 0.0))
    """
    phrase, sign, weight = line.replace("\t", ":").rpartition(":")
    if not sign:
        return " ".join(line.split()), threshold if threshold > 0 else THRESHOLD
    try:
        value = float(weight.strip().replace(",", "."))
    except ValueError:
        return " ".join(phrase.split()), 0.0
    return " ".join(phrase.split()), value if 0 < value < 1e6 else 0.0


def _theme(
    threshold: float, texts: Mapping[str, str], lines: Mapping[str, list[_Line]], words: Mapping[str, tuple[str, ...]]
) -> Theme:
    exclusions, circumstances, requirements = (tuple(line.phrase for line in lines[field]) for field in PHRASES[1:])
    return Theme(
        **texts,
        terms=tuple(Term(line.phrase, line.weight) for line in lines["terms"]),
        threshold=threshold,
        exclusions=exclusions,
        circumstances=circumstances,
        requirements=requirements,
        words=words,
    )


def _first_error(
    threshold: float, texts: Mapping[str, str], lines: Mapping[str, list[_Line]], words: Mapping[str, tuple[str, ...]]
) -> ThemeError | None:
    try:
        load_themes(as_toml([_theme(threshold, texts, lines, words)], words))
    except ThemeError as error:
        return error
    return None


def _located(error: ThemeError, lines: Mapping[str, list[_Line]]) -> Problem:
    """Return where an error stands in the fields; of a term that is there twice, the second."""
    for field in PHRASES:
        same = [line for line in lines[field] if line.phrase == error.key]
        if same and not (error.message == "theme.duplicate_term" and len(same) < 2):
            return Problem(field, same[-1].number, error.message, error.values)
    message = "editor.no_terms" if error.message in ("theme.no_terms", "theme.missing_key") else error.message
    return Problem(error.key if error.key in Fields.__slots__ else "terms", 0, message, error.values)


class Change(NamedTuple):
    """What a theme has in another version of the dictionary, by kind: ``theme`` added or gone, parts plus and minus.

    Attributes:
        theme: the theme, as it is now, or was.
        what: ``added``, ``removed`` or ``changed``.
        parts: [part, number added, number removed]; the part ``weights`` counts terms whose weight changed.
        threshold: before and now, where they differ.
        named: whether names or descriptions differ.
    """

    theme: Theme
    what: str
    parts: tuple[tuple[str, int, int], ...] = ()
    threshold: tuple[float, float] | None = None
    named: bool = False


def changes(before: Sequence[Theme], after: Sequence[Theme]) -> list[Change]:
    """Return what differs between two dictionaries, theme by theme."""
    old, new = ({theme.id: theme for theme in themes} for themes in (before, after))
    found = [Change(theme, "added") for id, theme in new.items() if id not in old]
    found += [Change(theme, "removed") for id, theme in old.items() if id not in new]
    return found + [change for id in new if id in old and (change := changed(old[id], new[id]))]


def changed(before: Theme, after: Theme) -> Change | None:
    """Return what differs between two versions of a theme, None if nothing does."""
    parts = tuple(part for part in _parts(before, after) if part[1] or part[2])
    threshold = (before.threshold, after.threshold) if before.threshold != after.threshold else None
    texts = ("name_ru", "name_en", "description_ru", "description_en")
    named = any(getattr(before, text) != getattr(after, text) for text in texts)
    return Change(after, "changed", parts, threshold, named) if parts or threshold or named else None


def _parts(before: Theme, after: Theme) -> Iterator[tuple[str, int, int]]:
    old, new = ({term.text: term.weight for term in theme.terms} for theme in (before, after))
    yield "terms", len(new.keys() - old.keys()), len(old.keys() - new.keys())
    yield "weights", sum(old[text] != new[text] for text in old.keys() & new.keys()), 0
    for part in PHRASES[1:]:
        was, now = set(getattr(before, part)), set(getattr(after, part))
        yield part, len(now - was), len(was - now)
    was_lists, now_lists = dict(before.words), dict(after.words)
    if was_lists != now_lists:
        used = before.used_lists().keys() | after.used_lists().keys()
        yield "words", sum(was_lists.get(name) != now_lists.get(name) for name in used), 0
