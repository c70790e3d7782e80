"""Typefaces of office files: each has Cyrillic and is on every office computer."""

SANS = "Calibri"
"""The interface's voice: titles, captions, numbers."""
SERIF = "Georgia"
"""What people said, so that a quotation is recognised at a glance."""
