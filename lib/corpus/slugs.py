"""Latin names for links: the same for every interface language, and a pure function of the name."""

import hashlib
import re

import iuliia

from lib.text.clean import fold

_OTHER = re.compile("[^a-z0-9]+")
_MAX = 60


def slug(name: str) -> str:
    """Return the slug of a name: transliterated, lower case, hyphens between words.

    A name too long for a link, or without Latin and Cyrillic letters, is told apart by a hash.

    >>> slug("Щёкин Илья"), slug("МИД РФ"), slug("外交部")
    ('shchekin-ilya', 'mid-rf', 'x-e74828a7')
    """
    folded = " ".join(fold(word) for word in name.split())
    latin = _OTHER.sub("-", iuliia.WIKIPEDIA.translate(folded).lower()).strip("-")
    if latin and len(latin) <= _MAX:
        return latin
    mark = hashlib.sha256(folded.encode()).hexdigest()[:8]
    return f"{latin[:_MAX].rstrip('-') or 'x'}-{mark}"


def in_latin(name: str) -> str:
    """Return a name as English texts have it (BGN/PCGN as Wikipedia simplifies it).

    >>> in_latin("Мария Захарова")
    'Mariya Zakharova'
    """
    return str(iuliia.WIKIPEDIA.translate(name))
