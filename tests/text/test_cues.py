import pytest

from lib.text.cues import FRAMES, cue, prepositional


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("заявил", "заявить"),
        ("заявляет", "заявлять"),
        ("Добавив", "добавить"),
        ("говорится", "говориться"),
        ("уверена", "уверен"),
        ("сказано", "сказать"),
    ],
)
def test_forms_that_attribute(form: str, lemma: str) -> None:
    found = cue(form)
    assert found is not None
    assert found.lemma == lemma


@pytest.mark.parametrize("form", ["заявит", "заявляю", "заявить", "заявление", "стол", "", "скажи"])
def test_forms_that_do_not(form: str) -> None:
    assert cue(form) is None


@pytest.mark.parametrize(
    ("preposition", "noun", "lemma"),
    [
        ("по", "словам", "по словам"),
        ("по", "воспоминаниям", "по воспоминаниям"),
        ("согласно", "прогнозу", "согласно"),
        ("на", "взгляд", "на взгляд"),
        ("со", "слов", "со слов"),
        ("с", "слов", ""),
        ("по", "домам", ""),
        ("на", "словам", ""),
    ],
)
def test_prepositional_cues(preposition: str, noun: str, lemma: str) -> None:
    assert prepositional(noun, preposition) == lemma


def test_frames_use_the_letters_that_are_explained() -> None:
    assert {letter for frame in FRAMES.values() for letter in frame} == set("qcpinkado")
