"""nn.Module's registration: what becomes a parameter, a buffer, a child, and in which order they are walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim
from shapeproof.interpreter import assigning, classes, namespaces
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated, RepeatedIndex
from shapeproof.interpreter.world import LayerCall, extend
from shapeproof.shapes import Gap
from shapeproof.torch_model import hooks
from shapeproof.torch_model.tensors import (
    BUFFER,
    MODULE,
    PARAMETER,
    SITE_MARK,
    known_class,
    tensor_state,
)
from shapeproof.values import LOST, Object, Site, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

KINDS = ("_parameters", "_buffers", "_modules")
CONTAINERS = "torch.nn.modules.container"


def is_module(machine: Interpreter, value: Value) -> bool:
    return isinstance(value, Object) and known_class(machine, MODULE) in value.cls.mro


def is_parameter(machine: Interpreter, value: Value) -> bool:
    return isinstance(value, Object) and known_class(machine, PARAMETER) in value.cls.mro


# --- storage --------------------------------------------------------------------------------------------------------


def initialise(machine: Interpreter, module: Value, *_: Value) -> None:
    """``Module.__init__``: empty tables; a second call empties them again, as torch's does."""
    if not isinstance(module, Object):
        return
    begin(machine, module, machine.state(module).attributes, {kind: {} for kind in KINDS})


def begin(
    machine: Interpreter, module: Object, attributes: dict[str, Value], tables: dict[str, dict[str, Value]]
) -> None:
    """A module as ``Module.__init__`` leaves it, with these attributes and with these members in its tables."""
    made: dict[str, Value] = {**attributes, "training": True}
    for kind, members_of_kind in tables.items():
        made[kind] = machine.new(machine.classes.dict, None, members_of_kind)
    made["_non_persistent_buffers_set"] = machine.new_set(())
    if _is_layer(module):
        made[SITE_MARK] = _made_at(machine)
    machine.write(module, machine.state(module)._replace(attributes=made))


def _is_layer(module: Object) -> bool:
    """Whether it is a layer of torch's, or of a subclass of one."""
    of_torch = [parent for parent in module.cls.mro if parent.module is not None and parent.module.is_stub]
    return len(of_torch) > 1  # every module has Module itself


def _made_at(machine: Interpreter) -> Site:
    """The place in the program that a layer of torch's is made at: the innermost call that no stub makes."""
    here = machine.here()
    outside = (step.site for step in reversed(machine.stack) if not step.site.path.endswith(".pyi"))
    return next(outside, here) if here.path.endswith(".pyi") else here


def table(machine: Interpreter, module: Object, kind: str) -> dict[Any, Value]:
    """One of a module's tables (never to be changed); a Gap where it is not known, empty where there is none."""
    holder = machine.attributes(module).get(kind)
    if holder is None:
        return {}
    if not isinstance(holder, Object):
        raise Gap("the tables of this module are not known")
    content = machine.state(holder).content
    if not isinstance(content, dict):
        raise Gap("what this module holds is not known")
    return content


def register(machine: Interpreter, module: Object, kind: str, name: Any, value: Value) -> None:
    """Put a member into one table and take it out of the others and of the plain attributes."""
    state = machine.state(module)
    holder = state.attributes.get(kind)
    if holder is None:
        what = {"_parameters": "parameters", "_buffers": "buffers"}.get(kind, "module")
        message = f"cannot assign {what} before Module.__init__() call"
        certain = not any(parent.open_base for parent in module.cls.mro)
        machine.throw("AttributeError", message, "unregistered" if certain else None)
    for other in KINDS:
        if other != kind:
            _drop(machine, module, other, name)
    if name in state.attributes:
        machine.delete_attribute_raw(module, name)
    if not isinstance(holder, Object):
        return
    content = machine.state(holder).content
    if content is LOST:
        return
    machine.set_content(holder, {**content, name: value})


def _drop(machine: Interpreter, module: Object, kind: str, name: Any) -> None:
    holder = machine.attributes(module).get(kind)
    if isinstance(holder, Object):
        content = machine.state(holder).content
        if isinstance(content, dict) and name in content:
            machine.set_content(holder, {key: value for key, value in content.items() if key != name})


def set_raw(machine: Interpreter, module: Object, name: str, value: Value) -> None:
    machine.set_attribute_raw(module, name, value)


# --- attributes -----------------------------------------------------------------------------------------------------


