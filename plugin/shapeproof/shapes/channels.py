"""The results of an operation on shapes that are no shape: a refusal, and a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Refusal:
    """torch would raise: the code of the finding, what is wrong, and what to do about it.

    ``expected`` and ``got`` are the two sizes (or shapes) that do not go together; ``operand`` says which operand
    (its position) the size ``got`` belongs to and ``axis`` which of its axes, so that both can be traced back.
    ``quoted`` is a text of the program that is at fault, with where in it the fault lies: start and end.
    """

    code: str
    message: str
    expected: Any = None
    got: Any = None
    operand: int | None = None
    axis: int | None = None
    help: str | None = None
    quoted: tuple[str, int, int] | None = None


class Refused(Exception):
    """The operation cannot work on these shapes."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Gap(Exception):
    """We do not know what would happen; the text is the reason, for people to read."""
