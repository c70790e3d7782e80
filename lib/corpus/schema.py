"""Tables of a snapshot, as Arrow schemas. Every table is one Parquet file, ``marts/<snapshot>/<name>.parquet``."""

import pyarrow as pa

TABLES: dict[str, pa.Schema] = {
    # by date, then doc; `doc` is the row id of the article in corpus.sqlite, unique within the store
    "documents": pa.schema(
        [
            ("doc", pa.int32()),
            ("date", pa.date32()),  # null: undated, or later than tomorrow when read; left out of every chart
            ("source", pa.string()),  # slug
            ("words", pa.int32()),
            ("sentences", pa.int32()),
            ("statements", pa.int32()),
            ("duplicate_of", pa.int32()),  # doc of the earliest document with the same text, null if none
        ]
    ),
    # offsets of the sentences, by doc
    "sentences": pa.schema([("doc", pa.int32()), ("sentence", pa.int32()), ("start", pa.int32()), ("end", pa.int32())]),
    # by date, then stmt; `sentence` and `last_sentence` are the first and the last sentence it overlaps
    "statements": pa.schema(
        [
            ("stmt", pa.int32()),
            ("doc", pa.int32()),
            ("date", pa.date32()),
            ("source", pa.string()),
            ("type", pa.string()),
            ("cue", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("mention_start", pa.int32()),
            ("mention_end", pa.int32()),
            ("sentence", pa.int32()),
            ("last_sentence", pa.int32()),
            ("words", pa.int32()),
            ("role", pa.string()),
            ("kind", pa.string()),
            ("confidence", pa.float32()),
            ("rule", pa.string()),
        ]
    ),
    # who made a statement, by speaker, then date: one row a speaker, so a joint statement has several rows;
    # a statement whose speaker is not established has one row with `UNATTRIBUTED`
    "attributions": pa.schema(
        [("speaker", pa.string()), ("stmt", pa.int32()), ("doc", pa.int32()), ("date", pa.date32())]
    ),
    "speakers": pa.schema(
        [
            ("speaker", pa.string()),  # slug
            ("name", pa.string()),
            ("name_en", pa.string()),
            ("kind", pa.string()),
            ("statements", pa.int32()),
            ("rank", pa.int32()),  # 0 for the speaker with most statements: decides the colour
        ]
    ),
    "sources": pa.schema(
        [("source", pa.string()), ("name", pa.string()), ("documents", pa.int32()), ("rank", pa.int32())]
    ),
    "document_themes": pa.schema([("theme", pa.string()), ("doc", pa.int32()), ("score", pa.float32())]),
    "statement_themes": pa.schema([("theme", pa.string()), ("stmt", pa.int32()), ("score", pa.float32())]),
    # why a document has its theme: every occurrence of a theme's term, tagged or not
    "theme_evidence": pa.schema(
        [
            ("theme", pa.string()),
            ("doc", pa.int32()),
            ("term", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("weight", pa.float32()),
        ]
    ),
    # what a document has that misleads who counts, see `lib.text.traps` and `marts`: by trap, doc; how often, and the
    # first place, which is empty where the trap is the document's as a whole
    "traps": pa.schema(
        [("trap", pa.string()), ("doc", pa.int32()), ("n", pa.int32()), ("start", pa.int32()), ("end", pa.int32())]
    ),
    # by doc, start: expressions of time, see `lib.text.timexes`: the days that they mean, or why these are not told
    "timexes": pa.schema(
        [
            ("doc", pa.int32()),
            ("date", pa.date32()),  # of the document
            ("sentence", pa.int32()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("first", pa.date32()),
            ("last", pa.date32()),
            ("grain", pa.string()),  # of `lib.text.timex_days.Days`
            ("rule", pa.string()),
            ("reason", pa.string()),
        ]
    ),
    # by doc: the documents that reprint an earlier one, see `lib.analysis.reprints`
    "reprints": pa.schema(
        [
            ("doc", pa.int32()),
            ("first", pa.int32()),  # the earliest document of the story, which reprints none
            ("alike", pa.float32()),  # share of the sequences of words of both that both have
            ("held", pa.float32()),  # share of the shorter one's that both have
            ("exact", pa.bool_()),  # the same text
            ("tied", pa.bool_()),  # their dates and times do not tell which came first
        ]
    ),
    # by lemma, form, doc: `form` is the word as it stands, case and ё folded; a form has one lemma
    "postings": pa.schema([("lemma", pa.string()), ("form", pa.string()), ("doc", pa.int32()), ("n", pa.int32())]),
    "statement_postings": pa.schema(
        [("lemma", pa.string()), ("form", pa.string()), ("stmt", pa.int32()), ("n", pa.int32())]
    ),
    # by lemma, form, doc, sentence: where a form stands
    "sentence_postings": pa.schema(
        [("lemma", pa.string()), ("form", pa.string()), ("doc", pa.int32()), ("sentence", pa.int32())]
    ),
    # `display` is the form people read ("Захарова", "МИД", "США"); `lemma` is the key
    "lemmas": pa.schema(
        [
            ("lemma", pa.string()),
            ("display", pa.string()),
            ("n", pa.int32()),
            ("documents", pa.int32()),
            ("stop", pa.bool_()),  # function words, numbers: left out of rankings of terms, never of search
        ]
    ),
}
