"""Python modules: finding them, binding their names when asked, star imports, module ``__getattr__``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immutables import Map

from shapeproof.dims import Facts, Opinion
from shapeproof.interpreter import branching, builtin_names, hosts
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.world import Branches, BudgetSpent, Raising, World, on_all
from shapeproof.program import nodes
from shapeproof.values import LOST, Frame, Function, Native, PythonModule, State, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_GIVES_BACK = Native("reveal_type", lambda machine, arguments, keywords: arguments[0] if arguments else None)
_TYPES_ALONE = re.compile(r"if[ \t]+(?:\w+\.)?TYPE_CHECKING\b")


def import_module(machine: Interpreter, name: str) -> Value:
    """The module of a dotted name; Unknown where no import root has it."""
    known = machine.modules.get(name)
    if known is not None:
        return known
    if name in machine.modules:
        return Unknown(f"module {name} was not found", machine.here())
    parent = name.rpartition(".")[0]
    if parent:
        import_module(machine, parent)
    module = _library_module(machine, name)
    if module is None:
        found = machine.importer.find(name)
        if found is None:
            machine.modules[name] = None
            return Unknown(f"module {name} was not found", machine.here())
        module = new_module(machine, found.name, found.path, found.source, found.is_package)
    machine.modules[name] = module
    return module


def imported(machine: Interpreter, name: str) -> Value:
    """As `import_module`, for an import statement: one that is not found may be missing, where that would be caught."""
    module = import_module(machine, name)
    if isinstance(module, Unknown) and machine.catching_imports and machine.modules.get(name) is None:
        exists = Opinion(f"the module {name} is installed", hash(("module", name)))
        if not machine.decide(exists):
            machine.throw("ModuleNotFoundError", f"No module named '{name}'")
    return module


def new_module(machine: Interpreter, name: str, path: str, source: Any, is_package: bool) -> PythonModule:
    module = PythonModule(machine.permanent_id(), machine.classes.module, name, path, source, is_package)
    module.observed = bool(path) and machine.is_observed(path)
    module.values["__name__"] = name
    module.values["__file__"] = path
    module.values["__doc__"] = None
    module.values["__package__"] = name if is_package else name.rpartition(".")[0]
    return module


def _library_module(machine: Interpreter, name: str) -> PythonModule | None:
    if any(library.covers(name) for library in machine.libraries):
        return new_module(machine, name, "", None, True)
    return None


def absolute_name(module: PythonModule, name: str, level: int) -> str:
    """What ``from ..name import`` means inside a module."""
    if level == 0:
        return name
    package = module.name if module.is_package else module.name.rpartition(".")[0]
    for _ in range(level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{name}" if name else package


def import_name(machine: Interpreter, module: Value, module_name: str, name: str) -> Value:
    """``from module import name``: an attribute of it, else a submodule."""
    if isinstance(module, Unknown):
        return Unknown(module.reason, machine.here())
    if isinstance(module, PythonModule):
        found = module_value(machine, module, name)
        if found is not MISSING:
            return found
    submodule = import_module(machine, f"{module_name}.{name}")
    if not isinstance(submodule, Unknown):
        return submodule
    if isinstance(module, PythonModule):
        try:
            found = _by_hook(machine, module, name)
        except ProgramRaise:
            found = MISSING
        if found is not MISSING:
            if machine.catching_imports and isinstance(found, Unknown) and hosts.lacks(module_name, name):
                _raise_missing(machine, module, module_name, name)
            return found
        if module.source is None:
            return Unknown(f"{module_name}.{name} is not known", machine.here())
        if machine.catching_imports:
            _raise_missing(machine, module, module_name, name)
        if machine.catching:
            machine.throw("ImportError", f"cannot import name '{name}' from '{module_name}'")
    return Unknown(f"{module_name} has no name {name}", machine.here())


def _raise_missing(machine: Interpreter, module: PythonModule, module_name: str, name: str) -> None:
    """Raise the ImportError of a name that a module does not have; one that a stub leaves out may be there."""
    if module.is_stub:
        exists = Opinion(f"{module_name} has {name}", hash(("name", module_name, name)))
        if machine.decide(exists):
            return
    said = machine.unknown("the text of an ImportError tells where a module lies")
    raise machine.raising(machine.new(machine.builtin("ImportError"), {"args": (said,), "name": module_name}))


def _note(machine: Interpreter, module: PythonModule, name: str, found: Value) -> None:
    """Say to the call under way which global it reads: one of the program's may be bound anew."""
    if machine.recording is not None and not module.is_stub:
        machine.recording.globals.setdefault((module, name), found)


