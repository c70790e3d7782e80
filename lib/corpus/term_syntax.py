"""A term as people write it in a box and read it on a chip: word, "form", [phrase]."""

import re
from collections.abc import Mapping

from lib.corpus.selection import Term

_LONGEST = 100
_OPERATORS = {"AND", "OR", "NOT", "near", "NEAR"}
_QUOTED = re.compile(r"[\"«„“]([^\"«»„“”]+)[\"»“”]")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")


def read(text: str) -> Term | None:
    """Read what was typed; None where it has no words, or is longer than a link carries.

    A word finds all of its forms, ``"quoted"`` just that form, ``[brackets]`` a phrase of lemmas. Several words
    without brackets are a phrase too.

    >>> read("санкции"), read("«контакты»")
    (Term(kind='lemma', text='санкции', speaker=None), Term(kind='form', text='контакты', speaker=None))
    >>> read("[прямой авиасообщение]") == read("прямой  авиасообщение")
    True
    """
    line = " ".join(text.split())
    quoted, bracketed = _QUOTED.fullmatch(line), _BRACKETED.fullmatch(line)
    inside = next((found[1] for found in (quoted, bracketed) if found), line).strip()
    if not any(map(str.isalnum, inside)) or "@" in inside or not inside.isprintable() or len(inside) > _LONGEST:
        return None
    if quoted:
        return Term("form", inside)
    return Term("phrase" if bracketed or " " in inside else "lemma", inside)


def query_of(term: Term) -> str:
    """Return the query of the search that finds the sentences with a word, a form or a phrase.

    >>> query_of(Term("form", "контакты")), query_of(Term("phrase", "прямой рейс"))
    ('"контакты"', '[прямой рейс]')
    >>> query_of(Term("lemma", "NOT"))
    '[NOT]'
    """
    if term.kind == "form":
        return f'"{term.text}"'
    return f"[{term.text}]" if term.kind == "phrase" or term.text in _OPERATORS else term.text


def write(term: Term, theme_names: Mapping[str, str], speaker_names: Mapping[str, str]) -> str:
    """Return a term as people read it, with its speaker where it has one.

    >>> write(Term("form", "контакты", "anna-veresova"), {}, {"anna-veresova": "Анна Вересова"})
    '«контакты» — Анна Вересова'
    """
    written = {
        "lemma": term.text,
        "form": f"«{term.text}»",
        "phrase": f"[{term.text}]",
        "theme": theme_names.get(term.text, term.text),
        "speaker": speaker_names.get(term.text, term.text),
    }[term.kind]
    return f"{written} — {speaker_names.get(term.speaker, term.speaker)}" if term.speaker else written
