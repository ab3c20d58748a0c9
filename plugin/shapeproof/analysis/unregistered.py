"""Layers and parameters kept in a plain list, tuple, set or dict, where torch does not see them (``unregistered``).

Only of what a class builds for itself: a module handed in may be kept out of the parameters on purpose. Silent where
the class itself does something about it: it registers them elsewhere, overrides a walk, or moves them by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.analysis.explanations import place
from shapeproof.analysis.facts import Finding, Severity
from shapeproof.analysis.runs import End, Outcome
from shapeproof.interpreter.iteration import Repeated
from shapeproof.program import nodes
from shapeproof.program.walking import INNER, walk
from shapeproof.shapes import Gap
from shapeproof.torch_model import registration
from shapeproof.torch_model.tensors import MODULE, known_class
from shapeproof.values import Class, Function, Object, Site, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_WALKS = ("parameters", "named_parameters", "modules", "named_modules", "children", "_apply", "state_dict", "to")
_HANDS = frozenset({"parameters", "named_parameters", "to", "cuda", "state_dict", "add_module", "register_module"})
_LOOKERS = frozenset({"len", "enumerate", "zip", "range", "reversed", "print", "iter", "isinstance", "sum"})
_DEPTH = 3


def unregistered(machine: Interpreter, cls: Class, built: Outcome) -> list[Finding]:
    """A warning for each attribute of an instance that holds modules or parameters which nothing registers."""
    ends = [end for end in built.ends if end.raised is None]
    if not built.complete or not ends or _sees_to_it(machine, cls):
        return []
    here = machine.world()
    try:
        rows = [_unseen(machine, end, cls) for end in ends]
    except Gap:
        return []
    finally:
        machine.enter(here)
    found = []
    for name, (held, container) in rows[0].items():
        site = _assigned_at(machine, cls, name)
        if site is not None and all(name in row for row in rows) and not _is_handed_on(cls, name):
            found.append(_finding(cls, name, held, container, site))
    return found


def _finding(cls: Class, name: str, held: list[Object], container: str, site: Site) -> Finding:
    kinds = ", ".join(dict.fromkeys(each.cls.name for each in held))
    what = "parameters" if all(each.cls.name == "Parameter" for each in held) else "layers"
    modules, parameters = ("ModuleDict", "ParameterDict") if container == "dict" else ("ModuleList", "ParameterList")
    mend = parameters if what == "parameters" else modules
    return Finding(
        place(site),
        "unregistered",
        Severity.WARNING,
        f"self.{name} keeps {what} ({kinds}) in a plain {container}: {cls.name}.parameters(), .to() and state_dict()"
        " leave them out",
        help=f"nn.{mend}(...) in place of the {container}; or register each with self.add_module(name, layer)"
        if what == "layers"
        else f"nn.{mend}(...) in place of the {container}; or register each with self.register_parameter(name, it)",
    )


def _unseen(machine: Interpreter, end: End, cls: Class) -> dict[str, tuple[list[Object], str]]:
    machine.enter(end.world)
    made = end.value
    if not isinstance(made, Object) or made.cls is not cls:
        return {}
    seen: set[int] = set()
    for _, module, _ in registration.walk_modules(machine, made):
        seen.add(module.id)
        seen.update(v.id for _, v in registration.members(machine, module, "_parameters") if isinstance(v, Object))
    found = {}
    for name, value in machine.attributes(made).items():
        if name.startswith(("\0", "__")) or name in registration.KINDS:
            continue
        container = _container(value)
        if container is None:
            continue
        held = [each for each in _held(machine, value, _DEPTH) if each.id not in seen and each.id > 0]
        held = [each for each in held if _has_parameters(machine, each)]
        if held:
            found[name] = held, container
    return found


def _container(value: Value) -> str | None:
    if isinstance(value, tuple):
        return "tuple"
    if isinstance(value, Object):
        return next((p.name for p in value.cls.mro if p.builtin and p.name in ("list", "dict", "set", "tuple")), None)
    return None


def _held(machine: Interpreter, value: Any, depth: int) -> Iterator[Object]:
    """The modules and parameters in a container, and in containers within it."""
    if isinstance(value, Repeated):
        value = value.item
    if isinstance(value, Object) and (
        registration.is_module(machine, value) or registration.is_parameter(machine, value)
    ):
        yield value
        return
    if depth == 0 or _container(value) is None:
        return
    content = value if isinstance(value, tuple) else machine.state(value).content
    row = content.values() if isinstance(content, dict) else content if isinstance(content, tuple) else ()
    for each in row:
        yield from _held(machine, each, depth - 1)


def _has_parameters(machine: Interpreter, value: Object) -> bool:
    if registration.is_parameter(machine, value):
        return True
    return any(
        True
        for _, module, _ in registration.walk_modules(machine, value)
        for _ in registration.members(machine, module, "_parameters")
    )


# --- what the class itself does about it ----------------------------------------------------------------------------


def _methods(cls: Class) -> Iterator[tuple[Class, nodes.FunctionDefinition]]:
    for parent in cls.mro:
        for node in parent.node.body if parent.node is not None else ():
            if isinstance(node, nodes.FunctionDefinition):
                yield parent, node


def _sees_to_it(machine: Interpreter, cls: Class) -> bool:
    module = known_class(machine, MODULE)
    own = {node.name for parent, node in _methods(cls) if parent is not module and not _is_stub(parent)}
    if not own.isdisjoint(_WALKS):
        return True
    for parent, node in _methods(cls):
        if _is_stub(parent):
            continue
        for each in walk(node.body, INNER):
            called = each.function if isinstance(each, nodes.Call) else None
            if isinstance(called, nodes.Attribute) and called.name in _HANDS:
                return True
            if isinstance(called, nodes.Name) and called.name == "setattr":
                return True
    return False


def _is_stub(cls: Class) -> bool:
    return cls.module is not None and cls.module.is_stub


def _is_self(node: Any, name: str) -> bool:
    return isinstance(node, nodes.Attribute) and node.name == name and isinstance(node.value, nodes.Name)


def _is_handed_on(cls: Class, name: str) -> bool:
    """Whether ``self.name`` is given to a call that may register what it holds."""
    for parent, node in _methods(cls):
        if _is_stub(parent):
            continue
        for each in walk(node.body, INNER):
            if not isinstance(each, nodes.Call):
                continue
            looks = isinstance(each.function, nodes.Name) and each.function.name in _LOOKERS
            if not looks and any(_is_self(a.value, name) for a in each.arguments):
                return True
    return False


def _assigned_at(machine: Interpreter, cls: Class, name: str) -> Site | None:
    """The first assignment to ``self.name`` in a method of the class's own file."""
    for parent in cls.mro:
        if parent.module is not cls.module:
            continue
        for method in machine.attributes(parent).values():
            if not isinstance(method, Function) or not isinstance(method.node, nodes.FunctionDefinition):
                continue
            for each in walk(method.node.body, INNER):
                targets = each.targets if isinstance(each, nodes.Assign) else ()
                if isinstance(each, nodes.AnnotatedAssign):
                    targets = (each.target,)
                if any(_is_self(target, name) for target in targets):
                    first, span = method.first_line, each.span
                    path = method.module.path
                    return Site(path, first + span[0], span[1] + 1, first + span[2], span[3] + 1)
    return None