def module_attribute(machine: Interpreter, module: PythonModule, name: str) -> Value:
    """``module.name``."""
    found = module_value(machine, module, name)
    if found is not MISSING:
        _note(machine, module, name, found)
        return found
    submodule = f"{module.name}.{name}"
    known = machine.modules.get(submodule)
    if known is not None:
        return known
    denied: ProgramRaise | None = None
    try:
        found = _by_hook(machine, module, name)
    except ProgramRaise as raised:
        found, denied = MISSING, raised
    if found is not MISSING:
        return found
    loaded = import_module(machine, submodule)
    if not isinstance(loaded, Unknown):
        return loaded
    if denied is not None:
        raise denied
    return Unknown(f"{module.name}.{name} is not known", machine.here())


def _by_hook(machine: Interpreter, module: PythonModule, name: str) -> Value:
    """What the module's ``__getattr__`` gives; MISSING where there is none. What it raises passes."""
    if name != "__getattr__" and "__getattr__" in module.binders:
        hook = module_value(machine, module, "__getattr__")
        if isinstance(hook, Function):
            ordinal = machine.ordinal
            try:
                return machine.call(hook, (name,))
            finally:
                machine.ordinal = ordinal  # a re-run finds the name bound and does not ask again
    return MISSING


def module_value(machine: Interpreter, module: PythonModule, name: str) -> Value:
    """What a module binds to a name, running the statements that bind it; MISSING where none does."""
    if not module.top and not module.overlaid:
        found = module.settled.get(name)
        if found is None and name not in module.settled:
            found = _module_value(machine, module, name)
            if module.top or module.overlaid or machine.importing:
                return found
            if found is not MISSING or module.never_binds(name):
                module.settled[name] = found
        return found
    return _module_value(machine, module, name)


def _module_value(machine: Interpreter, module: PythonModule, name: str) -> Value:
    if module.top:
        names = machine.heap.get(module.top[-1].id)
        if names and name in names:
            return names[name]
    if module.overlaid:
        written = _overlay(machine, module)
        if name in written:
            return written[name]
    if module.source is None:
        known = module.values.get(name, MISSING)
        if known is MISSING:
            for library in machine.libraries:
                made = library.lookup(machine, f"{module.name}.{name}")
                if made is not None:
                    module.values[name] = made
                    return made
        return known
    binders = module.binders.get(name)
    if binders is not None:
        limit = module.running[-1] if module.running else len(module.source.statements)
        earlier = [index for index in binders if index < limit] or binders
        for index in earlier:
            if index not in module.done and not _bind_alias(machine, module, index, name):
                run_statement(machine, module, index)
    found = module.values.get(name, MISSING)
    if found is MISSING and module.stars:
        for index in reversed(module.stars):
            if index not in module.done and not _bind_lazily(machine, module, index, name):
                run_statement(machine, module, index)
            found = module.values.get(name, MISSING)
            if found is not MISSING:
                break
    return found


def _overlay(machine: Interpreter, module: PythonModule) -> dict[str, Value]:
    """What functions have assigned to the module's names in this world."""
    machine.note(module.id)
    found: dict[str, Value] | None = machine.heap.get(module.id)
    return machine.base.get(module.id, {}) if found is None else found


def store_global(machine: Interpreter, module: PythonModule, name: str, value: Value) -> None:
    """Assign to a module's name from elsewhere than its own statements."""
    if module.top:
        frame = module.top[-1]
        machine.put(frame.id, {**machine.entry(frame.id), name: value})
        return
    if module.source is None:
        module.bind({name: value})
        return
    module_value(machine, module, name)  # statements that bind it come before
    machine.put(module.id, {**_overlay(machine, module), name: value})
    module.overlaid = True


