"""The words of saying: every cue has one class, and the classes are what the letters beside them say."""

import re
from typing import get_args

import pytest

from lib.text import cue_tone, cues
from lib.text.cue_tone import LOADED, TESTS, TONES, Tone, tone_of
from lib.text.statements import extract

PHRASES = {*cues._BY.values(), *cues._OTHER_PREPOSITIONAL.values()}
DENIED = [f"не {verb}" for verb in cues.DENIED_ONLY]


@pytest.mark.parametrize("cue", sorted({*cues.FRAMES, *PHRASES, *DENIED, *cues.SPEECH_NOUNS, *cues.STUDY_VERBS}))
def test_every_cue_is_classed(cue: str) -> None:
    assert tone_of(cue) not in ("none", "unclassed")


def test_no_cue_stands_twice() -> None:
    loaded = [cue for line in cue_tone._LOADED.strip().splitlines() for cue in _cues(line)]
    neutral = cue_tone._NEUTRAL.split()
    assert len({*loaded, *neutral}) == len(loaded) + len(neutral)


def test_every_loaded_entry_has_a_test_and_a_reason() -> None:
    for line in cue_tone._LOADED.strip().splitlines():
        assert re.fullmatch(r"\w+ +[fdrav]  [а-я, ]+ \| .{4,}", line), line


def test_classes_are_those_of_the_type() -> None:
    assert {*TONES.values()} == {*LOADED, "neutral"}
    assert {*LOADED, "neutral", "none", "unclassed"} == set(get_args(Tone))
    assert {cue for cue, tone in TONES.items() if tone != "neutral"} == set(TESTS)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Завод остановлен, сообщил директор Олег Тарасюк.", "neutral"),
        ("Директор Олег Тарасюк утверждает, что завод остановлен.", "claims"),
        ("Директор Олег Тарасюк признал, что завод остановлен.", "admits"),
        ("Директор Олег Тарасюк пригрозил, что завод будет остановлен.", "threatens"),
        ("Директор Олег Тарасюк пообещал, что завод заработает весной.", "promises"),
        ("Директор Олег Тарасюк пожаловался, что заводу не хватает угля.", "complains"),
        ("Директор Олег Тарасюк потребовал, чтобы завод заработал.", "demands"),
        ("Директор Олег Тарасюк предупредил, что завод будет остановлен.", "warns"),
        ("Директор Олег Тарасюк опроверг, что завод будет остановлен.", "denies"),
        ("Директор Олег Тарасюк выразил сожаление, что завод остановлен.", "complains"),
        ("По версии директора Олега Тарасюка, завод остановлен.", "claims"),
    ],
)
def test_the_cue_that_is_found_has_the_class(text: str, tone: Tone) -> None:
    assert [tone_of(statement.cue) for statement in extract("", text)] == [tone]


def _cues(line: str) -> list[str]:
    return line.partition(" | ")[0].split(maxsplit=2)[2].split(", ")
