"""Overview: what is this corpus, and what is new?"""

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.i18n import t
from lib.ui import evidence, frame, leads, output, state, timelines

source, language = frame.source(), state.language()
selection = state.view().resolved(source.info.last)

leads.cards(source, data.ask(Snapshot.totals, source, selection))
timelines.show(source, selection, key="overview-timeline")

output.heading(t("overview.speakers", language), note=t("overview.speakers_note", language))
leads.speakers(source, selection)

output.heading(t("overview.themes", language), note=t("overview.themes_note", language))
leads.themes(source, selection)

evidence.behind(source, selection, timelines.grain_of(source, selection), None, key="overview")
