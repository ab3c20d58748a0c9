"""Filling weights: a call or a round that does nothing else is followed once for each kind of layers, then left out.

Large models spend most of their constructors on it (``self.apply(init)``, ``for m in self.modules(): …``), and no shape
depends on the numbers in weights. Something is left out only where `fillers` shows that all it can do is fill tensors,
and where the same text has ended without complaint on modules of all these kinds. Numbers that were known of tensors
in these modules are forgotten, as when it runs.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.torch_model import constants
from shapeproof.torch_model.fill_kinds import Concerned, Layer, SymbolicError, Walked, kinds_of
from shapeproof.torch_model.fill_loops import FillLoop, fill_loop
from shapeproof.torch_model.fillers import Fillers
from shapeproof.torch_model.registration import is_module
from shapeproof.values import Frame, Function, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LEAST_ROUNDS = 4  # a loop of fewer is simply run
_MOST_WALKED = 20_000


@dataclass(frozen=True)
class Filling:
    """A call that only fills: what it is like, on modules of which kinds, what it fills, and what it gives."""

    kind: Hashable
    layers: frozenset[Layer]
    known: list[Object]
    result: Value

    def leave_out(self, machine: Interpreter) -> Value:
        for tensor in self.known:
            constants.forget(machine, tensor)
        return self.result


@dataclass(frozen=True)
class FillingRounds:
    """The rounds of a loop that are to be run: what they are given, and what their like need not be run for then."""

    items: tuple[Value, ...]
    kinds: dict[Hashable, frozenset[Layer]]


class Fillings:
    """The fillings of one interpreter: those that were followed need not be followed again."""

    def __init__(self) -> None:
        self.fillers = Fillers()
        self.followed: dict[Hashable, frozenset[Layer]] = {}
        self.walked: dict[int, Walked] = {}
        self.loops: dict[int, tuple[nodes.For, FillLoop | None]] = {}

    def call(self, machine: Interpreter, function: Function, bound: dict[str, Value]) -> Filling | None:
        """The filling that a call is, None where it may be something else."""
        node = function.node
        if not self.fillers.may_be(machine, function) or not _is_uncaught(machine):
            return None
        assert isinstance(node, nodes.FunctionDefinition)
        used = self.fillers.names_in(node)
        concerned = self._concerned(machine)
        try:
            kinds = kinds_of(concerned, (value for name, value in bound.items() if name in used))
            body = self.fillers.body(machine, function, concerned.classes)
            if body is None or body.result == "" or concerned.names & body.methods:
                return None
            if not all(self.fillers.is_filler(machine, bound[name], concerned.classes) for name in body.called):
                return None
        except (SymbolicError, Gap):
            return None
        result = None if body.result is None else bound[body.result]
        return Filling((id(node), *kinds), frozenset(concerned.layers), concerned.known, result)

    def applied(self, machine: Interpreter, module: Object, function: Value) -> Filling | None:
        """The filling that ``module.apply(function)`` is."""
        if not (_is_uncaught(machine) and self.fillers.is_torchs(machine, "apply")):
            return None
        concerned = self._concerned(machine)
        try:
            kinds = kinds_of(concerned, (module, function))
        except (SymbolicError, Gap):
            return None
        if not self.fillers.is_filler(machine, function, concerned.classes, concerned.names):
            return None
        return Filling(("apply", *kinds), frozenset(concerned.layers), concerned.known, module)

    def is_followed(self, filling: Filling) -> bool:
        """Whether calls like this one were followed on modules of all its kinds."""
        followed = self.followed.get(filling.kind)
        return followed is not None and filling.layers <= followed

    def follow(self, filling: Filling) -> None:
        """Note that this call was followed to its end."""
        self._note(filling.kind, filling.layers)

    def _note(self, kind: Hashable, layers: frozenset[Layer]) -> None:
        self.followed[kind] = self.followed.get(kind, frozenset()) | layers

    def _concerned(self, machine: Interpreter) -> Concerned:
        if len(self.walked) > _MOST_WALKED:
            self.walked.clear()
        return Concerned(machine, self.walked)

    # --- loops ----------------------------------------------------------------------------------------------------

    def rounds(self, machine: Interpreter, node: nodes.For, frame: Frame, values: Any) -> FillingRounds | None:
        """The rounds to run of a loop that only fills; None for any other loop."""
        items = _items(machine, values)
        loop = self._loop(node, frame) if len(items) >= LEAST_ROUNDS else None
        if loop is None or not _is_uncaught(machine):
            return None
        names = machine.entry(frame.id)
        concerned = self._concerned(machine)
        try:
            given = {name: names[name] for name in loop.given if name in names}
            common = (id(node), *given, *kinds_of(concerned, given.values()))
            rows = [(item, *self._round(concerned, item)) for item in items]
            body = self.fillers.body(machine, _as_function(machine, loop, frame), concerned.classes)
            if body is None or concerned.names & body.methods or not body.called <= given.keys():
                return None
            if not all(self.fillers.is_filler(machine, given[name], concerned.classes) for name in body.called):
                return None
        except (SymbolicError, Gap):
            return None
        chosen: list[Value] = []
        kinds: dict[Hashable, frozenset[Layer]] = {}
        for item, own, layers, has_known in rows:
            kind = (*common, *own)
            done = self.followed.get(kind, frozenset()) | kinds.get(kind, frozenset())
            is_new = kind not in self.followed and kind not in kinds
            if has_known or is_new or not layers <= done:
                chosen.append(item)
                kinds[kind] = kinds.get(kind, frozenset()) | layers
        return FillingRounds(tuple(chosen), kinds)

    def follow_rounds(self, rounds: FillingRounds) -> None:
        """Note that these rounds were followed to the loop's end."""
        for kind, layers in rounds.kinds.items():
            self._note(kind, layers)

    def _loop(self, node: nodes.For, frame: Frame) -> FillLoop | None:
        found = self.loops.get(id(node))
        if found is None:
            around = frame.function.node if frame.function is not None else None
            loop = fill_loop(node, around) if isinstance(around, nodes.FunctionDefinition) else None
            found = self.loops[id(node)] = (node, loop)
        return found[1]

    @staticmethod
    def _round(concerned: Concerned, item: Value) -> tuple[tuple[Hashable, ...], frozenset[Layer], bool]:
        """Of one round: what tells it from others, the kinds of the modules it is given, whether numbers are known."""
        own: list[Hashable] = []
        layers: frozenset[Layer] = frozenset()
        known = len(concerned.known)
        for part in item if isinstance(item, tuple) else (item,):
            own += concerned.kind(part, spelt=True)
            if isinstance(part, Object) and is_module(concerned.machine, part):
                own.append(concerned.layer(part))
                layers |= concerned.below(part)
        return tuple(own), layers, len(concerned.known) > known


def _items(machine: Interpreter, values: Any) -> tuple[Value, ...]:
    """What is left of a row of values that is all there already; nothing where it is not."""
    if not isinstance(values, Object):
        return ()
    content = machine.state(values).content
    if not isinstance(content, tuple) or len(content) != 2:
        return ()
    items, position = content
    return items[position:] if isinstance(items, tuple) and isinstance(position, int) else ()


def _as_function(machine: Interpreter, loop: FillLoop, frame: Frame) -> Function:
    """The body of a loop as a function that stands where the function around it does."""
    return Function(
        0, machine.classes.function, loop.function, "<loop>", frame.module, frame.first_line, frame.parent, {}, None,
        "<loop>",
    )  # fmt: skip


def _is_uncaught(machine: Interpreter) -> bool:
    """Whether no handler waits for what may be raised."""
    return not (machine.catching or machine.catching_names)
