"""A call seen before is replayed: equal arguments and equal reads give equal results, with identities of their own.

While a call runs, a `Recording` notes which entries of the heap it reads and writes that were there before it. Where it
changed nothing else of its world, the call is kept as a `Record`. Later calls of the same function are compared with
it: arguments and reads must be the same up to a renaming of objects. Then what the call made is copied under new
identities instead of being made again, so that forty equal layers cost little more than two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immutables import Map

from shapeproof.dims import Dim, Facts, FloatExpression
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.world import Chain, LayerCall, extend, items
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    ClassMethod,
    Frame,
    Function,
    Lazy,
    Native,
    Object,
    Property,
    PythonModule,
    Range,
    ShapeValue,
    Site,
    SliceValue,
    State,
    StaticMethod,
    Super,
    TensorState,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LEAST_STEPS = 8  # calls of fewer are run again
MOST_RECORDS = 4  # of one function
MOST_MISSES = 16  # a function compared so often without a single match is no longer recorded
_PLAIN = frozenset(
    (
        *(type(None), bool, int, float, complex, str, bytes, type(...), Dim, FloatExpression, Truth, Range, SliceValue),
        *(
            ShapeValue,
            Site,
            Native,
            Class,
            PythonModule,
            Property,
            StaticMethod,
            ClassMethod,
            type(LOST),
            type(MISSING),
        ),
    )
)


class Recording:
    """What a running call has read and written of what was there before it."""

    __slots__ = ("globals", "outer", "reads", "spoiled", "start", "writes")

    def __init__(self, start: int, outer: Recording | None) -> None:
        self.start = start
        self.outer = outer
        self.reads: dict[int, Any] = {}
        self.writes: set[int] = set()
        self.globals: dict[tuple[PythonModule, str], Value] = {}
        self.spoiled = False

    def read(self, ident: int, entry: Any) -> None:
        if ident < self.start and ident not in self.reads:
            if ident in self.writes:
                self.spoiled = True  # what was there before the call is not known any more
            else:
                self.reads[ident] = entry

    def write(self, ident: int) -> None:
        if ident < self.start:
            self.writes.add(ident)

    def close(self) -> None:
        """Hand on to the call around this one what it has read and written too."""
        outer = self.outer
        if outer is not None:
            for ident, entry in self.reads.items():
                outer.read(ident, entry)
            for ident in self.writes:
                outer.write(ident)
            for asked, value in self.globals.items():
                outer.globals.setdefault(asked, value)
            outer.spoiled = outer.spoiled or self.spoiled


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What else of a world a call may depend on or change."""

    facts: Facts
    splats: Any
    assumed: Any
    refusals: Chain | None
    class_writes: int
    catching: tuple[bool, bool, bool, bool]
    handling: Object | None
    floats: frozenset[str]

    def same(self, other: Surroundings) -> bool:
        return (
            self.facts is other.facts
            and self.splats is other.splats
            and self.class_writes == other.class_writes
            and self.catching == other.catching
            and self.handling is other.handling
            and self.floats is other.floats
        )

    def untouched(self, other: Surroundings) -> bool:
        return self.same(other) and self.assumed is other.assumed and self.refusals is other.refusals


