"""Corpus: files to documents to a store with snapshots. The only home of sqlite3, duckdb and pyarrow files."""
