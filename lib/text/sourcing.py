"""A medium that cites somebody: "сообщает агентство со ссылкой на источник": the source speaks, not the medium."""

from dataclasses import replace

from lib.text.attribution import subject
from lib.text.clauses import OPPOSING
from lib.text.cues import Cue
from lib.text.finding import Finding, Tag
from lib.text.passages import Passage
from lib.text.sources import Source, sort_of
from lib.text.traits import ACCS, ANY_FORM

_FRAMES = frozenset(("attribution after", "attribution inside", "anaphoric"))


def with_cited_source(finding: Finding) -> Finding:
    """Return a finding with the source that its medium cites, if it cites any; else as it is."""
    tag = finding.tag
    if tag.source is None or tag.source.sort not in ("media", "org"):
        return finding
    items = tag.passage.items
    for i in range(tag.source.phrases[0].first if tag.source.phrases else tag.at, _end_of_clause(tag)):
        if items[i].folded == "ссылкой" and items[i + 1].folded == "на":
            source = _source_at(tag, i + 2)
            return replace(finding, tag=tag._replace(source=source)) if source else finding
    return finding


def frames_speech(finding: Finding, told: list[Passage]) -> bool:
    """Tell whether a medium only frames what somebody says: "посол заявил о протесте, передаёт ТАСС"."""
    if finding.tag.source is None or finding.tag.source.sort != "media" or finding.rule not in _FRAMES:
        return False
    return any(
        finding.start <= passage.items[at].start < finding.end and _somebody_speaks(passage, at, cue)
        for passage in told
        for at, cue in passage.cues
        if (passage.items[at].start, at) != (finding.tag.offset, finding.tag.at)
    )


def _somebody_speaks(passage: Passage, at: int, cue: Cue) -> bool:
    """Tell whether a cue of the main clause has a subject that is no medium."""
    if cue.gerund or any(item.traits is not None and item.traits.lemma == "который" for item in passage.items[:at]):
        return False
    source = subject(passage, at, cue, (0, len(passage.items)), "left")
    return source is not None and source.sort not in ("media", "doc")


def _end_of_clause(tag: Tag) -> int:
    """Return the item at which the next cue or an opposed clause begins, at most the last but two."""
    items = tag.passage.items
    end = min(len(items) - 2, next((at for at, _ in tag.passage.cues if at > tag.at), len(items)))
    opposed = (i for i in range(tag.at, end) if items[i].text == "," and items[i + 1].folded in OPPOSING)
    return next(opposed, end)


def _source_at(tag: Tag, first: int) -> Source | None:
    """Return the phrase that begins at an item, unless it is a medium again."""
    phrase = next((p for p in tag.passage.phrases if p.first == first), None)
    if phrase is None or not phrase.mask & ACCS:
        return None
    sort = sort_of(tag.passage, phrase)
    if sort in ("name", "role", "anon", "group", "org"):
        return Source((phrase._replace(mask=phrase.mask & ACCS),), sort, ANY_FORM)
    return None
