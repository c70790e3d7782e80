"""Timeline: when was it said, and of which days?"""

import streamlit as st

from lib.ui import evidence, frame, own_events, spoken_days, state, timelines

source = frame.source()
selection = state.view().resolved(source.info.last)

timelines.controls()
timelines.show(source, selection, key="timeline")
own_events.show(source)
timelines.lanes(source, selection, key="timeline-lanes")
evidence.behind(source, selection, timelines.grain_of(source, selection), state.view().lane, key="timeline")
with st.container(key="spoken-days"):
    spoken_days.show(source, selection)
