"""What the documents without a theme are about: groups of similar ones, as suggestions, when somebody asks."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib import data, safe
from lib.analysis.discovery import FEWEST_DOCUMENTS, Discovery, Group
from lib.analysis.theme_dictionary import ThemeError
from lib.corpus.selection import NO_THEME, Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.store import Article
from lib.i18n import count, number, share, t
from lib.safe import Html, element
from lib.ui import evidence, output, sections, state, theme_draft, theme_saving
from lib.ui.theme_fields import THRESHOLD, Fields, with_term

_HEADLINES, _LOOKED_AT = 3, 12
_ASKED = "discovery.asked"


def show(source: Snapshot, selection: Selection) -> None:
    """Offer to group the selected documents without a theme, and show the groups once they are asked for."""
    if selection.themes and NO_THEME not in selection.themes:
        return
    language, bucket = state.language(), replace(selection, themes=(NO_THEME,))
    documents = data.ask(Snapshot.count_documents, source, bucket)
    output.heading(t("discovery.title", language), 2, note=t("discovery.note", language))
    if documents < FEWEST_DOCUMENTS:
        output.note(_refusal("few_documents", documents))
    elif st.session_state.get(_ASKED) == (source.id, bucket):
        with st.spinner(t("discovery.working", language)):
            found = data.discovery(source, bucket)
        _show(source, found, documents)
    else:
        n = min(documents, data.SAMPLE)
        st.button(
            t("discovery.start", language, documents=count("document", n, language)),
            key="discover",
            on_click=_ask,
            args=(source.id, bucket),
        )


def _ask(snapshot: str, bucket: Selection) -> None:
    st.session_state[_ASKED] = (snapshot, bucket)


def _refusal(reason: str, documents: int) -> str:
    language = state.language()
    least, there = number(FEWEST_DOCUMENTS, language), number(documents, language)
    return t(f"discovery.{reason if documents else 'no_documents'}", language, least=least, documents=there)


def _show(source: Snapshot, found: Discovery, documents: int) -> None:
    language = state.language()
    if found.refusal:
        output.note(_refusal(found.refusal, found.documents))
        return
    names = data.ask(Snapshot.displayed, source, tuple(lemma for group in found.groups for lemma in group.lemmas))
    docs = tuple(doc for group in found.groups for doc in group.documents[:_LOOKED_AT])
    articles = data.ask(Snapshot.text, source, docs)
    with st.container(key="suggested-groups"):
        for number_, group in enumerate(found.groups):
            words = [names[lemma] for lemma in group.lemmas]
            with st.container(key=f"group-{number_}", gap="xsmall"):
                output.html(_group(group, found, words, _headlines(group, articles)))
                st.button(t("discovery.make_theme", language), key=f"make-theme-{number_}", type="tertiary",
                          on_click=_make_theme, args=(source, words))  # fmt: skip
    sample = count("document", min(documents, data.SAMPLE), language)
    of, used = number(documents, language), number(found.documents, language)
    output.note(t("discovery.method", language, sample=sample, documents=of, used=used))


def _group(group: Group, found: Discovery, words: Sequence[str], headlines: Sequence[Article]) -> Html:
    language, n = state.language(), len(group.documents)
    size = f"{count('document', n, language)} · {share(n, found.documents, language)}"
    items = [element("li", element("a", _headline(article), href=_link(article))) for article in headlines]
    return element(
        "section",
        element("h3", ", ".join(words)),
        element(
            "p", t("discovery.size", language, size=size, npmi=number(group.coherence, language, 2)), class_="note"
        ),
        element("ul", *items),
        class_="suggestion",
    )


def _make_theme(source: Snapshot, words: Sequence[str]) -> None:
    """Open a draft with the words of a group: the first few weigh half of the threshold, so that two are needed."""
    try:
        base = data.saved_dictionary(source).digest
    except ThemeError as error:
        theme_saving.fail(error)
        return
    fields = Fields(name_ru=", ".join(words[:2]))
    for word in words:
        fields = with_term(fields, word, THRESHOLD / 2)
    theme_draft.begin(source.folder, base, None, fields)
    sections.open_("themes", "dictionary")


def _headlines(group: Group, articles: dict[int, Article]) -> list[Article]:
    """Return the strongest documents, one of those that bear the same headline."""
    different: dict[str, Article] = {}
    for doc in group.documents[:_LOOKED_AT]:
        different.setdefault(_headline(articles[doc]), articles[doc])
    return list(different.values())[:_HEADLINES]


def _headline(article: Article) -> str:
    return safe.one_line(article.title or article.text, 110)


def _link(article: Article) -> str:
    return evidence.page_link("read", replace(state.view(), doc=article.id[:16], span=None, marks=()))