def delete_global(machine: Interpreter, module: PythonModule, name: str) -> bool:
    """``del name`` of a module's name; whether it was bound."""
    if module_value(machine, module, name) is MISSING:
        return False
    if module.top:
        frame = module.top[-1]
        names = dict(machine.entry(frame.id))
        names.pop(name, None)
        machine.put(frame.id, names)
    _uncover(machine, module, (name,))
    module.unbind(name)
    return True


def _uncover(machine: Interpreter, module: PythonModule, names: Iterable[str]) -> None:
    """Forget what functions assigned to names that a statement has bound since."""
    if module.overlaid:
        written = dict(_overlay(machine, module))
        for name in names:
            written.pop(name, None)
        machine.put(module.id, written)


def _bind_alias(machine: Interpreter, module: PythonModule, index: int, name: str) -> bool:
    """Bind one name of a ``from … import a, b`` and leave the others until they are asked for.

    That way modules that import each other bind as they do in Python, whichever of them is asked first.
    """
    assert module.source is not None
    statements = module.source.unit(index).statements
    if len(statements) != 1 or not isinstance(statements[0], nodes.ImportFrom):
        return _bind_lazily(machine, module, index, name)
    return _bind_name(machine, module, statements[0], name)


def _bind_lazily(machine: Interpreter, module: PythonModule, index: int, name: str) -> bool:
    """Bind a name of a module that puts a lazy one in its own place (``sys.modules[__name__] = …``).

    What the lazy one gives is what the branch for type checkers imports.
    """
    assert module.source is not None
    text = module.source.statements[index].text
    if _TYPES_ALONE.match(text) is None or "sys.modules[__name__]" not in text:
        return False
    statements = module.source.unit(index).statements
    body = statements[0].body if len(statements) == 1 and isinstance(statements[0], nodes.If) else ()
    for node in _imports_within(body):
        if _bind_name(machine, module, node, name):
            return True
        if any(alias.name == "*" for alias in node.names):
            origin = import_module(machine, absolute_name(module, node.module, node.level))
            found = module_value(machine, origin, name) if isinstance(origin, PythonModule) else MISSING
            if found is not MISSING:
                module.values[name] = found
                return True
    return True


def _imports_within(body: tuple[nodes.Statement, ...]) -> Iterator[nodes.ImportFrom]:
    """The imports of a block, those that it tries or does where something is installed with them."""
    for node in body:
        if isinstance(node, nodes.ImportFrom):
            yield node
        elif isinstance(node, nodes.Try):
            yield from _imports_within((*node.body, *node.otherwise))
        elif isinstance(node, nodes.If):
            yield from _imports_within(node.body)


def _bind_name(machine: Interpreter, module: PythonModule, node: nodes.ImportFrom, name: str) -> bool:
    """Bind a name that a ``from … import`` binds; whether it does."""
    for alias in node.names:
        if alias.name == "*" or (alias.asname or alias.name) != name:
            continue
        asked = (module.name, name)
        if asked in machine.importing:
            return True
        machine.importing.add(asked)
        try:
            found = absolute_name(module, node.module, node.level)
            module.values[name] = import_name(machine, import_module(machine, found), found, alias.name)
        finally:
            machine.importing.discard(asked)
        return True
    return False


