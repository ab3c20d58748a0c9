"""Room on CPython's stack for deep calls.

CPython 3.11 and later keep the frames of Python functions in chunks of 16 KiB, which are asked of the system and given
back as calls go over a chunk's end. An interpreter in Python is deep: wherever its hot calls happen to stand at such an
end, every one of them maps and unmaps memory, and takes several times as long. A frame that needs more gets a chunk of
its own size, the rest of which serves the calls below it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SLOTS = 1 << 18
"""Of 8 bytes each: about 2 MiB for the frame, which are never touched, and as many for some thousands of calls."""


def with_stack_room(function: Callable[P, R]) -> Callable[P, R]:
    """The function, run where its calls find a stack in one piece."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    if sys.implementation.name == "cpython":
        roomy.__code__ = roomy.__code__.replace(co_stacksize=SLOTS)
    return wraps(function)(roomy)
