"""What an expression can be.

Known scalars are the host's own immutable objects (None, bool, int, float, complex, str, bytes, Ellipsis) and tuples
of values; symbolic ones are `Dim`, `FloatExpression` and `Truth`. Everything with identity is an `Object`: a handle
whose `State` lives in the heap of the current world, so that a world can be forked by keeping a reference to it.
A value that is not understood is `Unknown`, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from shapeproof.dims import Condition
from shapeproof.program import nodes
from shapeproof.shapes import Shape

if TYPE_CHECKING:
    from shapeproof.values.modules import PythonModule

Value = Any  # the union above; spelled Any because host scalars make a closed union unusable in practice


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a file: path and absolute span, lines and columns from 1, ends exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """A value that is not known, and why; ``site`` is where it stopped being known."""

    reason: str
    site: Site | None = None
    serial: int = field(default_factory=count().__next__, repr=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """A bool that depends on sizes."""

    condition: Condition


class State(NamedTuple):
    """What the heap holds of one object: its attributes (never mutated in place) and its content.

    Content by class: list a tuple of values; dict a dict; set a dict with None values; tensor a `TensorState`;
    None where attributes are all. `LOST` where the content is no longer known.
    """

    attributes: dict[str, Value]
    content: Value = None


class _Lost:
    def __repr__(self) -> str:
        return "LOST"


LOST = _Lost()


class Object:
    """A handle with identity; equal handles name the same object of a world."""

    __slots__ = ("cls", "id")

    def __init__(self, id: int, cls: Class) -> None:
        self.id = id
        self.cls = cls

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Object) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<{self.cls.name if self.cls else 'type'} #{self.id}>"


class Class(Object):
    """A class. Its namespace is the attributes of its state; ``mro`` starts with itself.

    ``open_base`` holds the reason if a base is not understood: what it does not define may still exist.
    ``construct`` makes an instance of a built-in class natively (after ``__new__`` was not found in the program).
    """

    __slots__ = (
        "bases",
        "builtin",
        "construct",
        "lookups",
        "metaclass",
        "module",
        "mro",
        "name",
        "node",
        "open_base",
        "qualname",
    )

    def __init__(
        self,
        id: int,
        name: str,
        bases: tuple[Class, ...] = (),
        *,
        module: PythonModule | None = None,
        qualname: str | None = None,
        metaclass: Class | None = None,
        open_base: str | None = None,
        builtin: bool = False,
        node: nodes.ClassDefinition | None = None,
    ) -> None:
        super().__init__(id, metaclass if metaclass is not None else self)
        self.name = name
        self.qualname = qualname or name
        self.bases = bases
        self.module = module
        self.metaclass = metaclass
        self.open_base = open_base
        self.builtin = builtin
        self.construct: Callable[..., Value] | None = None
        self.node = node
        self.lookups: dict[str, Value] = {}
        self.mro: tuple[Class, ...] = (self,)

    __eq__ = object.__eq__  # a class has one handle
    __hash__ = Object.__hash__

    def is_subclass(self, other: Class) -> bool:
        return other in self.mro

    def __repr__(self) -> str:
        return f"<class {self.qualname}>"


class Frame:
    """The place of a running body: where its names are (a heap entry) and where it stands in the text."""

    __slots__ = (
        "captured",
        "cls",
        "first_line",
        "function",
        "globals_declared",
        "id",
        "is_class",
        "local_names",
        "module",
        "parent",
        "receiver",
    )

    def __init__(self, id: int, module: PythonModule, first_line: int, parent: Frame | None) -> None:
        self.id = id
        self.module = module
        self.first_line = first_line
        self.parent = parent
        self.local_names: frozenset[str] = frozenset()
        self.is_class = False
        self.cls: Class | None = None
        self.receiver: Value = None
        self.function: Function | None = None
        self.globals_declared: frozenset[str] = frozenset()
        self.captured = False  # whether something may still ask for its names when its body has ended

    def capture(self) -> None:
        """Something made here may ask for these names, and those around them, later."""
        scope: Frame | None = self
        while scope is not None and not scope.captured:
            scope.captured = True
            scope = scope.parent

    def qualified(self, name: str) -> str:
        """The qualified name of what is defined here."""
        if self.is_class and self.cls is not None:
            return f"{self.cls.qualname}.{name}"
        return f"{self.function.qualname}.<locals>.{name}" if self.function is not None else name


class Function(Object):
    """A function of the program (or a lambda), with what it closes over."""

    __slots__ = ("closure", "defaults", "first_line", "module", "name", "node", "owner", "qualname")

    def __init__(
        self,
        id: int,
        cls: Class,
        node: nodes.FunctionDefinition | nodes.Lambda,
        name: str,
        module: PythonModule,
        first_line: int,
        closure: Frame | None,
        defaults: Mapping[str, Value],
        owner: Class | None,
        qualname: str,
    ) -> None:
        super().__init__(id, cls)
        self.node = node
        self.name = name
        self.module = module
        self.first_line = first_line
        self.closure = closure
        self.defaults = defaults
        self.owner = owner
        self.qualname = qualname

    def __repr__(self) -> str:
        return f"<function {self.qualname}>"


@dataclass(frozen=True, slots=True, eq=False)
class Native:
    """A function that the engine knows: ``call(interpreter, arguments, keywords)`` → value.

    ``binds`` tells whether it becomes a method when found in a class, ``takes_splats`` whether an argument may be
    the Splat of a shape of open rank (``view(*x.shape[:-1], h)``), ``declared`` what a stub says of its parameters.
    """

    name: str
    call: Callable[..., Value]
    binds: bool = True
    takes_splats: bool = False
    declared: Function | None = None

    def __repr__(self) -> str:
        return f"<native {self.name}>"


@dataclass(frozen=True, slots=True)
class BoundMethod:
    function: Value  # Function or Native
    receiver: Value


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    getter: Value
    setter: Value = None
    deleter: Value = None
    cached: bool = False
    doc: Value = None
    of_class: Value = None  # what the class itself has under the name


@dataclass(frozen=True, slots=True, eq=False)
class ClassMethod:
    function: Value


@dataclass(frozen=True, slots=True, eq=False)
class StaticMethod:
    function: Value


@dataclass(frozen=True, slots=True)
class Super:
    """``super()``: looks names up in the receiver's mro behind ``cls``."""

    cls: Class
    receiver: Value


