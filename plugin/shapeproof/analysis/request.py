"""What a ``params`` target asks for, once its text has been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapeproof.interpreter.protocols import FoundModule
    from shapeproof.program.nodes import Expression

Number = None | bool | int | float | str


class TargetError(Exception):
    """A target that cannot be answered; the text says why."""


@dataclass(frozen=True, slots=True)
class InputRequest:
    """One ``--input``: the argument's name (None: the next positional one), its sizes as text, its dtype if given."""

    name: str | None
    dims: tuple[str, ...]
    dtype: str | None = None


@dataclass(frozen=True, slots=True)
class ParamsRequest:
    """One target: the expression to evaluate in a module, and the numbers and inputs to do it with.

    ``numbers`` are the ``-D`` options by name (``d``, ``config.n_embd``); ``solve`` is a total, ``trainable`` or a
    layer's name with the count it should have.
    """

    target: str
    module: FoundModule
    expression: Expression
    numbers: tuple[tuple[str, Number], ...] = ()
    inputs: tuple[InputRequest, ...] = ()
    train: bool = False
    solve: tuple[str, int] | None = None
