"""What each rule and each step of resolution is worth: everything off in turn, scored against annotated articles.

    python benchmarks/ablation.py

A family of rules is off when its statements are dropped; a step of resolution, when something simpler stands in its
place. Prints a Markdown table: F1 of spans and end to end with everything on, and the points that are lost without
each, for the articles that were read while the rules were written and for those that were not; before them the
statements that a family finds, or that come out otherwise (another span or speaker, or none) without a step.
SVODKA_GOLD names the folder of the annotated articles.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from benchmarks.score_quotes import GOLD, Record, load, score
from lib.text import attribution, passages, statements
from lib.text.coreference import NOBODY, Resolver, Speaker
from lib.text.cues import Cue, cue
from lib.text.finding import Finding, Tag
from lib.text.names import nominative
from lib.text.noun_phrases import NounPhrase
from lib.text.passages import Passage
from lib.text.person_names import Mention
from lib.text.persons import Person, Registry
from lib.text.phrase_names import nominative_phrase
from lib.text.sources import Source
from lib.text.statement import SpeakerKind

PARTS = ("read", "score-only")
_RESOLVE = Resolver.resolve


def family(statement: Record) -> str:
    """Return the family of rules that found a statement.

    >>> family({"rule": "attribution after", "cue": "по словам"}), family({"rule": "any verb after", "cue": "ныть"})
    ('по словам X, …', '«…», — сказал X')
    """
    prepositional = str(statement["cue"]).startswith(("по ", "согласно"))
    return "по словам X, …" if prepositional else FAMILIES[statement["rule"]]


FAMILIES = {
    "attributed after": "«…», — сказал X",
    "any verb after": "«…», — сказал X",
    "introduced": "X сказал: «…»",
    "introduced by a noun": "X: «…»",
    "interrupted": "«…, — сказал X. — …»",
    "complement": "X кричал «…»",
    "continued": "a quotation that goes on",
    "paragraph": "X написал: and a paragraph",
    "colon": "X сказал: without marks",
    "clause": "X сказал, что …",
    "attribution after": "…, сообщил X",
    "attribution inside": "…, считает X, …",
    "relative clause": "…, считает X, …",
    "as said": "как сказал X, …",
    "preposition before": "по словам X, …",
    "anaphoric": "… . Об этом сказал X",
    "infinitive": "X призвал делать",
    "naming": "X назвал A B",
    "nominal": "X заявил о «…»",
    "verb with noun": "X выразил мнение, что …",
    "noun with clause": "X выразил мнение, что …",
    "own words": "X заявил о «…»",
    "passive": "X сказал, что …",
    "summed up": "… . Об этом сказал X",
    "study": "опрос показал, что …",
}
"""Name of a rule, and the family it belongs to, by what it looks like."""


def _plain(kind: SpeakerKind) -> Callable[[Resolver, Passage, Source], Speaker]:
    """Return a step that takes the words for the speaker, whatever else the document says."""

    def step(_: Resolver, passage: Passage, source: Source) -> Speaker:
        name = nominative_phrase(passage, source.phrases[0])
        return Speaker(name, name, kind, 0.85, forms=source.forms)

    return step


def _no_gerund(word: str) -> Cue | None:
    seen = cue(word)
    return None if seen is not None and seen.gerund else seen


def _any_subject(_: Passage, phrase: NounPhrase, seen: Cue) -> int:
    return 0 if phrase.preposition else seen.forms


def _first_of_joint(resolver: Resolver, tag: Tag) -> list[Speaker]:
    if tag.source is not None and len(tag.source.phrases) > 1:
        tag = tag._replace(source=resolver._part(tag.passage, tag.source, tag.source.phrases[0]))
    return _RESOLVE(resolver, tag)


def _named_only(resolver: Resolver, tag: Tag) -> list[Speaker]:
    return [NOBODY] if tag.source is not None and not tag.source.phrases else _RESOLVE(resolver, tag)


def _nobody(*_: object) -> Speaker:
    return NOBODY


def _nothing(*_: object) -> None:
    return None


def _unchanged(finding: Finding) -> Finding:
    return finding


def _inflected(person: Person) -> str:
    return nominative(" ".join(person.words))


def _without_title(_: str, text: str, named: list[Mention]) -> Registry:
    return Registry("", text, named)


class Step(NamedTuple):
    """A step of resolution: where it is looked up, and what stands in its place when it is off."""

    owner: Any
    name: str
    replacement: Any


STEPS = {
    "gerunds as cues": Step(passages, "cue", _no_gerund),
    "agreement of subject and cue": Step(attribution, "agreement", _any_subject),
    "source that a medium cites": Step(statements, "with_cited_source", _unchanged),
    "joint speakers": Step(Resolver, "resolve", _first_of_joint),
    "pronouns": Step(Resolver, "_pronoun", _nobody),
    "speakers that are understood": Step(Resolver, "resolve", _named_only),
    "roles: whose": Step(Resolver, "_role", _plain("person")),
    "roles: known from the document": Step(Resolver, "_best", _nothing),
    "anonymous: the one before": Step(Resolver, "_anonymous", _plain("anon")),
    "organisations: the one before": Step(Resolver, "_organisation", _plain("org")),
    "documents: whose": Step(Resolver, "_document", _plain("doc")),
    "subjects that did not speak": Step(Resolver, "seen", _nothing),
    "nominatives attested in the document": Step(Person, "name", _inflected),
    "names from the title": Step(statements, "Registry", _without_title),
    "confidence threshold": Step(statements, "ESTABLISHED", 0.0),
}


@contextmanager
def without(step: Step) -> Iterator[None]:
    """Switch a step off.

    Raises:
        AttributeError: there is no such step any more; the table must follow the code.
    """
    kept = getattr(step.owner, step.name)
    setattr(step.owner, step.name, step.replacement)
    try:
        yield
    finally:
        setattr(step.owner, step.name, kept)


def found_in(gold: list[Record]) -> dict[str, list[Record]]:
    """Return what is extracted from the articles, by document."""
    return {
        d["doc_id"]: [
            statements.record(d["doc_id"], d["text"], s) for s in statements.extract(d.get("title") or "", d["text"])
        ]
        for d in gold
    }


def measure(gold: list[Record], found: dict[str, list[Record]]) -> list[float]:
    """Return F1 of spans and end to end, in percent, for each part."""
    values = []
    for part in PARTS:
        metrics = score([d for d in gold if d["part"] == part], found)[0].metrics
        values += [100 * metrics["span F1"], 100 * metrics["end-to-end F1"]]
    return values


def row(name: str, n: str, values: list[float], form: str) -> str:
    """Return a row of the table."""
    return f"| {name} | {n} | " + " | ".join(format(round(value, 1) + 0.0, form) for value in values) + " |"


def main() -> None:
    """Print the table."""
    if not (GOLD / "quotes_dev.jsonl").is_file():
        sys.exit("SVODKA_GOLD does not name a folder with quotes_dev.jsonl; the gold is not part of the project")
    gold = load(GOLD / "quotes_dev.jsonl")
    found = found_in(gold)
    everything = [s for records in found.values() for s in records]
    best = measure(gold, found)
    print("| off | statements | read: span F1 | end-to-end F1 | score-only: span F1 | end-to-end F1 |")
    print("|---|---|---|---|---|---|")
    print(row("nothing", f"{len(everything):,}", best, ".1f"))
    for name in dict.fromkeys(FAMILIES.values()):
        kept = {doc: [s for s in records if family(s) != name] for doc, records in found.items()}
        n = sum(family(s) == name for s in everything)
        print(row(name, str(n), _lost(best, measure(gold, kept)), "+.1f"))
    for name, step in STEPS.items():
        with without(step):
            other = found_in(gold)
        n = len(_answers(found) - _answers(other))
        print(row(name, str(n), _lost(best, measure(gold, other)), "+.1f"))


def _answers(found: dict[str, list[Record]]) -> set[tuple[str, int, int, str | None]]:
    return {(doc, s["start"], s["end"], s["speaker"]) for doc, records in found.items() for s in records}


def _lost(best: list[float], values: list[float]) -> list[float]:
    return [value - whole for value, whole in zip(values, best, strict=True)]


if __name__ == "__main__":
    main()
