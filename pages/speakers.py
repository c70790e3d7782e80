"""Overview: what is this corpus, and what is new?"""

from lib.ui import evidence, frame, state

source = frame.source()
evidence.statements(source, state.view().resolved(source.info.last), key="overview")
