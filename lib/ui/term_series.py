"""Words over time: the series that are chosen, or words to begin with."""

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.ui import concordances, reading, state, term_change, term_choice, term_claims, term_figure, term_uses


def show(source: Snapshot) -> None:
    """Show the chosen terms with their figure, what it says and where they stand; without terms, words to choose."""
    selection = state.view().resolved(source.info.last)
    term_choice.controls(source)
    if not data.ask(Snapshot.count_documents, source, selection):
        reading.relax(source, selection)
    elif term_choice.countable(source, state.view().terms):
        found = term_figure.counted(source, selection)
        term_figure.show(source, found)
        term_uses.show(source, selection, found)
        term_claims.show(source, selection, found)
        concordances.show(source, selection, found)
    else:
        term_choice.offer(source, selection)
        term_change.show(source, selection)
