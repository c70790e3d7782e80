"""What a figure says about itself, inside itself."""

from dataclasses import dataclass

from lib.i18n import Language, count, t


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a figure, in the interface's language, unescaped: the figure makes them harmless.

    Attributes:
        title: a question or a neutral statement.
        filters: the whole filter line.
        n: number of `unit` that the figure stands for.
        unit: noun key of the words file: ``statement``, ``document``, ``word``, ``speaker``, …
        denominator: what shares and rates relate to, e.g. ``31 204 слова того же отбора``.
        interval: definition of the intervals drawn, e.g. ``95 %, Уилсон``.
        note: a line of its own, in ink: what the reader must know first.

    An empty text is left out.
    """

    title: str
    filters: str = ""
    n: int = 0
    unit: str = "statement"
    denominator: str = ""
    sources: str = ""
    period: str = ""
    last_ingested: str = ""
    snapshot: str = ""
    interval: str = ""
    generated_at: str = ""
    note: str = ""

    def footer(self, language: Language) -> list[str]:
        """Return the small print, one line a subject: how many of what; whence and when; which data."""
        groups = (
            ("n", "denominator", "interval"),
            ("sources", "period"),
            ("last_ingested", "snapshot", "generated_at"),
        )
        lines = (" · ".join(self._part(name, language) for name in group if self._has(name)) for group in groups)
        return [line for line in lines if line]

    def _has(self, name: str) -> bool:
        return name == "n" or bool(getattr(self, name))

    def _part(self, name: str, language: Language) -> str:
        if name == "n":
            return f"n = {count(self.unit, self.n, language)}"
        return t(f"chart.caption.{name}", language, value=getattr(self, name))
