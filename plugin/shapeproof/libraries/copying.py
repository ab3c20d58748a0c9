"""``copy.copy`` and ``copy.deepcopy`` over values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes, special
from shapeproof.interpreter.builtins import dicts
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated, check_iterator
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, Class, Function, Namespace, Object, PythonModule, State, StaticMethod, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _hook(machine: Interpreter, value: Object, name: str) -> Value:
    """A method that the class writes in Python."""
    found = classes.lookup(machine, value.cls, name)
    return found if isinstance(found, Function) else MISSING


def _by_state(machine: Interpreter, value: Object) -> bool:
    """Whether the program's own methods say what a copy starts from."""
    for name in ("__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"):
        hook = _hook(machine, value, name)
        if hook is not MISSING and not hook.module.is_stub:
            raise Gap(f"a copy by {value.cls.name}.{name}")
    _check_items(machine, value)
    getter = _hook(machine, value, "__getattribute__")
    if getter is not MISSING and not getter.module.is_stub:
        seen, held = machine.get_attribute(value, "__dict__"), dicts.namespace_of(machine, value)
        if not isinstance(seen, Object) or machine.content(seen) != machine.content(held):
            raise Gap(f"a copy by {value.cls.name}.__getattribute__")
    hooks = [_hook(machine, value, name) for name in ("__getstate__", "__setstate__")]
    return any(hook is not MISSING and not hook.module.is_stub for hook in hooks)


def _check_items(machine: Interpreter, value: Object) -> None:
    """A Gap where a program's own list or dict says itself what it holds, which is what a copy is made of."""
    asked = {"list": "__iter__", "dict": "items"}
    name = next((asked[parent.name] for parent in value.cls.mro if parent.builtin and parent.name in asked), None)
    hook = None if name is None else _hook(machine, value, name)
    if not isinstance(hook, Function) or hook.module.is_stub:
        return
    given = special.call(machine, hook, value)
    check_iterator(machine, given)
    raise Gap(f"a copy of what {value.cls.name}.{name} gives")


def copy(machine: Interpreter, x: Value) -> Value:
    """A new object that holds the same."""
    if not isinstance(x, Object) or isinstance(x, Class | Function | PythonModule):
        return x
    own = _hook(machine, x, "__copy__")
    if own is not MISSING:
        return machine.call(own, (x,))
    if x.cls.builtin and x.cls.name in ("frozenset", "NotImplementedType", "generator", "coroutine"):
        if x.cls.name in ("generator", "coroutine"):
            machine.throw_exactly("TypeError", f"cannot pickle '{x.cls.name}' object")
        return x
    if _by_state(machine, x):
        return _Copies(machine, {}).from_state(x, deep=False)
    if type(machine.state(x).content) is Namespace:
        return machine.new_dict(machine.content(x))
    made = _started(machine, x)
    if made is not None:
        machine.write(made, State(_copied_attributes(machine, x), machine.state(x).content))
        return made
    return machine.new(x.cls, _copied_attributes(machine, x), machine.state(x).content)


_GIVEN_WHOLE = frozenset({"object", "int", "float", "str", "bytes", "tuple", "complex"})


def _started(machine: Interpreter, x: Object) -> Object | None:
    """What the program's own ``__new__`` makes for a copy to be filled; None where the class has none."""
    maker = classes.lookup(machine, x.cls, "__new__")
    maker = maker.function if isinstance(maker, StaticMethod) else maker
    if not isinstance(maker, Function) or maker.module.is_stub:
        return None
    if maker.owner is not None and "_fields" in machine.attributes(maker.owner):
        return None  # a named tuple's own
    content = machine.state(x).content
    kind = next(parent.name for parent in x.cls.mro if parent.builtin)
    if classes.lookup(machine, x.cls, "_fields") is not MISSING or kind not in _GIVEN_WHOLE:
        raise Gap(f"a copy of a {kind} that is made by a method of its own")
    made = machine.call(maker, (x.cls,) if kind == "object" else (x.cls, content))
    if not isinstance(made, Object) or made.cls is not x.cls or (made != x and machine.state(made).content != content):
        raise Gap(f"a copy by {x.cls.name}.__new__")
    return made


def _copied_attributes(machine: Interpreter, x: Object) -> dict[str, Value]:
    """What a copy starts with; one whose names lie in a dict of the program's has them of its own."""
    held = machine.attributes(x).get(HELD)
    if held is None:
        return dict(machine.attributes(x))
    if held == x:
        raise Gap("a copy of what is its own __dict__")
    return dict(machine.content(held))


def deep_copy(machine: Interpreter, x: Value, memo: Value = None) -> Value:
    """A new object graph; classes, functions and modules stay what they are."""
    if memo is None:
        return _Copies(machine, {}).of(x)
    copies = _Copies(machine, dict(machine.content(memo)))
    made = copies.of(x)
    machine.set_content(memo, copies.done)
    return made


class _Copies:
    """One deep copy: ``done`` holds what is copied already, by identity."""

    def __init__(self, machine: Interpreter, done: dict[int, Value]) -> None:
        self.machine = machine
        self.done = done

    def of(self, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple([self.of(item) for item in value])
        if isinstance(value, Repeated):
            return Repeated(self.of(value.item), value.count)
        if isinstance(value, BoundMethod):
            return BoundMethod(value.function, self.of(value.receiver))
        if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
            return value
        known = self.done.get(value.id, MISSING)
        if known is not MISSING:
            return known
        return self.of_object(value)

    def of_object(self, value: Object) -> Value:
        machine = self.machine
        own = _hook(machine, value, "__deepcopy__")
        if own is not MISSING:
            memo = machine.new_dict(self.done)
            made = special.call(machine, own, value, memo)
            self.done.update(machine.content(memo))
            self.done[value.id] = made
            return made
        if _by_state(machine, value):
            return self.from_state(value, deep=True)
        machine.step()
        content = machine.state(value).content
        if type(content) is Namespace:
            content = machine.content(value)
        made = self.done[value.id] = _started(machine, value) or machine.new(value.cls, {}, content)
        if isinstance(content, dict):
            content = {self.of(key): self.of(item) for key, item in content.items()}
        elif isinstance(content, tuple):
            content = tuple([self.of(item) for item in content])
        attributes = {name: self.of(item) for name, item in machine.attributes(value).items()}
        machine.write(made, State(attributes, content))
        return made

    def from_state(self, value: Object, deep: bool) -> Value:
        """A copy made of what ``__getstate__`` gives and ``__setstate__`` takes."""
        machine = self.machine
        state = machine.state(value)
        made = self.done[value.id] = machine.new(value.cls, {}, self.of(state.content) if deep else state.content)
        getter, setter = _hook(machine, value, "__getstate__"), _hook(machine, value, "__setstate__")
        held = machine.new_dict(state.attributes) if getter is MISSING else special.call(machine, getter, value)
        held = self.of(held) if deep else held
        if setter is not MISSING:
            special.call(machine, setter, made, held)
        elif isinstance(held, Object) and machine.builtin("dict") in held.cls.mro:
            machine.write(made, State(dict(machine.content(held)), machine.state(made).content))
        elif held is not None:
            raise Gap("a copy from a state that is not known")
        return made
