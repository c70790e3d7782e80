"""What is typed into the box of terms."""

import pytest

from lib.corpus.selection import Term
from lib.corpus.term_syntax import read, write
from lib.view import decode, encode


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("санкции", Term("lemma", "санкции")),
        ("  США ", Term("lemma", "США")),
        ('"контакты"', Term("form", "контакты")),
        ("«контакты»", Term("form", "контакты")),
        ("„контакты“", Term("form", "контакты")),
        ("[прямой авиасообщение]", Term("phrase", "прямой авиасообщение")),
        ("прямое   авиасообщение", Term("phrase", "прямое авиасообщение")),
        ("российско-американский", Term("lemma", "российско-американский")),
        ("", None),
        ("…", None),
        ("[]", None),
        ("почта@пример", None),  # @ begins a speaker in a link
        ("а" * 101, None),
    ],
)
def test_read(typed: str, term: Term | None) -> None:
    assert read(typed) == term


@pytest.mark.parametrize("typed", ["санкции", '"контакты"', "[прямой рейс]", "«a:b»", "50%", "a&t=b"])
def test_what_is_read_survives_a_link(typed: str) -> None:
    term = read(typed)
    view, notices = decode({"t": [value for name, value in encode(decode({})[0]) if name == "t"] + [_link(term)]})
    assert notices == []
    assert view.terms == (term,)


def _link(term: Term | None) -> str:
    assert term is not None
    return f"{term.kind}:{term.text}"


def test_chips_tell_kinds_apart() -> None:
    terms = [Term("lemma", "визы"), Term("form", "визы"), Term("phrase", "визы"), Term("theme", "визы")]
    assert len({write(term, {"визы": "тема «Визы»"}, {}) for term in terms}) == 4
