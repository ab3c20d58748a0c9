"""Dataclasses: the fields of a class, and the methods made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass as record
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import classes
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.inspection import hash_of
from shapeproof.interpreter.builtins.plain import host
from shapeproof.interpreter.channels import MISSING as ABSENT
from shapeproof.interpreter.slots import slots_named
from shapeproof.libraries import functions
from shapeproof.libraries.stubbed import stubbed, stubbed_class
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Class, Function, Native, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]
FIELDS = "__dataclass_fields__"


@record(frozen=True, slots=True)
class Options:
    """The keywords of ``@dataclass``."""

    init: bool
    repr: bool
    eq: bool
    order: bool
    unsafe_hash: bool
    frozen: bool
    match_args: bool
    kw_only: bool
    slots: bool


@record(frozen=True, slots=True)
class Field:
    """One field as its making needs it; ``handle`` is the program's Field object."""

    name: str
    handle: Object
    kind: str  # "field", "initvar" or "classvar"
    default: Value  # ABSENT where there is none
    factory: Value  # ABSENT where there is none
    init: bool
    repr: bool
    hash: bool
    compare: bool
    keyword: bool
    annotation: nodes.Expression | None

    @property
    def optional(self) -> bool:
        return self.default is not ABSENT or self.factory is not ABSENT


def dataclass(machine: Interpreter, cls: Value, *keywords: Value) -> Value:
    """``dataclass(cls)`` and ``dataclass(…)``."""
    given = Options(*[machine.truth(value) for value in keywords[:9]])
    if cls is None:
        return Native("dataclass", lambda m, a, k: process(m, a[0], given), binds=False)
    return process(machine, cls, given)


def process(machine: Interpreter, cls: Value, options: Options) -> Value:
    """Turn a class into a dataclass, in place."""
    if not isinstance(cls, Class):
        return cls
    closed = not any(parent.open_base is not None for parent in cls.mro)
    found: dict[str, Field] = {}
    for parent in reversed(cls.mro[1:]):
        inherited = machine.attributes(parent).get(FIELDS)
        if isinstance(inherited, Object):
            for handle in machine.content(inherited).values():
                field = read_field(machine, handle)
                found[field.name] = field
    owned = _own_fields(machine, cls, options)
    _check_frozen(machine, cls, options)
    if options.order and not options.eq:
        machine.throw_exactly("ValueError", "eq must be true if order is true")
    for field in owned:
        found[field.name] = field
    fields = list(found.values())
    made: dict[str, Value] = {
        FIELDS: machine.new_dict({field.name: field.handle for field in fields}),
        "__dataclass_params__": machine.unknown("the parameters of a dataclass"),
        _FROZEN: options.frozen,
    }
    own = machine.attributes(cls)
    shown = [field for field in fields if field.kind == "field"]
    if options.init and closed:
        initialise = _initialiser(machine, cls, fields, options)
        if "__init__" not in own:
            made["__init__"] = initialise
    elif options.init and "__init__" not in own:
        made["__init__"] = machine.unknown(f"the fields that {cls.name} inherits from what is not known")
    if options.repr and "__repr__" not in own:
        made["__repr__"] = Native("dataclass.__repr__", _representing([f.name for f in shown if f.repr]))
    compared = tuple(f.name for f in shown if f.compare)
    if options.eq and "__eq__" not in own:
        made["__eq__"] = Native("dataclass.__eq__", _comparing("==", compared))
    if options.order:
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if name in own:
                what = "Consider using functools.total_ordering"
                machine.throw_exactly("TypeError", f"Cannot overwrite attribute {name} in class {cls.name}. {what}")
            made[name] = Native(f"dataclass.{name}", _comparing(operator, compared))
    if options.frozen:
        for name in ("__setattr__", "__delattr__"):
            if name in own:
                machine.throw_exactly("TypeError", f"Cannot overwrite attribute {name} in class {cls.name}")
        names = frozenset(field.name for field in shown)
        made["__setattr__"] = Native("dataclass.__setattr__", _refusing(cls, names, "assign to", options.slots))
        made["__delattr__"] = Native("dataclass.__delattr__", _refusing(cls, names, "delete", options.slots))
    explicit = own.get("__hash__", ABSENT)
    if explicit is None and "__eq__" in own:
        explicit = ABSENT
    if options.unsafe_hash and explicit is not ABSENT:
        machine.throw_exactly("TypeError", f"Cannot overwrite attribute __hash__ in class {cls.name}")
    if options.unsafe_hash or (options.eq and options.frozen and explicit is ABSENT):
        made["__hash__"] = Native("dataclass.__hash__", _hashing([f.name for f in shown if f.hash]))
    elif options.eq and explicit is ABSENT:
        made["__hash__"] = None
    if closed and own.get("__doc__") is None and (cls.node is None or cls.node.docstring is None):
        made["__doc__"] = machine.unknown("the text of a dataclass's __init__")
    if options.match_args and "__match_args__" not in own:
        made["__match_args__"] = tuple(f.name for f in fields if f.init and f.kind != "classvar" and not f.keyword)
    state = machine.state(cls)
    attributes = {**state.attributes, **made}
    if options.slots:
        attributes = _with_slots(machine, cls, attributes, [f.name for f in shown])
    machine.write(cls, state._replace(attributes=attributes))
    classes.forget_lookups(machine, cls)
    return cls


