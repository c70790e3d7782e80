"""Two speakers in one table: how much, how, with which words, and how often in the same documents."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lib import data
from lib.analysis.speakers import by_tone
from lib.corpus.selection import UNATTRIBUTED, Selection
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, short_day, t
from lib.safe import element
from lib.ui import evidence, output, state
from lib.ui.names import names_of
from lib.ui.speaker_evidence import opening
from lib.ui.speaker_ranking import KINDS, attributions
from lib.ui.speaker_sections import Line, listing, with_interval


@dataclass(frozen=True)
class _Side:
    """One of the two: the row of the ranking, and statements by what their word of saying adds."""

    row: evidence.Row
    tones: dict[str, int]

    @property
    def statements(self) -> int:
        return int(self.row["statements"])


def show(source: Snapshot, selection: Selection) -> None:
    """Show the two speakers of a selection; nothing where one of them said nothing in view."""
    language, speakers = state.language(), selection.speakers
    found = [_side(source, replace(selection, speakers=(speaker,)), speaker) for speaker in speakers]
    sides = [side for side in found if side]
    if len(sides) < len(speakers):
        return
    names = names_of("speaker", source, language)
    heads = [t("speakers.pair", language), *[names.get(speaker, speaker) for speaker in speakers]]
    everything = attributions(source, selection)
    rows = [*_amounts(sides, everything), *_days(sides), *_tones(sides), *_shared(source, selection)]
    output.html(element("div", listing(heads, rows), class_="scroll"))
    output.note(t("speakers.pair_note", language, n=count("attribution", everything, language)))


def _side(source: Snapshot, selection: Selection, speaker: str) -> _Side | None:
    table = data.ask(Snapshot.speaker_table, source, selection)
    rows = [row for part in (table.rows, table.unattributed) for row in part.to_dict("records")]
    own = [row for row in rows if row["speaker"] == speaker]
    if not own:
        return None
    cues = data.ask(Snapshot.speaker_profile, source, selection, speaker).cues
    tones = by_tone(cues, int(own[0]["statements"])).set_index("tone")["statements"].to_dict()
    return _Side(own[0], {str(tone): int(n) for tone, n in tones.items()})


def _amounts(sides: list[_Side], everything: int) -> Iterator[Line]:
    language = state.language()
    for column in ("statements", "words", "documents"):
        yield t(f"speakers.column_{column}", language), *[number(side.row[column], language) for side in sides]
    each = [number(side.row["words"] / side.statements, language, 1) for side in sides]
    yield t("speakers.words_each", language), *each
    yield t("speakers.voice", language), *[with_interval(side.statements, everything, language) for side in sides]
    for kind in KINDS:
        shares = [with_interval(int(side.row[kind]), side.statements, language) for side in sides]
        yield t(f"chart.kind_of.{kind}", language), *shares


def _days(sides: list[_Side]) -> Iterator[Line]:
    language = state.language()
    for end in ("first", "last"):
        days = [side.row[end] for side in sides]
        named = [short_day(day.date(), language) if day == day else "—" for day in days]  # NaT is unlike itself
        yield t(f"speakers.column_{end}", language), *named


def _tones(sides: list[_Side]) -> Iterator[Line]:
    """Name every class that either has, in the order of both together."""
    language = state.language()
    both = {tone: sum(side.tones.get(tone, 0) for side in sides) for side in sides for tone in side.tones}
    for tone in sorted(both, key=lambda tone: (tone in ("none", "unclassed"), -both[tone])):
        shares = [
            opening(with_interval(side.tones.get(tone, 0), side.statements, language), "tone", tone) for side in sides
        ]
        yield t(f"speakers.tone.{tone}.name", language), *shares


def _shared(source: Snapshot, selection: Selection) -> Iterator[Line]:
    a, b = selection.speakers
    if UNATTRIBUTED in selection.speakers:
        return
    found = data.ask(Snapshot.company, source, replace(selection, speakers=()), a).set_index("speaker")
    n = int(found["together"].get(b, 0))
    text = number(n, state.language())
    yield t("speakers.shared_documents", state.language()), opening(text, "with", b) if n else text, text
