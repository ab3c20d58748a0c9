"""What the stubs mean: signatures with dimension strings, rules and natives named by decorators, declared parameters.

In a stub file

- ``@rule("family.function")`` gives a function or method the rule of that name in `torch_model.rules`;
- ``@native("file.function")`` gives it a function of the engine (`torch_model.registration` and its neighbours);
- a body of ``...`` under dimension strings is answered by matching and building those;
- ``__init__`` with a body of ``...`` (and asserts) keeps its arguments as attributes and makes the parameters and
  buffers that the class body declares (``weight: Float[Parameter, "out_features in_features"]``);
- every other body is run as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shapeproof.program import nodes
from shapeproof.torch_model import signatures
from shapeproof.values import Frame, Function, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


class StubLibrary:
    """Gives meaning to the functions of stub modules as the interpreter defines them."""

    def lookup(self, machine: Interpreter, qualified_name: str) -> Value | None:
        return None

    def covers(self, module_name: str) -> bool:
        return False

    def define_function(
        self, machine: Interpreter, function: Function, decorators: tuple[nodes.Expression, ...], frame: Frame
    ) -> tuple[Value, tuple[nodes.Expression, ...]] | None:
        """The value of a ``def`` in a stub, and the decorators that are left to apply; None outside stubs."""
        if not frame.module.is_stub:
            return None
        family = _family(frame)
        kept: list[nodes.Expression] = []
        made: Value = None
        for decorator in decorators:
            name, argument = _marker(decorator)
            if name == "family":
                family = argument
            elif name == "rule":
                made = signatures.by_rule(function, _rule(argument), family or _family_of(argument))
            elif name == "native":
                made = signatures.by_native(function, _native(argument, frame.module.name))
            elif name != "overload":
                kept.append(decorator)
        if made is None and _is_declaration(function.node):
            made = signatures.by_patterns(function, family or "annotation")
        return (function if made is None else made), tuple(kept)


_CODES = {
    "views": "reshape", "axes": "reshape", "expanding": "expand", "windows": "index", "sizes": "index",
    "indexing": "index", "gathering": "index", "masks": "index", "joining": "join", "scalars": "reduce",
    "reductions": "reduce", "extremes": "reduce", "running": "reduce", "matrix": "matmul", "spectral": "linalg",
    "pointwise": "broadcast", "conversions": "broadcast", "factories": "parameter", "ranges": "parameter",
    "literals": "parameter", "convolution": "conv", "detection": "conv", "pooling": "pool", "recurrent": "rnn",
    "resize": "reshape", "equations": "linalg", "segments": "reduce", "cutting": "split", "norms": "linalg",
    "class_loss": "loss", "mapping": "broadcast", "tuples": "parameter",
}  # fmt: skip


def _family_of(rule: str) -> str:
    """The code of a rule's refusals where the stub names none: that of the file it is in."""
    file = rule.partition(".")[0]
    return _CODES.get(file, file)


_LAST_FAMILY: list[tuple[Any, str | None]] = []  # of the class whose body was read last


def _family(frame: Frame) -> str | None:
    """The family a class says for its methods: ``__family__ = "linear"``."""
    node = frame.cls.node if frame.is_class and frame.cls is not None else None
    if node is None:
        return None
    if not _LAST_FAMILY or _LAST_FAMILY[0][0] is not node:
        _LAST_FAMILY[:] = [(node, _family_said(node))]
    return _LAST_FAMILY[0][1]


def _family_said(node: nodes.ClassDefinition) -> str | None:
    for statement in node.body:
        if isinstance(statement, nodes.Assign) and isinstance(statement.value, nodes.Constant):
            target = statement.targets[0]
            if isinstance(target, nodes.Name) and target.name == "__family__":
                return str(statement.value.value)
    return None


def _marker(decorator: nodes.Expression) -> tuple[str | None, str]:
    if isinstance(decorator, nodes.Name) and decorator.name == "overload":
        return "overload", ""
    if isinstance(decorator, nodes.Call) and isinstance(decorator.function, nodes.Name) and decorator.arguments:
        argument = decorator.arguments[0].value
        if isinstance(argument, nodes.Constant) and isinstance(argument.value, str):
            return decorator.function.name, argument.value
    return None, ""


def _is_declaration(node: nodes.FunctionDefinition | nodes.Lambda) -> bool:
    """A body of ``...``, a docstring and asserts."""
    if not isinstance(node, nodes.FunctionDefinition):
        return False
    for statement in node.body:
        if isinstance(statement, nodes.Evaluate) and isinstance(
            statement.value, nodes.EllipsisConstant | nodes.Constant
        ):
            continue
        if not isinstance(statement, nodes.Assert):
            return False
    return any(isinstance(s, nodes.Evaluate) and isinstance(s.value, nodes.EllipsisConstant) for s in node.body)


def _rule(name: str) -> Callable[..., Any]:
    return _on_first_call("shapeproof.torch_model.rules", name)


def _native(name: str, module: str) -> Callable[..., Any]:
    """A native of the room that the stub belongs to: torch's, else that of the libraries."""
    room = "torch_model" if module.partition(".")[0] == "torch" else "libraries"
    return _on_first_call(f"shapeproof.{room}", name)


@cache
def _on_first_call(package: str, name: str) -> Callable[..., Any]:
    """The function of a rule or native; its file is imported when it is first called, most never are."""
    file, _, function = name.partition(".")
    found: list[Callable[..., Any]] = []

    def call(*arguments: Any) -> Any:
        if not found:
            found.append(getattr(import_module(f"{package}.{file}"), function))
        return found[0](*arguments)

    return call