_FROZEN = "\0frozen"


def _check_frozen(machine: Interpreter, cls: Class, options: Options) -> None:
    """A frozen dataclass and one that is not do not derive from each other."""
    bases = [frozen for parent in cls.mro[1:] if (frozen := machine.attributes(parent).get(_FROZEN)) is not None]
    if bases and any(bases) and not options.frozen:
        machine.throw_exactly("TypeError", "cannot inherit non-frozen dataclass from a frozen one")
    if bases and not any(bases) and options.frozen:
        machine.throw_exactly("TypeError", "cannot inherit frozen dataclass from a non-frozen one")


def _with_slots(machine: Interpreter, cls: Class, attributes: dict[str, Value], names: list[str]) -> dict[str, Value]:
    """The class's names with ``__slots__``, and without the defaults, which are in ``__init__`` alone."""
    if "__slots__" in attributes:
        machine.throw_exactly("TypeError", f"{cls.name} already specifies __slots__")
    inherited = {name for parent in cls.mro[1:] for name in slots_named(machine, parent)}
    kept = {name: value for name, value in attributes.items() if name not in names}
    for name in names:
        if any(name in machine.attributes(parent) for parent in cls.mro[1:]):
            kept[name] = machine.unknown("a slot as its class has it")
    return {**kept, "__slots__": tuple(name for name in names if name not in inherited)}


# --- fields ---------------------------------------------------------------------------------------------------------


def _own_fields(machine: Interpreter, cls: Class, options: Options) -> list[Field]:
    found: dict[str, Field] = {}
    keyword_only = options.kw_only
    for name, annotation in machine.attributes(cls).get("\0annotations", ()):
        kind = kind_of(annotation)
        if kind == "separator":
            keyword_only = True
            continue
        found[name] = declare(machine, cls, name, annotation, kind, keyword_only)
    return list(found.values())


def declare(
    machine: Interpreter, cls: Class, name: str, annotation: nodes.Expression | None, kind: str, keyword_only: bool
) -> Field:
    """The field of an annotated name; its default becomes the class's attribute."""
    absent = stubbed(machine, "dataclasses.MISSING")
    value = machine.attributes(cls).get(name, ABSENT)
    if isinstance(value, Object) and value.cls is stubbed_class(machine, "dataclasses.Field"):
        handle = value
        default = machine.attributes(handle)["default"]
        if default == absent:
            machine.delete_attribute_raw(cls, name)
        else:
            machine.set_attribute_raw(cls, name, default)
    else:
        default = absent if value is ABSENT else value
        keywords = {"default": default}
        handle = machine.call(stubbed(machine, "dataclasses.field"), (), keywords)
        if not isinstance(handle, Object):
            raise Gap("a field of a dataclass")
    if kind == "field" and isinstance(default, Object) and _is_mutable(machine, default):
        shown = repr_of(machine, default.cls)
        text = f"mutable default {shown} for field {name} is not allowed: use default_factory"
        machine.throw_exactly("ValueError", text)
    state = machine.state(handle)
    given = state.attributes
    keyword = given["kw_only"]
    changed = {
        **given,
        "name": name,
        "kw_only": keyword_only if keyword == absent else keyword,
        "_field_type": kind,
        "\0annotation": annotation,
        "\0owner": cls,
    }
    machine.write(handle, state._replace(attributes=changed))
    return read_field(machine, handle)


def _is_mutable(machine: Interpreter, default: Object) -> bool:
    """Whether a default is of a class whose instances have no hash."""
    own = classes.lookup(machine, machine.class_of(default), "__hash__")
    if own is not ABSENT:
        return own is None
    return any(machine.builtin(name) in default.cls.mro for name in ("list", "dict", "set"))


