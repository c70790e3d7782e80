"""Phrases found in lemmas; an occurrence is marked in the text: [прямой рейс]."""

import re

import pytest

from lib.analysis.phrases import PhraseIndex

LISTS = {"state": ["франция", "саудовская аравия"], "leader": ["путин", "президент @state"], "any": ["@leader"]}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("рейс", "один [рейс] и ещё [рейс]"),
        ("прямой рейс", "[прямой рейс] и прямой новый рейс"),
        ("кибер*", "новый [кибератака] и [кибер] но не кибитка"),
        ("@state", "в [франция] и [саудовская аравия] но не в аравия"),
        ("@leader", "[путин] и [президент франция] и [президент саудовская аравия] но не президент"),
        ("@any", "[путин] и [президент франция]"),
        ("визит @leader", "[визит путин] и [визит президент франция] но не визит и президент"),
        ("да да", "[да да]"),
    ],
)
def test_find(phrase, text):
    index = PhraseIndex([phrase], LISTS, str)
    lemmas = re.sub(r"[\[\]]", "", text).split()
    found = [(item.first, item.last) for item in index.find(lemmas)]
    assert found == marked(text)


def marked(text):
    words = text.split()
    firsts = [at for at, word in enumerate(words) if word.startswith("[")]
    lasts = [at + 1 for at, word in enumerate(words) if word.endswith("]")]
    return list(zip(firsts, lasts, strict=True))


def test_phrases_are_brought_to_lemmas():
    lemma = {"рейсы": "рейс", "прямые": "прямой"}.get
    index = PhraseIndex(["прямые рейсы"], {}, lambda word: lemma(word, word))
    assert [item[1:] for item in index.find(["прямой", "рейс"])] == [(0, 2)]


def test_overlapping_phrases_are_all_found():
    index = PhraseIndex(["мирный договор", "договор", "договор о мир"], {}, str)
    assert [tuple(item) for item in index.find(["мирный", "договор", "о", "мир"])] == [(0, 0, 2), (1, 1, 2), (2, 1, 4)]
