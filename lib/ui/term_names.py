"""Terms as people read and type them."""

from dataclasses import replace

from lib.corpus.selection import Term
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, t
from lib.ui.names import names_of, theme_names
from lib.view import TERMS_LIMIT, View

_LONGEST = 200


def typed(text: str, speaker: str | None = None) -> Term | None:
    """Read what was typed: a word is a lemma, in quotes a form, several words or brackets a phrase of lemmas.

    >>> typed("Санкции").kind, typed('«санкциями»').kind, typed("[прямой рейс]").text, typed(" ") is None
    ('lemma', 'form', 'прямой рейс', True)
    """
    bare = " ".join(text.replace("@", " ").split())[:_LONGEST]
    inner = bare.strip('"«»“”„[] ')
    if not inner or not inner.isprintable():
        return None
    if bare[0] in '"«“„':
        return Term("form", inner, speaker)
    return Term("phrase" if bare[0] == "[" or " " in inner else "lemma", inner, speaker)


def label(term: Term, source: Snapshot, language: Language) -> str:
    """Return a term as it was typed, a theme by its name; with the speaker within whose words it is counted."""
    text = {"lemma": "{}", "form": "«{}»", "phrase": "[{}]", "theme": "{}"}[term.kind].format(term.text)
    if term.kind == "theme":
        text = t("terms.theme_named", language, name=theme_names(source, language).get(term.text, term.text))
    if term.speaker is None:
        return text
    return f"{text} — {names_of('speaker', source, language).get(term.speaker, term.speaker)}"


def with_term(view: View, term: Term) -> View:
    """Return the view with one more term, if there is room for it."""
    return replace(view, terms=tuple(dict.fromkeys((*view.terms, term)))[:TERMS_LIMIT], marks=())
