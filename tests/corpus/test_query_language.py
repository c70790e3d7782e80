"""Queries read, and errors that point at the place."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.corpus.query_language import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_WORDS,
    And,
    Dates,
    Field,
    InDocument,
    Near,
    Or,
    Query,
    QueryError,
    Words,
    parse,
)
from lib.corpus.query_writing import write
from lib.i18n import t


def written(query: Query | None) -> str:
    """Return a query with every bracket written out."""
    match query:
        case Words(words, True):
            return f'"{" ".join(words)}"'
        case Words(words):
            return words[0] if len(words) == 1 else f"[{' '.join(words)}]"
        case Near(operands, distance):
            return f"({f' near/{distance} '.join(map(written, operands))})"
        case And(parts, without):
            return "(" + " AND ".join(map(written, parts)) + "".join(f" NOT {written(one)}" for one in without) + ")"
        case Or(parts):
            return f"({' OR '.join(map(written, parts))})"
        case InDocument(part):
            return f"doc({written(part)})"
        case Field(name, value):
            return f"{name}={value}"
        case Dates(first, last):
            return f"{first or ''}…{last or ''}"
    return ""


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", ""),
        ("  \n", ""),
        ("визит", "визит"),
        ("визит посла", "(визит AND посла)"),
        ("визит AND посла", "(визит AND посла)"),
        ("визит OR рейс посол", "(визит OR (рейс AND посол))"),
        ("(визит OR рейс) посол", "((визит OR рейс) AND посол)"),
        ("визит NOT рейс", "(визит NOT рейс)"),
        ("NOT рейс визит", "(визит NOT рейс)"),
        ("визит AND NOT (рейс OR посол)", "(визит NOT (рейс OR посол))"),
        ('"прямые рейсы"', '"прямые рейсы"'),
        ("«прямые рейсы»", '"прямые рейсы"'),
        ("„прямые рейсы“ “так”", '("прямые рейсы" AND "так")'),
        ("[прямой рейс]", "[прямой рейс]"),
        ("визит near посол", "(визит near/10 посол)"),
        ("[прямой рейс] near/3 Москва", "([прямой рейс] near/3 Москва)"),
        ("визит NEAR/2 посол NEAR/5 рейс", "(визит near/5 посол near/5 рейс)"),
        ("doc(санкции рейс)", "doc((санкции AND рейс))"),
        ("визит doc(санкции OR рейс)", "(визит AND doc((санкции OR рейс)))"),
        ("северо-запад", "северо-запад"),
        ("визит, рейс!", "(визит AND рейс)"),
        ("Россия — США", "(Россия AND США)"),
        ("3,5", "3,5"),
        ("и/или", "[и или]"),
        ("or not near", "QUERY"),
        ("ORден NOTа nearest", "(ORден AND NOTа AND nearest)"),
        ("* визит * ^рейс", "(визит AND рейс)"),
        ("lemmas:визит", "[lemmas визит]"),
        ("speaker:лавров визит", "(speaker=лавров AND визит)"),
        ("Спикер: «Пётр Ольхин» OR источник:тасс", "(speaker=Пётр Ольхин OR source=тасс)"),
        ('тема:"прямые рейсы" NOT speaker:-', "(theme=прямые рейсы NOT speaker=-)"),
        ("NOT source:tass", "( NOT source=tass)"),
        ("doc(speaker:лавров визит)", "doc((speaker=лавров AND визит))"),
        ("date:2024", "2024-01-01…2024-12-31"),
        ("date:2024-02", "2024-02-01…2024-02-29"),
        ("дата:5.03.2024", "2024-03-05…2024-03-05"),
        ("дата:03.2024", "2024-03-01…2024-03-31"),
        ("date:2024-02..2024-03-05", "2024-02-01…2024-03-05"),
        ("date:2024.. визит", "(2024-01-01… AND визит)"),
        ("date:..2024", "…2024-12-31"),
        ("подтема:визит", "[подтема визит]"),
    ],
)
def test_meaning(text: str, meaning: str) -> None:
    if meaning == "QUERY":
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert written(parse(text)) == meaning


@pytest.mark.parametrize(
    ("text", "key"),
    [  # | is the place that the error points at
        ("|(визит", "query.unclosed"),
        ("визит |(рейс OR (посол)", "query.unclosed"),
        ('визит |"рейс', "query.unclosed"),
        ('визит |«рейс"', "query.unclosed"),
        ("|[рейс", "query.unclosed"),
        ("визит|)", "query.unopened"),
        ("визит|] рейс", "query.unopened"),
        ("|NOT визит", "query.only_not"),
        ("рейс OR |NOT визит", "query.only_not"),
        ("визит OR|", "query.word_expected"),
        ("визит AND|", "query.word_expected"),
        ("|OR визит", "query.word_expected"),
        ("визит |OR OR рейс".replace("|OR OR", "OR |OR"), "query.word_expected"),
        ("|near визит", "query.word_expected"),
        ("(|)", "query.word_expected"),
        ("doc(|)", "query.word_expected"),
        ('"|"', "query.word_expected"),
        ("[|!]", "query.word_expected"),
        ("|!!!", "query.word_expected"),
        ("|визит near (посол OR рейс)", "query.near_of_words"),
        ("визит |near/51 посол", "query.near_too_far"),
        ("doc(визит |doc(рейс))", "query.doc_in_doc"),
        ("(" * MAX_DEPTH + "|(визит" + ")" * (MAX_DEPTH + 1), "query.too_deep"),
        ("визит " * MAX_WORDS + "|рейс", "query.too_many_words"),
        ("а" * MAX_LENGTH + "|а", "query.too_long"),
        ("визит speaker:|", "query.value_expected"),
        ('source:  "|"', "query.value_expected"),
        ("theme:|(визит)", "query.value_expected"),
        ('speaker:|"лавров', "query.unclosed"),
        ("date:|вчера визит", "query.date_expected"),
        ("date:|2024-13", "query.date_expected"),
        ("date:|2024-02-30", "query.date_expected"),
        ("date:|2025..2024", "query.date_expected"),
        ("speaker:|лавров near визит", "query.near_of_words"),
    ],
)
def test_error_points_at_the_place(text: str, key: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text.replace("|", ""))
    assert (error.value.key, error.value.position) == (key, text.index("|"))
    assert "{" not in t(error.value.key, "en", **error.value.values)


@pytest.mark.parametrize(
    "text",
    [
        "визит",
        "визит рейс NOT (посол OR «прямой рейс»)",
        "[прямой рейс] near/3 Москва near посол",
        "doc(визит OR рейс) (посол рейс OR near/2)".replace("near/2", '"near"'),
        'speaker:"Пётр Ольхин" (source:tass OR date:2024-03..) NOT theme:-',
        'source:«Банк "Север"» date:2024-03-05',
        "NOT source:tass",
        'мост [OR] "OR"',
        'source:"Север(ТВ)" theme:«а«б» source:”а"б”',
    ],
)
def test_a_query_that_is_written_again_means_the_same(text: str) -> None:
    assert parse(write(parse(text))) == parse(text)


@given(st.text(alphabet=' "«»[]()ORANDTnear/1визит-—.', max_size=60))
def test_any_query_that_is_written_again_means_the_same(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert parse(write(query)) == query


def test_error_survives_a_process_border() -> None:
    error = pickle.loads(pickle.dumps(QueryError(3, "query.unclosed", sign="(")))
    assert (error.position, error.key, error.values) == (3, "query.unclosed", {"sign": "("})


@given(st.text(alphabet=' "«»[]()ORANDTnear/1визит-—.', max_size=60) | st.text(max_size=60))
def test_any_text_is_a_query_or_an_error_inside_it(text: str) -> None:
    try:
        position = 0 if parse(text) else len(text)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= len(text)
