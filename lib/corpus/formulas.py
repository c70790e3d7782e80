"""Formulas of a selection with their uses: who said them, where, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis import formulas
from lib.analysis.gaps import occurrences
from lib.analysis.near_identical import near_identical
from lib.analysis.sentences import NO_WORD, Bools
from lib.corpus.queries.spoken import Spoken
from lib.corpus.selection import UNATTRIBUTED

USES = ["formula", "doc", "date", "source", "stmt", "start", "end", "sentence_start", "sentence_end", "wording"]


@dataclass(frozen=True)
class Listing:
    """The formulas of a selection.

    Attributes:
        table: [formula, lemmas, documents, n, association, score, inside, speakers, sources, first, last, use], the
            highest score first, see `formulas.Formulas`; `lemmas` divided by blanks, `use` the index in `uses` of the
            earliest use in the most frequent wording, `first` and `last` days, missing where no use is dated.
        uses: [formula, doc, date, source, stmt, start, end, sentence_start, sentence_end, wording], see `uses`.
        reprints: which sentences were left out as near-identical to another of their day.
        words: words that were read.
    """

    table: pd.DataFrame
    uses: pd.DataFrame
    reprints: Bools
    words: int


def listing(spoken: Spoken) -> Listing:
    """Return the formulas of what was said, none below `formulas.FEWEST_CORPUS` documents."""
    reprints = near_identical(spoken.sentences)
    read = spoken.sentences.without(reprints)
    if len(spoken.documents) < formulas.FEWEST_CORPUS:
        read = read.without(np.ones(len(read), dtype=bool))
    found = formulas.find(read, spoken.vocabulary)
    used = uses(spoken, found.places)
    lemmas = [" ".join(spoken.vocabulary.lemmas[list(found.phrases[number])]) for number in found.table["formula"]]
    table = found.table.assign(lemmas=lemmas).join(_facts(spoken, used), on="formula")
    return Listing(table, used, reprints, _size(spoken))


def _size(spoken: Spoken) -> int:
    """Return the words without numbers, as sizes are counted everywhere."""
    lemmas, words = spoken.vocabulary.lemmas, spoken.sentences.words
    has_letter = np.fromiter((any(map(str.isalpha, lemma)) for lemma in lemmas), dtype=bool, count=len(lemmas))
    return int(has_letter[words[words != NO_WORD]].sum())


def uses_of(spoken: Spoken, lemmas: Sequence[str], reprints: Bools) -> pd.DataFrame:
    """Return the uses of one phrase of lemmas, with the columns of `uses`, `formula` always 0."""
    number = {str(lemma): at for at, lemma in enumerate(spoken.vocabulary.lemmas)}
    phrase = tuple(number.get(lemma, -1) for lemma in lemmas)
    read = spoken.sentences.without(reprints)
    places = occurrences(read, [phrase] if phrase and -1 not in phrase else [])
    return uses(spoken, places.rename(columns={"phrase": "formula"}))


def uses(spoken: Spoken, places: pd.DataFrame) -> pd.DataFrame:
    """Return places as uses, a row each, in their order.

    Args:
        places: [formula, sentence, first, last].

    Returns:
        [formula, doc, date, source, stmt, start, end, sentence_start, sentence_end, wording]: `stmt` is -1 outside of
        statements; characters of the document's text; `wording` the forms of the words from the first to the last.
    """
    sentence, first, last = (places[name].to_numpy() for name in ("sentence", "first", "last"))
    firsts = spoken.sentences.firsts
    rows = pd.DataFrame(
        {
            "formula": places["formula"].to_numpy(),
            "doc": spoken.sentences.docs[sentence],
            "stmt": spoken.stmts[first],
            "start": spoken.starts[first],
            "end": spoken.ends[last],
            "sentence_start": spoken.starts[firsts[sentence]],
            "sentence_end": spoken.ends[firsts[sentence + 1] - 1],
        }
    )
    names, forms = spoken.form_names, spoken.forms
    rows["wording"] = [
        " ".join(names[forms[begin : end + 1]]) for begin, end in zip(first.tolist(), last.tolist(), strict=True)
    ]
    return rows.merge(spoken.documents, on="doc", how="left")[USES]


def with_speakers(spoken: Spoken, used: pd.DataFrame) -> pd.DataFrame:
    """Return uses with a column `speakers`, a list of slugs, empty outside of statements."""
    named = spoken.speakers[spoken.speakers["stmt"].isin(used["stmt"])].groupby("stmt")["speaker"].agg(list)
    found = used["stmt"].map(named)
    speakers = [each if isinstance(each, list) else [] for each in found]
    return used.assign(speakers=pd.Series(speakers, index=used.index, dtype=object))


def _facts(spoken: Spoken, used: pd.DataFrame) -> pd.DataFrame:
    """Return [speakers, sources, first, last, use] by formula."""
    said = used[["formula", "stmt"]].merge(spoken.speakers, on="stmt")
    grouped = used.groupby("formula")
    return (
        pd.DataFrame(
            {
                "speakers": said[said["speaker"] != UNATTRIBUTED].groupby("formula")["speaker"].nunique(),
                "sources": grouped["source"].nunique(),
                "first": grouped["date"].min(),
                "last": grouped["date"].max(),
                "use": canonical(used),
            }
        )
        .fillna({"speakers": 0})
        .astype({"speakers": int})
    )


def canonical(used: pd.DataFrame) -> pd.Series:
    """Return for each formula the earliest use in its most frequent wording; of equals the one used first."""
    rows = used.assign(use=used.index, n=used.groupby(["formula", "wording"])["doc"].transform("size"))
    rows = rows.sort_values(["formula", "n", "date", "use"], ascending=[True, False, True, True], kind="stable")
    first: pd.Series = rows.drop_duplicates("formula").set_index("formula")["use"]
    return first