def run_statement(machine: Interpreter, module: PythonModule, index: int) -> None:
    """Run one top-level statement once, in the world that all worlds share."""
    module.done.add(index)
    assert module.source is not None
    unit = module.source.unit(index)
    first_line = module.source.statements[index].first_line
    world, log, stack = machine.world(), machine.log, machine.stack
    saved = machine.frame, machine.span, machine.depth, machine.catching, machine.ordinal
    caught = machine.catching_division, machine.catching_names, machine.catching_imports
    left_out, machine.left_out = machine.left_out, []
    is_run = False
    outer_heap = machine.heap
    machine.heap = outer_heap if machine.in_base else Map()
    machine.judge.facts = Facts.EMPTY
    machine.log, machine.stack, machine.catching = None, [], 0
    machine.catching_division = machine.catching_names = machine.catching_imports = 0
    machine.in_base += 1
    machine.begin_block(of_a_stub=module.is_stub)
    first_id = machine.next_id
    module.running.append(index)
    machine.refusals = machine.calls = machine.equations = None
    frame = Frame(machine.fresh_id(), module, first_line, None)
    frame.is_class = False
    frame.globals_declared = frozenset()
    machine.base[frame.id] = {}
    machine.frame = frame
    handling, machine.handling = machine.handling, None
    module.top.append(frame)
    try:
        _run_at_top(machine, module, unit.statements, frame)
        is_run = True
    except BudgetSpent:
        if module.is_stub:
            module.done.discard(index)  # it is the run that has ended: another one finds the name bound
        raise
    finally:
        module.top.pop()
        module.running.pop()
        machine.handling = handling
        machine.in_base -= 1
        outer_heap = _keep(machine, outer_heap, first_id)
        if machine.observer is not None and module.observed and is_run:
            worlds = (machine.world(), *machine.left_out)
            machine.observer.module_refusals(machine, on_all([world.refusals for world in worlds]))
            if not machine.left_out:
                machine.observer.module_refusals(machine, machine.calls)
        machine.left_out = left_out + machine.left_out
        if machine.holes is not None:
            machine.holes.settle(machine.equations, machine.judge.facts)
        machine.enter(world._replace(heap=outer_heap))
        machine.log, machine.stack = log, stack
        machine.frame, machine.span, machine.depth, machine.catching, machine.ordinal = saved
        machine.catching_division, machine.catching_names, machine.catching_imports = caught


def _keep(machine: Interpreter, outer_heap: Map[int, Any], first_id: int) -> Map[int, Any]:
    """Put what a statement made into the base, and what it changed of statements before it: it is run once for all
    worlds. What it changed of a statement around it, which may yet be run again for another choice, goes into that
    one's heap."""
    if not machine.in_base:
        machine.base.update(machine.heap)
        return outer_heap
    for ident, entry in machine.heap.items():
        if ident >= first_id or (ident in machine.base and ident not in outer_heap):
            machine.base[ident] = entry
        elif outer_heap.get(ident) is not entry:
            outer_heap = outer_heap.set(ident, entry)
    return outer_heap


def _run_at_top(
    machine: Interpreter, module: PythonModule, statements: tuple[nodes.Statement, ...], frame: Frame
) -> None:
    from shapeproof.interpreter.statements import run

    for statement in statements:
        start = machine.world()
        try:
            completion = run(machine, statement, frame)
        except ProgramRaise as raised:
            _publish(machine, module, frame)
            if machine.observer is not None and module.observed:
                machine.observer.module_raise(machine, raised.exception)
            continue
        if type(completion) is Branches:
            _merge_names(machine, module, completion, frame, start)
            continue
        _publish(machine, module, frame)


def _publish(machine: Interpreter, module: PythonModule, frame: Frame) -> None:
    names = machine.entry(frame.id)
    if names:
        module.bind(names)
        machine.put(frame.id, {})
        _uncover(machine, module, names)


def _merge_names(machine: Interpreter, module: PythonModule, branches: Branches, frame: Frame, start: World) -> None:
    """A statement whose course is not known: names on which its paths agree are known, the others not.

    Nor is what older objects hold where it is another thing on another path.
    """
    ends = [(world, result) for world, result in branches.ends if type(result) is not Raising]
    if not ends:
        return
    if machine.holes is not None:
        ends = [end for end in ends if not machine.holes.is_settled(end[0].facts)] or ends
    rows = [world.heap.get(frame.id) or {} for world, _ in ends]
    first, *rest = (world for world, _ in ends)
    parted = {ident for world in rest for ident in branching.parted(machine, start, first, world)} - {frame.id}
    before = start.refusals, start.calls
    machine.enter(ends[0][0])
    machine.refusals = on_all([world.refusals for world, _ in ends], before[0])
    machine.calls = on_all([world.calls for world, _ in ends], before[1])
    merged: dict[str, Value] = {}
    for name in sorted({name for row in rows for name in row}):
        value, *others = (row.get(name, MISSING) for row in rows)
        pairs = zip(rest, others, strict=True)
        if all(branching.are_same(machine, start, first, world, value, other) for world, other in pairs):
            merged[name] = value
        else:
            merged[name] = Unknown(f"{name} depends on what is not known here", machine.here())
    machine.put(frame.id, {})
    for ident in sorted(parted):
        _part(machine, ident, [world.heap.get(ident, machine.base.get(ident)) for world, _ in ends])
    module.bind(merged)
    _uncover(machine, module, merged)


