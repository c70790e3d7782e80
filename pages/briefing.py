"""Briefing: take it away."""

from lib.ui import briefings, frame

briefings.show(frame.source())
