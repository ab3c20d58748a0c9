"""jaxtyping's families of element types: which kinds of numbers each takes."""

from __future__ import annotations

from dataclasses import dataclass

_KINDS = {"bool": "bool", "complex32": "complex", "complex64": "complex", "complex128": "complex"}
_INTEGERS = frozenset({"int", "uint"})
_REAL = frozenset({"int", "uint", "float"})
_INEXACT = frozenset({"float", "complex"})


@dataclass(frozen=True, slots=True)
class Family:
    """``Float``, ``Int32``: the kinds of numbers it takes (None: any), their one type, and one that stands for all."""

    name: str
    kinds: frozenset[str] | None
    exact: str | None
    stand_in: str | None

    def takes(self, dtype: str | None) -> bool:
        """Whether elements of this type may be meant; types that stand in for others are compared by kind alone."""
        if dtype is None or self.kinds is None:
            return True
        if kind_of(dtype) not in self.kinds:
            return False
        return self.exact is None or dtype in STAND_INS or dtype == self.exact


def kind_of(dtype: str) -> str:
    """bool, int, uint, float or complex."""
    if dtype in _KINDS:
        return _KINDS[dtype]
    return "uint" if dtype.startswith("uint") else "int" if dtype.startswith("int") else "float"


STAND_INS = frozenset({"float32", "int64", "complex64"})  # also what torch picks by default, which a program can change


def _exact(name: str, dtype: str) -> Family:
    return Family(name, frozenset({kind_of(dtype)}), dtype, dtype)


_EXACT = {
    **{f"Float{bits}": f"float{bits}" for bits in (16, 32, 64)},
    **{f"Int{bits}": f"int{bits}" for bits in (2, 4, 8, 16, 32, 64)},
    **{f"UInt{bits}": f"uint{bits}" for bits in (2, 4, 8, 16, 32, 64)},
    "BFloat16": "bfloat16", "Complex64": "complex64", "Complex128": "complex128", "Bool": "bool",
    "Float8e4m3b11fnuz": "float8_e4m3b11fnuz", "Float8e4m3fn": "float8_e4m3fn",
    "Float8e4m3fnuz": "float8_e4m3fnuz", "Float8e5m2": "float8_e5m2", "Float8e5m2fnuz": "float8_e5m2fnuz",
}  # fmt: skip
FAMILIES = {
    **{name: _exact(name, dtype) for name, dtype in _EXACT.items()},
    "Float": Family("Float", frozenset({"float"}), None, "float32"),
    "Complex": Family("Complex", frozenset({"complex"}), None, "complex64"),
    "Int": Family("Int", frozenset({"int"}), None, "int64"),
    "UInt": Family("UInt", frozenset({"uint"}), None, "uint8"),
    "Integer": Family("Integer", _INTEGERS, None, "int64"),
    "Real": Family("Real", _REAL, None, None),
    "Inexact": Family("Inexact", _INEXACT, None, None),
    "Num": Family("Num", _REAL | _INEXACT, None, None),
    "Shaped": Family("Shaped", None, None, None),
    "Key": Family("Key", None, None, None),
}
"""By jaxtyping's name."""
ANY = Family("Tensor", None, None, None)
