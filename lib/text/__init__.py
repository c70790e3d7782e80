"""Text: str in, spans, tokens, lemmas and statements out. No files, no pandas, no Streamlit."""
