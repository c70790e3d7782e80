"""How many documents of a snapshot have each lemma: what makes a term of a theme rare or common."""

import pyarrow.parquet as pq

from lib.corpus.store import Store


def document_frequency(store: Store) -> tuple[dict[str, int], int]:
    """Return lemma -> documents with it, and the number of documents, of the newest snapshot.

    Raises:
        StoreError: the store has no snapshot.
    """
    snapshot = store.latest()
    table = pq.read_table(store.mart_path(snapshot.id) / "lemmas.parquet", columns=["lemma", "documents"])
    frequency = dict(zip(table["lemma"].to_pylist(), table["documents"].to_pylist(), strict=True))
    return frequency, snapshot.documents
