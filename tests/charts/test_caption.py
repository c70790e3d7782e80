"""The small print: three subjects, a line each; what is unknown is left out."""

from lib.charts import Caption


def test_footer_in_russian(caption: Caption) -> None:
    assert [line.split(" · ")[0] for line in caption.footer("ru")] == [
        "n = 1\u202f234 высказывания",
        'источники: Вестник, <a href="http://evil.example">Анна & Co</a>',
        "данные по: 30.09.2025",
    ]


def test_footer_in_english() -> None:
    caption = Caption("When?", n=1, unit="document", snapshot="3f9a", interval="95%, Wilson")
    assert caption.footer("en") == ["n = 1 document · intervals: 95%, Wilson", "snapshot 3f9a"]


def test_zero_is_told() -> None:
    assert Caption("Когда?").footer("ru") == ["n = 0 высказываний"]
