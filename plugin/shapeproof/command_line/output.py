"""What is written where: results to stdout, complaints and progress to stderr."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.status import Status

    from shapeproof.report.text import Line

PATIENCE = 0.5
"""Seconds of work after which a progress line appears."""


def write(text: str, *, as_utf8: bool = False) -> None:
    """Write a result; what machines read is UTF-8 whatever the terminal's encoding is."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8" if as_utf8 else None, errors="backslashreplace")
    sys.stdout.write(text)
    sys.stdout.flush()


def write_lines(lines: Iterable[Line]) -> None:
    """Write styled lines: in colour to a terminal, plain to anything else."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False)
        for line in lines:
            console.print(Text.assemble(*line), soft_wrap=True)
    else:
        from shapeproof.report.text import plain

        write(plain(lines))


def complain(message: str) -> None:
    """One line to stderr."""
    print(" ".join(message.split("\n")), file=sys.stderr, flush=True)


class Progress:
    """A line on stderr while work takes long; nothing where stderr is no terminal or ``quiet``."""

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        self._text = f"{what} …"
        self._what = what
        self._status: Status | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE, self._begin) if sys.stderr.isatty() and not quiet else None

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            if self._status is not None:
                self._status.stop()

    def update(self, done: int, total: int) -> None:
        """Say how far the work is."""
        self._text = f"{self._what} {done} of {total} …"
        with self._lock:
            if self._status is not None:
                self._status.update(self._text)

    def _begin(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._timer is not None:
                self._status = Console(stderr=True).status(self._text)
                self._status.start()
