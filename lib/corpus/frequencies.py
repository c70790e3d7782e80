"""How many documents of a snapshot have each lemma: what makes a term of a theme rare or common."""

from lib.corpus.store import Store
from lib.corpus.theme_marts import read_frequency


def document_frequency(store: Store) -> tuple[dict[str, int], int]:
    """Return lemma -> documents with it, and the number of documents, of the newest snapshot.

    Raises:
        StoreError: the store has no snapshot.
    """
    snapshot = store.latest()
    return read_frequency(store.mart_path(snapshot.id) / "lemmas.parquet"), snapshot.documents
