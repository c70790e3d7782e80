"""Questions to a snapshot, one subject a module: small frames out of the tables of `lib.corpus.schema`."""