def read_field(machine: Interpreter, handle: Value) -> Field:
    held = machine.attributes(handle)
    absent = stubbed(machine, "dataclasses.MISSING")
    compare = machine.truth(held["compare"])
    return Field(
        name=held["name"],
        handle=handle,
        kind=held["_field_type"],
        default=ABSENT if held["default"] == absent else held["default"],
        factory=ABSENT if held["default_factory"] == absent else held["default_factory"],
        init=machine.truth(held["init"]),
        repr=machine.truth(held["repr"]),
        hash=compare if held["hash"] is None else machine.truth(held["hash"]),
        compare=compare,
        keyword=machine.truth(held["kw_only"]),
        annotation=held.get("\0annotation"),
    )


_WRITTEN = re.compile(r"\s*(?:\w+\s*\.\s*)?(\w+)")


def kind_of(annotation: nodes.Expression | None) -> str:
    """ "field", "initvar", "classvar", or "separator" for ``_: KW_ONLY``; by name, as CPython reads a written one."""
    head = annotation.value if isinstance(annotation, nodes.Subscript) else annotation
    said: str | None = None
    if isinstance(head, nodes.Name | nodes.Attribute):
        said = head.name
    elif isinstance(head, nodes.Constant) and isinstance(head.value, str):
        written = _WRITTEN.match(head.value)
        said = written[1] if written else None
    return {"ClassVar": "classvar", "InitVar": "initvar", "KW_ONLY": "separator"}.get(said or "", "field")


# --- __init__ -------------------------------------------------------------------------------------------------------


def _initialiser(machine: Interpreter, cls: Class, fields: list[Field], options: Options) -> Function:
    taken = [field for field in fields if field.init and field.kind != "classvar"]
    positional = [field for field in taken if not field.keyword]
    seen: str | None = None
    for field in positional:
        if field.optional:
            seen = field.name
        elif seen is not None:
            machine.throw_exactly("TypeError", f"non-default argument {field.name!r} follows default argument")
    receiver = "self" if all(field.name != "self" for field in fields) else "__dataclass_self__"
    parameters = [functions.parameter(receiver)]
    parameters += [functions.parameter(field.name, "normal", field.annotation) for field in positional]
    parameters += [functions.parameter(f.name, "keyword", f.annotation) for f in taken if f.keyword]
    by_factory = stubbed(machine, "dataclasses._HAS_DEFAULT_FACTORY")
    defaults = {
        field.name: field.default if field.default is not ABSENT else by_factory for field in taken if field.optional
    }
    body: list[nodes.Statement] = []
    for field in fields:
        set_here = field.init or field.factory is not ABSENT or (options.slots and field.default is not ABSENT)
        if field.kind != "field" or not set_here:
            continue
        body.append(_setting(receiver, field, _value_of(field), options.frozen))
    if _has_post_init(machine, cls):
        method: nodes.Expression = nodes.Attribute(functions.NOWHERE, functions.name(receiver), "__post_init__")
        extra = [functions.name(field.name) for field in fields if field.kind == "initvar"]
        body.append(nodes.Evaluate(functions.NOWHERE, functions.call(method, *extra)))
    return functions.function_of(machine, cls, "__init__", parameters, defaults, body)


def _has_post_init(machine: Interpreter, cls: Class) -> bool:
    return classes.lookup(machine, cls, "__post_init__") is not ABSENT


def _value_of(field: Field) -> nodes.Expression:
    if field.factory is ABSENT:
        return functions.name(field.name) if field.init else functions.constant(field.default)
    if not field.init:
        return functions.call(functions.constant(field.factory))
    return functions.call(_SUPPLIED, functions.name(field.name), functions.constant(field.factory))


