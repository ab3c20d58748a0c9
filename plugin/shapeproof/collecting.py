"""How often a process of our own looks for garbage."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for cycles rarely: an analysis makes many small objects that live as long as it, which are all looked at."""
    gc.set_threshold(100_000, 20, 50)
