"""Statements of a document: who said what, at which characters."""

from dataclasses import dataclass

from lib.text.anaphora import anaphoric, block_quotation, continued, interview, summed_up
from lib.text.attributing import may_hold_statements
from lib.text.coreference import NOBODY, Resolver, Speaker
from lib.text.finding import Finding
from lib.text.line_ends import with_line_ends
from lib.text.participles import noun_clauses, participles, passives
from lib.text.passages import Passage, passages
from lib.text.person_names import Names
from lib.text.persons import Registry
from lib.text.quotations import quotations
from lib.text.reported import reported
from lib.text.sourcing import frames_speech, with_cited_source
from lib.text.spans import Span
from lib.text.spoken import spoken
from lib.text.statement import Statement
from lib.text.tokens import tokenize

ESTABLISHED = 0.45
"""Below this confidence a speaker is not established."""

_BACK = 6


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a passage attributes by itself, and the quotation in which the last speaker goes on."""

    passage: Passage
    findings: list[Finding]
    goes_on: list[Finding]


@dataclass(frozen=True, slots=True)
class _Attributed:
    """A finding and whom it was resolved to."""

    finding: Finding
    speakers: list[Speaker]


def extract(title: str, text: str) -> list[Statement]:
    """Return the statements of a document, sorted by start; offsets count characters of `text`. Never raises.

    >>> found = extract("", "«Мост открыт», — сказала мэр Анна Белова.")
    >>> [(statement.speaker, statement.cue, statement.type) for statement in found]
    [('Анна Белова', 'сказать', 'direct')]
    """
    text = with_line_ends(text)
    tokens = tokenize(text)
    if not may_hold_statements(tokens):
        return []
    named = Names(text)
    heard = _heard(passages(text, tokens, quotations(text), named))
    if not any(h.findings for h in heard):
        return []
    attributed = _attributed(heard, Registry(title, text, named.mentions))
    return sorted((_statement(a) for a in attributed), key=lambda s: (s.start, -s.end))


def _heard(found: list[Passage]) -> list[_Heard]:
    """Return what each passage attributes; who is meant does not matter yet.

    A paragraph behind a colon is a quotation, and speech inside it is part of it; but where it begins with an
    attribution of its own, the quotation that the colon announced was lost.
    """
    heard: list[_Heard] = []
    earlier: list[Finding] = []
    block: Finding | None = None
    for i, passage in enumerate(found):
        may = passage.may_attribute()
        findings = _findings(passage, found[i - 1] if i else None, earlier[-_BACK:]) if may else []
        findings.sort(key=lambda f: f.tag.offset)
        if block is not None and passage.span.start < block.end:
            if findings and passage.span.start <= block.start and not passage.in_first_person():
                heard[-1].findings.remove(block)
                earlier.remove(block)
                block = None
            else:
                findings = []
        goes_on = continued(passage, earlier[-1]) if not findings and earlier and passage.quotes else []
        earlier += findings + goes_on
        block = next((f for f in findings if f.rule == "paragraph"), block)
        heard.append(_Heard(passage, findings, goes_on))
    return heard


def _attributed(heard: list[_Heard], registry: Registry) -> list[_Attributed]:
    """Return all findings with their speakers, resolved in the order of the text."""
    resolver = Resolver(registry)
    for h in heard:
        if h.passage.names_person:
            resolver.learn(h.passage)
    attributed: list[_Attributed] = []
    for h in heard:
        own = [_Attributed(f, resolver.resolve(f.tag)) for f in h.findings]
        own += [_Attributed(f, attributed[-1].speakers) for f in h.goes_on]
        if h.findings or h.passage.names_person:
            resolver.seen(h.passage, [Span(f.start, f.end) for f in h.findings])
        else:
            resolver.skipped(h.passage)
        for a in own:
            resolver.heard(a.speakers)
        attributed += own
    return attributed


def _findings(passage: Passage, before: Passage | None, earlier: list[Finding]) -> list[Finding]:
    """Return what all rules find in a passage, and in the one before if this one points back to it."""
    direct = spoken(passage) + interview(passage)
    found = direct + reported(passage, frozenset(f.tag.offset for f in direct))
    found += [*participles(passage), *passives(passage), *noun_clauses(passage), *summed_up(passage)]
    found = _without_embedded([with_cited_source(f) for f in found])
    found += map(with_cited_source, anaphoric(passage, before, earlier, {f.tag.offset for f in found}))
    found = [f for f in found if not frames_speech(f, [passage] if before is None else [before, passage])]
    return found + block_quotation(passage)


def _without_embedded(findings: list[Finding]) -> list[Finding]:
    """Keep the longest of findings that overlap; an agency's frame round a real statement goes."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (_by_medium(f), f.start - f.end)):
        if not any(_overlap(finding, other) for other in kept):
            kept.append(finding)
    return kept


def _by_medium(finding: Finding) -> bool:
    return finding.tag.source is not None and finding.tag.source.sort == "media"


def _overlap(a: Finding, b: Finding) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.2 * min(a.end - a.start, b.end - b.start)


def _statement(attributed: _Attributed) -> Statement:
    finding, source = attributed.finding, attributed.finding.tag.source
    speakers = [s for s in attributed.speakers if s.confidence > 0]
    certainty = finding.confidence * min((s.confidence for s in speakers), default=0.0)
    names = dict.fromkeys(name for s in speakers if (name := s.full_name()))
    known = bool(names) and certainty >= ESTABLISHED
    first = speakers[0] if speakers else NOBODY
    return Statement(
        start=finding.start,
        end=finding.end,
        type=finding.type,
        cue=finding.cue,
        mention=(source.start, source.end) if source is not None and source.phrases else None,
        speaker="; ".join(names) if known else None,
        role=first.role,
        kind=first.kind,
        confidence=round(certainty if known else finding.confidence * 0.5, 3),
        rule=finding.rule,
    )


def record(doc_id: str, text: str, statement: Statement) -> dict[str, str | int | float | None]:
    """Return a statement as the record that the command line writes: one flat object."""
    mention = statement.mention
    return {
        "doc_id": doc_id,
        "start": statement.start,
        "end": statement.end,
        "text": text[statement.start : statement.end],
        "type": statement.type,
        "cue": statement.cue,
        "speaker_mention": text[mention[0] : mention[1]] if mention else "",
        "mention_start": mention[0] if mention else None,
        "mention_end": mention[1] if mention else None,
        "speaker": statement.speaker,
        "role": statement.role,
        "speaker_kind": statement.kind,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }
