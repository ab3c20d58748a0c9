"""Enumerations: a class's plain values become its members."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import calls, classes
from shapeproof.interpreter.builtins.equality import equality
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.plain import is_builtin_function, plain, raise_builtin
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.operators import in_place
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Function,
    Native,
    Object,
    Property,
    StaticMethod,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAP, NAMES, CACHE = "_member_map_", "_member_names_", "\0combined"


def make_members(
    machine: Interpreter, cls: Value, name: Value, bases: Value, namespace: Value, keywords: Value
) -> None:
    """``EnumType.__init__``: every plain value of the namespace becomes a member, equal ones aliases of the first."""
    if cls.module is not None and cls.module.is_stub and cls.module.name == "enum":
        return
    if any(parent.open_base is not None for parent in cls.mro):
        return
    for parent in cls.mro[1:]:
        if machine.attributes(parent).get("_member_names_") and machine.iterate(
            machine.attributes(parent)["_member_names_"]
        ):
            kind = "flag" if stubbed_class(machine, "enum.Flag") in parent.mro else "enum"
            machine.throw_exactly("TypeError", f"<enum {cls.name!r}> cannot extend <{kind} {parent.name!r}>")
    if cls.bases and stubbed_class(machine, "enum.Enum") not in cls.bases[-1].mro:
        what = "`EnumName([mixin_type, ...] [data_type,] enum_type)`"
        machine.throw_exactly("TypeError", f"new enumerations should be created as {what}")
    _refuse_names_twice(machine, cls, machine.content(namespace))
    try:
        if machine.content(keywords):
            raise Gap("an enumeration with settings of its own")
        _Maker(machine, cls).fill(dict(machine.content(namespace)))
    except Gap as gap:
        cls.open_base = str(gap)
        classes.forget_lookups(machine, cls)


def _refuse_names_twice(machine: Interpreter, cls: Class, namespace: dict[str, Value]) -> None:
    """Raise the TypeError of a class body that gives one name to two members."""
    seen: dict[str, nodes.Expression] = {}
    defined: set[str] = set()
    for statement in () if cls.node is None else cls.node.body:
        if isinstance(statement, nodes.FunctionDefinition):
            defined.add(statement.name)
            if statement.name in seen:
                first = seen[statement.name]
                if isinstance(first, nodes.Constant):
                    machine.throw_exactly("TypeError", f"{statement.name!r} already defined as {first.value!r}")
                raise Gap("an enumeration whose body names a member twice")
            continue
        if not isinstance(statement, nodes.Assign):
            continue
        for target in statement.targets:
            if not isinstance(target, nodes.Name) or target.name.startswith("_") or target.name not in namespace:
                continue
            if target.name in defined and isinstance(statement.value, nodes.Constant):
                machine.throw_in_other_words("TypeError", f"{target.name!r} already defined")
            first = seen.setdefault(target.name, statement.value)
            if first is statement.value:
                continue
            if not isinstance(first, nodes.Constant):
                raise Gap("an enumeration whose body names a member twice")
            machine.throw_exactly("TypeError", f"{target.name!r} already defined as {first.value!r}")


_SETTINGS = frozenset({
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
    "_iter_member_by_value_", "_iter_member_by_def_",
})  # fmt: skip
_PLAIN = frozenset({int, bool, float, str, bytes, type(None)})


def _after(values: list[Any]) -> Value:
    """The value that ``auto()`` stands for behind others: one more than the highest, or than the last number."""
    if values:
        try:
            highest = sorted(values)[-1]
            if highest == values[-1]:
                return highest + 1
        except TypeError:
            pass
        else:
            values = sorted(values)  # as CPython leaves them for its older way
        for value in reversed(values):
            if not isinstance(value, str | bytes | None):
                return value + 1
    return 1


class _Maker:
    def __init__(self, machine: Interpreter, cls: Class) -> None:
        self.machine = machine
        self.cls = cls
        self.is_flag = stubbed_class(machine, "enum.Flag") in cls.mro
        self.members: dict[str, Value] = {}
        self.names: list[str] = []
        self.values: list[Value] = []
        self.numbered: dict[int, Value] = {}
        self.mask: Value = 0
        self.own: dict[str, Value] = {}

    def fill(self, namespace: dict[str, Value]) -> None:
        machine, cls = self.machine, self.cls
        ignored = namespace.get("_ignore_", ())
        ignored = ignored.replace(",", " ").split() if isinstance(ignored, str) else machine.iterate(ignored)
        own = dict(machine.attributes(cls))
        planned: dict[str, Value] = {}
        for key, value in namespace.items():
            self.check_name(key, planned)
            if key in ignored:
                own.pop(key, None)
                continue
            if not self.is_member(key, value):
                if isinstance(value, Object) and value.cls is stubbed_class(machine, "enum.nonmember"):
                    own[key] = machine.attributes(value)["value"]
                continue
            if isinstance(value, Object) and value.cls is stubbed_class(machine, "enum.member"):
                value = machine.attributes(value)["value"]
            own.pop(key, None)
            planned[key] = value
        for key in planned:
            if key in ("mro", ""):
                machine.throw_exactly("ValueError", f"invalid enum member name(s) {key!r}")
        self.own = own
        for key, value in planned.items():
            planned[key] = self.numbered_value(key, value)
            self.values.append(planned[key])
        for key, value in planned.items():
            self.publish()
            member = self.new_member(key, value)
            value = machine.attributes(member)["_value_"]
            if self.is_flag:
                self.mask = in_place(machine, "|", self.mask, value)
                if not isinstance(self.mask, int):
                    raise Gap("a flag whose value is not known")
            known = self.alias_of(value)
            if known is not None:
                member = known
            else:
                if not self.is_flag or (isinstance(value, int) and value > 0 and value & (value - 1) == 0):
                    self.names.append(key)
            self.members[key] = member
        self.check_order(namespace)
        own.update(self.as_attributes())
        self.take_texts(own)
        own[MAP] = machine.new_dict(self.members)
        own[NAMES] = machine.new_list(self.names)
        own[CACHE] = machine.new_dict({})
        machine.write(cls, machine.state(cls)._replace(attributes=own))
        classes.forget_lookups(machine, cls)

    def publish(self) -> None:
        """Show the members made so far, where a program's own method may ask for them."""
        machine, cls = self.machine, self.cls
        asking = ("__new__", "__init__", "_generate_next_value_")
        if not any(isinstance(classes.lookup(machine, cls, name), Function | StaticMethod) for name in asking):
            return
        shown = {MAP: machine.new_dict(self.members), NAMES: machine.new_list(self.names), CACHE: machine.new_dict({})}
        machine.write(cls, machine.state(cls)._replace(attributes={**self.own, **self.as_attributes(), **shown}))
        classes.forget_lookups(machine, cls)

    def as_attributes(self) -> dict[str, Value]:
        """The members as the class has them: where a class above has a property of the name, members have that."""
        found: dict[str, Value] = {}
        for key, member in self.members.items():
            above = next((a[key] for p in self.cls.mro[1:] if key in (a := self.machine.attributes(p))), None)
            found[key] = replace(above, of_class=member) if isinstance(above, Property) else member
        return found

    def check_order(self, namespace: dict[str, Value]) -> None:
        """Raise the TypeError of a class that says its members come in another order."""
        said = namespace.get("_order_", namespace.get("__order__", ""))
        if not isinstance(said, str):
            raise Gap("an enumeration that says its members come in an order that is not known")
        order = [name for name in said.replace(",", " ").split() if name not in self.members or name in self.names]
        if order and order != self.names:
            text = f"member order does not match _order_:\n  {self.names!r}\n  {order!r}"
            self.machine.throw_exactly("TypeError", text)

    def check_name(self, key: str, before: dict[str, Value]) -> None:
        """Raise what the body's names raise as they are set: those reserved for enumerations to come."""
        if not re.fullmatch(r"_[^_].*[^_]_|_[^_]_", key) or key in _SETTINGS:
            if key == "_generate_next_value_" and any(map(self.is_generated, before.values())):
                self.machine.throw_exactly("TypeError", "_generate_next_value_ must be defined before members")
            return
        text = f"_sunder_ names, such as {key!r}, are reserved for future Enum use"
        self.machine.throw_exactly("ValueError", text)

    def is_generated(self, value: Value) -> bool:
        """Whether a value holds an ``auto()`` whose number is to be found."""
        if type(value) is tuple:
            return any(map(self.is_generated, value))
        if not isinstance(value, Object) or stubbed_class(self.machine, "enum.auto") not in value.cls.mro:
            return False
        return "value" not in self.machine.attributes(value)

    def is_member(self, key: str, value: Value) -> bool:
        if re.fullmatch(r"__.*__|_[^_].*[^_]_|_[^_]_", key) or key.startswith((f"_{self.cls.name}__", "\0")):
            return False
        if isinstance(value, Property | ClassMethod | StaticMethod | Function | BoundMethod):
            return False
        if isinstance(value, Native):
            return is_builtin_function(value)
        if isinstance(value, Class):
            if value.qualname.startswith(f"{self.cls.qualname}."):
                raise Gap("a class within an enumeration, of which versions of Python make different things")
            return classes.lookup(self.machine, value, "__get__") is MISSING
        if isinstance(value, Object):
            if value.cls is stubbed_class(self.machine, "enum.nonmember"):
                return False
            return classes.lookup(self.machine, value.cls, "__get__") is MISSING
        return True

    # --- values ------------------------------------------------------------------------------------------------------

    def numbered_value(self, key: str, value: Value) -> Value:
        """A value with every ``auto()`` in it replaced by its number."""
        if type(value) is tuple:
            return tuple(self.numbered_value(key, item) for item in value)
        if isinstance(value, Object) and value.cls is stubbed_class(self.machine, "enum.auto"):
            given = self.machine.attributes(value).get("value", MISSING)  # set by the program
            found = self.numbered.get(value.id, given)
            if found is MISSING:
                found = self.numbered[value.id] = self.next_value(key)
            return found
        if isinstance(value, Object) and value.cls is stubbed_class(self.machine, "enum._Deferred"):
            operator, left, right = self.machine.attributes(value)["operation"]
            left, right = self.numbered_value(key, left), self.numbered_value(key, right)
            return self.machine.binary(operator, left, right)
        return value

    def next_value(self, key: str) -> Value:
        machine = self.machine
        generate = classes.lookup(machine, self.cls, "_generate_next_value_")
        if isinstance(generate, StaticMethod):
            generate = generate.function
        if generate is not MISSING:
            given = (key, 1, len(self.values), machine.new_list(self.values))
            return machine.call(generate, given)
        if stubbed_class(machine, "enum.StrEnum") in self.cls.mro:
            return key.lower()
        known = [plain(machine, value) for value in self.values]
        if not all(type(value) in _PLAIN for value in known):
            raise Gap("auto() after a value that is not a known number")
        return self.next_flag(known) if self.is_flag else _after(known)

    def next_flag(self, values: list[Any]) -> Value:
        if not values:
            return 1
        if all(isinstance(value, str) for value in values):
            self.machine.throw_exactly("TypeError", f"invalid flag value {max(values)!r}")
        if not all(isinstance(value, int) for value in values):
            raise Gap("auto() after a value that is not a known number")
        return 1 << max(values).bit_length()

    def alias_of(self, value: Value) -> Value:
        for member in self.members.values():
            if equality(self.machine, self.machine.attributes(member)["_value_"], value) is True:
                return member
        return None

    def take_texts(self, own: dict[str, Value]) -> None:
        """Members that are numbers or strings too are still written as members."""
        machine, cls = self.machine, self.cls
        enum = next((base for base in reversed(cls.bases) if stubbed_class(machine, "enum.Enum") in base.mro), None)
        if enum is None:
            return
        data = self.data_type()
        for name in ("__repr__", "__str__", "__format__"):
            found = classes.lookup(machine, cls, name)
            of_data = data is not None and found is classes.lookup(machine, data, name)
            if name not in own and (of_data or self.is_builtin_method(found)):
                own[name] = classes.lookup(machine, enum, name)

    # --- members -----------------------------------------------------------------------------------------------------

    def data_type(self) -> Class | None:
        """The class that members get their content from: int of IntEnum, a dataclass mixed in."""
        enum = stubbed_class(self.machine, "enum.Enum")
        for base in self.cls.bases:
            candidate: Class | None = None
            for parent in base.mro:
                if parent is self.machine.classes.object:
                    continue
                if enum in parent.mro:
                    found = _Maker(self.machine, parent).data_type()
                    if found is not None:
                        return found
                    break
                own = self.machine.attributes(parent)
                if parent.builtin or "__new__" in own or "__dataclass_fields__" in own:
                    return candidate or parent
                candidate = candidate or parent
        return None

    def new_member(self, key: str, value: Value) -> Object:
        machine, cls = self.machine, self.cls
        data = self.data_type()
        given = value if type(value) is tuple else (value,)
        if data is not None and machine.classes.tuple in data.mro:
            given = (given,)
        maker = classes.lookup(machine, cls, "__new__")
        if isinstance(maker, StaticMethod):
            maker = maker.function
        if isinstance(maker, Function):
            member = machine.call(maker, (cls, *given))
        elif data is not None and any(p.builtin and p is not machine.classes.object for p in data.mro):
            member = calls.allocate(machine, cls, given, {})
        else:
            member = machine.new(cls)
        if not isinstance(member, Object) or member.cls is not cls:
            raise Gap("an enumeration whose members are not known")
        if "_value_" not in machine.attributes(member):
            made = self.value_of(member, data, value, given, isinstance(maker, Function))
            machine.set_attribute_raw(member, "_value_", made)
        machine.set_attribute_raw(member, "_name_", key)
        machine.set_attribute_raw(member, "__objclass__", cls)
        machine.set_attribute_raw(member, "_sort_order_", len(self.names))
        initialise = classes.lookup(machine, cls, "__init__")
        if initialise is not MISSING and not self.is_builtin_method(initialise):
            machine.call(initialise, (member, *given))
        return member

    def value_of(
        self, member: Object, data: Class | None, value: Value, given: tuple[Value, ...], by_program: bool
    ) -> Value:
        """The value of a member whose ``__new__`` has set none."""
        if data is None:
            return value
        if data.builtin and not by_program:
            return plain(self.machine, member)
        try:
            return self.machine.call(data, given)
        except ProgramRaise as raised:
            if self.machine.builtin("Exception") not in raised.exception.cls.mro:
                raise
            held = {"args": ("_value_ not set in __new__, unable to create it",), "__cause__": raised.exception}
            raise ProgramRaise(self.machine.new(self.machine.builtin("TypeError"), held)) from None

    @staticmethod
    def is_builtin_method(value: Value) -> bool:
        return isinstance(value, Native) and value.name.split(".")[0] in ("object", "int", "str", "float", "tuple")


