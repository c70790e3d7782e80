"""Encodings are told from the letters; where that is not clear, nothing is guessed."""

import pytest

from lib.corpus.readers.encoding import decode, encoding_of, is_binary
from lib.corpus.readers.limits import Unusable

TEXT = "Посол прибыл на переговоры, сообщили в министерстве."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("text", [TEXT, TEXT.upper(), f"date;title;text\n2025-01-01;{TEXT};ok\n"])
def test_russian_in_any_case(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert decode(data)[:2] == (text, encoding)
    assert not is_binary(data)


@pytest.mark.parametrize(
    "data", ["Wczoraj rząd ogłosił, źródła".encode("cp1250"), "Über größere Köche".encode("cp1252")]
)
def test_other_languages_are_not_taken_for_russian(data: bytes) -> None:
    with pytest.raises(Unusable, match="encoding_unknown"):
        encoding_of(data)
