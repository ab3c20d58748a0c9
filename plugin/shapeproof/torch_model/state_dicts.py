"""State dicts of modules: what is saved under which name, and what does not fit when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import equal
from shapeproof.interpreter.iteration import RepeatedIndex
from shapeproof.shapes import Gap, Refusal, Shape, text_of
from shapeproof.torch_model.hooks import STATE
from shapeproof.torch_model.registration import members, overrides, walk_modules
from shapeproof.torch_model.tensors import known_class, new_tensor, tensor_state
from shapeproof.values import Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

OWN_WAYS = (
    "state_dict", "load_state_dict", "_save_to_state_dict", "_load_from_state_dict", "get_extra_state",
    "set_extra_state",
)  # fmt: skip
_INCOMPATIBLE = "torch.nn.modules.module._IncompatibleKeys"
_UNINITIALIZED = ("UninitializedParameter", "UninitializedBuffer")
SHOWN = 3


def state_dict(
    machine: Interpreter, module: Value, args: Value, destination: Value, prefix: Value, keep_vars: Value
) -> Value:
    """Parameters and persistent buffers by their dotted names, module by module."""
    if args != () or destination is not None or not isinstance(prefix, str):
        raise Gap("a state dict that is put into another one")
    found = {prefix + name: _detached(machine, tensor) for name, tensor in _saved(machine, module).items()}
    return machine.new_dict(found)


def _saved(machine: Interpreter, module: Value) -> dict[str, Value]:
    if not isinstance(module, Object):
        raise Gap("a module that is not understood")
    found: dict[str, Value] = {}
    for dotted, each, times in walk_modules(machine, module):
        if times != 1:
            raise Gap("the state dict of layers of symbolic number")
        unsaved = machine.attributes(each).get("_non_persistent_buffers_set")
        hidden = machine.content(unsaved) if isinstance(unsaved, Object) else {}
        for kind in ("_parameters", "_buffers"):
            for name, tensor in members(machine, each, kind):
                if isinstance(name, RepeatedIndex):
                    raise Gap("the state dict of layers of symbolic number")
                if kind == "_parameters" or name not in hidden:
                    found[f"{dotted}.{name}" if dotted else str(name)] = tensor
    return found


def _detached(machine: Interpreter, tensor: Value) -> Value:
    state = tensor_state(machine, tensor)
    if state is None:
        return tensor
    return new_tensor(machine, state.shape, state.dtype, data=state.data, assumed=state.assumed, reason=state.reason)


def load_state_dict(
    machine: Interpreter, module: Value, state_dict: Value, strict: Value = True, assign: Value = False
) -> Value:
    """The keys that are missing and unexpected; refused where torch is certain to raise."""
    given = _known(machine, state_dict)
    try:
        own = None if given is None or not _is_plain(machine, module) else _saved(machine, module)
    except Gap:
        own = None
    if given is None or own is None or any(_is_lazy(tensor) for tensor in own.values()):
        missing, unexpected = machine.unknown("the keys of a state dict"), machine.unknown("the keys of a state dict")
        return machine.call(known_class(machine, _INCOMPATIBLE), (missing, unexpected))
    # a count of batches is never missed: states that were saved by other versions, or by hand, lack it
    absent = [name for name in own if name not in given and not name.endswith("num_batches_tracked")]
    surplus = [name for name in given if name not in own]
    faults = _faults(machine, own, given)
    if machine.truth(strict):
        faults += [f"{_listed(absent)} missing"] if absent else []
        faults += [f"{_listed(surplus)} not expected"] if surplus else []
    if faults:
        name = module.cls.name if isinstance(module, Object) else "a module"
        machine.refuse(
            Refusal("parameter", f"{name} cannot load this state: {'; '.join(faults)}"), (module, state_dict)
        )
    row = (machine.new_list(absent), machine.new_list(surplus))
    return machine.call(known_class(machine, _INCOMPATIBLE), row)


def _known(machine: Interpreter, state_dict: Value) -> dict[str, Value] | None:
    content = machine.state(state_dict).content if isinstance(state_dict, Object) else None
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        return None
    return dict(content)


def _is_plain(machine: Interpreter, module: Value) -> bool:
    """Whether no module of it saves or loads in a way of its own."""
    if not isinstance(module, Object):
        return False
    for _, each, _ in walk_modules(machine, module):
        if machine.attributes(each).get(STATE) is not None or each.cls.open_base is not None:
            return False
        if any(overrides(machine, each, name) for name in OWN_WAYS):
            return False
    return True


def _is_lazy(tensor: Value) -> bool:
    return isinstance(tensor, Object) and tensor.cls.name in _UNINITIALIZED


def _faults(machine: Interpreter, own: dict[str, Value], given: dict[str, Value]) -> list[str]:
    """Members of another shape than the state has, a few of them."""
    found = []
    for name, tensor in own.items():
        here, there = tensor_state(machine, tensor), tensor_state(machine, given.get(name))
        if here is None or there is None or here.shape is None or there.shape is None:
            continue
        a, b = machine.judge.reading(here.shape), machine.judge.reading(there.shape)
        if a.rank and b.rank and _differ(machine, a, b):
            found.append(f"{name} is {text_of(b)} there and {text_of(a)} here")
    more = [f"{len(found) - SHOWN} more differ"] if len(found) > SHOWN else []
    return [*found[:SHOWN], *more]


def _differ(machine: Interpreter, a: Shape, b: Shape) -> bool:
    if a.rank != b.rank:
        return True
    return any(machine.judge.holds(equal(x, y)) is False for x, y in zip(a.dims, b.dims, strict=True))


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{shown}{more} {'is' if len(names) == 1 else 'are'}"
