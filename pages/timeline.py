"""Timeline: when was it said?"""

from lib.ui import evidence, frame, state, timelines

source = frame.source()
selection = state.view().resolved(source.info.last)

timelines.controls()
timelines.show(source, selection, key="timeline")
timelines.lanes(source, selection, key="timeline-lanes")
evidence.behind(source, selection, timelines.grain_of(source, selection), state.view().lane, key="timeline")
