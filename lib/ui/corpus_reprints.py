"""Who reprints whom: pairs of sources with the documents behind them."""

from dataclasses import replace

import pandas as pd

from lib import data
from lib.corpus.snapshot import Snapshot
from lib.i18n import count, number, share, t
from lib.safe import element
from lib.ui import evidence, output, state
from lib.ui.names import names_of

_PAGE = 10


def show(source: Snapshot) -> None:
    """Show which sources reprint which, in the view, and the documents of the pair that is chosen."""
    language = state.language()
    output.heading(t("reprints.who", language), 2, note=t("reprints.who_note", language))
    if not source.compared_texts():
        output.notice(t("duplicates.unknown", language))
    selection = replace(state.view().resolved(source.info.last), duplicates="keep")
    found = data.ask(Snapshot.between_sources, source, selection)
    total = data.ask(Snapshot.count_documents, source, selection)
    if found.empty:
        output.note(t("reprints.none", language, n=count("document", total, language)))
        return
    reprinted, exact = int(found["documents"].sum()), int(found["exact"].sum())
    tied = int(found.loc[found["tied"], "documents"].sum())
    told = {"exact": number(exact, language), "tied": number(tied, language)}
    output.note(
        t("reprints.total", language, n=count("document", reprinted, language), of=count("document", total, language),
          share=share(reprinted, total, language), **told)
    )  # fmt: skip
    names = names_of("source", source, language)
    shown = found.assign(
        **{name: [names.get(slug, slug) for slug in found[name]] for name in ("first", "second")},
        order=[t("reprints.tied" if tied else "reprints.told", language) for tied in found["tied"]],
    )
    columns = {
        name: t(f"reprints.column.{name}", language) for name in ("first", "second", "order", "documents", "exact")
    }
    chosen = output.table(shown, columns, key="reprints")
    _pairs(source, found, shown, chosen[0] if chosen else 0)


def _pairs(source: Snapshot, found: pd.DataFrame, shown: pd.DataFrame, chosen: int) -> None:
    language = state.language()
    selection = replace(state.view().resolved(source.info.last), duplicates="keep")
    first, second, tied = (found[name].iloc[chosen] for name in ("first", "second", "tied"))
    total = int(found["documents"].iloc[chosen])
    form = "own" if first == second else "tied" if tied else "told"
    output.heading(
        t(f"reprints.pair.{form}", language, first=shown["first"].iloc[chosen],
          second=shown["second"].iloc[chosen], n=count("document", total, language)), 3,
    )  # fmt: skip
    page = evidence.pager(total, f"reprints-{first}-{second}-{tied}", _PAGE)
    between = (str(first), str(second), bool(tied))
    rows = data.ask(Snapshot.reprints, source, selection, between, _PAGE, _PAGE * page)
    docs = tuple(int(doc) for name in ("doc", "original") for doc in rows[name])
    articles = data.ask(Snapshot.text, source, docs)
    heads = [element("th", t(f"reprints.column.{name}", language)) for name in ("original", "reprint", "alike")]
    lines = [
        element(
            "tr",
            element("td", evidence.document_link(articles[int(row["original"])])),
            element("td", evidence.document_link(articles[int(row["doc"])])),
            element("td", share(round(1000 * row["alike"]), 1000, language), class_="n"),
        )
        for row in rows.to_dict("records")
    ]
    output.html(element("div", element("table", element("tr", *heads), *lines, class_="plain"), class_="scroll"))
