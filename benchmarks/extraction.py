"""What finding statements costs, against the least that an index does with words, and how it grows with the text.

    python benchmarks/extraction.py CORPUS.jsonl.gz [--documents 5000] [--profile]
    python benchmarks/extraction.py --doubling [--characters 250000]

With a corpus: CPU seconds of `extract` on documents drawn at random, over those of tokenising, lemmatising every type
once and counting the lemmas of the same documents; every memo is empty before each. With --profile, where extraction
spends its time. With --doubling: seconds for hostile texts of a size, twice and four times that; a doubling that takes
more than three times as long is named, and the exit code is 1.
"""

import argparse
import cProfile
import gzip
import json
import pstats
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lib.text.lemmas import lemma
from lib.text.statements import extract
from lib.text.tokens import is_word, tokenize

MOST_PER_DOUBLING = 3.0
_LEAST_SECONDS = 0.05  # below, a ratio tells the clock, not the code
_ALWAYS_LOADED = {"_analyzer"}

HOSTILE = {
    "quotation marks": '"',
    "opening marks": "«",
    "closing marks": "»",
    "nested marks": "««„“»» ",
    "marks round words": "«мост» ",
    "names": "Иван Белов ",
    "names and commas": "Иван Белов, Анна Белова, ",
    "different names": "",
    "cues": "сказал ",
    "cues and conjunctions": "сказал, что ",
    "names and cues": "Белов сказал, что ",
    "по словам": "по словам Белова, ",
    "attributions": "«Мост открыт», — сказал Белов. ",
    "open attributions": '"Мост открыт, - сказал Белов. - ',
    "one long sentence": "мост открыт и река чиста, а лес зелен и ",
    "genitives": "глава отдела управления ",
    "adjectives": "новый ",
    "roles": "министр, посол, ",
    "brackets": "посол (",
    "об этом": "Об этом сказал Белов. ",
    "lines": "Белов:\n",
    "one word": "а",
    "spaces": " ",
    "stops": ". ",
}
"""What a hostile text repeats."""


class Document(NamedTuple):
    title: str
    text: str


def drawn(corpus: Path, n: int) -> list[Document]:
    """Return `n` documents drawn at random (seed 0)."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chosen = random.Random(0).sample(records, min(n, len(records)))
    return [Document(record["title"] or "", record["text"]) for record in chosen]


def forget() -> None:
    """Empty every memo of lib.text; the dictionary itself stays loaded."""
    modules = [module for name, module in sys.modules.items() if name.startswith("lib.text")]
    for module in modules:
        for name, value in vars(module).items():
            if name not in _ALWAYS_LOADED and hasattr(value, "cache_clear"):
                value.cache_clear()


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def lemmatise(documents: list[Document]) -> Counter[str]:
    """Count the lemmas of documents, every type lemmatised once."""
    tokens = (token.text for document in documents for text in document for token in tokenize(text))
    types = Counter(filter(is_word, tokens))
    lemmas: Counter[str] = Counter()
    for word, n in types.items():
        lemmas[lemma(word)] += n
    return lemmas


def find(documents: list[Document]) -> int:
    """Return how many statements the documents hold."""
    return sum(len(extract(*document)) for document in documents)


def cost(documents: list[Document]) -> None:
    """Print what extraction costs over the lemmas, with empty memos and with those that lemmatising leaves."""
    extract("", "«Мост открыт», — сказала мэр Анна Белова.")
    characters = sum(len(document.text) for document in documents)
    print(f"{len(documents)} documents, {characters:,} characters")
    forget()
    lemmas = seconds(lambda: lemmatise(documents))
    print(f"lemmas, memos empty     {lemmas:6.2f} s")
    warm = seconds(lambda: find(documents))
    print(f"statements, after them  {warm:6.2f} s, {warm / lemmas:.2f} times the lemmas")
    forget()
    cold = seconds(lambda: find(documents))
    print(f"statements, memos empty {cold:6.2f} s, {cold / lemmas:.2f} times the lemmas")
    again = seconds(lambda: find(documents))
    print(f"statements, memos full  {again:6.2f} s, {1e6 * again / characters:.2f} s a million characters")


def profile(documents: list[Document]) -> None:
    """Print the functions that take most time themselves."""
    forget()
    profiler = cProfile.Profile()
    profiler.runcall(find, documents)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(15)


def hostile(name: str, characters: int) -> str:
    """Return a hostile text of so many characters."""
    if name == "different names":
        first = ("Иван", "Анна", "Пётр", "Мария")
        syllables = ("бел", "чер", "нов", "стар", "лес", "мор", "вет", "гор", "дуб", "рек")
        names = []
        for i in range(characters // 12):
            middle = "".join(syllables[int(digit)] for digit in str(i))
            names.append(f"{first[i % 4]} {middle.capitalize()}ов сказал. ")
        return "".join(names)[:characters]
    piece = HOSTILE[name]
    return (piece * (characters // len(piece) + 1))[:characters]


def doubling(characters: int) -> bool:
    """Print the seconds for growing hostile texts; tell whether any grows faster than it may."""
    sizes = [characters, 2 * characters, 4 * characters]
    print("hostile text".ljust(24) + "".join(f"{size:>12,}" for size in sizes) + "   a doubling")
    slow = [name for name in HOSTILE if _is_slow(name, sizes)]
    print("slow: " + (", ".join(slow) or "none"))
    return bool(slow)


def _is_slow(name: str, sizes: list[int]) -> bool:
    """Measure a text of growing sizes, print a row, and tell whether a doubling takes too long.

    Small texts come first: one that is slow already would take hours at its full size.
    """
    small = [sizes[0] // 16, sizes[0] // 8]
    took = [_seconds_cold(hostile(name, size)) for size in small]
    if took[1] < _LEAST_SECONDS or took[1] <= MOST_PER_DOUBLING * took[0]:
        took = [_seconds_cold(hostile(name, size)) for size in sizes]
        times = "".join(f"{t:>10.2f} s" for t in took)
    else:
        times = f"{small[0]:,}: {took[0]:.2f} s, {small[1]:,}: {took[1]:.2f} s".rjust(36)
    ratios = [b / a if b >= _LEAST_SECONDS else 0.0 for a, b in pairwise(took)]
    print(name.ljust(24) + times + "   " + ", ".join(f"{ratio:.1f}" for ratio in ratios), flush=True)
    return max(ratios) > MOST_PER_DOUBLING


def _seconds_cold(text: str) -> float:
    forget()
    return seconds(lambda: extract("", text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--doubling", action="store_true")
    parser.add_argument("--characters", type=int, default=250_000)
    options = parser.parse_args()
    if options.doubling:
        sys.exit(doubling(options.characters))
    if options.corpus is None:
        parser.error("name a corpus, or --doubling")
    documents = drawn(options.corpus, options.documents)
    (profile if options.profile else cost)(documents)


if __name__ == "__main__":
    main()
