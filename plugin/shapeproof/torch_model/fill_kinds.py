"""What a filling is given: equal kinds take the same course, so that one run stands for all of a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim
from shapeproof.shapes import Gap
from shapeproof.torch_model.fillers import is_partial
from shapeproof.torch_model.registration import KINDS, is_module
from shapeproof.values import (
    BoundMethod,
    Class,
    Function,
    Object,
    PythonModule,
    Site,
    TensorState,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MOST_MODULES = 5_000
_PLAIN = (int, float, str)
_SIMPLE = frozenset((int, float, str, bool, type(None), Site))
_NUMBERS = re.compile(r"\d+")

Layer = tuple[Hashable, ...]
"""The kind of one module: its class, and which of its parameters there are, each with its rank."""


class SymbolicError(Exception):
    """Something is there that a filler's course may depend on in a way that one run does not tell."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What was seen of one module: it holds as long as the entries of the heap that were read are the same."""

    entries: list[tuple[int, Any]]
    layer: Layer
    attributes: dict[str, Value]
    known: list[Object]
    children: list[Object]


class Concerned:
    """What a filling is given. ``names`` are of attributes that modules hold themselves.

    ``layers`` are the kinds of the modules given and of all below them, ``known`` the tensors with known numbers.
    ``walked`` is what was seen of modules before, by identity.
    """

    def __init__(self, machine: Interpreter, walked: dict[int, Walked]) -> None:
        self.machine = machine
        self.walked = walked
        self.classes: set[Class] = set()
        self.names: set[str] = set()
        self.layers: set[Layer] = set()
        self.known: list[Object] = []
        self._below: dict[int, frozenset[Layer]] = {}  # by module: the kinds of itself and all below

    def kind(self, value: Value, *, spelt: bool = False) -> tuple[Hashable, ...]:
        """The kind of a value; ``spelt`` tells strings apart, but for the numbers in them. Raises `SymbolicError`."""
        if value is None or isinstance(value, bool):
            return (value,)
        if spelt and isinstance(value, str):
            return (_NUMBERS.sub("0", value),)
        if isinstance(value, _PLAIN):
            return (type(value).__name__,)
        if isinstance(value, Function):
            return (id(value.node),)
        if isinstance(value, BoundMethod):
            receiver = value.receiver
            if isinstance(receiver, Object):
                self.classes.add(receiver.cls)
                return (*self.kind(value.function), receiver.cls.id)
            return self.kind(value.function)
        if isinstance(value, tuple):
            return tuple(part for item in value for part in (len(value), *self.kind(item, spelt=spelt)))
        if not isinstance(value, Object):
            raise SymbolicError
        if is_module(self.machine, value):
            self.layers |= self.below(value)
            return ("module",)
        if isinstance(self.machine.state(value).content, TensorState):
            return ("tensor", self._rank(value))
        if is_partial(self.machine, value):
            held = self.machine.attributes(value)
            given = (held["func"], held["args"], *self.machine.content(held["keywords"]).values())
            return tuple(part for each in given for part in self.kind(each))
        raise SymbolicError

    def layer(self, module: Object) -> Layer:
        """The kind of a module that has been walked."""
        return self.walked[module.id].layer

    def below(self, module: Object) -> frozenset[Layer]:
        """The kinds of a module and of all below it."""
        known = self._below.get(module.id)
        if known is not None:
            return known
        if len(self._below) >= MOST_MODULES:
            raise SymbolicError
        self._below[module.id] = frozenset()  # of one that holds itself
        walked = self.walked.get(module.id)
        if walked is None or not _stands(self.machine, walked):
            walked = self.walked[module.id] = _walk(self.machine, module)
        self.classes.add(module.cls)
        self.names.update(walked.attributes)
        self.known += walked.known
        found = {walked.layer}
        for child in walked.children:
            found |= self.below(child)
        self._below[module.id] = frozenset(found)
        return self._below[module.id]

    def _rank(self, tensor: Object) -> int:
        state = self.machine.state(tensor).content
        rank = _rank(state)
        if state.data is not None:
            self.known.append(tensor)
        return rank


def _stands(machine: Interpreter, walked: Walked) -> bool:
    heap, base, recording = machine.heap, machine.base, machine.recording
    for ident, entry in walked.entries:
        found = heap.get(ident)
        if found is None:
            found = base.get(ident)
        if found is not entry:
            return False
    if recording is not None:
        for ident, entry in walked.entries:
            recording.read(ident, entry)
    return True


def _walk(machine: Interpreter, module: Object) -> Walked:
    """One module: tensors and numbers among its plain attributes count as its own."""
    state = machine.state(module)
    entries: list[tuple[int, Any]] = [(module.id, state)]
    known: list[Object] = []

    def content_of(held: Object) -> Value:
        inner = machine.state(held)
        entries.append((held.id, inner))
        if isinstance(inner.content, TensorState) and inner.content.data is not None:
            known.append(held)
        return inner.content

    for name, value in state.attributes.items():
        if type(value) in _SIMPLE or name in KINDS:
            continue
        for each in _held(value, content_of):
            if isinstance(each, Dim | Unknown | Truth):
                raise SymbolicError
            if isinstance(each, Object) and not isinstance(each, Class | Function | PythonModule):
                content = content_of(each)
                if isinstance(content, TensorState):
                    _rank(content)
                elif is_module(machine, each):
                    raise SymbolicError  # its methods may be called, and it is not walked
    layer: list[Hashable] = [module.cls.id]
    tables: list[dict[Any, Value]] = []
    for kind in KINDS:
        holder = state.attributes.get(kind)
        held = content_of(holder) if isinstance(holder, Object) else holder
        if held is None:
            held = {}
        if type(held) is not dict:
            raise Gap("what this module holds is not known")
        tables.append(held)
    *of_tensors, modules = tables
    for names in of_tensors:
        for name, tensor in names.items():
            if isinstance(tensor, Object):
                layer.append((name, _rank(content_of(tensor))))
            elif tensor is None:
                layer.append(name)
            else:
                raise SymbolicError
    children = [child for child in modules.values() if child is not None]
    if not all(is_module(machine, child) for child in children):
        raise SymbolicError
    return Walked(entries, tuple(layer), state.attributes, known, children)


def _rank(state: Value) -> int:
    """The rank of a tensor whose sizes are all numbers."""
    if not isinstance(state, TensorState) or state.shape is None:
        raise SymbolicError
    if not all(isinstance(size, int) for size in state.shape.items):
        raise SymbolicError
    return len(state.shape.items)


def kinds_of(concerned: Concerned, values: Iterable[Value]) -> tuple[Hashable, ...]:
    """The kinds of several values, one after the other."""
    return tuple(part for value in values for part in concerned.kind(value))


def _held(value: Value, content_of: Callable[[Object], Value]) -> Iterator[Value]:
    """A value and, of a list, tuple or dict, what it holds."""
    yield value
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        content = content_of(value)
        if isinstance(content, tuple):
            yield from content
        elif isinstance(content, dict):
            yield from content.values()
