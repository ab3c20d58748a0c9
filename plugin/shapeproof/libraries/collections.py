"""The natives of collections: the order of an OrderedDict, and named tuples."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import classes
from shapeproof.interpreter.builtins.equality import find_key
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.plain import host, plain, raise_builtin
from shapeproof.interpreter.channels import MISSING
from shapeproof.libraries import functions
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Class, ClassMethod, Native, Object, Property, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]

# --- OrderedDict ----------------------------------------------------------------------------------------------------


def move_to_end(machine: Interpreter, receiver: Value, key: Value, last: Value) -> None:
    content = machine.content(receiver)
    found = find_key(machine, content, key) if content else MISSING
    if found is MISSING:  # CPython gives the exception a tuple as its arguments, and none for None
        raise_builtin(machine, "KeyError", key if type(key) is tuple else () if key is None else (key,))
    rest = {k: v for k, v in content.items() if k != found}
    moved = {k: v for k, v in content.items() if k == found}
    machine.set_content(receiver, {**rest, **moved} if machine.truth(last) else {**moved, **rest})


def pop_item(machine: Interpreter, receiver: Value, last: Value) -> Value:
    content = dict(machine.content(receiver))
    if not content:
        raise_builtin(machine, "KeyError", ("dictionary is empty",))
    key = next(reversed(content)) if machine.truth(last) else next(iter(content))
    value = content.pop(key)
    machine.set_content(receiver, content)
    return key, value


def equal_in_order(machine: Interpreter, receiver: Value, other: Value) -> Value:
    """Two OrderedDicts are equal only if their keys stand in the same order."""
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if not isinstance(other, Object) or machine.builtin("dict") not in other.cls.mro:
        return machine.classes.not_implemented
    a, b = machine.content(receiver), machine.content(other)
    if stubbed_class(machine, "collections.OrderedDict") in other.cls.mro:
        return machine.compare("==", tuple(a.items()), tuple(b.items()))
    return machine.compare("==", machine.new_dict(a), machine.new_dict(b))


# --- named tuples ---------------------------------------------------------------------------------------------------


def named_tuple(
    machine: Interpreter, typename: Value, field_names: Value, rename: Value, defaults: Value, module: Value
) -> Value:
    """``collections.namedtuple(…)``."""
    title = plain(machine, typename)
    names: Any = plain(machine, field_names)
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    else:
        names = [host(machine, name) for name in machine.iterate(names)]
    if not isinstance(title, str) or not all(isinstance(name, str) for name in names):
        raise Gap("a named tuple whose names are not known")
    names = _checked(machine, title, names, machine.truth(rename))
    values = () if defaults is None else tuple(machine.iterate(defaults))
    if len(values) > len(names):
        machine.throw_exactly("TypeError", "Got more default values than field names")
    frame = machine.frame
    made = classes.make(machine, title, (machine.classes.tuple,), {}, module=None if frame is None else frame.module)
    define_fields(machine, made, names, dict(zip(names[len(names) - len(values) :], values, strict=True)))
    return made


def _checked(machine: Interpreter, title: str, names: list[str], renaming: bool) -> list[str]:
    if not title.isidentifier():
        machine.throw_exactly("ValueError", f"Type names and field names must be valid identifiers: {title!r}")
    if keyword.iskeyword(title):
        machine.throw_exactly("ValueError", f"Type names and field names cannot be a keyword: {title!r}")
    seen: set[str] = set()
    found = []
    for index, name in enumerate(names):
        wrong = not name.isidentifier() or keyword.iskeyword(name)
        if renaming and (wrong or name.startswith("_") or name in seen):
            name = f"_{index}"
        elif wrong and name.isidentifier():
            machine.throw_exactly("ValueError", f"Type names and field names cannot be a keyword: {name!r}")
        elif wrong:
            machine.throw_exactly("ValueError", f"Type names and field names must be valid identifiers: {name!r}")
        elif name.startswith("_"):
            machine.throw_exactly("ValueError", f"Field names cannot start with an underscore: {name!r}")
        elif name in seen:
            machine.throw_exactly("ValueError", f"Encountered duplicate field name: {name!r}")
        seen.add(name)
        found.append(name)
    return found


def define_fields(
    machine: Interpreter,
    cls: Class,
    names: list[str],
    defaults: dict[str, Value],
    annotations: dict[str, nodes.Expression] | None = None,
) -> None:
    """Give a tuple class its named fields; what it defines itself stays."""
    row = tuple(names)

    def make(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        return machine.new(arguments[0], {}, tuple(arguments[1:]))

    parameters = [
        functions.parameter("_cls"),
        *(functions.parameter(n, "normal", (annotations or {}).get(n)) for n in row),
    ]
    body = nodes.Return(
        functions.NOWHERE,
        functions.call(functions.constant(Native("tuple.__new__", make)), *map(functions.name, ("_cls", *row))),
    )
    own = machine.attributes(cls)
    namespace: dict[str, Value] = {
        "_fields": row,
        "__slots__": (),
        "_field_defaults": machine.new_dict(defaults),
        "__doc__": f"{cls.name}({', '.join(row)})",
        "__match_args__": row,
        "__new__": functions.function_of(machine, cls, "__new__", parameters, defaults, [body]),
        "_make": ClassMethod(Native("namedtuple._make", _make)),
        "_asdict": Native("namedtuple._asdict", _as_dict),
        "_replace": Native("namedtuple._replace", _replace),
        "__repr__": Native("namedtuple.__repr__", _text),
        "__getnewargs__": Native("namedtuple.__getnewargs__", lambda m, a, k: m.content(a[0])),
        **{name: Property(_field(index), _UNSETTABLE, _UNDELETABLE) for index, name in enumerate(row)},
    }
    if cls.node is not None and cls.node.docstring is not None:
        namespace["__doc__"] = cls.node.docstring
    kept = {name: value for name, value in own.items() if name not in row and name != "__new__"}
    machine.write(cls, machine.state(cls)._replace(attributes={**namespace, **kept}))
    classes.forget_lookups(machine, cls)


def _refusing(action: str) -> Native:
    def refuse(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        machine.throw_exactly("AttributeError", f"can't {action} attribute")

    return Native("namedtuple.field", refuse)


_UNSETTABLE, _UNDELETABLE = _refusing("set"), _refusing("delete")


def _field(index: int) -> Native:
    def get(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        content = machine.content(arguments[0])
        if index >= len(content):
            raise Gap("a field of a named tuple of another length")
        return content[index]

    return Native("namedtuple.field", get)


def _names(machine: Interpreter, cls: Class) -> tuple[str, ...]:
    found = classes.lookup(machine, cls, "_fields")
    if type(found) is not tuple:
        raise Gap("the fields of a named tuple")
    return found


def _make(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    cls, items = arguments[0], tuple(machine.iterate(arguments[1]))
    names = _names(machine, cls)
    if len(items) != len(names):
        machine.throw_exactly("TypeError", f"Expected {len(names)} arguments, got {len(items)}")
    return machine.new(cls, {}, items)


def _as_dict(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    receiver = arguments[0]
    return machine.new_dict(dict(zip(_names(machine, receiver.cls), machine.content(receiver), strict=True)))


def _replace(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    receiver = arguments[0]
    given = dict(keywords)
    if "**" in given:
        raise Gap("_replace with ** of unknown content")
    names = _names(machine, receiver.cls)
    items = tuple(given.pop(name, old) for name, old in zip(names, machine.content(receiver), strict=True))
    if given:
        machine.throw_exactly("ValueError", f"Got unexpected field names: {list(given)!r}")
    return machine.new(receiver.cls, {}, items)


def _text(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    receiver = arguments[0]
    pairs = zip(_names(machine, receiver.cls), machine.content(receiver), strict=True)
    return f"{receiver.cls.name}({', '.join(f'{name}={repr_of(machine, value)}' for name, value in pairs)})"