def set_attribute(machine: Interpreter, module: Value, name: Value, value: Value) -> None:
    """``Module.__setattr__``."""
    if not isinstance(module, Object) or not isinstance(name, str):
        return
    held = machine.attributes(module)
    if isinstance(value, Object):
        if is_parameter(machine, value):
            register(machine, module, "_parameters", name, value)
            return
        if is_module(machine, value):
            register(machine, module, "_modules", name, value)
            return
        if known_class(machine, BUFFER) in value.cls.mro:
            register(machine, module, "_buffers", name, value)
            return
    for kind in KINDS:
        holder = held.get(kind)
        content = machine.state(holder).content if isinstance(holder, Object) else None
        if isinstance(holder, Object) and isinstance(content, dict) and name in content and name not in held:
            known = isinstance(value, Unknown) or value is None or tensor_state(machine, value) is not None
            if kind == "_parameters" and not (value is None or isinstance(value, Unknown)):
                machine.throw("TypeError", f"cannot assign as parameter '{name}' (torch.nn.Parameter or None expected)")
            if kind == "_modules" and not (value is None or isinstance(value, Unknown)):
                machine.throw("TypeError", f"cannot assign as child module '{name}' (torch.nn.Module or None expected)")
            if kind == "_buffers" and not known:
                machine.throw("TypeError", f"cannot assign as buffer '{name}' (torch.Tensor or None expected)")
            machine.set_content(holder, {**content, name: value})
            return
    assigning.store(machine, module, name, value)


def get_attribute(machine: Interpreter, module: Value, name: Value) -> Value:
    """``Module.__getattr__``: the tables, after Python's own lookup found nothing."""
    if not isinstance(module, Object):
        return machine.unknown(f"attribute {name}")
    held = machine.attributes(module)
    for kind in KINDS:
        holder = held.get(kind)
        if isinstance(holder, Object):
            content = machine.state(holder).content
            if isinstance(content, dict):
                found = content.get(name, MISSING)
                if found is not MISSING:
                    return found
            else:
                return machine.unknown("what this module holds is not known")
    if held.get("__lost__") is not None:
        return machine.unknown(str(held["__lost__"]))
    if _is_declared(machine, module, name):
        return machine.unknown(f"{module.cls.name}.{name}")
    return machine.throw("AttributeError", f"'{module.cls.name}' object has no attribute '{name}'")


def _is_declared(machine: Interpreter, module: Object, name: Value) -> bool:
    """Whether torch's class has an attribute of that name that its stub gives no value to (``_flat_weights: list``)."""
    of_torch = (parent for parent in module.cls.mro if parent.module is not None and parent.module.is_stub)
    return any(
        name == declared for parent in of_torch for declared, _ in machine.attributes(parent).get("\0annotations", ())
    )


def delete_attribute(machine: Interpreter, module: Value, name: Value) -> None:
    """``Module.__delattr__``."""
    if not isinstance(module, Object):
        return
    for kind in KINDS:
        holder = machine.attributes(module).get(kind)
        content = machine.state(holder).content if isinstance(holder, Object) else None
        if isinstance(content, dict) and name in content:
            _drop(machine, module, kind, name)
            return
    if name not in machine.attributes(module):
        machine.throw("AttributeError", str(name))
    machine.delete_attribute_raw(module, name)


def register_parameter(machine: Interpreter, module: Value, name: Value, param: Value) -> None:
    if tensor_state(machine, param) is not None and not is_parameter(machine, param):
        machine.throw("TypeError", f"cannot assign a plain tensor as parameter {name!r} (Parameter or None required)")
    _register_named(machine, module, "_parameters", name, param)


def register_buffer(machine: Interpreter, module: Value, name: Value, tensor: Value, persistent: Value = True) -> None:
    _register_named(machine, module, "_buffers", name, tensor)
    unsaved = machine.attributes(module).get("_non_persistent_buffers_set") if isinstance(module, Object) else None
    if isinstance(unsaved, Object) and isinstance(name, str) and isinstance(machine.state(unsaved).content, dict):
        others = {key: None for key in machine.state(unsaved).content if key != name}
        machine.set_content(unsaved, others if machine.truth(persistent) else {**others, name: None})


def add_module(machine: Interpreter, module: Value, name: Value, child: Value) -> None:
    _register_named(machine, module, "_modules", name, child)


