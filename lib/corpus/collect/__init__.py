"""Collecting: feeds in, articles as JSON lines out. One module a duty, and each that meets the network is suspicious.

``feeds_file`` is what the analyst asks for, ``addresses`` and ``exchange`` one request, ``robots`` and ``visitor`` what
a polite visitor does before it, ``articles`` what is read from an answer, ``ledger`` what a run leaves to the next one.
"""
