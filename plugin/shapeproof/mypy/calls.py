"""The type of ``layer(x)``, which is Any to torch's own types: what the layer's ``forward`` is declared to return."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import TypeInfo
from mypy.subtypes import is_subtype
from mypy.types import AnyType, CallableType, Instance, Overloaded, TupleType, Type, get_proper_type

_CALL = ".__call__"


def called_class(fullname: str) -> str | None:
    """The class whose instances a method is the call of."""
    return fullname.removesuffix(_CALL) if fullname.endswith(_CALL) else None


def is_layer(node: object) -> bool:
    """Whether a symbol is a class below torch's nn.Module, under the name of torch's own source or of stubs."""
    return isinstance(node, TypeInfo) and any(
        base.name == "Module" and base.fullname.startswith("torch.nn.") for base in node.mro
    )


def result_of_forward(layer: Type, arguments: Sequence[Type]) -> Type | None:
    """What ``forward`` returns where that is a tensor, or a tuple of them; None of anything else.

    Hooks can change a result, and a container's ``forward`` returns Any: only what is declared is believed. Where
    several overloads accept the arguments, they must agree.
    """
    receiver = get_proper_type(layer)
    if not isinstance(receiver, Instance):
        return None
    symbol = receiver.type.get("forward")
    forward = get_proper_type(symbol.type) if symbol is not None else None
    if isinstance(forward, CallableType):
        results = [forward.ret_type]
    elif isinstance(forward, Overloaded):
        results = [item.ret_type for item in forward.items if _accepts(item, arguments)]
    else:
        return None
    if not results or not all(_is_of_tensors(each) for each in results):
        return None
    return results[0] if all(each == results[0] for each in results) else None


def _accepts(item: CallableType, arguments: Sequence[Type]) -> bool:
    formals = item.arg_types[1:]
    return len(arguments) <= len(formals) and all(
        is_subtype(given, formal) for given, formal in zip(arguments, formals, strict=False)
    )


def _is_of_tensors(declared: Type) -> bool:
    declared = get_proper_type(declared)
    if isinstance(declared, TupleType):
        return all(map(_is_of_tensors, declared.items))
    if not isinstance(declared, Instance):
        return False
    if declared.type.fullname == "builtins.tuple":
        return all(map(_is_of_tensors, declared.args))
    return any(base.name == "Tensor" and base.fullname.startswith("torch.") for base in declared.type.mro)


def is_any(declared: Type) -> bool:
    """Whether a type is Any, so that a better one takes nothing away."""
    return isinstance(get_proper_type(declared), AnyType)
