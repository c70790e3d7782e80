"""What holds of any text: repairs, sentences, tokens, traps, statements."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from lib.text.clean import fold, repair
from lib.text.dateline import dateline
from lib.text.spans import Span
from lib.text.statements import extract
from lib.text.tokens import sentences, tokenize
from lib.text.traps import find_traps

ANY = st.text(st.characters(), max_size=200)  # halves of surrogate pairs, too
PIECES = st.sampled_from(
    "«|»|„|“|”|\"|'|—|-|.|,|:|;|!|?|(|)|…|\n|\n\n| |\u00a0|\u2028|\u0301|\u200b|⽹|1.|12:30|А. Б. |т. д. |г. |"
    "сказал |заявила, что |по словам |Об этом |МИД |Лавров |Мария Захарова |посол |он |которая |ТАСС|"
    "МОСКВА, 14 ноября. /ТАСС/. |со ссылкой на |диалог |продолжается|Читайте также|https://example.org/a|ещe|😀".split(
        "|"
    )
)
NEWS = st.lists(PIECES | st.text(max_size=3), max_size=40).map(lambda pieces: repair("".join(pieces))[0])


@given(ANY)
@example("\x04\ufeffДа")
@example("\x1b\x1b[0m[0m")
def test_a_text_is_repaired_once(text: str) -> None:
    repaired, _ = repair(text)
    assert repair(repaired) == (repaired, [])
    repaired.encode()


@given(ANY)
def test_a_folded_word_stays_as_it_is(text: str) -> None:
    for token in tokenize(text):
        assert fold(fold(token.text)) == fold(token.text)


@given(NEWS)
def test_sentences_hold_all_tokens_and_do_not_overlap(text: str) -> None:
    spans = sentences(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert sum(span.start <= token.start and token.end <= span.end for span in spans) == 1


@given(NEWS)
def test_traps_and_datelines_lie_in_the_text(text: str) -> None:
    assert all(0 <= trap.span.start <= trap.span.end <= len(text) and trap.n > 0 for trap in find_traps(text))
    line = dateline(text)
    assert line is None or 0 < line.end <= len(text)


@given(NEWS)
def test_statements_lie_in_the_text_and_do_not_cross(text: str) -> None:
    found = extract(text[:40], text)
    for statement in found:
        assert 0 <= statement.start < statement.end <= len(text)
        assert text[statement.start : statement.end].strip()
        assert 0 <= statement.confidence <= 1
        assert statement.mention is None or 0 <= statement.mention[0] < statement.mention[1] <= len(text)
    spans = sorted({Span(statement.start, statement.end) for statement in found})
    for first, second in pairwise(spans):
        assert second.start >= first.end or second.end <= first.end, "one may stand in another, not across its end"