# --- asking the class -----------------------------------------------------------------------------------------------


def members_of(machine: Interpreter, cls: Class) -> dict[str, Value]:
    found = classes.lookup(machine, cls, MAP)
    if not isinstance(found, Object):
        if any(parent.open_base is not None for parent in cls.mro):
            raise Gap(f"the members of {cls.name}")
        return {}
    content: dict[str, Value] = machine.content(found)
    return content


def by_name(machine: Interpreter, cls: Value, name: Value) -> Value:
    name = plain(machine, name)
    members = members_of(machine, cls)
    if not isinstance(name, str):
        if isinstance(name, Unknown):
            raise Gap(name.reason)
        raise_builtin(machine, "KeyError", (name,))
    if name not in members:
        raise_builtin(machine, "KeyError", (name,))
    return members[name]


def contains(machine: Interpreter, cls: Value, value: Value) -> Value:
    """Whether a value is a member; a Gap for any other value, of which Python 3.12 says what 3.11 refuses."""
    if not (isinstance(value, Object) and stubbed_class(machine, "enum.Enum") in value.cls.mro):
        raise Gap("whether a value that is no member is in an enumeration")
    members = members_of(machine, cls)
    if cls not in value.cls.mro:
        return False
    name = machine.attributes(value).get("_name_")
    if not isinstance(name, str):
        raise Gap("whether flags together are in an enumeration, of which versions of Python say different things")
    return name in members


