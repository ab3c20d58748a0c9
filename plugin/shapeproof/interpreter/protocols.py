"""The two questions the interpreter asks of the outside: where is a module, and what is known by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.program.nodes import Expression, For
    from shapeproof.program.sources import ProgramSource
    from shapeproof.values import Frame, Function, Object, Value


@dataclass(frozen=True, slots=True)
class FoundModule:
    """A module that exists: its dotted name, its file, and the file's source (None for a namespace package)."""

    name: str
    path: str
    is_package: bool
    source: ProgramSource | None


class Importer(Protocol):
    def find(self, name: str) -> FoundModule | None:
        """The module of that dotted name, or None if no import root has it."""


class Promises(Protocol):
    """What annotations promise: asked where values meet them. Each gives the value with what the annotation adds."""

    def entered(self, machine: Interpreter, function: Function, frame: Frame, bound: dict[str, Value]) -> Value:
        """A call is about to run; MISSING, or what the call gives where its arguments break the annotations."""

    def returned(self, machine: Interpreter, frame: Frame, value: Value) -> Value:
        """A ``return`` gives this value."""

    def assigned(
        self, machine: Interpreter, frame: Frame, target: Expression, annotation: Expression, value: Value
    ) -> Value:
        """``target: annotation = value``."""

    def attribute(self, machine: Interpreter, frame: Frame, owner: Value, name: str, value: Value) -> Value:
        """``owner.name = value``."""

    def asserted(self, machine: Interpreter, frame: Frame, annotation: Expression, value: Value) -> None:
        """``assert_type(value, annotation)``."""


class Filling(Protocol):
    """A call that changes nothing but the numbers in weights."""

    def leave_out(self, machine: Interpreter) -> Value:
        """What the call gives, where it is not run."""


class FillingRounds(Protocol):
    """The rounds of a loop that are to be run, as the others only fill weights like these."""

    @property
    def items(self) -> tuple[Value, ...]:
        """What the rounds are given."""


class Fillings(Protocol):
    """Calls that only fill weights: one like those that were followed need not be run."""

    def call(self, machine: Interpreter, function: Function, bound: dict[str, Value]) -> Filling | None:
        """The filling that a call with these arguments is, None where it may do more."""

    def applied(self, machine: Interpreter, module: Object, function: Value) -> Filling | None:
        """The filling that ``module.apply(function)`` is."""

    def is_followed(self, filling: Any) -> bool:
        """Whether calls like this one were followed."""

    def follow(self, filling: Any) -> None:
        """Note that this call was followed to its end."""

    def rounds(self, machine: Interpreter, node: For, frame: Frame, values: Any) -> FillingRounds | None:
        """The rounds to run of a loop that only fills; None for any other loop."""

    def follow_rounds(self, rounds: Any) -> None:
        """Note that these rounds were followed to the loop's end."""


class Library(Protocol):
    def lookup(self, interpreter: Interpreter, qualified_name: str) -> Value | None:
        """What is known by that name (``functools.partial``), or None."""

    def covers(self, module_name: str) -> bool:
        """Whether a module of that name is answered by this library rather than by source."""
