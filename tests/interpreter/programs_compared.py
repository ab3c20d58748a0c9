"""Run a program under CPython and in the interpreter, and say whether both end in the same."""

from __future__ import annotations

import contextlib
import io
import re
import signal
import sys
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interpreter.builtins.comparing import is_not_known, plain_value, same
from interpreter.running import NotKnown, to_host
from libraries.running import by_host, run
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.imports import module_value

_FRAME = """\
try:
{program}
    outcome = ("value", result)
except BaseException as error_:
    outcome = ("raised", type(error_).__name__, str(error_))
"""


@dataclass(frozen=True)
class Comparison:
    """``verdict`` is "same", "gap" (some of it is not known), "words" (of the exception alone) or "different"."""

    verdict: str
    ours: Any
    theirs: Any

    def difference(self) -> str:
        """The parts of both ends that are not the same."""
        ours, theirs = self.ours, self.theirs
        while (
            isinstance(ours, list | tuple)
            and isinstance(theirs, list | tuple)
            and len(ours) == len(theirs)
            and type(ours) is type(theirs)
        ):
            pairs = [
                (at, a, b)
                for at, (a, b) in enumerate(zip(ours, theirs, strict=True))
                if is_not_known(a) or not same(a, b)
            ]
            if len(pairs) != 1:
                return "\n".join(f"    {at}: {a!r} where CPython has {b!r}" for at, a, b in pairs)
            _, ours, theirs = pairs[0]
        return f"    {ours!r} where CPython has {theirs!r}"

    def __str__(self) -> str:
        return f"{self.verdict}: {self.ours!r} where CPython has {self.theirs!r}"


_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Endless(BaseException):
    """CPython itself does not come to an end of the program, or to another each time (the address of an object)."""


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    def end(*_: Any) -> None:
        raise Endless

    before, limit = signal.signal(signal.SIGALRM, end), sys.getrecursionlimit()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.setrecursionlimit(1_000)
    try:
        yield
    except RecursionError:  # what the program ends in holds itself
        raise Endless from None
    finally:
        sys.setrecursionlimit(limit)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _shown(outcome: Any) -> Any:
    try:
        return plain_value(outcome)
    except TypeError:  # an iterator whose next value raises
        raise Endless from None


def compared(program: str) -> Comparison:
    """A program that leaves its end in ``result``, or raises; `Endless` where it has no end."""
    text = _FRAME.format(program=textwrap.indent(program.rstrip(), "    "))
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), _within(seconds=1):
        warnings.simplefilter("ignore")
        theirs = _shown(by_host(text)["outcome"])
        try:
            has_address = _ADDRESS.search(repr(theirs)) is not None
        except ValueError:  # an integer that Python does not write out
            raise Endless from None
        if theirs[:2] == ("raised", Endless.__name__) or has_address:
            raise Endless
    machine, module = run(text)
    value = module_value(machine, module, "outcome")
    ours = NotKnown("the program did not end") if value is MISSING else to_host(machine, value)
    if is_not_known(ours):
        return Comparison("gap", ours, theirs)
    if ours[0] == theirs[0] == "raised" and ours[1] == theirs[1] and ours[2] != theirs[2]:
        return Comparison("words", ours, theirs)
    return Comparison("same" if same(ours, theirs) else "different", ours, theirs)