def _matches(machine: Interpreter, member: Value, value: Value) -> bool | None:
    if member == value:
        return True
    if isinstance(value, Object) and value.cls is member.cls:
        return False
    return equality(machine, machine.attributes(member)["_value_"], value)


def call(
    machine: Interpreter,
    cls: Value,
    value: Value,
    names: Value,
    values: Value,
    module: Value,
    qualname: Value,
    type: Value,
    start: Value,
    boundary: Value,
) -> Value:
    """``Color(value)``, or a new enumeration from ``Enum("Color", names)``."""
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if not members_of(machine, cls) and names is not None:
        return _from_names(machine, cls, value, names, type, start, qualname)
    if names is not None:
        raise Gap("an enumeration called with several values")
    for member in members_of(machine, cls).values():
        answer = _matches(machine, member, value)
        if answer is True:
            return member
        if answer is None:
            raise Gap("which member a value belongs to is not known")
    return _missing(machine, cls, value)


def _missing(machine: Interpreter, cls: Class, value: Value) -> Value:
    def invalid() -> Object:
        text = f"{repr_of(machine, value)} is not a valid {cls.qualname}"
        return machine.new(machine.builtin("ValueError"), {"args": (text,)})

    try:
        found = machine.call(machine.get_attribute(cls, "_missing_"), (value,))
    except ProgramRaise as raised:
        kinds = raised.exception.cls.mro
        if machine.builtin("Exception") in kinds and machine.builtin("ValueError") not in kinds:
            machine.set_attribute_raw(raised.exception, "__context__", invalid())
        raise
    if isinstance(found, Unknown) or (isinstance(found, Object) and cls in found.cls.mro):
        return found
    if found is None:
        raise machine.raising(invalid())
    said = f"error in {cls.name}._missing_: returned {repr_of(machine, found)} instead of None or a valid member"
    raise ProgramRaise(machine.new(machine.builtin("TypeError"), {"args": (said,), "__context__": invalid()}))


