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


def test_prepositional_cues() -> None:
    assert prepositional("словам") == "по словам"
    assert prepositional("домам") == ""


def test_frames_use_the_letters_that_are_explained() -> None:
    assert {letter for frame in FRAMES.values() for letter in frame} == set("qcpinado")
