"""The texts of values: ``str``, ``repr``, ``format``, f-strings. A Gap where a text depends on what is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import special
from shapeproof.interpreter.builtins.plain import (
    DEEPEST,
    SCALARS,
    compute,
    is_builtin_function,
    is_certain,
    is_foreign,
    is_instance_of,
    is_symbolic,
    lookup,
    plain,
    type_name,
)
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.iteration import has_certain_order, set_order
from shapeproof.shapes import Gap
from shapeproof.values import Class, Function, Native, Object, PythonModule, Range, SliceValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def format_value(machine: Interpreter, value: Value, conversion: str, specification: str) -> str:
    """``f"{value!conversion:specification}"``."""
    if conversion:
        value = CONVERSIONS[conversion](machine, value)
    return formatted(machine, value, specification)


def formatted(machine: Interpreter, value: Value, specification: str) -> str:
    """``format(value, specification)``."""
    check_specification(machine, specification)
    if type(value) in SCALARS:
        return _text(compute(machine, format, value, specification))
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        found = lookup(machine, value, "__format__")
        if special.is_written(found) or (isinstance(found, Native) and not found.name.startswith("str.")):
            return _text(special.call(machine, found, value, specification))
        inner = plain(machine, value)
        if type(inner) in SCALARS and specification:
            return _text(compute(machine, format, value, specification))
    if specification:
        if is_symbolic(value) or not is_certain(machine, value):
            raise Gap(f"the format of a {type_name(machine, value)}")
        machine.throw("TypeError", f"unsupported format string passed to {type_name(machine, value)}.__format__")
    return string_of(machine, value)


def check_specification(machine: Interpreter, specification: Value) -> None:
    """A Gap where a width or precision is too large to write out."""
    if isinstance(specification, str):
        for digits in re.findall(r"\d+", specification):
            if len(digits) > 5:
                raise Gap("budget: a string is too large to follow")


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise Gap(value.reason if isinstance(value, Unknown) else "a text that is not known")


# --- str ------------------------------------------------------------------------------------------------------------


def string_of(machine: Interpreter, value: Value) -> str:
    """``str(value)``."""
    if type(value) in SCALARS:
        return _text(compute(machine, str, value))
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        found = lookup(machine, value, "__str__")
        if found is not MISSING:
            return _said(machine, special.call(machine, found, value), "__str__")
        shown = lookup(machine, value, "__repr__")
        if special.is_written(shown):
            return _said(machine, special.call(machine, shown, value), "__str__")
    return repr_of(machine, value)


def _said(machine: Interpreter, text: Value, method: str) -> str:
    """What ``__str__`` or ``__repr__`` returned, which must be a string."""
    inner = plain(machine, text)
    if not isinstance(inner, str) and is_certain(machine, inner):
        machine.throw("TypeError", f"{method} returned non-string (type {type_name(machine, text)})")
    return _text(inner)


# --- repr -----------------------------------------------------------------------------------------------------------


def repr_of(machine: Interpreter, value: Value, inside: tuple[int, ...] = ()) -> str:
    """``repr(value)``; ``inside`` are the containers being written."""
    kind = type(value)
    if kind in SCALARS:
        return _text(compute(machine, repr, value))
    if len(inside) > DEEPEST:
        raise Gap("budget: a container nested too deeply")
    if kind is tuple:
        parts = _parts(machine, value, (*inside, 0))
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if kind is Range:
        ends = (value.start, value.stop) if value.step == 1 else (value.start, value.stop, value.step)
        return f"range({', '.join(_parts(machine, ends, inside))})"
    if kind is SliceValue:
        return f"slice({', '.join(_parts(machine, (value.start, value.stop, value.step), inside))})"
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Class):
        return _repr_of_class(machine, value)
    if isinstance(value, Object) and not isinstance(value, Function | PythonModule):
        if is_foreign(value.cls) and not value.cls.builtin:
            return _text(_call_repr(machine, value))
        found = lookup(machine, value, "__repr__")
        owner = found.name.partition(".")[0] if isinstance(found, Native) else ""
        if owner in _CONTAINERS:
            return _repr_of_container(machine, value, owner, inside)
        return _said(machine, _call_repr(machine, value), "__repr__")
    if kind is Native and is_builtin_function(value):
        return f"<built-in function {value.name}>"
    raise Gap(f"the repr of a {type_name(machine, value)}")


def _call_repr(machine: Interpreter, value: Object) -> Value:
    found = lookup(machine, value, "__repr__")
    if found is MISSING:
        raise Gap(f"the repr of a {value.cls.name}")
    return special.call(machine, found, value)


def _parts(machine: Interpreter, items: Any, inside: tuple[int, ...]) -> list[str]:
    texts = []
    total = 0
    for item in items:
        text = repr_of(machine, item, inside)
        total += len(text)
        machine.budget(total, "a string")
        texts.append(text)
    return texts


_CONTAINERS = frozenset({"list", "dict", "set", "frozenset", "tuple", "dict_keys", "dict_values", "dict_items"})


def _repr_of_container(machine: Interpreter, value: Object, owner: str, inside: tuple[int, ...]) -> str:
    if value.id in inside:
        return {"list": "[...]", "dict": "{...}"}.get(owner, "...")
    inner = (*inside, value.id)
    if owner.startswith("dict_"):
        return f"{value.cls.name}([{', '.join(_parts(machine, machine.iterate(value), inner))}])"
    content = machine.content(value)
    if owner == "tuple":
        return repr_of(machine, content, inside)
    if owner == "list":
        return f"[{', '.join(_parts(machine, content, inner))}]"
    if owner == "dict":
        rows = [f"{repr_of(machine, k, inner)}: {repr_of(machine, v, inner)}" for k, v in content.items()]
        machine.budget(sum(map(len, rows)), "a string")
        return f"{{{', '.join(rows)}}}"
    own = lookup(machine, value, "__iter__") if content else MISSING
    content = tuple(machine.iterate(value)) if isinstance(own, Function) else set_order(tuple(content))
    if not isinstance(own, Function) and len(content) > 1 and not has_certain_order(content):
        raise Gap("the order of a set")
    name = value.cls.name
    if not content:
        return f"{name}()"
    listed = f"{{{', '.join(_parts(machine, content, inner))}}}"
    return listed if name == "set" else f"{name}({listed})"


def _repr_of_class(machine: Interpreter, cls: Class) -> str:
    if cls.metaclass is not None:
        found = lookup(machine, cls, "__repr__")
        if found is not MISSING:
            return _text(special.call(machine, found, cls))
    if cls.builtin:
        return f"<class '{cls.qualname}'>"
    if cls.module is None:
        raise Gap("the module of a class")
    return f"<class '{cls.module.name}.{cls.qualname}'>"


def ascii_of(machine: Interpreter, value: Value) -> str:
    """``ascii(value)``."""
    return repr_of(machine, value).encode("ascii", "backslashreplace").decode("ascii")


CONVERSIONS = {"r": repr_of, "s": string_of, "a": ascii_of}


# --- templates ------------------------------------------------------------------------------------------------------

_CONVERTED = "srdiouxXeEfFgGca"


def percent_format(machine: Interpreter, template: Any, given: Value) -> Value:
    """``template % given``."""
    if isinstance(template, bytes):
        return compute(machine, lambda a, b: a % b, template, given)
    if isinstance(given, Unknown):
        raise Gap(given.reason)
    check_specification(machine, template)
    return _Percent(machine, template, given).written()


class _Percent:
    """One ``template % given``, read from left to right as CPython reads it."""

    def __init__(self, machine: Interpreter, template: str, given: Value) -> None:
        self.machine = machine
        self.template = template
        self.given = given
        self.at = 0
        self.mapping = _may_be_mapping(machine, given)
        arguments = plain(machine, given)
        self.waiting: list[Value] = list(arguments) if type(arguments) is tuple else [given]

    def written(self) -> str:
        machine, template = self.machine, self.template
        pieces: list[str] = []
        while (place := template.find("%", self.at)) >= 0:
            pieces.append(template[self.at : place])
            self.at = place + 1
            if template[self.at : self.at + 1] == "%":
                pieces.append("%")
                self.at += 1
            else:
                pieces.append(self.piece())
            machine.budget(sum(map(len, pieces)), "a string")
        pieces.append(template[self.at :])
        if self.waiting and not self.mapping:
            machine.throw("TypeError", "not all arguments converted during string formatting")
        return "".join(pieces)

    def take(self) -> Value:
        if not self.waiting:
            self.machine.throw("TypeError", "not enough arguments for format string")
        return self.waiting.pop(0)

    def some(self, characters: str, most: int | None = None) -> str:
        start = self.at
        while self.template[self.at : self.at + 1] in characters and self.at < len(self.template):
            self.at += 1
            if self.at - start == most:
                break
        return self.template[start : self.at]

    def piece(self) -> str:
        machine = self.machine
        if self.some("(", 1):
            self.waiting = [self.keyed()]
        widths: list[int] = []
        middle = self.some("-+ #0") + self.amount(widths)
        if self.some(".", 1):
            middle += "." + self.amount(widths)
        self.some("hlL", 1)
        kind = self.template[self.at : self.at + 1]
        if not kind:
            machine.throw("ValueError", "incomplete format")
        value = self.take()
        if kind not in _CONVERTED:
            shown = kind if " " <= kind <= "~" else "?"
            what = f"unsupported format character '{shown}' (0x{ord(kind):x}) at index {self.at}"
            machine.throw("ValueError", what)
        self.at += 1
        return _percent_piece(machine, middle, kind, widths, value)

    def amount(self, widths: list[int]) -> str:
        """A width or precision: digits, or ``*`` for the next argument."""
        if not self.some("*", 1):
            return self.some("0123456789")
        found = plain(self.machine, self.take())
        if isinstance(found, Unknown):
            raise Gap(found.reason)
        if not isinstance(found, int):
            self.machine.throw("TypeError", "* wants int")
        self.machine.budget(abs(found), "a string")
        widths.append(found)
        return "*"

    def keyed(self) -> Value:
        """What the mapping has under ``(key)``."""
        from shapeproof.interpreter import operators

        machine, template, start = self.machine, self.template, self.at
        if not self.mapping:
            machine.throw("TypeError", "format requires a mapping")
        depth = 1
        while depth and self.at < len(template):
            depth += {"(": 1, ")": -1}.get(template[self.at], 0)
            self.at += 1
        if depth:
            machine.throw("ValueError", "incomplete format key")
        return operators.get_item(machine, self.given, template[start : self.at - 1])


def _may_be_mapping(machine: Interpreter, given: Value) -> bool:
    """Whether what is formatted has items, so that not all of it need be used."""
    if type(given) is tuple or type(given) is str:
        return False
    if type(given) in (bytes, Range):
        return True
    if not isinstance(given, Object) or isinstance(given, Class):
        return False
    if any(is_instance_of(machine, given, name) for name in ("tuple", "str")):
        return False
    return lookup(machine, given, "__getitem__") is not MISSING


def _percent_piece(machine: Interpreter, middle: str, kind: str, widths: list[int], value: Value) -> str:
    if kind in "rsa":
        value, kind = CONVERSIONS[kind](machine, value), "s"
    value = _converted(machine, kind, value)
    return _text(compute(machine, lambda *row: f"%{middle}{kind}" % row, *widths, value))


def _as_integer(machine: Interpreter, kind: str, value: Object) -> Value:
    """The integer of an object for ``%d`` or ``%x``, in whose words it is refused."""
    from shapeproof.interpreter.builtins.numbers import index, to_int

    if any(lookup(machine, value, name) is not MISSING for name in ("__int__", "__index__", "__float__")):
        try:
            return index(machine, value) if kind in "oxX" else to_int(machine, value)
        except ProgramRaise as raised:
            if machine.builtin("TypeError") not in raised.exception.cls.mro:
                raise
    wanted = "an integer is" if kind in "oxX" else "a real number is"
    return machine.throw("TypeError", f"%{kind} format: {wanted} required, not {type_name(machine, value)}")


def _converted(machine: Interpreter, kind: str, value: Value) -> Value:
    """What ``%d``, ``%x``, ``%f`` make of an object: its ``__int__``, ``__index__`` or ``__float__``."""
    if not isinstance(value, Object) or isinstance(value, Class) or isinstance(plain(machine, value), int):
        return value
    if kind in "diuoxX" and not isinstance(plain(machine, value), str | bytes | float):
        return _as_integer(machine, kind, value)
    names = {"c": "__index__", **dict.fromkeys("diu", "__int__ __index__"), **dict.fromkeys("oxX", "__index__")}
    names |= dict.fromkeys("eEfFgG", "__float__ __index__")
    for name in names.get(kind, "").split():
        found = lookup(machine, value, name)
        if special.is_written(found):
            return plain(machine, special.call(machine, found, value))
    return value
