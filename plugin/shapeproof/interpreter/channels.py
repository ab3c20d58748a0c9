"""The program's own exceptions, kept apart from refusals (`shapes.Refused`) and gaps (`shapes.Gap`)."""

from __future__ import annotations

from shapeproof.values import Object


class ProgramRaise(Exception):
    """The analysed program raises ``exception``; only its own handlers may catch it."""

    def __init__(self, exception: Object) -> None:
        super().__init__(exception.cls.name)
        self.exception = exception


class _Missing:
    """The answer to a lookup that certainly finds nothing."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        raise TypeError("compare with MISSING by identity")


MISSING = _Missing()
