"""Read: what exactly was said?"""

from lib.ui import frame, reading, state

source = frame.source()
if state.view().doc:
    reading.document(source)
else:
    reading.search(source, state.view().resolved(source.info.last))