@dataclass(frozen=True, slots=True)
class Range:
    """``range`` of sizes."""

    start: Value
    stop: Value
    step: Value


@dataclass(frozen=True, slots=True)
class SliceValue:
    start: Value
    stop: Value
    step: Value


@dataclass(frozen=True, slots=True)
class Lazy:
    """The content of an iterator that makes its values when asked: ``step(machine, state)`` gives the next value
    (MISSING at the end) and the state behind it. A state of None is the end for good."""

    step: Callable[..., tuple[Value, Value]]
    state: Value


@dataclass(frozen=True, slots=True)
class Namespace:
    """The content of the dict that is an object's own ``__dict__``: the object's attributes at each moment."""

    owner: Object


@dataclass(frozen=True, slots=True)
class ShapeValue:
    """A row of sizes whose length is not known, such as ``x.shape`` of a tensor of open rank: sizes and one Splat."""

    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TensorState:
    """The content of a tensor object: shape (None: unknown), dtype, constant data, and where it came from."""

    shape: Shape | None
    dtype: str | None = None
    data: Value = None
    requires_grad: bool = False
    producer: Producer | None = None
    assumed: bool = False
    reason: str | None = None  # why the shape is unknown


@dataclass(frozen=True, slots=True, eq=False)
class Producer:
    """The operation a tensor came out of: for explanations."""

    site: Site | None
    label: str
    layer: Object | None
    inputs: tuple[TensorState, ...]
