"""What stands around every method and constructor.

Before a method runs: that it has a receiver of its class, and the arguments it cannot do without.
"""

from __future__ import annotations

import builtins
import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from types import WrapperDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import DimBudgetError
from shapeproof.interpreter import hosts
from shapeproof.interpreter.builtins.plain import Arguments, Keywords, Method, type_name
from shapeproof.shapes import Gap
from shapeproof.values import LOST, Class, ShapeValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

# Found in a class and called with its first argument where a receiver would stand.
WITHOUT_RECEIVER = frozenset({"fromkeys", "maketrans", "from_bytes", "fromhex", "__prepare__"})

_OF_TWO = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift", "divmod",
)  # fmt: skip
_NEEDED = {
    **{f"__{side}{name}__": 1 for name in _OF_TWO for side in ("", "r", "i")},
    **{f"__{name}__": 1 for name in ("eq", "ne", "lt", "le", "gt", "ge", "contains", "getitem", "delitem", "format")},
    **dict.fromkeys(("issubset", "issuperset", "isdisjoint", "format_map", "index", "count", "join"), 1),
    "__setitem__": 2,
}


class Arity:
    """How many arguments CPython's own method takes; its words where they are not so many."""

    def __init__(self, owner: str, name: str) -> None:
        self.kind, self.name = getattr(builtins, owner, None), name
        self.method: Any = getattr(self.kind, name, None)
        self.dummy = _DUMMIES.get(owner)
        self.signature: inspect.Signature | None = None
        if self.dummy is not None and self.method is not None:
            with suppress(TypeError, ValueError):
                self.signature = inspect.signature(self.method)
        self.refusals: dict[int, str | None] = {}
        self.fitting: set[tuple[int, tuple[str, ...]]] = set()  # numbers and names of arguments that it takes

    def check(self, machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> None:
        if self.method is None or self.dummy is None or "**" in keywords:
            return
        if self.signature is None:
            count = len(arguments)
            if count not in self.refusals:
                self.refusals[count] = self._refusal(count)
            message = self.refusals[count]
            if message is not None:
                self._throw(machine, receiver, message)
            return
        form = (len(arguments), tuple(keywords))
        if form in self.fitting:
            return
        try:
            self.signature.bind(self.dummy, *arguments, **keywords)
            self.fitting.add(form)
        except TypeError:
            try:
                self.method(copy(self.dummy), *[None] * len(arguments), **dict.fromkeys(keywords))
            except TypeError as error:
                self._throw(machine, receiver, str(error))
            except Exception:
                raise Gap("how many arguments a method takes") from None

    def _throw(self, machine: Interpreter, receiver: Value, message: str) -> NoReturn:
        """Raise a TypeError; a class of the library that derives from a built-in one may have its own method for it."""
        if not hosts.inherits(machine.class_of(receiver), self.kind, self.name):
            machine.throw_in_other_words("TypeError", message)
        machine.throw("TypeError", message)

    def _refusal(self, count: int) -> str | None:
        """What CPython says where it does not take so many arguments, whatever they are."""
        try:
            self.method(copy(self.dummy), *[None] * count)
        except TypeError as error:
            message = str(error)
            return message if _NUMBER_OF_ARGUMENTS.search(message) else None
        except Exception:
            return None
        return None


_NUMBER_OF_ARGUMENTS = re.compile(r"takes (no|exactly|at least|at most)\b.*argument|expected (at \w+ )?\d+ argument")
_DUMMIES: dict[str, Any] = {
    "list": [], "dict": {}, "set": set(), "frozenset": frozenset(), "str": "", "bytes": b"", "int": 0, "float": 0.0,
    "bytearray": bytearray(), "complex": 0j, "tuple": (), "range": range(0), "slice": slice(0),
}  # fmt: skip


def with_receiver(owner: str, name: str, method: Method) -> Method:
    """The method behind these checks."""
    needed = _NEEDED.get(name, 0)
    if name in WITHOUT_RECEIVER:
        return method
    arity: Arity | None = None

    def checked(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        if isinstance(receiver, Unknown | ShapeValue):
            raise Gap(receiver.reason if isinstance(receiver, Unknown) else f"{name} of a shape of unknown rank")
        if machine.classes.by_name[owner] not in machine.class_of(receiver).mro:
            kind = type_name(machine, receiver)
            if isinstance(getattr(getattr(builtins, owner, None), name, None), WrapperDescriptorType):
                what = f"requires a '{owner}' object but received a '{kind}'"
                machine.throw("TypeError", f"descriptor '{name}' {what}")
            machine.throw("TypeError", f"descriptor '{name}' for '{owner}' objects doesn't apply to a '{kind}' object")
        nonlocal arity
        if arity is None:
            arity = Arity(owner, name)
        arity.check(machine, receiver, arguments, keywords)
        if len(arguments) < needed:
            if "**" in keywords:
                raise Gap("** of unknown content")
            machine.throw("TypeError", f"{name} expected {needed} argument{'s' * (needed > 1)}, got {len(arguments)}")
        return method(machine, receiver, arguments, keywords)

    return checked


Constructor = Callable[["Interpreter", Class, Arguments, Keywords], Value]


def with_content_lost(name: str, maker: Constructor) -> Constructor:
    """The constructor; an instance of a program's own subclass is made even where its content is not known."""

    def made(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
        if "**" in keywords:
            keywords = {key: value for key, value in keywords.items() if key != "**"}
            if cls.builtin:
                raise Gap("** of unknown content")
        try:
            return maker(machine, cls, arguments, keywords)
        except (Gap, DimBudgetError) as gap:
            if cls.builtin:
                raise Gap(str(gap)) from None
            return machine.unknown(str(gap)) if name == "type" else machine.new(cls, {}, LOST)

    return made
