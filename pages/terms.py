"""Terms: how often was the word heard?"""

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.ui import concordance, frame, reading, state, term_picker, term_trends

source = frame.source()
selection = state.view().resolved(source.info.last)

term_picker.show(source)
if not data.ask(Snapshot.count_documents, source, selection):
    reading.relax(source, selection)
elif terms := term_trends.countable(source, selection):
    if term_trends.show(source, selection, terms) == "cards":
        concordance.all_of(source, selection, terms)
    else:
        concordance.behind(source, selection, terms, term_trends.grain_of(source, selection))
else:
    term_picker.frequent(source, selection)
