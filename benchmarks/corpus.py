"""A large corpus made from a given one: documents of a news agency's length, with words and names never seen before.

    python -m benchmarks.corpus GIVEN.jsonl.gz OUT.jsonl.gz --documents 10000

A document is a run of texts that stand together in the given corpus when it is sorted by date, some 280 words of them,
so that sentences, quotations and themes stay those of news. Surnames are replaced, the same one alike throughout a
document, and some other long words get another stem, both drawn by a Zipf law without an end: types go on growing with
the corpus. A document depends on the seed and its number alone: a smaller corpus is the beginning of a larger one.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

MEDIAN_WORDS, SPREAD, FEWEST_WORDS = 250, 0.5, 60
"""Length of a document, a lognormal law: 280 words on the average."""

NOVEL = 0.03
"""Share of long words that get another stem."""

ZIPF = 0.2
"""Exponent of the tail of the ranks of new stems; types grow as tokens to the power 1 / (1 + ZIPF)."""

_LATER = 45  # days within which a text of the given corpus is told again
_SURNAME = re.compile(r"(?<=[а-яё,»] )[А-Я][а-яё]{2,9}(?=(?:ов|ев|ин)(?:а|у|ым|е|ой)?\b)")
_LONG = re.compile(r"[А-Яа-яё]{3,12}(?=[а-яё]{3}\b)")
_FIRST, _NEXT = "бвгдзклмнпрст", "аеиоу"
_SYLLABLES = tuple(a + b for a in _FIRST for b in _NEXT)


def stem(rank: int) -> str:
    """Return the stem of a rank: syllables that say its number; another one for every rank.

    >>> stem(1), stem(64), stem(5000)
    ('бераб', 'тураб', 'сарав')
    """
    syllables = []
    while True:
        rank, last = divmod(rank, len(_SYLLABLES))
        syllables.append(_SYLLABLES[last])
        if not rank:
            return "".join(syllables) + "раб"


def read_texts(path: Path) -> list[dict[str, Any]]:
    """Return the records of a corpus that have a text and a date, by date."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return sorted((r for r in records if r.get("text") and r.get("date")), key=lambda r: (r["date"], r["text"]))


def documents(given: Sequence[dict[str, Any]], seed: int = 0) -> Iterator[dict[str, str]]:
    """Yield documents without an end, as records of JSON."""
    lengths = [len(record["text"].split()) for record in given]
    number = 0
    while True:
        yield _document(given, lengths, seed, number)
        number += 1


def _document(given: Sequence[dict[str, Any]], lengths: Sequence[int], seed: int, number: int) -> dict[str, str]:
    random = Random(f"{seed} {number}")
    first = random.randrange(len(given))
    wanted = max(FEWEST_WORDS, random.lognormvariate(0, SPREAD) * MEDIAN_WORDS)
    at, words, texts = first, 0, []
    while words < wanted:
        words += lengths[at]
        texts.append(given[at]["text"])
        at = (at + 1) % len(given)
    names: dict[str, str] = {}
    title, text = (_renewed(part, names, random) for part in (given[first]["title"] or "", "\n\n".join(texts)))
    day = date.fromisoformat(given[first]["date"][:10]) + timedelta(days=random.randrange(_LATER))
    source = given[first].get("source") or ""
    return {
        "id": str(number), "date": day.isoformat(), "source": source, "url": f"https://example.org/{seed}/{number}",
        "title": title, "text": text,
    }  # fmt: skip


def _renewed(text: str, names: dict[str, str], random: Random) -> str:
    """Return a text with other surnames, and other stems of some long words."""

    def surname(match: re.Match[str]) -> str:
        if match[0] not in names:
            names[match[0]] = _stem(random).capitalize()
        return names[match[0]]

    def word(match: re.Match[str]) -> str:
        if random.random() >= NOVEL:
            return match[0]
        return _stem(random).capitalize() if match[0][0].isupper() else _stem(random)

    return _LONG.sub(word, _SURNAME.sub(surname, text))


def _stem(random: Random) -> str:
    return stem(int((1 - random.random()) ** (-1 / ZIPF)) % 1_000_000_000)


def write(given: Path, out: Path, n: int, seed: int = 0) -> None:
    """Write a corpus of so many documents, a JSON record a line, packed."""
    with gzip.open(out, "wt", encoding="utf-8", compresslevel=1) as lines:
        for record in islice(documents(read_texts(given), seed), n):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("given", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    write(asked.given, asked.out, asked.documents, asked.seed)


if __name__ == "__main__":
    main()
