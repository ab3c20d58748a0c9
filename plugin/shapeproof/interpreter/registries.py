"""Registries: containers of one module that statements of other modules fill while they are imported.

A module's statements are run when a name they bind is asked for. One that registers something (a decorator over a
``def``, a call that says a name) may bind no name that anyone asks for; it is found by the key that a container at
module level, or an object there, turns out not to hold. All that such a container holds, and in which order, is known
only where all of its module was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import imports
from shapeproof.interpreter.builtins.equality import find_key
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Object, PythonModule, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.program.sources import ProgramSource

MAXIMAL_MODULES = 3_000
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#;]*))|import[ \t]+([^\n#;]*))", re.M
)
_HEADER = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.M)
_NO_REGISTRATION = re.compile(r"(?:async[ \t]+def|def|class|from|import)\b")
_TYPES_ALONE = re.compile(r"if[ \t]+(?:\w+\.)?TYPE_CHECKING\b")


def find_entry(machine: Interpreter, container: Value, content: dict[Any, Value], key: Value) -> tuple[Value, Any]:
    """The key of a dict's content that equals ``key``, or MISSING, and the content it was found in."""
    found = find_key(machine, content, key)
    if found is not MISSING or type(key) is not str or not isinstance(container, Object) or container.id >= 0:
        return found, content
    if machine.in_base and (container.id not in machine.base or _is_being_registered(machine, key)):
        return found, content
    if machine.is_of_a_stub(container) or not _register(machine, key):
        return found, content
    content = machine.content(container)
    return find_key(machine, content, key), content


def check_complete(machine: Interpreter, container: Object) -> None:
    """A Gap where a container of a module may hold more than what was asked for by now has put into it."""
    if container.id >= 0 or container.id in machine.registered or machine.is_of_a_stub(container):
        return
    at = machine.blocks, machine.in_base, len(machine.modules)
    if machine.complete_at != at:
        machine.complete_at, machine.complete = at, set()
    if container.id in machine.complete:
        return
    is_settled = True
    for module in machine.modules.values():
        source = module.source if module is not None and not module.is_stub else None
        if module is None or source is None:
            continue
        is_settled = is_settled and not module.running and len(module.done) == len(source.statements)
        names = module.names_of(container.id)
        limit = module.running[-1] if module.running else len(source.statements)
        if names and not module.done.issuperset(range(limit)):
            for name in names:
                if _is_filled(source, name):
                    raise Gap(f"what else is put into {name} while {module.name} is imported")
    machine.complete.add(container.id)
    if is_settled:
        machine.registered.add(container.id)


def _is_filled(source: ProgramSource, name: str) -> bool:
    """Whether functions of a module change what one of its names holds."""
    change = re.compile(rf"\b{re.escape(name)}(?:\[.*?\]\s*[-+*/|&]?=(?!=)|\.(?:{_CHANGES})\b)")
    texts = (source.statements[index].text for index in source.mentioning(name))
    return any(text.startswith(_WITH_BODY) and change.search(text) is not None for text in texts)


_WITH_BODY = ("def ", "async def ", "class ", "@")
_CHANGES = "append|add|update|setdefault|insert|extend|pop|remove|clear"


def _is_being_registered(machine: Interpreter, key: str) -> bool:
    """Whether a statement under way is the one that registers something under a key."""
    for module in machine.modules.values():
        for index in module.running if module is not None else ():
            assert module is not None and module.source is not None
            text = module.source.statements[index].text
            if text.startswith("@") and _may_register(text, key, _literal(key)):
                return True
    return False


def _literal(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<quote>['\"]){re.escape(key)}(?P=quote)")


def _register(machine: Interpreter, key: str) -> bool:
    """Run what the imported modules may register under a key; whether there was anything."""
    if key in machine.registered:
        return False
    machine.registered.add(key)
    literal = _literal(key)
    ran = False
    for module in list(_imported(machine)):
        assert module.source is not None
        for index in module.source.mentioning(key):
            if index not in module.done and _may_register(module.source.statements[index].text, key, literal):
                imports.run_statement(machine, module, index)
                ran = True
    return ran


def _may_register(text: str, key: str, literal: re.Pattern[str]) -> bool:
    if text.startswith("@"):
        header = _HEADER.search(text)
        return header is not None and (header[1] == key or literal.search(text, 0, header.start()) is not None)
    return _NO_REGISTRATION.match(text) is None and "(" in text and literal.search(text) is not None


def _imported(machine: Interpreter) -> Iterator[PythonModule]:
    """Every module of the program that is imported by now, or by one that is."""
    pending = [module for module in machine.modules.values() if module is not None]
    seen = {module.name for module in pending}
    while pending:
        module = pending.pop(0)
        if module.source is None or module.is_stub:
            continue
        yield module
        for name in imports_of(machine, module):
            if name not in seen and len(seen) < MAXIMAL_MODULES:
                seen.add(name)
                found = imports.import_module(machine, name)
                if isinstance(found, PythonModule):
                    pending.append(found)


def imports_of(machine: Interpreter, module: PythonModule) -> list[str]:
    """The modules that a module's top-level statements import, and the packages they lie in."""
    known = machine.imports_of.get(module.name)
    if known is not None:
        return known
    assert module.source is not None
    names: dict[str, None] = {}
    for index in module.source.mentioning("import"):
        text = module.source.statements[index].text
        if text.startswith(("def ", "class ", "@")) or _TYPES_ALONE.match(text):
            continue
        for dots, source, listed, row, plain in _IMPORT.findall(text):
            if plain:
                names.update((part.split()[0], None) for part in plain.split(",") if part.strip())
                continue
            origin = imports.absolute_name(module, source, len(dots))
            names[origin] = None
            package = machine.importer.find(origin)
            if package is None or not package.is_package or package.path.endswith(".pyi"):
                continue
            for part in (listed or row).split(","):
                submodule = f"{origin}.{part.split()[0]}" if part.strip(" \n\\*") else None
                if submodule is not None and machine.importer.find(submodule) is not None:
                    names[submodule] = None
    found: dict[str, None] = {}
    for name in names:
        parts = name.split(".")
        found.update((".".join(parts[: count + 1]), None) for count in range(len(parts)))
    machine.imports_of[module.name] = list(found)
    return list(found)
