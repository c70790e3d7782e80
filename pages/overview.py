"""Overview: what is this corpus, and what is new?"""

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.ui import evidence, frame, leads, state, timelines

source, language = frame.source(), state.language()
selection = state.view().resolved(source.info.last)

leads.cards(source, data.ask(Snapshot.totals, source, selection))
timelines.show(source, selection, key="overview-timeline")

leads.speakers(source, selection)
leads.themes(source, selection)

evidence.behind(source, selection, timelines.grain_of(source, selection), None, key="overview")
