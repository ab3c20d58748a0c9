"""Element types by name (``float32``), and the type that operands are promoted to."""

from __future__ import annotations

from collections.abc import Iterable

from shapeproof.dims import Dim, FloatExpression
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Value

DEFAULT = "float32"
SIGNED = ("int8", "int16", "int32", "int64")
UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
FLOATS = ("float16", "bfloat16", "float32", "float64")
COMPLEX = ("complex32", "complex64", "complex128")
_BOOL, _INTEGER, _FLOAT, _COMPLEX = range(4)
_COMPLEX_OF = {"float16": "complex32", "bfloat16": "complex64", "float32": "complex64", "float64": "complex128"}
_REAL_OF = {"complex32": "float16", "complex64": "float32", "complex128": "float64"}


def category(dtype: str) -> int:
    """bool, integers, floats, complex numbers: 0 to 3."""
    if dtype == "bool":
        return _BOOL
    if dtype in SIGNED or dtype in UNSIGNED:
        return _INTEGER
    return _COMPLEX if dtype in COMPLEX else _FLOAT


def is_float(dtype: str) -> bool:
    return category(dtype) == _FLOAT


def is_integral(dtype: str) -> bool:
    """Integers and bool."""
    return category(dtype) <= _INTEGER


def is_complex(dtype: str) -> bool:
    return category(dtype) == _COMPLEX


def real_of(dtype: str | None) -> str | None:
    """The type of the real part."""
    return _REAL_OF.get(dtype, dtype) if dtype is not None else None


def complex_of(dtype: str | None) -> str | None:
    """The complex type whose parts are of this type."""
    if dtype is None or is_complex(dtype):
        return dtype
    return _COMPLEX_OF.get(dtype, "complex64")


def float_of(dtype: str | None) -> str | None:
    """What functions such as sin make of a type: integers become the default float type."""
    return DEFAULT if dtype is not None and is_integral(dtype) else dtype


def summed(dtype: str | None) -> str | None:
    """What sums make of a type: integers become int64."""
    return "int64" if dtype is not None and is_integral(dtype) else dtype


def promote(a: str, b: str) -> str | None:
    """The smallest type that holds both, None for types that torch does not mix."""
    if a == b:
        return a
    if category(a) < category(b):
        a, b = b, a
    if category(a) > category(b):
        if is_complex(a) and is_float(b):
            other = _COMPLEX_OF.get(b)
            return None if other is None else COMPLEX[max(COMPLEX.index(a), COMPLEX.index(other))]
        return a
    if is_float(a):
        if a not in FLOATS or b not in FLOATS:
            return None
        return "float32" if {a, b} == {"float16", "bfloat16"} else FLOATS[max(FLOATS.index(a), FLOATS.index(b))]
    if is_complex(a):
        return COMPLEX[max(COMPLEX.index(a), COMPLEX.index(b))]
    if a in SIGNED and b in SIGNED:
        return SIGNED[max(SIGNED.index(a), SIGNED.index(b))]
    if a in UNSIGNED and b in UNSIGNED:
        return None
    signed, unsigned = (a, b) if a in SIGNED else (b, a)
    return None if unsigned != "uint8" else "int16" if signed == "int8" else signed


def promote_all(dtypes: Iterable[str | None]) -> str | None:
    """The type that tensors of equal standing are promoted to."""
    result: str | None = None
    for dtype in dtypes:
        if dtype is None:
            return None
        result = dtype if result is None else promote(result, dtype)
        if result is None:
            return None
    return result


def _number_dtype(value: Value) -> str | None:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | Dim):
        return "int64"
    if isinstance(value, float | FloatExpression):
        return DEFAULT
    return "complex64" if isinstance(value, complex) else None


def _combine(higher: str | None, lower: str | None) -> str | None:
    """Operands of lower standing count only by their category."""
    if higher is None or lower is None:
        return higher or lower
    if is_complex(higher):
        return higher
    if is_float(higher):
        return complex_of(higher) if is_complex(lower) else higher
    if higher == "bool" or not is_integral(lower):
        return promote(higher, lower)
    return higher


def promoted(operation: Operation, *values: Value) -> str | None:
    """torch.result_type: tensors with axes stand above tensors without, these above plain numbers."""
    rows: tuple[list[str], list[str], list[str]] = ([], [], [])
    undecided = False
    for value in values:
        state = tensor_state(operation.machine, value)
        if state is None:
            dtype = _number_dtype(value)
            if dtype is None:
                return None
            rows[2].append(dtype)
            continue
        if state.dtype is None:
            return None
        rank = None if state.shape is None else operation.judge.reading(state.shape).rank
        undecided = undecided or rank is None
        rows[1 if rank == 0 else 0].append(state.dtype)
    if undecided and len({*rows[0], *rows[1]}) > 1:
        return None
    parts = [promote_all(row) if row else None for row in rows]
    if any(part is None and row for part, row in zip(parts, rows, strict=True)):
        return None
    return _combine(parts[0], _combine(parts[1], parts[2]))
