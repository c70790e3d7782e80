"""A corpus of one's own: bringing it, its imports, and the command line."""

from lib.corpus.snapshot import Snapshot
from lib.ui import corpus_imports, corpus_intake, corpus_upload


def show(source: Snapshot) -> None:
    """Show all of it."""
    corpus_upload.show()
    corpus_imports.show(source)
    corpus_intake.commands()
