import pytest

from lib.text.clean import fold, repair


@pytest.mark.parametrize(
    ("text", "repaired", "names"),
    [
        ("да\r\nнет\rещё", "да\nнет\nещё", ["line_ends"]),
        ("\ufeffДиалог", "Диалог", ["byte_order_mark"]),
        ("\x04\ufeffДиалог", "Диалог", ["control_characters", "byte_order_mark"]),
        ("и\x00дет", "идет", ["control_characters"]),
        ("\x1b[31mсрочно\x1b[0m", "срочно", ["terminal_codes"]),
        ("стра\x0cница", "стра ница", ["separators"]),
        ("МИД \u202eлитевто\u202c", "МИД литевто", ["direction_controls"]),
        ("х\ud800у", "х\ufffdу", ["lone_surrogates"]),
        ("\ud83d\ude00", "😀", ["lone_surrogates"]),
        ("З" + "\u0301" * 500, "З" + "\u0301" * 4, ["combining_marks"]),
        ("«Всё\xa0хорошо», — за\u200bявил", "«Всё\xa0хорошо», — за\u200bявил", []),
        ("й из двух знаков: и\u0306", "й из двух знаков: и\u0306", []),
        ("", "", []),
    ],
)
def test_repair(text: str, repaired: str, names: list[str]) -> None:
    assert repair(text) == (repaired, names)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Ещё", "еще"),
        ("ещe", "еще"),  # Latin e
        ("Зaxapoвa", "захарова"),  # Latin a, x, p, o
        ("Cовет", "совет"),
        ("Сovid", "covid"),  # Cyrillic С
        ("VIP-зал", "vip-зал"),
        ("ruПосмотреть", "ruпосмотреть"),  # r and u look like no Russian letter
        ("за\u00adмо\u0301к", "замок"),
        ("Йемен".replace("Й", "И\u0306"), "йемен"),
        ("Е\u0308лка", "елка"),
        ("МИД\u200d", "мид"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded
