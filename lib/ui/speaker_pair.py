"""Two speakers side by side: how much, how, with which words, and how often in the same documents."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from lib import data
from lib.analysis.forms import is_percentage_sound
from lib.analysis.intervals import wilson
from lib.analysis.speakers import by_tone
from lib.charts import dumbbell
from lib.charts.describe import describe
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import Language, count, number, share, short_day, t
from lib.safe import element
from lib.ui import evidence, figure, output, state
from lib.ui.figure import Shown
from lib.ui.look import look
from lib.ui.names import names_of
from lib.ui.speaker_evidence import opening
from lib.ui.speaker_ranking import KINDS, attributions
from lib.ui.speaker_sections import Line, brackets, listing, with_interval

_LETTERS = ("a", "b")


@dataclass(frozen=True)
class _Side:
    """One of the two: the row of the ranking, and statements by what their word of saying adds."""

    name: str
    row: evidence.Row
    tones: dict[str, int]

    @property
    def statements(self) -> int:
        return int(self.row["statements"])

    def of(self, key: str) -> int:
        """Return how many statements a row of the comparison counts: ``kind:direct``, ``tone:admits``."""
        what, _, which = key.partition(":")
        return int(self.row[which]) if what == "kind" else self.tones.get(which, 0)


def show(source: Snapshot, selection: Selection) -> None:
    """Show the two speakers of a selection; nothing where one of them said nothing in view."""
    language, speakers = state.language(), selection.speakers
    found = [_side(source, replace(selection, speakers=(speaker,)), speaker) for speaker in speakers]
    sides = [side for side in found if side]
    if len(sides) < len(speakers):
        return
    everything = attributions(source, selection)
    sound = all(is_percentage_sound(side.statements) for side in sides)
    rows = [*_amounts(sides, everything), *_days(sides), *([] if sound else _counts(sides))]
    heads = [t("speakers.pair", language), *[side.name for side in sides]]
    output.html(element("div", listing(heads, [*rows, *_shared(source, selection)]), class_="scroll"))
    note = t("speakers.pair_note", language, n=count("attribution", everything, language))
    output.note(note + brackets(everything, language))
    if sound:
        figure.show(shown(source, sides), key="pair")


def shown(source: Snapshot, sides: list[_Side]) -> Shown:
    """Return how the two speak, by kind of speech and class of the word of saying, as shares of their statements."""
    language = state.language()
    keys = list(_keys(sides))
    frame = pd.DataFrame({"key": keys, "label": [_label(key, language) for key in keys]})
    for letter, side in zip(_LETTERS, sides, strict=True):
        n, counts = side.statements, [side.of(key) for key in keys]
        low, high = wilson(counts, n)
        frame[f"{letter}_n"] = counts
        frame[letter] = [k / n for k in counts]
        frame[f"{letter}_low"], frame[f"{letter}_high"] = low, high
        frame[f"{letter}_text"] = [f"{share(k, n, language)} · {number(k, language)}" for k in counts]
        frame[f"{letter}_percent"] = (100 * frame[letter]).round(1)
    names = (sides[0].name, sides[1].name)
    both = "; ".join(f"{side.name} — {count('statement', side.statements, language)}" for side in sides)
    statements = sum(side.statements for side in sides)
    caption = figure.caption(t("speakers.pair_title", language), source, statements, "statement", denominator=both,
                             interval=t("speakers.interval", language))  # fmt: skip
    columns = {"label": t("speakers.pair", language)}
    for letter, name in zip(_LETTERS, names, strict=True):
        columns |= {f"{letter}_n": name, f"{letter}_percent": f"{name}, %"}
    alternative = describe("dumbbell", frame, caption, language)
    drawn = dumbbell(frame, caption, look(), sides=names)
    return Shown(drawn, frame, columns, caption, alternative, series=("a_n", "b_n"), native="bar", opens=opens)


def opens(key: str) -> bool:
    """Open what a row of the comparison counts, for both speakers."""
    what, _, which = key.partition(":")
    if what == "kind":
        state.update_filters(kind=which)
    else:
        state.update(marks=(key,))
    return True


def _keys(sides: list[_Side]) -> Iterator[str]:
    """Name the kinds of speech, then every class that either has, in the order of both together."""
    yield from (f"kind:{kind}" for kind in KINDS)
    both = {tone: sum(side.tones.get(tone, 0) for side in sides) for side in sides for tone in side.tones}
    ordered = sorted(both, key=lambda tone: (tone in ("none", "unclassed"), -both[tone], tone))
    yield from (f"tone:{tone}" for tone in ordered)


def _label(key: str, language: Language) -> str:
    what, _, which = key.partition(":")
    return _capital(t(f"chart.kind_of.{which}" if what == "kind" else f"speakers.tone.{which}.name", language))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _side(source: Snapshot, selection: Selection, speaker: str) -> _Side | None:
    table = data.ask(Snapshot.speaker_table, source, selection)
    rows = [row for part in (table.rows, table.unattributed) for row in part.to_dict("records")]
    own = [row for row in rows if row["speaker"] == speaker]
    if not own:
        return None
    cues = data.ask(Snapshot.speaker_profile, source, selection, speaker).cues
    tones = by_tone(cues, int(own[0]["statements"])).set_index("tone")["statements"].to_dict()
    name = names_of("speaker", source, state.language()).get(speaker, speaker)
    return _Side(name, own[0], {str(tone): int(n) for tone, n in tones.items()})


def _amounts(sides: list[_Side], everything: int) -> Iterator[Line]:
    language = state.language()
    for column in ("statements", "words", "documents"):
        yield t(f"speakers.column_{column}", language), *[number(side.row[column], language) for side in sides]
    each = [number(side.row["words"] / side.statements, language, 1) for side in sides]
    yield t("speakers.words_each", language), *each
    voices = [with_interval(side.statements, everything, language) for side in sides]
    yield _capital(t("speakers.voice", language)), *voices


def _counts(sides: list[_Side]) -> Iterator[Line]:
    """Name kinds and classes in the table where too few statements make no percentages to draw."""
    language = state.language()
    for key in _keys(sides):
        texts = [with_interval(side.of(key), side.statements, language) for side in sides]
        tone = key.partition(":")[2] if key.startswith("tone:") else ""
        cells = [opening(text, "tone", tone) if side.of(key) else text for text, side in zip(texts, sides, strict=True)]
        yield _label(key, language), *cells


def _days(sides: list[_Side]) -> Iterator[Line]:
    language = state.language()
    for end in ("first", "last"):
        days = [side.row[end] for side in sides]
        named = [short_day(day.date(), language) if day == day else "—" for day in days]  # NaT is unlike itself
        yield t(f"speakers.column_{end}", language), *named


def _shared(source: Snapshot, selection: Selection) -> Iterator[Line]:
    a, b = selection.speakers
    if UNATTRIBUTED in selection.speakers:
        return
    found = data.ask(Snapshot.company, source, replace(selection, speakers=()), a).set_index("speaker")
    n = int(found["together"].get(b, 0))
    text = number(n, state.language())
    yield t("speakers.shared_documents", state.language()), opening(text, "with", b) if n else text, text
