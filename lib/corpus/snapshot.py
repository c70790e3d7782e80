"""A snapshot of a store as the pages ask it: one method a question, small frames and plain values back.

A snapshot never changes, and neither does one with given corrections and a given list of speakers, so every answer may
be kept. Methods may be called from many threads.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, time
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from lib.analysis.aligned_wording import Row
from lib.analysis.theme_dictionary import Theme
from lib.corpus import search
from lib.corpus.aliases import Aliases
from lib.corpus.annotated import annotated, as_jsonl
from lib.corpus.corrections import Corrections
from lib.corpus.queries import (
    corpus,
    counts,
    document_terms,
    evidence,
    reprints,
    same_event,
    speakers,
    term_company,
    terms,
    theme_sample,
    themes,
    timexes,
    traps,
)
from lib.corpus.queries.asking import Asking, Expansion
from lib.corpus.queries.completions import completions
from lib.corpus.queries.corpus import Quality
from lib.corpus.queries.corrected import Corrected, edited_tables
from lib.corpus.queries.counts import Totals
from lib.corpus.queries.evidence import Order, SearchOrder, StatementOrder
from lib.corpus.queries.field_names import Completion, FieldNames
from lib.corpus.queries.frequencies import Frequencies
from lib.corpus.queries.lexicon import Lexicon
from lib.corpus.queries.matching import Matching
from lib.corpus.queries.same_event import SameEvent
from lib.corpus.queries.selected import Cell, Selected
from lib.corpus.queries.speakers import Amount, SpeakerProfile, SpeakerTable, Stated
from lib.corpus.queries.spoken import Spoken, spoken
from lib.corpus.queries.tables import Tables
from lib.corpus.queries.term_company import Company
from lib.corpus.queries.theme_preview import Previews, ThemePreview
from lib.corpus.queries.theme_sample import Asked, ThemeSample
from lib.corpus.queries.theme_suggestions import Suggestions, ThemeSuggestions
from lib.corpus.queries.traps import Traps
from lib.corpus.queries.wording import patterns_of, word_tokens
from lib.corpus.query_language import Query, QueryError, positive
from lib.corpus.retention import Hold
from lib.corpus.search import Found
from lib.corpus.selection import Grain, Lane, Over, Selection, Term, Unit
from lib.corpus.store import MARTS, Article, SnapshotInfo, Store, StoreError
from lib.corpus.synonyms import Synonyms
from lib.corpus.theme_file import Dictionary, snapshot_dictionary
from lib.text.clean import fold
from lib.text.spans import Span

__all__ = ["Quality", "QueryError", "Snapshot", "SpeakerProfile", "SpeakerTable", "Totals"]

_MENTIONS = 200
_QUERIES = 32
_RANKED = 8

Period = tuple[date, date]


class Snapshot:
    """Queries behind every page.

    Frames have datetime64 for days and periods, and the same columns when they are empty. Where a selection has a
    query, every method raises `QueryError` if it cannot be read. `period` and `within`, a lane and its slug, narrow
    a selection to one mark of a figure: what is listed then is as many as the mark counts.

    Attributes:
        id: names the snapshot in links.
        info: what it holds, without corrections.
        corrections: the analyst's corrections that are laid over it.
        corrected: the statements that they fit.
        aliases: the analyst's list of speakers that is laid over it.
        synonyms: the words that its search takes for one another.
        hold: keeps its tables from being removed.
    """

    def __init__(self, store: Store, snapshot_id: str, *, threads: int = 2, memory: str = "1GB") -> None:
        """Open a snapshot.

        Raises:
            StoreError: the store has no such snapshot.
        """
        self.id = snapshot_id
        self.info = _info(store, snapshot_id)
        self.corrections = Corrections()
        self.corrected: tuple[Corrected, ...] = ()
        self.aliases = Aliases()
        self.synonyms = Synonyms()
        self._store = store
        self.hold = Hold(store.folder / MARTS / snapshot_id)
        self._tables = Tables(store.mart_path(snapshot_id), threads=threads, memory=memory)
        self._lexicon = Lexicon(self._tables)
        self._frequencies = Frequencies(self._tables)
        self._listen()

    def _listen(self) -> None:
        """Answer queries by the tables and lists as they are now."""
        self._names = FieldNames(self._tables, self.aliases, self._themes)
        self._asking = Asking(self._lexicon, self._names, self.synonyms)
        self._matching = Matching(self._store, self._tables, self._lexicon)
        self._matches: Callable[[Query], pa.Table] = lru_cache(_QUERIES)(self._matching.sentences)
        self._relevance: Callable[[Query], pa.Table] = lru_cache(_RANKED)(self._matching.relevance)

    def edited(
        self, corrections: Corrections | None = None, aliases: Aliases | None = None, synonyms: Synonyms | None = None
    ) -> "Snapshot":
        """Return this snapshot with what the analyst has edited laid over it; what is loaded is shared."""
        other = copy(self)
        other.corrections, other.aliases = corrections or Corrections(), aliases or Aliases()
        other.synonyms = synonyms or Synonyms()
        other.corrected, other._tables = edited_tables(self._store, self._tables, other.corrections, other.aliases)
        other._listen()
        return other

    def _themes(self) -> Sequence[Theme]:
        return self.dictionary.themes

    @property
    def folder(self) -> Path:
        """Where the store is, and what the analyst has edited."""
        return self._store.folder

    @cached_property
    def dictionary(self) -> Dictionary:
        """The dictionary of themes that the snapshot was scored with."""
        return snapshot_dictionary(self.folder, self.id)

    @cached_property
    def _previews(self) -> Previews:
        return Previews(self._store, self._tables, self.dictionary)

    @property
    def key(self) -> str:
        """What every answer depends on: the snapshot's content, the corrections, the lists of speakers and synonyms;
        and the store: the same content that came in another order has other numbers of documents and names of files."""
        edits = (self.corrections.digest, self.aliases.digest, self.synonyms.digest)
        return "+".join((self.info.digest, *edits, str(self.folder)))

    @property
    def name(self) -> str:
        """The id, and behind a plus the beginning of the corrections' digest, where any is applied."""
        return f"{self.id}+{self.corrections.digest[:6]}" if self.corrected else self.id

    def _selected(
        self, selection: Selection, period: Period | None = None, within: tuple[Lane, str] | None = None
    ) -> Selected:
        query = self._asking.query(selection)
        return Selected(self._tables, selection, self._matches(query) if query else None, Cell(period, within))

    def warm(self) -> None:
        """Load what the first search and the first ranking of terms would otherwise wait for."""
        self._lexicon.load()
        self._frequencies.load()
        self._names.load()

    def totals(self, selection: Selection) -> Totals:
        """Return the figures of a selection."""
        undated = replace(selection, start=None, end=None)
        return counts.totals(self._selected(selection), self._selected(undated))

    def in_both(self, a: Selection, b: Selection) -> tuple[int, int]:
        """Return how many documents, and how many statements, two selections share."""
        return counts.in_both(self._selected(a), self._selected(b))

    def same_event_pairs(self, a: Selection, b: Selection) -> SameEvent:
        """Return which documents of two selections tell of the same event, see `same_event.SameEvent`."""
        return same_event.same_event_pairs(self._tables, self._selected(a), self._selected(b))

    def aligned_sentences(self, a: int, b: int) -> list[Row]:
        """Return the sentences of two documents beside each other, see `same_event.aligned_sentences`."""
        articles, spans = self.text((a, b)), (self.sentences(a), self.sentences(b))
        return same_event.aligned_sentences(self._tables, self._lexicon, (articles[a], articles[b]), spans)

    def speakers(self) -> pd.DataFrame:
        """Return all speakers by rank: [speaker, name, name_en, kind, statements, rank]."""
        return speakers.all_speakers(self._tables)

    def speaker_days(self) -> pd.DataFrame:
        """Return on which days a speaker is quoted: [speaker, date]."""
        return speakers.speaker_days(self._tables)

    def sources(self) -> pd.DataFrame:
        """Return all sources by rank: [source, name, documents, rank]."""
        return speakers.all_sources(self._tables)

    def timeline(self, selection: Selection, grain: Grain, unit: Unit, lane: Lane | None = None) -> pd.DataFrame:
        """Return the course of a selection: [period, lane, count, documents, words], see `counts.timeline`."""
        return counts.timeline(self._selected(selection), grain, unit, lane)

    def coverage(self, selection: Selection, grain: Grain) -> pd.DataFrame:
        """Return the denominator of a course: [period, documents, words] by period, sources and duplicates alone."""
        return counts.coverage(self._selected(_place(selection)), grain)

    def statements(
        self,
        selection: Selection,
        limit: int,
        offset: int = 0,
        order: StatementOrder = "newest",
        period: Period | None = None,
        within: tuple[Lane, str] | None = None,
    ) -> pd.DataFrame:
        """Return the statements behind a number, see `evidence.statements` for the columns."""
        return evidence.statements(self._selected(selection, period, within), limit, offset, order)

    def count_statements(
        self, selection: Selection, period: Period | None = None, within: tuple[Lane, str] | None = None
    ) -> int:
        """Return how many statements `statements` lists without a limit."""
        return evidence.count_statements(self._selected(selection, period, within))

    def documents(
        self,
        selection: Selection,
        limit: int,
        offset: int = 0,
        order: Order = "newest",
        period: Period | None = None,
        within: tuple[Lane, str] | None = None,
    ) -> pd.DataFrame:
        """Return documents behind a number: [doc, date, source, title, words, statements, duplicate_of]."""
        frame = evidence.documents(self._selected(selection, period, within), limit, offset, order)
        articles = self.text(frame["doc"].tolist())
        frame.insert(3, "title", pd.Series([articles[doc].title for doc in frame["doc"]], dtype=object))
        return frame

    def count_documents(
        self, selection: Selection, period: Period | None = None, within: tuple[Lane, str] | None = None
    ) -> int:
        """Return how many documents `documents` lists without a limit."""
        return evidence.count_documents(self._selected(selection, period, within))

    def speaker_table(self, selection: Selection, limit: int = 25, by: Amount = "statements") -> SpeakerTable:
        """Return who said how much."""
        return speakers.speaker_table(self._selected(selection), limit, by)

    def speaker_profile(self, selection: Selection, speaker: str) -> SpeakerProfile:
        """Return one speaker's roles, words of saying, themes and mentions within a selection."""
        selected = self._selected(selection, within=("speaker", speaker))
        newest = evidence.statements(selected, _MENTIONS, 0, "newest")
        return SpeakerProfile(
            roles=speakers.roles(selected),
            cues=speakers.cues(selected),
            themes=themes.statement_themes(selected),
            rules=speakers.rules(selected),
            mentions=self._mentions(newest),
            looked_at=len(newest),
        )

    def statements_with(self, selection: Selection, speaker: str, stated: Stated, values: Sequence[str]) -> list[int]:
        """Return a speaker's statements with one of several cues, roles or rules, newest first."""
        return speakers.statements_with(self._selected(selection, within=("speaker", speaker)), stated, values)

    def company(self, selection: Selection, speaker: str) -> pd.DataFrame:
        """Return who speaks in the same documents, see `speakers.company` for the columns."""
        return speakers.company(self._selected(selection), speaker)

    def statements_together(self, selection: Selection, a: str, b: str) -> list[int]:
        """Return what two speakers say in the documents where both speak, newest first."""
        return speakers.statements_together(self._selected(selection), a, b)

    def _mentions(self, statements: pd.DataFrame) -> pd.DataFrame:
        articles = self.text(statements["doc"].unique().tolist())
        columns = (statements[name] for name in ("doc", "mention_start", "mention_end"))
        named = [
            "" if start is pd.NA else Span(start, end).of(articles[doc].text)
            for doc, start, end in zip(*columns, strict=True)
        ]
        found = pd.Series(named, dtype=object, name="mention").value_counts().rename("statements").reset_index()
        return found.sort_values(["statements", "mention"], ascending=[False, True], ignore_index=True)

    def theme_table(self, selection: Selection) -> pd.DataFrame:
        """Return the themes of a selection: [theme, documents, statements, only], without theme under ``-``."""
        return themes.theme_table(self._selected(selection))

    def theme_grid(self, selection: Selection, across: Grain | Literal["speaker", "doc"]) -> pd.DataFrame:
        """Return [theme, documents, statements] and a column `period`, `speaker` or `doc`, see `themes.theme_grid`."""
        return themes.theme_grid(self._selected(selection), across)

    def theme_terms(self, selection: Selection, theme: str) -> pd.DataFrame:
        """Return the terms of a theme in the documents of a selection: [term, documents, occurrences]."""
        return themes.theme_terms(self._selected(selection), theme)

    def document_sources(self, selection: Selection) -> pd.DataFrame:
        """Return the sources of the documents of a selection: [source, documents]."""
        return themes.document_sources(self._selected(selection))

    def theme_evidence(self, doc: int) -> pd.DataFrame:
        """Return why a document has its themes: [theme, term, start, end, weight]."""
        return themes.theme_evidence(self._tables, doc)

    def warm_previews(self) -> None:
        """Load what the first preview of an edit would otherwise wait for."""
        self._previews.warm()

    def theme_preview(self, theme: Theme | None, edited: Theme) -> ThemePreview:
        """Return what an edit of a theme would change; None for a new one. Corrections are not looked at."""
        return self._previews.preview(theme, edited)

    def theme_suggestions(self, theme: Theme) -> ThemeSuggestions:
        """Return terms that a theme, saved or not, could have too."""
        return Suggestions(self._store, self._tables, self._previews).of(theme)

    def theme_sample(self, asked: Asked, rounds: int) -> ThemeSample:
        """Return sentences to judge a theme by, see `theme_sample.theme_sample`."""
        return theme_sample.theme_sample(self._store, self._tables, asked, rounds, self.id)

    def term_series(self, selection: Selection, terms_: Sequence[Term], grain: Grain, unit: Unit) -> pd.DataFrame:
        """Return terms over time with the sums for their intervals, see `terms.term_series`."""
        selected = self._selected(selection)
        counted = [self._counted(term, position, selected, unit) for position, term in enumerate(terms_)]
        return terms.term_series(selected, counted, grain, unit)

    def _counted(self, term: Term, position: int, selected: Selected, unit: Unit) -> terms.Counted:
        match term.kind:
            case "form" if len(word_tokens(term.text)) > 1:
                return terms.Counted(position, term.speaker, phrases=self._phrases(term, selected, unit))
            case "lemma":
                without = tuple(map(fold, selected.selection.not_forms))
                return terms.Counted(position, term.speaker, self._lexicon.lemma_key(term.text), without=without)
            case "form":
                return terms.Counted(position, term.speaker, self._lexicon.lemma_of(term.text), form=fold(term.text))
            case "phrase":
                return terms.Counted(position, term.speaker, phrases=self._phrases(term, selected, unit))
            case "theme":
                return terms.Counted(position, term.speaker, theme=term.text)
            case "speaker":
                return terms.Counted(position, term.speaker, sayer=term.text)

    def _phrases(self, term: Term, selected: Selected, unit: Unit) -> pa.Table:
        asked = self._asking.term(term, selected.selection.not_forms)
        if term.speaker:
            selected = selected.narrowed(Cell(lane=("speaker", term.speaker)))
        if unit != "stmt" and not selected.by_statement:
            return self._matches(asked)
        found = Found(selected, self._matches(asked), patterns_of(asked, self._lexicon), in_statements=True)
        return found.occurrences(self._store)

    def term_company(self, selection: Selection, term: Term) -> Company:
        """Return what keeps company with a word or a phrase, see `term_company.Company`."""
        asked = self._asking.term(term, selection.not_forms)
        selected = self._selected(selection, within=("speaker", term.speaker) if term.speaker else None)
        own = {word for words in positive(asked) for word in map(self._lexicon.lemma_of, words.words)}

        def with_word(lemma: str) -> pa.Table:
            return self._matching.sentences(self._asking.term(Term("lemma", lemma), selection.not_forms))

        return term_company.company(self._store, selected, term_company.Known(self._matches(asked), own, with_word))

    def lifted(self, selection: Selection, dates: bool) -> Selection:
        """Return a selection whose filters have what the fields of its query say, see `Asking.lifted`.

        Where the query cannot be read, the selection is returned as it is.
        """
        try:
            return self._asking.lifted(selection, dates=dates)
        except QueryError:
            return selection

    def check_query(self, query: str) -> None:
        """Raise `QueryError` if a query cannot be read, or names what the snapshot does not have."""
        self._asking.lifted(Selection(query=query), dates=False)

    def expansions(self, query: str) -> tuple[Expansion, ...]:
        """Return the terms of a query that have synonyms, and these."""
        return self._asking.expansions(query)

    def narrowed(self, selection: Selection, term: Term, lemma: str = "") -> Selection:
        """Return the part of a selection that has a term, and a lemma beside it, see `Asking.narrowed`."""
        return self._asking.narrowed(selection, term, lemma)

    def typed(self, word: str) -> str:
        """Return what names the lemma of a typed word in a link: the word, unless it is the key of another lemma."""
        lemma = self._lexicon.lemma_of(word)
        return word if self._lexicon.lemma_key(word) == lemma else lemma

    def completions(self, typed: str, *, english: bool = False) -> list[Completion]:
        """Return how a word that is being typed may go on, see `completions.completions`."""
        return completions(self._lexicon, self._names, typed, english=english)

    def forms(self, lemma: str) -> pd.DataFrame:
        """Return the forms in which a lemma occurs, most frequent first: [form, n]."""
        return self._lexicon.forms([self._lexicon.lemma_key(lemma)])[["form", "n"]]

    def term_frequencies(
        self, selection: Selection, min_documents: int = 1, include_stop: bool = False
    ) -> pd.DataFrame:
        """Return all lemmas of a selection: [lemma, display, n, documents], see `Frequencies.of`."""
        return self._frequencies.of(self._selected(selection), min_documents, include_stop)

    def document_terms(self, selection: Selection, documents: int, lemmas: int) -> pd.DataFrame:
        """Return the words of a sample of documents: [doc, lemma, n], see `document_terms.document_terms`."""
        return document_terms.document_terms(self._selected(selection), documents, lemmas)

    def spoken(self, selection: Selection, over: Over, most: int) -> Spoken:
        """Return the words of the selected statements, or of all sentences, in their order, see `spoken.spoken`."""
        selected = self._selected(selection)
        return spoken(self._store, selected, "stmt" if selected.by_statement else over, most)

    def lemmas_of(self, text: str) -> tuple[str, ...]:
        """Return the lemmas of words, or of keys of lemmas, as the snapshot counts them."""
        return tuple(self._lexicon.lemma_key(token.text) for token in word_tokens(text))

    def displayed(self, lemmas: Sequence[str]) -> dict[str, str]:
        """Return lemma to the form that people read, of the lemmas that occur."""
        return document_terms.displayed(self._tables, lemmas)

    def size_in_words(self, selection: Selection) -> int:
        """Return the words that `term_frequencies` are frequencies in."""
        return terms.size_in_words(self._selected(selection))

    def dispersion(self, selection: Selection, lemmas: Sequence[str]) -> pd.DataFrame:
        """Return how evenly lemmas are spread over documents: [lemma, n, documents, dp], see `terms.dispersion`."""
        return terms.dispersion(self._selected(selection), lemmas)

    def search(self, selection: Selection, limit: int, offset: int = 0, order: SearchOrder = "newest") -> pd.DataFrame:
        """Return sentences that match the query of a selection, all of its sentences where it has none.

        Columns: [doc, sentence, date, source, start, end, title, text, highlights]; `text` is the sentence,
        `highlights` a list of spans in the document. The exact numbers are `count_found`.
        """
        found = self._searched(selection)
        page = found.page(limit, offset, order)
        return search.with_text(page, found.patterns, self._store)

    def count_found(self, selection: Selection) -> tuple[int, int]:
        """Return the numbers of sentences and of documents that `search` lists without a limit."""
        return self._searched(selection).count()

    def _searched(self, selection: Selection) -> Found:
        query, selected = self._asking.query(selection), self._selected(selection)
        words = patterns_of(query, self._lexicon) if query else []
        relevance = partial(self._relevance, query) if query else None
        return Found(selected, selected.matches, words, selected.by_statement, relevance)

    def forms_found(self, selection: Selection) -> pd.DataFrame:
        """Return the forms of the lemmas that a query asks for, left out or not: [lemma, form, n], n in all documents.

        In the order of the query, without its synonyms.
        """
        query = self._asking.query(replace(selection, not_forms=(), synonyms="off"))
        asked = dict.fromkeys(word for one in positive(query) if not one.exact for word in one.words) if query else {}
        frame = self._lexicon.forms(asked)[["lemma", "form", "n"]]
        place = {lemma: at for at, lemma in enumerate(asked)}
        return frame.sort_values("lemma", key=lambda column: column.map(place), kind="stable", ignore_index=True)

    def concordance(
        self,
        selection: Selection,
        query: str | Term,
        limit: int,
        offset: int = 0,
        period: Period | None = None,
        order: Order = "newest",
    ) -> pd.DataFrame:
        """Return the hits of a query in the newest sentences, a row each.

        `limit` and `offset` count sentences. Columns: [doc, sentence, start, end, left, hit, right, date, source].
        """
        found = self._found(selection, query, period)
        return search.concordance(found, found.page(limit, offset, order), self._store)

    def count_sentences(self, selection: Selection, query: str | Term, period: Period | None = None) -> int:
        """Return how many sentences `concordance` goes through without a limit."""
        return self._found(selection, query, period).count()[0]

    def _found(self, selection: Selection, query: str | Term, period: Period | None) -> Found:
        asked = self._words_of(selection, query)
        speaker = query.speaker if isinstance(query, Term) else None
        selected = self._selected(selection, period, ("speaker", speaker) if speaker else None)
        return Found(selected, self._matches(asked), patterns_of(asked, self._lexicon), selected.by_statement)

    def _words_of(self, selection: Selection, query: str | Term) -> Query:
        if isinstance(query, Term):
            return self._asking.term(query, selection.not_forms)
        asked = self._asking.query(replace(selection, query=query))
        if asked is None:
            raise QueryError(0, "query.word_expected", sign="")
        return asked

    def sentences(self, doc: int) -> pd.DataFrame:
        """Return where the sentences of a document are: [sentence, start, end]."""
        return evidence.sentences(self._tables, doc)

    def statements_by_id(self, stmts: Sequence[int]) -> pd.DataFrame:
        """Return single statements, see `evidence.statements` for the columns."""
        return evidence.statements_by_id(self._tables, stmts)

    def statements_of(self, doc: int) -> pd.DataFrame:
        """Return all statements of a document in their order, see `evidence.statements` for the columns."""
        return evidence.statements_of(self._tables, doc)

    def found_spans(self, doc: int) -> dict[int, tuple[int, int]]:
        """Return where each statement of a document was found, before corrections, by its number."""
        return evidence.found_spans(self._tables, doc)

    def annotated(self) -> pd.DataFrame:
        """Return the corrections as annotated data, a row each, see `annotated.SCHEMA` for the columns."""
        frame: pd.DataFrame = self._annotated().to_pandas()
        return frame

    def annotated_lines(self) -> bytes:
        """Return the corrections as annotated data in JSON lines."""
        return as_jsonl(self._annotated())

    def _annotated(self) -> pa.Table:
        return annotated(self._store, self.corrections, self.corrected)

    def themes_of(self, doc: int) -> list[str]:
        """Return the themes of a document, the strongest first."""
        return themes.themes_of(self._tables, doc)

    def find_document(self, prefix: str) -> int | None:
        """Return the document whose id begins so, None if there is none, or more than one."""
        doc = self._store.find(prefix)
        return doc if doc is not None and evidence.has_document(self._tables, doc) else None

    def text(self, docs: Sequence[int]) -> dict[int, Article]:
        """Return documents as they are shown, by doc; unknown ones are left out."""
        return self._store.articles(docs)

    def times(self, docs: Sequence[int]) -> dict[int, time | None]:
        """Return at which time documents came out, None where only the day is known."""
        return self._store.times(docs)

    def quality(self) -> Quality:
        """Return what the snapshot consists of, its gaps, and how its statements were found."""
        return corpus.quality(self._tables)

    def duplicates(self, limit: int, offset: int = 0) -> pd.DataFrame:
        """Return documents that repeat an earlier one, newest first: [doc, date, source, duplicate_of]."""
        return corpus.duplicates(self._tables, limit, offset)

    def compared_texts(self) -> bool:
        """Tell whether reprints with changes were looked for: not in a snapshot of an earlier version."""
        return self._tables.has_file("reprints")

    def story(self, doc: int) -> pd.DataFrame:
        """Return a document's story: the earliest document and its reprints, see `reprints.story`."""
        return reprints.story(self._tables, doc)

    def between_sources(self, selection: Selection) -> pd.DataFrame:
        """Return which sources reprint which, see `reprints.between_sources`."""
        return reprints.between_sources(self._selected(selection))

    def reprints(self, selection: Selection, between: tuple[str, str, bool], limit: int, offset: int) -> pd.DataFrame:
        """Return documents with what they reprint, see `reprints.pairs`."""
        return reprints.pairs(self._selected(selection), between, limit, offset)

    def knows_timexes(self) -> bool:
        """Tell whether expressions of time were looked for: not in a snapshot of an earlier version."""
        return self._tables.has_file("timexes")

    def timex_parts(self, selection: Selection, frame: timexes.Frame) -> pd.DataFrame:
        """Return how many expressions of time there are: [part, count], see `timexes.parts`."""
        return timexes.parts(self._selected(selection), frame)

    def timex_points(self, selection: Selection, frame: timexes.Frame) -> pd.DataFrame:
        """Return the days spoken of against those of documents: [date, first, last, count], see `timexes.points`."""
        return timexes.points(self._selected(selection), frame)

    def timex_grid(self, selection: Selection, frame: timexes.Frame) -> pd.DataFrame:
        """Return the same by period: [period, about, count], see `timexes.grid`."""
        return timexes.grid(self._selected(selection), frame)

    def timex_days(self, selection: Selection, side: timexes.Side, limit: int) -> pd.DataFrame:
        """Return the days that are spoken of most: [day, documents, count], see `timexes.days`."""
        return timexes.days(self._selected(selection), side, limit)

    def timexes_at(
        self, selection: Selection, frame: timexes.Frame, place: timexes.Place, limit: int, offset: int = 0
    ) -> pd.DataFrame:
        """Return expressions of time, see `timexes.listed` for the columns."""
        return timexes.listed(self._selected(selection), frame, place, limit, offset)

    def count_timexes(self, selection: Selection, frame: timexes.Frame, place: timexes.Place) -> int:
        """Return how many expressions `timexes_at` lists without a limit."""
        return timexes.count(self._selected(selection), frame, place)

    def traps(self) -> Traps:
        """Return what misleads who counts, see `traps.Traps`."""
        return traps.traps(self._tables)

    def trap_sources(self, trap: str) -> pd.DataFrame:
        """Return in which sources a trap is, see `traps.trap_sources`."""
        return traps.trap_sources(self._tables, trap)

    def trap_documents(self, trap: str, limit: int | None, offset: int = 0) -> pd.DataFrame:
        """Return documents with a trap, see `traps.trap_documents`."""
        return traps.trap_documents(self._tables, trap, limit, offset)

    def report(self) -> dict[str, Any]:
        """Return the report of the run that made the snapshot: what was read, repaired, skipped and refused."""
        return self._store.report(self.id)


def _info(store: Store, snapshot_id: str) -> SnapshotInfo:
    for info in store.snapshots():
        if info.id == snapshot_id:
            return info
    raise StoreError("store.no_snapshot", snapshot=snapshot_id)


def _place(selection: Selection) -> Selection:
    """Return the filters that decide what there is to select from."""
    return Selection(
        start=selection.start,
        end=selection.end,
        sources=selection.sources,
        not_sources=selection.not_sources,
        duplicates=selection.duplicates,
    )
