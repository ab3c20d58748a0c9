"""Filling weights: a call that does nothing else is followed once for each class of layers, then left out.

Large models spend most of their constructors on it (``self.apply(init)``, ``named_apply(init, self)``), and no shape
depends on the numbers in weights. A call is left out only where `fillers` shows that all it can do is fill tensors, and
where the same function has ended without complaint on modules of all these classes. Numbers that were known of tensors
in these modules are forgotten, as when the call runs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeproof.dims import Dim
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.torch_model import constants
from shapeproof.torch_model.fillers import Fillers, is_partial
from shapeproof.torch_model.registration import KINDS, is_module, table, walk_modules
from shapeproof.values import BoundMethod, Class, Function, Object, PythonModule, TensorState, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MOST_MODULES = 5_000
_PLAIN = (int, float, str)


class _SymbolicError(Exception):
    """Something is there that a filler's course may depend on in a way that one run does not tell."""


@dataclass
class Concerned:
    """What a call is given: ``kinds`` are equal for calls that take the same course; tensors with ``known`` numbers."""

    kinds: list[Hashable] = field(default_factory=list)
    classes: set[Class] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of attributes that modules hold themselves
    known: list[Object] = field(default_factory=list)


@dataclass(frozen=True)
class Filling:
    """A call that only fills: what it is like, on modules of which classes, what it fills, and what it gives."""

    kind: Hashable
    classes: frozenset[int]
    known: list[Object]
    result: Value

    def leave_out(self, machine: Interpreter) -> Value:
        for tensor in self.known:
            constants.forget(machine, tensor)
        return self.result


class Fillings:
    """The fillings of one interpreter: those that were followed need not be followed again."""

    def __init__(self) -> None:
        self.fillers = Fillers()
        self.followed: dict[Hashable, frozenset[int]] = {}

    def call(self, machine: Interpreter, function: Function, bound: dict[str, Value]) -> Filling | None:
        """The filling that a call is, None where it may be something else."""
        node = function.node
        if not self.fillers.may_be(machine, function) or not _is_uncaught(machine):
            return None
        assert isinstance(node, nodes.FunctionDefinition)
        used = self.fillers.names_in(node)
        try:
            concerned = _concerned(machine, [value for name, value in bound.items() if name in used])
            body = self.fillers.body(machine, function, concerned.classes)
            if body is None or body.result == "" or concerned.names & body.methods:
                return None
            if not all(self.fillers.is_filler(machine, bound[name], concerned.classes) for name in body.called):
                return None
        except (_SymbolicError, Gap):
            return None
        classes = frozenset(each.id for each in concerned.classes)
        return Filling(
            (id(node), *concerned.kinds), classes, concerned.known, None if body.result is None else bound[body.result]
        )

    def applied(self, machine: Interpreter, module: Object, function: Value) -> Filling | None:
        """The filling that ``module.apply(function)`` is."""
        if not (_is_uncaught(machine) and self.fillers.is_torchs(machine, "apply")):
            return None
        try:
            concerned = _concerned(machine, [module, function])
        except (_SymbolicError, Gap):
            return None
        if not self.fillers.is_filler(machine, function, concerned.classes, concerned.names):
            return None
        classes = frozenset(each.id for each in concerned.classes)
        return Filling(("apply", *concerned.kinds), classes, concerned.known, module)

    def is_followed(self, filling: Filling) -> bool:
        """Whether calls like this one were followed on modules of all its classes."""
        followed = self.followed.get(filling.kind)
        return followed is not None and filling.classes <= followed

    def follow(self, filling: Filling) -> None:
        """Note that this call was followed to its end."""
        self.followed[filling.kind] = self.followed.get(filling.kind, frozenset()) | filling.classes


def _is_uncaught(machine: Interpreter) -> bool:
    """Whether no handler waits for what the call may raise."""
    return not (machine.catching or machine.catching_names)


def _concerned(machine: Interpreter, values: list[Value]) -> Concerned:
    found = Concerned()
    for value in values:
        _add(machine, value, found)
    return found


def _add(machine: Interpreter, value: Value, found: Concerned) -> None:
    if value is None or isinstance(value, bool):
        found.kinds.append(value)
    elif isinstance(value, _PLAIN):
        found.kinds.append(type(value).__name__)
    elif isinstance(value, Function):
        found.kinds.append(id(value.node))
    elif isinstance(value, BoundMethod):
        _add(machine, value.function, found)
        if isinstance(value.receiver, Object):
            found.kinds.append(value.receiver.cls.id)
            found.classes.add(value.receiver.cls)
    elif isinstance(value, Object) and is_module(machine, value):
        found.kinds.append("module")
        _add_modules(machine, value, found)
    elif isinstance(value, Object) and isinstance(machine.state(value).content, TensorState):
        found.kinds.append(_add_tensor(machine, value, found))
    elif isinstance(value, Object) and is_partial(machine, value):
        held = machine.attributes(value)
        for part in (held["func"], held["args"], *machine.content(held["keywords"]).values()):
            _add(machine, part, found)
    elif isinstance(value, tuple):
        for item in value:
            _add(machine, item, found)
    else:
        raise _SymbolicError


def _add_modules(machine: Interpreter, root: Object, found: Concerned) -> None:
    """A module and all below it: their classes, their attributes' names, their tensors."""
    for count, (_, module, _) in enumerate(walk_modules(machine, root)):
        if count >= MOST_MODULES:
            raise _SymbolicError
        found.classes.add(module.cls)
        for name, value in machine.attributes(module).items():
            if name in KINDS or name.startswith("\0"):
                continue
            found.names.add(name)
            for each in _held(machine, value):
                if isinstance(each, Dim | Unknown | Truth):
                    raise _SymbolicError
                if not isinstance(each, Object):
                    continue
                if isinstance(machine.state(each).content, TensorState):
                    _add_tensor(machine, each, found)
                elif is_module(machine, each):
                    raise _SymbolicError  # its methods may be called, and it is not walked
        for kind in ("_parameters", "_buffers"):
            for tensor in table(machine, module, kind).values():
                if isinstance(tensor, Object):
                    _add_tensor(machine, tensor, found)
                elif tensor is not None:
                    raise _SymbolicError


def _held(machine: Interpreter, value: Value) -> Iterator[Value]:
    """A value and, of a list, tuple or dict, what it holds."""
    yield value
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        content = machine.state(value).content
        if isinstance(content, tuple):
            yield from content
        elif isinstance(content, dict):
            yield from content.values()


def _add_tensor(machine: Interpreter, tensor: Object, found: Concerned) -> Hashable:
    state = machine.state(tensor).content
    if not isinstance(state, TensorState) or state.shape is None:
        raise _SymbolicError
    if not all(isinstance(size, int) for size in state.shape.items):
        raise _SymbolicError
    if state.data is not None:
        found.known.append(tensor)
    return ("tensor", len(state.shape.items))
