"""Which words stand in which documents, of a sample: what groups of documents are looked for in."""

from collections.abc import Sequence

import pandas as pd

from lib.corpus.queries.selected import Selected
from lib.corpus.queries.tables import Tables

FEWEST_DOCUMENTS = 3

# Knuth's multiplicative hash: the same order on every machine, and spread evenly over the corpus
SPREAD = "doc::BIGINT * 2654435761 % 4294967296"


def document_terms(selected: Selected, documents: int, lemmas: int) -> pd.DataFrame:
    """Return the content words of a sample of the selected documents: [doc, lemma, n], by document, then lemma.

    The sample is the same each time and spread over the corpus. Lemmas in less than `FEWEST_DOCUMENTS` documents of
    the sample, or in more than half of it, are left out; of the others the `lemmas` in most documents are kept.

    Args:
        documents: at most so many documents; one without any of the lemmas has no row.
        lemmas: at most so many lemmas.
    """
    return selected.frame(
        f""", sample AS (SELECT doc FROM docs ORDER BY {SPREAD}, doc LIMIT $documents),
        counted AS (SELECT doc, lemma, sum(p.n)::BIGINT AS n FROM postings p JOIN sample USING (doc)
            WHERE lemma NOT IN (SELECT lemma FROM lemmas WHERE stop) GROUP BY ALL),
        vocabulary AS (SELECT lemma FROM counted GROUP BY lemma
            HAVING count(*) BETWEEN $fewest AND (SELECT count(*) FROM sample) / 2
            ORDER BY count(*) DESC, lemma LIMIT $lemmas)
        SELECT doc, lemma, n FROM counted JOIN vocabulary USING (lemma) ORDER BY doc, lemma""",
        documents=documents,
        lemmas=lemmas,
        fewest=FEWEST_DOCUMENTS,
    )


def displayed(tables: Tables, lemmas: Sequence[str]) -> dict[str, str]:
    """Return lemma to the form that people read, of the lemmas that occur."""
    sql = "SELECT lemma, display FROM lemmas WHERE lemma IN (SELECT unnest($lemmas))"
    return {str(lemma): str(display) for lemma, display in tables.rows(sql, {"lemmas": list(lemmas)})}
