"""Sequential, ModuleList, ModuleDict, ParameterList and ParameterDict over a module's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.dims import Condition, less_equal
from shapeproof.interpreter.iteration import Repeated, RepeatedIndex
from shapeproof.interpreter.world import LayerCall
from shapeproof.shapes import Gap
from shapeproof.torch_model import registration
from shapeproof.values import LOST, Object, SliceValue, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _object(value: Value) -> Object:
    if isinstance(value, Object):
        return value
    raise Gap("a container that is not understood")


def _held(machine: Interpreter, container: Object) -> tuple[str, dict[Any, Value]]:
    kind = "_parameters" if container.cls.name.startswith("Parameter") or _is_parameters(container) else "_modules"
    return kind, registration.table(machine, container, kind)


def _is_parameters(container: Object) -> bool:
    return any(parent.name in ("ParameterList", "ParameterDict") for parent in container.cls.mro)


def _row(machine: Interpreter, container: Object) -> list[Value]:
    """The members, a `Repeated` one for each of symbolic number."""
    _, held = _held(machine, container)
    return [Repeated(value, key.count) if isinstance(key, RepeatedIndex) else value for key, value in held.items()]


def _rebuild(machine: Interpreter, container: Object, row: list[Value]) -> None:
    """Members numbered from 0; behind one of symbolic number, places are not known and say so."""
    kind, _ = _held(machine, container)
    fresh: dict[Any, Value] = {}
    after = ""
    for index, value in enumerate(row):
        if isinstance(value, Repeated):
            key: Any = RepeatedIndex(value.count)
            while key in fresh:
                raise Gap("two runs of symbolic length in one container")
            fresh[key] = value.item
            after = f"*+{index + 1}"
        else:
            fresh[after or str(index)] = value
            if after:
                after = f"*+{index + 2}"
    holder = machine.attributes(container).get(kind)
    if isinstance(holder, Object):
        machine.set_content(holder, fresh)


def _values(machine: Interpreter, values: Value) -> list[Value]:
    if isinstance(values, Unknown):
        raise Gap(values.reason)
    return list(machine.iterate(values))


def _lose(machine: Interpreter, container: Object, reason: str) -> None:
    from shapeproof.interpreter import namespaces

    kind = "_parameters" if _is_parameters(container) else "_modules"
    namespaces.lose(machine, machine.attributes(container).get(kind), reason)


def sequential_init(machine: Interpreter, container: Value, args: Value) -> None:
    owner = _object(container)
    registration.initialise(machine, owner)
    try:
        row = _values(machine, args)
        if len(row) == 1 and isinstance(row[0], Object) and machine.state(row[0]).content is LOST:
            raise Gap("a dict of layers whose content is not known")
        if len(row) == 1 and isinstance(row[0], Object) and isinstance(machine.state(row[0]).content, dict):
            for name, child in machine.content(row[0]).items():
                registration.add_module(machine, owner, name, child)
            return
        _fill(machine, owner, row)
    except Gap as gap:
        _lose(machine, owner, str(gap))


def list_init(machine: Interpreter, container: Value, values: Value = None) -> None:
    owner = _object(container)
    registration.initialise(machine, owner)
    if values is None:
        return
    try:
        _fill(machine, owner, _values(machine, values))
    except Gap as gap:
        _lose(machine, owner, str(gap))


def _fill(machine: Interpreter, owner: Object, row: list[Value]) -> None:
    for value in row:
        inner = value.item if isinstance(value, Repeated) else value
        if isinstance(inner, Unknown):
            raise Gap(inner.reason)
        if not _is_parameters(owner) and inner is not None and not registration.is_module(machine, inner):
            machine.throw("TypeError", f"{machine.class_of(inner).name} is not a Module subclass")
    _rebuild(machine, owner, [*_row(machine, owner), *(_as_member(machine, owner, v) for v in row)])


def _as_member(machine: Interpreter, owner: Object, value: Value) -> Value:
    """ParameterList makes parameters of tensors."""
    from shapeproof.torch_model.tensors import PARAMETER, known_class, tensor_state

    if not _is_parameters(owner) or isinstance(value, Repeated) or registration.is_parameter(machine, value):
        return value
    state = tensor_state(machine, value)
    if state is None:
        return value
    return machine.call(known_class(machine, PARAMETER), (value,))


def append(machine: Interpreter, container: Value, value: Value) -> Value:
    return extend(machine, container, (value,))


def extend(machine: Interpreter, container: Value, values: Value) -> Value:
    owner = _object(container)
    try:
        _fill(machine, owner, _values(machine, values))
    except Gap as gap:
        _lose(machine, owner, str(gap))
    return container


def insert(machine: Interpreter, container: Value, index: Value, value: Value) -> Value:
    owner = _object(container)
    row = _row(machine, owner)
    if not isinstance(index, int) or any(isinstance(item, Repeated) for item in row):
        _lose(machine, owner, "a member was put at a place that is not known")
        return container
    row.insert(index, value)
    _rebuild(machine, owner, row)
    return container


def pop(machine: Interpreter, container: Value, index: Value = -1) -> Value:
    owner = _object(container)
    found = get_item(machine, container, index)
    delete_item(machine, owner, index)
    return found


def length(machine: Interpreter, container: Value) -> Value:
    total: Any = 0
    for value in _row(machine, _object(container)):
        total = total + (value.count if isinstance(value, Repeated) else 1)
    return total


def iterate(machine: Interpreter, container: Value) -> Value:
    return machine.new(machine.builtin("iterator"), None, (tuple(_row(machine, _object(container))), 0))


def get_item(machine: Interpreter, container: Value, index: Value) -> Value:
    owner = _object(container)
    row = _row(machine, owner)
    listed = machine.new_list(row)
    if isinstance(index, SliceValue):
        return _part(machine, owner, row, index)
    return _plain_item(machine, listed, index)


def _part(machine: Interpreter, owner: Object, row: list[Value], index: SliceValue) -> Value:
    """A container of the same class: a Sequential's members keep their names, those of a list are numbered anew."""
    part = list(machine.iterate(_plain_item(machine, machine.new_list(row), index)))
    if any(isinstance(item, Repeated) for item in part):
        made = machine.new(owner.cls)
        registration.initialise(machine, made)
        _rebuild(machine, made, part)
        return made
    if _is_parameters(owner):
        return extend(machine, machine.call(owner.cls), machine.new_list(part))
    if not any(parent.name == "Sequential" for parent in owner.cls.mro):
        return machine.call(owner.cls, (machine.new_list(part),))
    _, held = _held(machine, owner)
    names = _plain_item(machine, machine.new_list(held), index)
    return machine.call(owner.cls, (machine.new_dict(dict(zip(machine.iterate(names), part, strict=True))),))