def _register_named(machine: Interpreter, module: Value, kind: str, name: Value, value: Value) -> None:
    if not isinstance(module, Object):
        return
    if not isinstance(name, str | RepeatedIndex):
        namespaces.lose(machine, machine.attributes(module).get(kind), "a member under a name that is not known")
        return
    if isinstance(name, str) and ("." in name or name == ""):
        machine.throw("KeyError", f"a member's name can't be empty or hold a dot: {name!r}")
    if kind not in machine.attributes(module):
        machine.throw("AttributeError", "cannot assign before Module.__init__() call")
    if name not in table(machine, module, kind) and isinstance(name, str):
        existing = machine.find_attribute(module, name)
        if existing is not MISSING and not isinstance(existing, Unknown):
            machine.throw("KeyError", f"attribute '{name}' already exists")
    register(machine, module, kind, name, value)


# --- walking --------------------------------------------------------------------------------------------------------


def members(machine: Interpreter, module: Object, kind: str) -> Iterator[tuple[Any, Value]]:
    """A table's members in order, those of None left out."""
    for name, value in table(machine, module, kind).items():
        if value is not None:
            yield name, value


def open_if_empty(machine: Interpreter, module: Object) -> None:
    """A container that was made empty is there to be filled by whoever made it: what it holds is not known."""
    is_container = any(parent.module is not None and parent.module.name == CONTAINERS for parent in module.cls.mro)
    holder = machine.attributes(module).get("_modules") if is_container else None
    if isinstance(holder, Object) and machine.state(holder).content == {}:
        machine.set_content(holder, LOST)


def walk_modules(
    machine: Interpreter, module: Object, prefix: str = "", seen: set[int] | None = None, repeats: Any = 1
) -> Iterator[tuple[str, Object, Any]]:
    """Every module below, itself first, each once: its dotted name, it, and how often it stands there."""
    seen = set() if seen is None else seen
    if module.id in seen:
        return
    seen.add(module.id)
    yield prefix, module, repeats
    for name, child in members(machine, module, "_modules"):
        dotted = f"{prefix}.{name}" if prefix else str(name)
        times = repeats
        if isinstance(child, Repeated):
            child, times = child.item, repeats * child.count
        elif isinstance(name, RepeatedIndex):
            times = repeats * name.count
        if isinstance(child, Object) and is_module(machine, child):
            yield from walk_modules(machine, child, dotted, seen, times)
        elif isinstance(child, Unknown):
            raise Gap(child.reason)


def _entry(machine: Interpreter, pair: Value, times: Any) -> Value:
    return Repeated(pair, times) if isinstance(times, Dim) else pair


def _iterator(machine: Interpreter, items: Iterable[Value]) -> Value:
    return machine.new(machine.builtin("generator"), None, (tuple(items), 0))


def named_modules(
    machine: Interpreter, module: Value, memo: Value = None, prefix: Value = "", remove_duplicate: Value = True
) -> Value:
    found = walk_modules(machine, _module(module), prefix if isinstance(prefix, str) else "")
    return _iterator(machine, [_entry(machine, (name, m), times) for name, m, times in found])


def modules(machine: Interpreter, module: Value) -> Value:
    return _iterator(machine, [_entry(machine, m, times) for _, m, times in walk_modules(machine, _module(module))])


def _module(value: Value) -> Object:
    if isinstance(value, Object):
        return value
    raise Gap("a module that is not understood")


def named_children(machine: Interpreter, module: Value) -> Value:
    row = []
    seen = set()
    for name, child in members(machine, _module(module), "_modules"):
        if isinstance(child, Object) and child.id in seen:
            continue
        if isinstance(child, Object):
            seen.add(child.id)
        times = name.count if isinstance(name, RepeatedIndex) else 1
        row.append(_entry(machine, (name, child), times))
    return _iterator(machine, row)


def children(machine: Interpreter, module: Value) -> Value:
    listed, _ = machine.content(named_children(machine, module))
    return _iterator(machine, [_second(item) for item in listed])


def _walk_tensors(machine: Interpreter, module: Value, kind: str, prefix: Value, recurse: Value) -> list[Value]:
    row: list[Value] = []
    seen: set[int] = set()
    start = prefix if isinstance(prefix, str) else ""
    everything = machine.truth(recurse)
    for dotted, each, times in walk_modules(machine, _module(module), start):
        for name, tensor in members(machine, each, kind):
            if isinstance(tensor, Unknown):
                raise Gap(tensor.reason)
            if isinstance(tensor, Object):
                if tensor.id in seen:
                    continue
                seen.add(tensor.id)
            count = times * name.count if isinstance(name, RepeatedIndex) else times
            row.append(_entry(machine, (f"{dotted}.{name}" if dotted else str(name), tensor), count))
        if not everything:
            break
    return row


def _second(item: Value) -> Value:
    return Repeated(item.item[1], item.count) if isinstance(item, Repeated) else item[1]


