"""A person's name in its parts, without a dictionary: first name, what stands between, surname, or initials."""

import re
from dataclasses import dataclass

from lib.text.clean import fold

_PARTICLES = frozenset("аль эль ан ас аш ад ар ат бен бин ибн фон ван дер ден де ди да дю ле ла дос".split())
_PATRONYMIC = re.compile(r".{2,}(?:ович|евич|ьич|овна|евна|ична|инична)")
_DOUBLED = re.compile(r"(.)\1+")
_SPELLING = str.maketrans({"э": "е", "ъ": None, "ь": None, "-": None, "ы": "и", "й": "и"})


@dataclass(frozen=True, slots=True)
class PersonKey:
    """Parts of a name, folded; a surname alone has neither first name nor initials.

    Attributes:
        first: first name, or the first initial.
        middle: patronymic and further names or initials.
        title: words in small letters before the name ("посол Анна Белова").
    """

    first: str
    middle: tuple[str, ...]
    surname: str
    title: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether there is a surname alone."""
        return not self.first

    @property
    def is_initialled(self) -> bool:
        """Whether the first name is an initial."""
        return 0 < len(self.first) <= 2

    @property
    def is_full(self) -> bool:
        """Whether there is a first name and a surname."""
        return len(self.first) > 2


def person_key(name: str) -> PersonKey | None:
    """Return the parts of a name; None for what is not written as one, "глава ведомства" or "Иван".

    >>> person_key("М.В. Белова")
    PersonKey(first='м', middle=('в',), surname='белова', title='')
    >>> person_key("посол Анна Белова").title
    'посол'
    """
    words = name.replace(".", ". ").split()
    capitals = next((at for at, word in enumerate(words) if word[:1].isupper()), len(words))
    title, words = " ".join(words[:capitals]), words[capitals:]
    folded = [fold(word).strip(".,") for word in words]
    parts = [word for word in folded if word and word not in _PARTICLES]
    if not parts or not all(re.search("(?:^|-)[^a-zа-яё]", word) or fold(word) in _PARTICLES for word in words):
        return None
    if any(not part.replace("-", "").isalpha() for part in parts):
        return None
    if is_patronymic(parts[-1]) and len(parts) == 3:
        parts = [parts[1], parts[2], parts[0]]
    if len(parts[-1]) < 3:  # "По", "Ли": too common to tell anything; "Белова М.": initials behind
        parts = [*parts[1:], parts[0]] if len(parts) > 1 and len(parts[0]) > 2 else []
    if not parts:
        return None
    surname = parts[-1].split("-", 1)
    last = surname[1] if len(surname) == 2 and surname[0] in _PARTICLES else parts[-1]
    return PersonKey(parts[0] if len(parts) > 1 else "", tuple(parts[1:-1]), last, title)


def is_patronymic(word: str) -> bool:
    """Tell whether a folded word has the form of a patronymic."""
    return _PATRONYMIC.fullmatch(word) is not None


def spelling(word: str) -> str:
    """Return what transliterations of a foreign name have in common: э and е, doubled letters, hyphens.

    >>> spelling("бэрбокк") == spelling("бербок")
    True
    """
    return _DOUBLED.sub(r"\1", word.translate(_SPELLING))


def differ_by_a_letter(a: str, b: str) -> bool:
    """Tell whether one letter inside two words is another, missing, or exchanged with its neighbour.

    The first letter must be the same. The last one does not count: it tells a woman's name from a man's, and one case
    from another.

    >>> differ_by_a_letter("медведев", "медевдев"), differ_by_a_letter("валентин", "валентина")
    (True, False)
    """
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a == b or a[0] != b[0]:
        return False
    start = next((at for at, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b)))
    tail_a, tail_b = a[start:], b[start:]
    if min(len(tail_a), len(tail_b)) < 2:
        return False
    swapped = tail_a[:2] == tail_b[1::-1] and tail_a[2:] == tail_b[2:]
    return swapped or tail_a[1:] == tail_b[1:] or tail_a[1:] == tail_b or tail_a == tail_b[1:]
