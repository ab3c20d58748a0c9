"""The parameters of torch's functions as torch has them, and as the stubs write them."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

STUBS = Path(__file__).parents[2] / "stubs"
UNSET = "\0no default"
SCHEMAS = {  # the names of C functions' schemas
    "torch": "", "torch.Tensor": "", "torch.linalg": "linalg_", "torch.fft": "fft_", "torch.special": "special_",
    "torch.nn.functional": "",
}  # fmt: skip
PLACES = {"torch.Tensor": "torch._tensor"}  # of the stubs


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str  # positional, keyword, variadic
    default: Any = UNSET


Signature = tuple[Parameter, ...]


def stub_functions(owner: str) -> dict[str, Signature]:
    """The functions a stub defines (of a class: its methods without ``self``), by name."""
    place = STUBS.joinpath(*PLACES.get(owner, owner).split("."))
    path = place / "__init__.pyi"
    tree = ast.parse((path if path.is_file() else place.with_suffix(".pyi")).read_text())
    body = tree.body
    if owner == "torch.Tensor":
        body = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == "Tensor").body
    found = {node.name: _written(node) for node in body if isinstance(node, ast.FunctionDef)}
    if owner == "torch":
        found.update({name: each for name, each in stub_functions("torch._VF").items() if hasattr(torch, name)})
    if owner == "torch.Tensor":
        return {name: each[1:] for name, each in found.items() if each}
    return found


def _written(node: ast.FunctionDef) -> Signature:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[Any] = [UNSET] * (len(positional) - len(arguments.defaults)) + [
        _value(d) for d in arguments.defaults
    ]
    made = [Parameter(each.arg, "positional", default) for each, default in zip(positional, defaults, strict=True)]
    if arguments.vararg is not None:
        made.append(Parameter(arguments.vararg.arg, "variadic"))
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        made.append(Parameter(each.arg, "keyword", UNSET if default is None else _value(default)))
    if arguments.kwarg is not None:
        made.append(Parameter(arguments.kwarg.arg, "variadic"))
    return tuple(made)


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return _value(node.left) / _value(node.right)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def real_signatures(owner: str, name: str) -> list[Signature]:
    """A Python function's own, a C function's by its schemas; none where torch says nothing of it."""
    found = getattr(torch.Tensor if owner == "torch.Tensor" else importlib.import_module(owner), name, None)
    if inspect.isfunction(inspect.unwrap(found)) if callable(found) else False:
        made = _inspected(found)
        if [each.name for each in made] == ["args", "kwargs"]:  # one of two functions is called, by a flag
            made = _inspected(getattr(importlib.import_module(owner), f"{name}_with_indices", found))
        return [made[1:] if owner == "torch.Tensor" else made]
    if found is None or not callable(found):
        return []
    return list(_of_schemas(SCHEMAS[owner] + name, owner == "torch.Tensor"))


def _inspected(function: Any) -> Signature:
    kinds = inspect.Parameter
    made = []
    for each in inspect.signature(inspect.unwrap(function)).parameters.values():
        kind = "variadic" if each.kind in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD) else "positional"
        kind = "keyword" if each.kind is kinds.KEYWORD_ONLY else kind
        made.append(Parameter(each.name, kind, UNSET if each.default is kinds.empty else each.default))
    return tuple(made)


def _of_schemas(name: str, is_method: bool) -> Iterator[Signature]:
    for schema in torch._C._jit_get_schemas_for_operator(f"aten::{name}"):
        arguments = schema.arguments
        if any(each.is_out for each in arguments) or any("Dimname" in str(each.type) for each in arguments):
            continue
        made = [_argument(each, is_method) for each in arguments]
        if is_method:
            if not arguments or arguments[0].name != "self":
                continue
            made = made[1:]
        yield tuple(made)


def _argument(each: Any, is_method: bool) -> Parameter:
    name = "input" if each.name == "self" and not is_method else each.name
    default = each.default_value if each.has_default_value() else UNSET
    return Parameter(name, "keyword" if each.kwarg_only else "positional", default)


OTHER_NAMES = {"sections": "indices_or_sections", "key": "index"}
NOT_ABOUT_SHAPES = {"out", "device", "layout", "pin_memory", "memory_format", "generator", "requires_grad"}


def misfit(stub: Signature, real: Signature) -> str | None:
    """Why a call written for torch's signature could be read otherwise by the stub, None where it cannot."""
    positional = [each for each in stub if each.kind == "positional"]
    names = {each.name: each for each in stub}
    places = sum(each.kind == "variadic" for each in stub)
    takes_any = places == 2 or (places == 1 and stub[-1].kind != "variadic")
    takes_keywords = bool(stub) and stub[-1].kind == "variadic"
    if [each.kind for each in real] == ["variadic", "variadic"]:
        return None
    for index, each in enumerate(each for each in real if each.kind == "positional"):
        if index >= len(positional):
            if takes_any or each.name in NOT_ABOUT_SHAPES or (places and takes_keywords and index >= len(positional)):
                return None
            return f"has no {each.name}"
        mine = positional[index]
        if mine.name not in (each.name, OTHER_NAMES.get(each.name)):
            return f"has {mine.name} where torch has {each.name}"
        if each.default is not UNSET and mine.default is UNSET:
            return f"demands {each.name}"
        if each.default is not UNSET and not _same_default(mine.default, each.default):
            return f"has {each.name}={mine.default!r}, torch {each.default!r}"
    for each in real:
        if each.kind != "keyword" or each.name in NOT_ABOUT_SHAPES or takes_keywords:
            continue
        if each.name not in names:
            return f"has no {each.name}"
        if each.name == "dtype" and names[each.name].default is None:  # the default type
            continue
        if each.default is not UNSET and not _same_default(names[each.name].default, each.default):
            return f"has {each.name}={names[each.name].default!r}, torch {each.default!r}"
    return None


def _same_default(a: Any, b: Any) -> bool:
    if isinstance(a, tuple | list) and isinstance(b, tuple | list):
        return list(a) == list(b)
    if a is None and (b == [] or inspect.ismodule(b)):
        return True
    if isinstance(a, str) and not isinstance(b, str):
        return a == str(b) or a.rpartition(".")[2] == str(b).rpartition(".")[2]
    if isinstance(a, int | float) and isinstance(b, list | tuple) and len(set(b)) == 1:
        return bool(a == b[0])
    return bool(a == b) or (isinstance(a, float | int) and isinstance(b, float | int) and abs(a - b) < 1e-12)


def disagreements(owner: str) -> dict[str, str]:
    """The stubs that agree with none of torch's signatures, and why."""
    found = {}
    for name, stub in stub_functions(owner).items():
        real = real_signatures(owner, name)
        reasons = [misfit(stub, each) for each in real]
        if real and None not in reasons:
            found[name] = str(reasons[0])
    return found
