"""What slovnet's finder of names would add to ours: statements of the annotated articles with either, and both.

pip install natasha==1.6.0      # carries the models of slovnet and navec; no requirement of the project
python -m benchmarks.name_finder
"""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

from benchmarks.score_quotes import GOLD, Record, load, score
from lib.text import person_names, persons
from lib.text.person_names import Mention
from lib.text.statements import extract, record

PARTS = ("read", "score-only")
_OWN = person_names.mentions

Finder = Callable[[str], list[Mention]]


class Found(NamedTuple):
    """A name that slovnet finds: offsets, and PER, LOC or ORG."""

    start: int
    end: int
    kind: str


class Slovnet:
    """The names of a text, found once; `seconds` is the CPU time that it took so far."""

    def __init__(self) -> None:
        self._segmenter, self._tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
        self._found: dict[str, list[Found]] = {}
        self.seconds = 0.0

    def find(self, text: str) -> list[Found]:
        """Return the names of a text."""
        if text not in self._found:
            start = time.process_time()
            doc = Doc(text or " ")
            doc.segment(self._segmenter)
            doc.tag_ner(self._tagger)
            self._found[text] = [Found(span.start, span.stop, span.type) for span in doc.spans]
            self.seconds += time.process_time() - start
        return self._found[text]


def finders(other: Slovnet) -> dict[str, Finder]:
    """Return the ways to find persons that are compared."""

    def slovnet(text: str) -> list[Mention]:
        return [mention for span in other.find(text) if span.kind == "PER" for mention in _mention(text, span)]

    def added(text: str) -> list[Mention]:
        own = _OWN(text)
        return sorted(own + [mention for mention in slovnet(text) if not _touches(mention, own)])

    def without_places(text: str) -> list[Mention]:
        others = [span for span in other.find(text) if span.kind != "PER"]
        return [m for m in _OWN(text) if not _touches(m, others) or _touches(m, slovnet(text))]

    return {"ours": _OWN, "and slovnet's": added, "without its places": without_places, "slovnet's alone": slovnet}


def _mention(text: str, span: Found) -> list[Mention]:
    words = tuple(word[0] for word in person_names._WORD.finditer(text[span.start : span.end]))
    return [Mention(span.start, span.end, words)] if words else []


def _touches(mention: Mention, spans: Sequence[Mention | Found]) -> bool:
    return any(mention.start < span.end and span.start < mention.end for span in spans)


def statements(documents: Sequence[Record], finder: Finder) -> dict[str, list[Record]]:
    """Return the records of all documents, persons being found by `finder`."""
    persons.mentions = finder
    try:
        return {
            d["doc_id"]: [record(d["doc_id"], d["text"], s) for s in extract(d.get("title") or "", d["text"])]
            for d in documents
        }
    finally:
        persons.mentions = _OWN


def main() -> None:
    """Print a row for each way, and the CPU time of both finders."""
    documents = load(GOLD / "quotes_dev.jsonl")
    other = Slovnet()
    statements(documents, _OWN)
    start = time.process_time()
    own = statements(documents, _OWN)
    own_seconds = time.process_time() - start
    print("| persons | other records | " + " | ".join(f"{part}: speaker | end-to-end F1" for part in PARTS) + " |")
    print("|---|---|" + "---|" * 2 * len(PARTS))
    for name, finder in finders(other).items():
        records = statements(documents, finder)
        changed = sum(a != b for d in own for a, b in zip(own[d], records[d], strict=False))
        cells = []
        for part in PARTS:
            metrics = score([d for d in documents if d["part"] == part], records)[0].metrics
            cells += [f"{100 * metrics[each]:.1f}" for each in ("speaker accuracy", "end-to-end F1")]
        print(f"| {name} | {changed} | " + " | ".join(cells) + " |")
    print(f"CPU: slovnet {other.seconds:.1f} s, all of our extraction {own_seconds:.1f} s")


if __name__ == "__main__":
    main()