def _plain_item(machine: Interpreter, row: Value, index: Value) -> Value:
    from shapeproof.interpreter import items

    return items.get_item(machine, row, index)


def set_item(machine: Interpreter, container: Value, index: Value, value: Value) -> None:
    owner = _object(container)
    kind, held = _held(machine, owner)
    names = list(held)
    if not isinstance(index, int) or any(isinstance(name, RepeatedIndex) for name in names):
        _lose(machine, owner, "a member was put at a place that is not known")
        return
    if not -len(names) <= index < len(names):
        machine.throw("IndexError", f"index {index} is out of range")
    registration.register(machine, owner, kind, names[index], _as_member(machine, owner, value))


def delete_item(machine: Interpreter, container: Value, index: Value) -> None:
    from shapeproof.interpreter import items

    owner = _object(container)
    row = machine.new_list(_row(machine, owner))
    items.delete_item(machine, row, index)
    _rebuild(machine, owner, list(machine.content(row)))


def sequential_forward(machine: Interpreter, container: Value, value: Value) -> Value:
    """Each child of the last one's result; a child of symbolic number must give what it takes."""
    for child in _row(machine, _object(container)):
        if isinstance(child, Repeated):
            value = _repeat(machine, child, value)
        else:
            value = machine.call(child, (value,))
    return value


