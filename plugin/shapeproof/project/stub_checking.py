"""What can be wrong with a stub that a user wrote, told before anything is analysed: the file, the line, the mend."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from shapeproof.analysis.codes import CODES
from shapeproof.project.configuration import ConfigurationError
from shapeproof.project.requests import nearest
from shapeproof.shapes import Axis, Pattern, PatternError, Run, parse_pattern
from shapeproof.torch_model.annotations import DTYPES

RULES = "shapeproof.torch_model.rules"
MAXIMAL_BYTES = 1_000_000
_OF_TENSORS = ("Tensor", "Parameter", "Buffer")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def check_stubs(folders: Sequence[Path]) -> None:
    """Read every stub below the folders; `ConfigurationError` names the first line that cannot be meant."""
    for folder in folders:
        for path in sorted(folder.rglob("*.pyi")):
            _check_file(path)


def _check_file(path: Path) -> None:
    shown = os.path.relpath(path).replace(os.sep, "/")
    shown = shown if not shown.startswith("..") else path.as_posix()
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise ConfigurationError(f"{shown}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{shown}: is not UTF-8; save it as UTF-8") from None
    if len(data) > MAXIMAL_BYTES:
        raise ConfigurationError(f"{shown}: is larger than {MAXIMAL_BYTES} bytes; cut it into modules")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise ConfigurationError(f"{shown}:{error.lineno or 1}: is not Python: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError):
        raise ConfigurationError(f"{shown}: is not Python that can be read") from None
    for line, fault in _faults(tree):
        raise ConfigurationError(f"{shown}:{line}: {fault}")


def _faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines with what is wrong there, in the order of the file."""
    faults: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            faults += _annotation_faults(node)
        elif isinstance(node, _Function):
            faults += [fault for decorator in node.decorator_list for fault in _decorator_faults(decorator)]
        elif isinstance(node, ast.ClassDef):
            faults += _family_faults(node)
    for node in tree.body:
        if isinstance(node, _Function):
            faults += _unbound_faults(node)
    yield from sorted(faults)


def _annotation_faults(node: ast.Subscript) -> Iterator[tuple[int, str]]:
    """``Float[Tensor, "b d"]``: the type is known, the dimension string can be read."""
    row = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
    if len(row) != 2 or _last_name(row[0]) not in _OF_TENSORS:
        return
    head, text = _last_name(node.value), row[1]
    if head not in DTYPES:
        yield node.lineno, f"{head} is no type of tensor{nearest(head or '', DTYPES)}"
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        yield text.lineno, "the dimensions of a tensor are said by a string"
        return
    try:
        parse_pattern(text.value)
    except PatternError as error:
        yield text.lineno, f'"{text.value}" is no shape: {error} (column {error.column + 1} of the string)'


def _decorator_faults(decorator: ast.expr) -> Iterator[tuple[int, str]]:
    if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Name):
        return
    marker = decorator.func.id
    if marker not in ("rule", "native", "family"):
        return
    argument = decorator.args[0] if decorator.args else None
    if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        yield decorator.lineno, f"@{marker} takes a name in quotes"
    elif marker == "family":
        yield from _code_faults(decorator.lineno, argument.value)
    elif marker == "rule":
        yield from _rule_faults(decorator.lineno, argument.value)
    else:
        yield decorator.lineno, "@native is for the stubs that come with shapeproof; write a body, or name a @rule"


def _rule_faults(line: int, name: str) -> Iterator[tuple[int, str]]:
    file, dot, function = name.partition(".")
    if not dot or not file.isidentifier() or not function.isidentifier():
        yield line, f'"{name}" is no name of a rule: it is a file and a function, such as "views.reshape"'
    elif find_spec(f"{RULES}.{file}") is None:
        files = (path.stem for path in Path(import_module(RULES).__path__[0]).glob("[a-z]*.py"))
        yield line, f'there is no file of rules "{file}"{nearest(file, files)}'
    else:
        rules = import_module(f"{RULES}.{file}")
        if not callable(getattr(rules, function, None)):
            near = nearest(function, (each for each in vars(rules) if not each.startswith("_")))
            yield line, f'there is no rule "{function}" in "{file}"{near}'


def _family_faults(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    """``__family__ = "linear"`` of a class."""
    for statement in node.body:
        if not isinstance(statement, ast.Assign) or _last_name(statement.targets[0]) != "__family__":
            continue
        value = statement.value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield from _code_faults(statement.lineno, value.value)
        else:
            yield statement.lineno, "__family__ is a code in quotes"


def _code_faults(line: int, name: str) -> Iterator[tuple[int, str]]:
    if name not in CODES:
        yield line, f'"{name}" is no code of a finding{nearest(name, CODES)}'


def _unbound_faults(node: _Function) -> Iterator[tuple[int, str]]:
    """A name in the result of a function must be among what its arguments say."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    known = {argument.arg for argument in arguments}
    for argument in arguments:
        for _, pattern in _patterns(argument.annotation):
            known |= set(_names(pattern))
    for line, pattern in _patterns(node.returns):
        for name in _names(pattern):
            if name.partition(".")[0] not in known:
                near = nearest(name, known)
                yield line, f"{name} in the result of {node.name} is in none of its arguments{near}"


def _patterns(annotation: ast.expr | None) -> Iterator[tuple[int, Pattern]]:
    for node in () if annotation is None else ast.walk(annotation):
        if isinstance(node, ast.Subscript) and _last_name(node.value) in DTYPES and isinstance(node.slice, ast.Tuple):
            text = node.slice.elts[-1]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                try:
                    yield text.lineno, parse_pattern(text.value)
                except PatternError:
                    continue


def _names(pattern: Pattern) -> Iterator[str]:
    for item in pattern.items:
        if isinstance(item, Axis):
            yield from item.names
        elif isinstance(item, Run) and item.name:
            yield item.name


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None
