"""Line ends that an export turned into the letter "n" ("…закрыт.nМэр…") or into a backslash and "n"."""

import re

_EVIDENCE = re.compile(r"[.!?»\"]n{1,4}[\"«А-ЯЁ]|\\n")
_ESCAPED = re.compile(r"\\n")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…:»\"”)])n{1,4}(?=[\"«„—–А-ЯЁ]|$)")
_BETWEEN_WORDS = re.compile(r"(?<=[А-ЯЁа-яё»\",])n{1,4}(?=[^\w]|[А-ЯЁа-яё]|$)")


def with_line_ends(text: str) -> str:
    """Return a text of the same length with its lost line ends; inside a sentence they become spaces.

    >>> with_line_ends("Мост закрыт.nМэр в городеnТверь.")
    'Мост закрыт.\\nМэр в городе Тверь.'
    """
    if "n" not in text or _EVIDENCE.search(text) is None:
        return text
    text = _ESCAPED.sub(" \n", text)
    text = _BETWEEN_SENTENCES.sub(lambda lost: "\n" * len(lost[0]), text)
    return _BETWEEN_WORDS.sub(lambda lost: " " * len(lost[0]), text)
