"""Speakers: who said how much, and what one of them is like?"""

from lib.ui import frame, speaker_aliases, speaker_profile, speaker_ranking, state

source = frame.source()
selection = state.view().resolved(source.info.last)

if 0 < len(selection.speakers) <= speaker_profile.SIDE_BY_SIDE:
    speaker_profile.show(source, selection)
else:
    speaker_ranking.show(source, selection)
    speaker_ranking.behind(source, selection)
    speaker_aliases.show(source)
