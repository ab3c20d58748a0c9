"""What `source` raises."""

from __future__ import annotations


class SourceError(Exception):
    """A file or an expression that cannot be read; its text is one line for people: what, where, what to do."""
