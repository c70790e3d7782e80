"""What a word that is being typed may become: a lemma, speaker, source or theme of a snapshot, with its number."""

import re

from lib.corpus.queries.field_names import Completion, FieldNames
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.query_language import FIELDS, FieldName
from lib.text.clean import fold

MOST_LEMMAS, MOST_NAMES = 6, 3
_FIELD = re.compile(r"(?P<name>\w+):\s*[\"«„“]?(?P<value>.*)", re.DOTALL)


def completions(lexicon: Lexicon, names: FieldNames, typed: str, *, english: bool) -> list[Completion]:
    """Return how a word, or the value of a field such as ``speaker:``, may go on; each kind by its numbers.

    Names are found by the beginning of any of their words.
    """
    field = _FIELD.fullmatch(typed)
    kind = FIELDS.get(field["name"].lower()) if field else None
    if field and kind != "date" and kind is not None:
        return names.beginning_with(kind, field["value"], MOST_LEMMAS + MOST_NAMES, english=english)
    beginning = fold(typed.strip())
    if len(beginning) < 2 or not any(map(str.isalnum, beginning)):
        return []
    found = [
        Completion(None, str(lemma), str(display), int(n))
        for lemma, display, n in lexicon.beginning_with(beginning, MOST_LEMMAS)
    ]
    kinds: tuple[FieldName, ...] = ("speaker", "theme", "source")
    for one in kinds:
        found += names.beginning_with(one, typed, MOST_NAMES, english=english)
    return found