def _repeat(machine: Interpreter, child: Repeated, value: Value) -> Value:
    from shapeproof.interpreter.loops import demands_more
    from shapeproof.interpreter.world import extend as longer
    from shapeproof.interpreter.world import items as listed
    from shapeproof.torch_model.tensors import tensor_state

    kept = machine.calls.length if machine.calls is not None else 0
    chain = machine.calls
    once = machine.call(child.item, (value,))
    for call in listed(machine.calls)[kept:]:
        if isinstance(call, LayerCall):
            chain = longer(
                chain, LayerCall(call.layer, call.arguments, call.keywords, call.result, call.repeats * child.count)
            )
        else:
            chain = longer(chain, call)
    machine.calls = chain
    before = machine.world()
    twice = machine.call(child.item, (once,))
    machine.calls = chain
    if demands_more(before, machine.world()):
        machine.enter(before)
        if not machine.truth(_truth(less_equal(2, child.count))):
            return once
        twice = machine.call(child.item, (once,))
        machine.calls = chain
    first, second = tensor_state(machine, once), tensor_state(machine, twice)
    if first is None or second is None or first.shape is None or second.shape is None:
        return (
            once
            if isinstance(once, Unknown)
            else machine.unknown("the result of a layer repeated a symbolic number of times")
        )
    if machine.judge.reading(first.shape) != machine.judge.reading(second.shape):
        return machine.unknown("a tensor whose shape changes in a run of layers of symbolic length")
    return once


def _truth(condition: Condition | bool) -> Value:
    return condition if isinstance(condition, bool) else Truth(condition)


# --- by name --------------------------------------------------------------------------------------------------------


def dict_init(machine: Interpreter, container: Value, values: Value = None) -> None:
    owner = _object(container)
    registration.initialise(machine, owner)
    if values is not None:
        update(machine, owner, values)


def update(machine: Interpreter, container: Value, values: Value) -> None:
    owner = _object(container)
    try:
        content = machine.content(values) if isinstance(values, Object) else None
        if isinstance(values, Object) and registration.is_module(machine, values):
            content = dict(registration.table(machine, values, "_parameters" if _is_parameters(values) else "_modules"))
        pairs = (
            list(content.items())
            if isinstance(content, dict)
            else [tuple(machine.iterate(p)) for p in _values(machine, values)]
        )
        for name, value in pairs:
            dict_set(machine, owner, name, value)
    except Gap as gap:
        _lose(machine, owner, str(gap))


def dict_set(machine: Interpreter, container: Value, name: Value, value: Value) -> None:
    owner = _object(container)
    if not isinstance(name, str):
        _lose(machine, owner, "a member under a name that is not known")
        return
    kind = "_parameters" if _is_parameters(owner) else "_modules"
    registration.register(machine, owner, kind, name, _as_member(machine, owner, value))


def dict_get(machine: Interpreter, container: Value, name: Value) -> Value:
    owner = _object(container)
    _, held = _held(machine, owner)
    if isinstance(name, Unknown):
        return machine.unknown(name.reason)
    if name not in held:
        from shapeproof.interpreter.items import raise_key_error

        raise_key_error(machine, name)
    return held[name]


def dict_delete(machine: Interpreter, container: Value, name: Value) -> None:
    registration.delete_attribute(machine, container, name)


def dict_pop(machine: Interpreter, container: Value, name: Value) -> Value:
    found = dict_get(machine, container, name)
    registration.delete_attribute(machine, container, name)
    return found


def dict_length(machine: Interpreter, container: Value) -> Value:
    return len(_held(machine, _object(container))[1])


def dict_keys(machine: Interpreter, container: Value) -> Value:
    return machine.new_list(_held(machine, _object(container))[1])


def dict_iterate(machine: Interpreter, container: Value) -> Value:
    return machine.new(machine.builtin("iterator"), None, (tuple(_held(machine, _object(container))[1]), 0))


def dict_items(machine: Interpreter, container: Value) -> Value:
    return machine.new_list(tuple(pair) for pair in _held(machine, _object(container))[1].items())


def dict_values(machine: Interpreter, container: Value) -> Value:
    return machine.new_list(_held(machine, _object(container))[1].values())


def dict_contains(machine: Interpreter, container: Value, name: Value) -> Value:
    if isinstance(name, Unknown):
        return machine.unknown(name.reason)
    return name in _held(machine, _object(container))[1]


def clear(machine: Interpreter, container: Value) -> None:
    kind, _ = _held(machine, _object(container))
    holder = machine.attributes(_object(container)).get(kind)
    if isinstance(holder, Object):
        machine.set_content(holder, {})
