"""Compare: how do A and B differ?"""

from lib.i18n import t
from lib.ui import (
    compare_controls,
    compare_evidence,
    compare_sides,
    compare_themes,
    compare_volume,
    compare_wording,
    compare_words,
    frame,
    output,
    state,
)

source = frame.source()
compare_controls.show(source)

if compare_sides.is_set():
    both = compare_sides.sides(source)
    if both[0].selection == both[1].selection:
        output.notice(t("compare.same", state.language()))
    else:
        compare_volume.show(source, both)
        compare_volume.overlap(source, both)
        compare_themes.show(source, both)
        compare_words.show(source, both)
        compare_wording.show(source, both)
    compare_evidence.show(source, both)