def surroundings(machine: Interpreter) -> Surroundings:
    judge = machine.judge
    catching = (
        bool(machine.catching),
        bool(machine.catching_division),
        bool(machine.catching_names),
        bool(machine.catching_imports),
    )
    return Surroundings(
        judge.facts,
        judge.splats,
        judge.assumed,
        machine.refusals,
        machine.class_writes,
        catching,
        machine.handling,
        machine.floats,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A finished call: what it was given and read, and what it left behind."""

    arguments: dict[str, Value]
    reads: dict[int, Any]
    globals: dict[tuple[PythonModule, str], Value]
    writes: tuple[int, ...]
    result: Value
    calls: tuple[Any, ...]
    start: int
    end: int
    heap: Map[int, Any]
    around: Surroundings


class Replays:
    """The records of one run, by function."""

    def __init__(self) -> None:
        self.records: dict[tuple[int, int], list[Record]] = {}
        self.misses: dict[tuple[int, int], int] = {}
        self.used = False  # whether a call was ever replayed: objects may have more handles than one

    def wants(self, machine: Interpreter, function: Function) -> bool:
        return not function.module.is_stub and self.misses.get(_key(function), 0) < MOST_MISSES

    def find(self, machine: Interpreter, function: Function, arguments: dict[str, Value]) -> Value:
        """What the call gives, replayed; MISSING where it is not like one before."""
        key = _key(function)
        records = self.records.get(key)
        if not records:
            return MISSING
        around = surroundings(machine)
        for record in reversed(records):
            if not record.around.same(around):
                continue
            matching = _Matching(machine, record)
            if matching.same(record.arguments, arguments) and matching.same_reads():
                try:
                    result = _Copying(machine, record, matching.renamed).replay()
                except _CannotCopyError:
                    continue
                self.misses[key] = -(1 << 40)
                self.used = True
                return result
        self.misses[key] = self.misses.get(key, 0) + 1
        return MISSING

    def keep(
        self,
        machine: Interpreter,
        recording: Recording,
        function: Function,
        arguments: dict[str, Value],
        result: Value,
        before: Surroundings,
        calls_before: int,
    ) -> None:
        """Keep a call that changed nothing but the heap."""
        if recording.spoiled or not recording.writes <= recording.reads.keys():
            return
        if any(ident not in machine.heap for ident in recording.writes):
            return  # what it wrote has become part of the base, or was dropped
        if not before.untouched(surroundings(machine)):
            return
        calls = tuple(items(machine.calls)[calls_before:]) if machine.calls is not None else ()
        row = self.records.setdefault(_key(function), [])
        row.append(
            Record(
                arguments,
                recording.reads,
                recording.globals,
                tuple(sorted(recording.writes)),
                result,
                calls,
                recording.start,
                machine.next_id,
                machine.heap,
                before,
            )
        )
        if len(row) > MOST_RECORDS:
            del row[0]


def _key(function: Function) -> tuple[int, int]:
    return id(function.node), function.closure.id if function.closure is not None else 0


class _Matching:
    """Whether a call is a recorded one but for the identities of objects; ``renamed`` tells which became which."""

    def __init__(self, machine: Interpreter, record: Record) -> None:
        self.machine = machine
        self.record = record
        self.renamed: dict[int, int] = {}
        self.taken: dict[int, int] = {}

    def same_reads(self) -> bool:
        """Whether what the recorded call read is what this one would read."""
        heap, base = self.machine.heap, self.machine.base
        for (module, name), value in self.record.globals.items():
            if not self.same(value, self.machine.global_value(module, name)):
                return False
        for ident, entry in self.record.reads.items():
            at = self.renamed.get(ident)
            if at is None:
                at = ident
                if self.taken.setdefault(ident, ident) != ident:
                    return False
                self.renamed[ident] = ident
            current = heap.get(at)
            if current is None:
                current = base.get(at)
            if current is entry and at == ident:
                continue
            if current is None or not self.same(entry, current):
                return False
        return True

    def same(self, left: Value, right: Value) -> bool:
        kind = type(left)
        if kind is not type(right):
            return False
        if kind is Object:
            return self._same_object(left, right)
        if left is right and kind in _PLAIN:
            return True
        if kind is tuple:
            return len(left) == len(right) and all(map(self.same, left, right))
        if kind is dict:
            return self._same_dict(left, right)
        if kind is State:
            return self._same_dict(left.attributes, right.attributes) and self.same(left.content, right.content)
        if kind is TensorState:
            return (
                left.shape == right.shape
                and left.dtype == right.dtype
                and left.requires_grad is right.requires_grad
                and left.assumed is right.assumed
                and left.reason == right.reason
                and self.same(left.data, right.data)
            )
        if kind is BoundMethod:
            return self.same(left.function, right.function) and self.same(left.receiver, right.receiver)
        if kind is Super:
            return left.cls is right.cls and self.same(left.receiver, right.receiver)
        if kind is Lazy:
            return left.step is right.step and self.same(left.state, right.state)
        if kind is Repeated:
            return left.count == right.count and self.same(left.item, right.item)
        if kind in (Unknown, Native, Class, Function, PythonModule):
            return left is right
        if kind is float:
            return bool(left == right) or (left != left and right != right)
        return bool(left == right)

    def _same_dict(self, left: dict[Value, Value], right: dict[Value, Value]) -> bool:
        if len(left) != len(right):
            return False
        for (key, value), (other_key, other) in zip(left.items(), right.items(), strict=True):
            if key is not other_key and not self.same(key, other_key):
                return False
            if value is other and type(value) in _PLAIN:
                continue
            if not self.same(value, other):
                return False
        return True

    def _same_object(self, left: Object, right: Object) -> bool:
        known = self.renamed.get(left.id)
        if known is not None:
            return known == right.id
        if left.cls is not right.cls or self.taken.setdefault(right.id, left.id) != left.id:
            return False
        self.renamed[left.id] = right.id
        return True


class _CannotCopyError(Exception):
    """A value of a kind that may hold objects in a way not known here."""


class _Copying:
    """What a recorded call made, under new identities."""

    def __init__(self, machine: Interpreter, record: Record, renamed: dict[int, int]) -> None:
        self.machine = machine
        self.record = record
        self.renamed = renamed
        self.shift = machine.next_id - record.start
        self.pending: list[int] = []
        self.made: set[int] = set()
        self.unknowns: dict[int, Unknown] = {}
        self.functions: dict[int, Function] = {}
        self.frames: dict[int, Frame] = {}

    def replay(self) -> Value:
        record, machine = self.record, self.machine
        result = self.copy(record.result)
        entries = {self.renamed[ident]: self.copy(record.heap[ident]) for ident in record.writes}
        calls = [
            LayerCall(self.copy(c.layer), self.copy(c.arguments), self.copy(c.keywords), self.copy(c.result), c.repeats)
            for c in record.calls
        ]
        while self.pending:
            ident = self.pending.pop()
            entry = record.heap.get(ident)
            if entry is not None:
                entries[ident + self.shift] = self.copy(entry)
        for ident, entry in entries.items():
            machine.put(ident, entry)
        for ident in record.reads:  # a call around this one has read them too
            machine.note(self.renamed[ident])
        if machine.recording is not None:
            machine.recording.globals.update(record.globals)
        for call in calls:
            machine.calls = extend(machine.calls, call)
        machine.next_id += record.end - record.start
        return result

    def copy(self, value: Value) -> Value:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is Object:
            return self._object(value)
        if kind is tuple:
            return tuple(map(self.copy, value))
        if kind is dict:
            return self._dict(value)
        if kind is State:
            return State(self._dict(value.attributes), self.copy(value.content))
        if kind is TensorState:
            return value
        if kind is BoundMethod:
            return BoundMethod(self.copy(value.function), self.copy(value.receiver))
        if kind is Super:
            return Super(value.cls, self.copy(value.receiver))
        if kind is Lazy:
            return Lazy(value.step, self.copy(value.state))
        if kind is Repeated:
            return Repeated(self.copy(value.item), value.count)
        if kind is Unknown:
            return self.unknowns.setdefault(value.serial, Unknown(value.reason, value.site))
        if kind is Function:
            return self._function(value)
        if isinstance(value, tuple | dict | Object) or hasattr(value, "__dataclass_fields__"):
            raise _CannotCopyError
        return value

    def _dict(self, value: dict[Value, Value]) -> dict[Value, Value]:
        copy = self.copy
        return {
            (key if type(key) is str else copy(key)): (item if type(item) in _PLAIN else copy(item))
            for key, item in value.items()
        }

    def _is_made(self, ident: int) -> bool:
        """Whether the recorded call made what has this identity; its entry is then to be copied too."""
        if not self.record.start <= ident < self.record.end:
            return False
        if ident not in self.made:
            self.made.add(ident)
            self.pending.append(ident)
        return True

    def _function(self, value: Function) -> Function:
        if not self._is_made(value.id):
            return value
        known = self.functions.get(value.id)
        if known is None:
            known = self.functions[value.id] = Function(
                value.id + self.shift,
                value.cls,
                value.node,
                value.name,
                value.module,
                value.first_line,
                None if value.closure is None else self._frame(value.closure),
                {name: self.copy(default) for name, default in value.defaults.items()},
                value.owner,
                value.qualname,
            )
        return known

    def _frame(self, value: Frame) -> Frame:
        """The names that a function made by the call closes over."""
        if not self._is_made(value.id):
            return value
        known = self.frames.get(value.id)
        if known is None:
            parent = None if value.parent is None else self._frame(value.parent)
            known = self.frames[value.id] = Frame(value.id + self.shift, value.module, value.first_line, parent)
            known.local_names, known.globals_declared = value.local_names, value.globals_declared
            known.is_class, known.captured = value.is_class, value.captured
            known.cls, known.receiver = value.cls, self.copy(value.receiver)
            known.function = None if value.function is None else self._function(value.function)
        return known

    def _object(self, value: Object) -> Object:
        ident = value.id
        if self._is_made(ident):
            return Object(ident + self.shift, value.cls)
        renamed = self.renamed.get(ident, ident)
        return value if renamed == ident else Object(renamed, value.cls)