def _supplied(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """What was given for a field, or a new value where nothing was."""
    given, factory = arguments
    if isinstance(given, Object) and given == stubbed(machine, "dataclasses._HAS_DEFAULT_FACTORY"):
        return machine.call(factory)
    return given


def _set_past(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_attribute_raw(arguments[0], arguments[1], arguments[2])
    return None


_SUPPLIED = functions.constant(Native("dataclass.default", _supplied))
_SET_PAST = functions.constant(Native("object.__setattr__", _set_past))


def _setting(receiver: str, field: Field, value: nodes.Expression, frozen: bool) -> nodes.Statement:
    if frozen:
        call = functions.call(_SET_PAST, functions.name(receiver), functions.constant(field.name), value)
        return nodes.Evaluate(functions.NOWHERE, call)
    target = nodes.Attribute(functions.NOWHERE, functions.name(receiver), field.name)
    return nodes.Assign(functions.NOWHERE, (target,), value)


# --- the other methods ----------------------------------------------------------------------------------------------


def _row(machine: Interpreter, value: Value, names: Iterable[str]) -> tuple[Value, ...]:
    return tuple([machine.get_attribute(value, name) for name in names])


def _representing(names: list[str]) -> Any:
    def represent(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        receiver = arguments[0]
        parts = [f"{name}={repr_of(machine, machine.get_attribute(receiver, name))}" for name in names]
        return f"{receiver.cls.qualname}({', '.join(parts)})"

    return represent


def _comparing(operator: str, names: tuple[str, ...]) -> Any:
    def compare(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        receiver, other = arguments
        if isinstance(other, Unknown):
            raise Gap(other.reason)
        if not isinstance(other, Object) or other.cls is not receiver.cls:
            return machine.classes.not_implemented
        return machine.compare(operator, _row(machine, receiver, names), _row(machine, other, names))

    return compare


def _refusing(cls: Class, names: frozenset[str], action: str, remade: bool) -> Any:
    def refuse(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        receiver, name = arguments[0], arguments[1]
        if not isinstance(name, str):
            raise Gap("an attribute whose name is not known")
        if remade and name not in names:  # __slots__ make another class than the one that the method speaks of
            machine.throw_exactly("TypeError", "super(type, obj): obj must be an instance or subtype of type")
        if receiver.cls is cls or name in names:
            error = stubbed_class(machine, "dataclasses.FrozenInstanceError")
            raise machine.raising(machine.new(error, {"args": (f"cannot {action} field {name!r}",)}))
        if len(arguments) > 2:
            machine.set_attribute_raw(receiver, name, arguments[2])
        elif name in machine.attributes(receiver):
            machine.delete_attribute_raw(receiver, name)
        else:
            machine.throw_exactly("AttributeError", name)
        return None

    return refuse


def _hashing(names: list[str]) -> Any:
    def compute(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        return hash_of(machine, _row(machine, arguments[0], names))

    return compute


# --- the module's functions -----------------------------------------------------------------------------------------


def _held(machine: Interpreter, value: Value) -> Value:
    """The table of fields of a dataclass or an instance of one, ABSENT where it certainly is none."""
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    cls = value if isinstance(value, Class) else value.cls if isinstance(value, Object) else None
    found = ABSENT if cls is None else classes.lookup(machine, cls, FIELDS)
    if isinstance(found, Unknown):
        raise Gap(found.reason)
    return found


def fields(machine: Interpreter, value: Value) -> Value:
    found = _held(machine, value)
    if found is ABSENT:
        machine.throw_exactly("TypeError", "must be called with a dataclass type or instance")
    handles = machine.content(found).values()
    return tuple(handle for handle in handles if machine.attributes(handle)["_field_type"] == "field")


def is_dataclass(machine: Interpreter, value: Value) -> Value:
    return _held(machine, value) is not ABSENT


def replace(machine: Interpreter, value: Value, changes: Value) -> Value:
    found: Value = ABSENT if isinstance(value, Class) else _held(machine, value)
    if found is ABSENT:
        machine.throw_exactly("TypeError", "replace() should be called on dataclass instances")
    given = dict(machine.content(changes))
    for handle in machine.content(found).values():
        field = read_field(machine, handle)
        if field.kind == "classvar":
            continue
        if not field.init:
            if field.name in given:
                text = f"field {field.name} is declared with init=False, it cannot be specified with replace()"
                machine.throw_exactly("ValueError", text)
            continue
        if field.name not in given:
            if field.kind == "initvar" and field.default is ABSENT:
                machine.throw_exactly("ValueError", f"InitVar {field.name!r} must be specified with replace()")
            given[field.name] = machine.get_attribute(value, field.name)
    return machine.call(value.cls, (), given)


def make_dataclass(
    machine: Interpreter, cls_name: Value, specified: Value, bases: Value, namespace: Value, *rest: Value
) -> Value:
    title = host(machine, cls_name)
    names = {} if namespace is None else dict(machine.content(namespace))
    declared = []
    for item in machine.iterate(specified):
        parts = (item,) if isinstance(item, str) else tuple(machine.iterate(item))
        name = host(machine, parts[0])
        declared.append((name, None))
        if len(parts) > 2:
            names[name] = parts[2]
    frame = machine.frame
    made = classes.make(
        machine,
        title,
        tuple(machine.iterate(bases)),
        {**names, "\0annotations": tuple(declared)},
        module=None if frame is None else frame.module,
    )
    return process(machine, made, Options(*[machine.truth(value) for value in rest[:9]]))