def _from_names(
    machine: Interpreter, cls: Class, title: Value, names: Value, mixin: Value, start: Value, qualname: Value
) -> Value:
    if not isinstance(title, str):
        raise Gap("an enumeration whose name is not known")
    if isinstance(names, str):
        names = tuple(names.replace(",", " ").split())
    is_dict = isinstance(names, Object) and machine.builtin("dict") in names.cls.mro
    rows = list(machine.content(names).items()) if is_dict else list(machine.iterate(names))
    first = 1 if not isinstance(start, int) else start
    namespace: dict[str, Value] = {}
    for index, row in enumerate(rows):
        key, value = (row, _numbered(machine, cls, row, first, index, namespace)) if isinstance(row, str) else row
        namespace[key] = value
    bases: Any = (cls,) if mixin is None else (mixin, cls)
    frame = machine.frame
    made = classes.make(
        machine,
        title,
        bases,
        dict(namespace),
        module=None if frame is None else frame.module,
        metaclass=cls.metaclass,
        qualname=qualname if isinstance(qualname, str) else None,
    )
    _Maker(machine, made).fill(namespace)
    return made


def _numbered(machine: Interpreter, cls: Class, key: str, first: int, index: int, before: dict[str, Value]) -> Value:
    """The value that an enumeration gives a member of which only the name was given."""
    generate = classes.lookup(machine, cls, "_generate_next_value_")
    if isinstance(generate, StaticMethod):
        generate = generate.function
    if generate is not MISSING:
        return machine.call(generate, (key, first, index, machine.new_list(before.values())))
    if stubbed_class(machine, "enum.StrEnum") in cls.mro:
        return key.lower()
    return first << index if stubbed_class(machine, "enum.Flag") in cls.mro else first + index


def unique(machine: Interpreter, cls: Value) -> Value:
    aliases = [
        (alias, machine.attributes(member)["_name_"])
        for alias, member in members_of(machine, cls).items()
        if machine.attributes(member)["_name_"] != alias
    ]
    if aliases:
        text = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        shown = repr_of(machine, cls)
        machine.throw_exactly("ValueError", f"duplicate values found in {shown}: {text}")
    return cls


# --- asking a member ------------------------------------------------------------------------------------------------


def held(machine: Interpreter, member: Value, name: str) -> Value:
    found = machine.attributes(member).get(name, MISSING)
    if found is MISSING:
        raise Gap(f"{name} of a member that is not made yet")
    return found


def name_of(machine: Interpreter, member: Value) -> Value:
    return held(machine, member, "_name_")


def value_of(machine: Interpreter, member: Value) -> Value:
    return held(machine, member, "_value_")


def equal(machine: Interpreter, member: Value, other: Value) -> Value:
    """Identity, except for members that are numbers or strings too."""
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if member == other:
        return True
    mine, theirs = plain(machine, member), plain(machine, other)
    if mine is not member:
        return machine.compare("==", mine, theirs)
    return machine.classes.not_implemented