def named_parameters(
    machine: Interpreter, module: Value, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
) -> Value:
    return _iterator(machine, _walk_tensors(machine, module, "_parameters", prefix, recurse))


def parameters(machine: Interpreter, module: Value, recurse: Value = True) -> Value:
    return _iterator(machine, [_second(item) for item in _walk_tensors(machine, module, "_parameters", "", recurse)])


def named_buffers(
    machine: Interpreter, module: Value, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
) -> Value:
    return _iterator(machine, _walk_tensors(machine, module, "_buffers", prefix, recurse))


def buffers(machine: Interpreter, module: Value, recurse: Value = True) -> Value:
    return _iterator(machine, [_second(item) for item in _walk_tensors(machine, module, "_buffers", "", recurse)])


def get_submodule(machine: Interpreter, module: Value, target: Value) -> Value:
    if not isinstance(target, str):
        raise Gap("a submodule whose name is not known")
    found = module
    for name in target.split(".") if target else ():
        found = machine.get_attribute(found, name)
    return found


# --- modes, calls ---------------------------------------------------------------------------------------------------


def train(machine: Interpreter, module: Value, mode: Value = True) -> Value:
    for _, each, _ in walk_modules(machine, _module(module)):
        if each != module and overrides(machine, each, "train"):
            machine.call(machine.get_attribute(each, "train"), (mode,))
        machine.set_attribute_raw(each, "training", mode)
    return module


def overrides(machine: Interpreter, module: Object, name: str) -> bool:
    own = classes.lookup(machine, module.cls, name)
    return own is not classes.lookup(machine, known_class(machine, MODULE), name)


def evaluate(machine: Interpreter, module: Value) -> Value:
    return machine.call(machine.get_attribute(module, "train"), (False,))


def set_requires_grad(machine: Interpreter, module: Value, requires_grad: Value = True) -> Value:
    for item in _walk_tensors(machine, module, "_parameters", "", True):
        tensor_requires_grad(machine, _second(item), requires_grad)
    return module


def tensor_requires_grad(machine: Interpreter, tensor: Value, requires_grad: Value = True) -> Value:
    """``Tensor.requires_grad_``."""
    if isinstance(tensor, Repeated):
        tensor = tensor.item
    state = tensor_state(machine, tensor)
    if state is not None and isinstance(tensor, Object):
        from dataclasses import replace

        machine.set_content(tensor, replace(state, requires_grad=machine.truth(requires_grad)))
    return tensor


def apply(machine: Interpreter, module: Value, fn: Value) -> Value:
    """``Module.apply``: children first."""
    fillings = machine.fillings
    filling = fillings.applied(machine, _module(module), fn) if fillings is not None else None
    if fillings is not None and filling is not None and fillings.is_followed(filling):
        return filling.leave_out(machine)
    before = machine.refusals
    for _, child in list(members(machine, _module(module), "_modules")):
        inner = child.item if isinstance(child, Repeated) else child
        if isinstance(inner, Object):
            machine.call(machine.get_attribute(inner, "apply"), (fn,))
    machine.call(fn, (module,))
    if fillings is not None and filling is not None and machine.refusals is before:
        fillings.follow(filling)
    return module


def extra_repr(machine: Interpreter, module: Value) -> Value:
    """What a layer of torch's says of itself is its own; a plain module says nothing."""
    if isinstance(module, Object) and not _is_layer(module):
        return ""
    return machine.unknown("what a layer says of itself")


def same(machine: Interpreter, module: Value, *_: Value) -> Value:
    """A method that gives the module (or tensor) itself back."""
    return module


def nothing(machine: Interpreter, *_: Value) -> None:
    return None


def call_module(machine: Interpreter, module: Value, arguments: Value, keywords: Value) -> Value:
    """``module(…)``: forward, written down as a call of the layer."""
    if not isinstance(module, Object):
        return machine.unknown("a module that is not understood")
    forward = machine.find_attribute(module, "forward")
    if forward is MISSING or isinstance(forward, Unknown):
        return machine.unknown(f"{module.cls.name} has no forward that is known")
    row = arguments if isinstance(arguments, tuple) else machine.iterate(arguments)
    named = machine.content(keywords) if isinstance(keywords, Object) else {}
    given, named = hooks.before(machine, module, tuple(row), dict(named))
    machine.layers.append(module)
    try:
        result = machine.call(forward, given, named)
    finally:
        machine.layers.pop()
    machine.calls = extend(machine.calls, LayerCall(module, given, named, result))
    return hooks.after(machine, module, given, named, result)
