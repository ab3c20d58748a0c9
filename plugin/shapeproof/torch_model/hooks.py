"""Forward hooks of modules: kept in the order they were registered, run around ``forward`` as torch runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.shapes import Gap
from shapeproof.torch_model.tensors import known_class
from shapeproof.values import LOST, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

BEFORE, AFTER = "_forward_pre_hooks", "_forward_hooks"
STATE = "\0state"  # an attribute: hooks of the program's own save or load the state
HANDLE = "torch.utils.hooks.RemovableHandle"


def register_before(
    machine: Interpreter, module: Value, hook: Value, prepend: Value = False, with_kwargs: Value = False
) -> Value:
    """``register_forward_pre_hook``."""
    return _register(machine, module, BEFORE, hook, prepend, with_kwargs)


def register_after(
    machine: Interpreter,
    module: Value,
    hook: Value,
    prepend: Value = False,
    with_kwargs: Value = False,
    always_call: Value = False,
) -> Value:
    """``register_forward_hook``."""
    return _register(machine, module, AFTER, hook, prepend, with_kwargs)


def register_with_state(machine: Interpreter, module: Value, *_: Value) -> Value:
    """Hooks of state dicts: which keys there are is theirs to say."""
    if isinstance(module, Object):
        machine.set_attribute_raw(module, STATE, True)
    return register_elsewhere(machine, module)


def register_elsewhere(machine: Interpreter, module: Value, *_: Value) -> Value:
    """Hooks of backward passes: they change no shape."""
    return machine.new(known_class(machine, HANDLE), {"hooks_dict": None, "id": 0})


def _register(machine: Interpreter, module: Value, kind: str, hook: Value, prepend: Value, with_kwargs: Value) -> Value:
    if not isinstance(module, Object):
        raise Gap("a module that is not understood")
    holder = machine.attributes(module).get(kind)
    if not isinstance(holder, Object):
        holder = machine.new_dict({})
        machine.set_attribute_raw(module, kind, holder)
    made = machine.new(known_class(machine, HANDLE), {"hooks_dict": holder})
    machine.set_attribute_raw(made, "id", made.id)
    held = machine.content(holder)
    entry = {made.id: (hook, with_kwargs)}
    machine.set_content(holder, {**entry, **held} if prepend is True else {**held, **entry})
    return made


def remove(machine: Interpreter, handle: Value) -> None:
    """``RemovableHandle.remove``."""
    if not isinstance(handle, Object):
        return
    own = machine.attributes(handle)
    holder = own.get("hooks_dict")
    if isinstance(holder, Object) and isinstance(machine.state(holder).content, dict):
        held = machine.state(holder).content
        machine.set_content(holder, {key: entry for key, entry in held.items() if key != own.get("id")})


def _entries(machine: Interpreter, module: Object, kind: str) -> list[tuple[Value, Value]]:
    holder = machine.attributes(module).get(kind)
    if not isinstance(holder, Object):
        return []
    content = machine.state(holder).content
    if content is LOST:
        raise Gap("the hooks of this module are not known")
    return [entry if isinstance(entry, tuple) else (entry, False) for entry in content.values()]


def before(
    machine: Interpreter, module: Object, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """The arguments as the hooks before ``forward`` leave them."""
    for hook, with_kwargs in _entries(machine, module, BEFORE):
        if machine.truth(with_kwargs):
            result = machine.call(hook, (module, arguments, machine.new_dict(keywords)))
            if isinstance(result, tuple) and len(result) == 2:
                arguments = tuple(machine.iterate(result[0]))
                keywords = _named(machine, result[1])
            elif result is not None:
                raise Gap("what a hook does to the arguments is not known")
            continue
        result = machine.call(hook, (module, arguments))
        if result is not None:
            arguments = result if isinstance(result, tuple) else (result,)
    return arguments, keywords


def _named(machine: Interpreter, value: Value) -> dict[str, Any]:
    content = machine.content(value) if isinstance(value, Object) else None
    if not isinstance(content, dict):
        raise Gap("what a hook does to the arguments is not known")
    return dict(content)


def after(
    machine: Interpreter, module: Object, arguments: tuple[Value, ...], keywords: dict[str, Value], result: Value
) -> Value:
    """The result as the hooks behind ``forward`` leave it."""
    for hook, with_kwargs in _entries(machine, module, AFTER):
        extra = (machine.new_dict(keywords),) if machine.truth(with_kwargs) else ()
        replaced = machine.call(hook, (module, arguments, *extra, result))
        if replaced is not None:
            result = replaced
    return result