def _part(machine: Interpreter, ident: int, states: list[Any]) -> None:
    """Leave of an object, or of the names of a frame, what is one and the same on all paths."""
    unknown = Unknown("what it is depends on what is not known here", machine.here())
    names = [state if type(state) is dict else state.attributes if type(state) is State else {} for state in states]
    kept = {
        name: value if all(row.get(name, MISSING) is value for row in names[1:]) else unknown
        for name, value in names[0].items()
    }
    for row in names[1:]:
        kept.update({name: unknown for name in row if name not in kept})
    if any(type(state) is dict for state in states):  # of a module's names, a path may have none of its own
        machine.put(ident, kept)
        return
    contents = [state.content if type(state) is State else MISSING for state in states]
    content = contents[0]
    if any(other is not content for other in contents[1:]):
        content = (
            LOST
            if not isinstance(content, TensorState)
            else replace(content, shape=None, data=None, reason=unknown.reason)
        )
    machine.put(ident, State(kept, content))


def run_all(machine: Interpreter, module: PythonModule) -> None:
    """Run a module's statements in order, as importing it does."""
    if module.source is None:
        return
    for index in range(len(module.source.statements)):
        if index in module.done:
            continue
        machine.steps = 0
        try:
            run_statement(machine, module, index)
        except BudgetSpent:
            for name in module.source.statements[index].names:
                module.values.setdefault(name, Unknown("budget: its statement takes too many steps"))


def star_names(machine: Interpreter, module: Value) -> dict[str, Value]:
    """What ``from module import *`` binds."""
    if not isinstance(module, PythonModule) or module.source is None:
        return {}
    exported = module_value(machine, module, "__all__")
    names: list[str]
    try:
        names = [name for name in machine.iterate(exported) if isinstance(name, str)] if exported is not MISSING else []
    except Exception as gap:
        from shapeproof.shapes import Gap

        if not isinstance(gap, Gap):
            raise
        exported, names = MISSING, []
    if exported is MISSING:
        for index in module.stars:
            if index not in module.done:
                run_statement(machine, module, index)
        names = [name for name in {**module.binders, **module.values} if not name.startswith("_")]
    found = {}
    for name in names:
        value = import_name(machine, module, module.name, name)
        if not (isinstance(value, Unknown) and exported is MISSING and name not in module.values):
            found[name] = value
    return found


def global_name(machine: Interpreter, module: PythonModule, name: str, span: nodes.Span) -> Value:
    """A global of the module, else a builtin."""
    found = module_value(machine, module, name)
    if found is not MISSING:
        _note(machine, module, name, found)
        return found
    found = builtin_names.value_of(machine, name)
    if found is not MISSING:
        return found
    if name in ("reveal_type", "assert_type"):
        return _GIVES_BACK
    if name in ("__builtins__", "__spec__", "__path__", "__loader__"):
        return Unknown(f"{name} is not known", machine.here())
    if machine.catching_names and not module.stars and _is_unbound(module, name):
        machine.throw("NameError", f"name '{name}' is not defined")
    return Unknown(f"the name {name} is not defined", machine.here())


def _is_unbound(module: PythonModule, name: str) -> bool:
    """Whether every statement that binds a name has been run (and did not bind it, or the name was deleted)."""
    if module.opened:
        return False
    outer = module.running[:-1]
    return all(index in module.done and index not in outer for index in module.binders.get(name, ()))
