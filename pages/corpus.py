"""Data and methods: can I trust it?"""

from lib.ui import (
    corpus_changes,
    corpus_corrections,
    corpus_extraction,
    corpus_intake,
    corpus_judgments,
    corpus_methods,
    corpus_own,
    corpus_quality,
    corpus_reprints,
    corpus_traps,
    frame,
    sections,
)

SECTIONS = {
    "intake": corpus_intake.show,
    "documents": corpus_quality.documents,
    "traps": corpus_traps.show,
    "reprints": corpus_reprints.show,
    "extraction": corpus_extraction.show,
    "corrections": corpus_corrections.show,
    "judgments": corpus_judgments.show,
    "changes": corpus_changes.show,
    "methods": corpus_methods.show,
    "versions": corpus_methods.versions,
    "own": corpus_own.show,
}

source = frame.source()
corpus_quality.cards(source)
sections.show("corpus", SECTIONS, source, figures="documents")
