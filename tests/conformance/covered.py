"""Which stubs are held against torch: by torch's own samples, by random calls, or by a call written in a test here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conformance.draws import MAKERS, draws_of
from conformance.operators import OPERATORS
from conformance.signatures import PLACES, STUBS

HERE = Path(__file__).parent
OWNERS = {
    "torch": ("torch",), "torch.Tensor": ("",), "torch.linalg": ("torch.linalg", "linalg"),
    "torch.fft": ("torch.fft", "fft"), "torch.special": ("torch.special", "special"),
    "torch.nn.functional": ("F", "torch.nn.functional"), "torch.nn.init": ("nn.init", "init"),
    "torch.signal.windows": ("torch.signal.windows",), "torch.masked": ("torch.masked",),
}  # fmt: skip
CLAIMS_NOTHING = {"scalars.not_known"}


def claiming(owner: str) -> Iterator[str]:
    """The functions of an owner whose stub says what comes out: by a rule, or by dimension strings."""
    place = STUBS.joinpath(*PLACES.get(owner, owner).split("."))
    path = place / "__init__.pyi"
    body = ast.parse((path if path.is_file() else place.with_suffix(".pyi")).read_text()).body
    if owner == "torch.Tensor":
        body = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == "Tensor").body
    for node in body:
        if isinstance(node, ast.FunctionDef) and (_rules(node) or "Float[" in ast.unparse(node)):
            yield node.name


def _rules(node: ast.FunctionDef) -> list[str]:
    calls = [each for each in node.decorator_list if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    named = [each.args[0].value for each in calls if each.func.id in ("rule", "native")]  # type: ignore[attr-defined]
    return [name for name in named if name not in CLAIMS_NOTHING]


def of_samples() -> set[str]:
    """What the samples of torch's own operators call, written ``owner.name``."""
    found = set()
    for name, infos in OPERATORS.items():
        owner, _, last = name.rpartition(".")
        found.add(f"{'torch.' if owner else 'torch'}{owner}.{last}")
        for info in infos:
            for form in (
                info.method_variant,
                info.inplace_variant,
                info.operator_variant,
                info.inplace_operator_variant,
            ):
                if (method := getattr(form, "__name__", None)) is not None:
                    found.add(f"torch.Tensor.{method}")
    return found


def texts() -> str:
    """Every call that is written in these tests, and some of each family that is drawn."""
    written = [path.read_text(encoding="utf-8") for path in sorted(HERE.rglob("*.py"))]
    written += [path.read_text(encoding="utf-8") for path in (HERE.parent / "torch_model").rglob("*.txt")]
    written += [str(draw) for kind, makers in MAKERS.items() for name in makers for draw in draws_of(kind, name, 12, 1)]
    return "\n".join(written)


_WORDS = re.compile(r"[A-Za-z_][\w.]*|\.\w+")
SIGNS = {  # methods that an operator calls
    "__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__pow__", "__matmul__", "__and__",
    "__or__", "__xor__", "__lshift__", "__rshift__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__",
}  # fmt: skip
DRAWN_OTHERWISE = {
    "__neg__", "__pos__", "__invert__", "__getitem__", "__setitem__", "__len__", "__iter__", "__bool__", "__int__",
    "__float__",
}  # fmt: skip


def uncovered() -> dict[str, list[str]]:
    """The stubs that claim something and are in no sample, by owner."""
    samples = of_samples()
    words = set(_WORDS.findall(texts()))
    methods = {word.rpartition(".")[2] for word in words if "." in word}
    found: dict[str, list[str]] = {}
    for owner, prefixes in OWNERS.items():
        missing = []
        for name in claiming(owner):
            if f"{owner}.{name}" in samples or _is_drawn_operator(name):
                continue
            written = (
                name in methods if owner == "torch.Tensor" else any(f"{each}.{name}" in words for each in prefixes)
            )
            if not written:
                missing.append(name)
        found[owner] = sorted(missing)
    return found


def _is_drawn_operator(name: str) -> bool:
    plain = re.sub(r"^__[ri](?=\w+__$)", "__", name)
    return plain in SIGNS or name in SIGNS or name in DRAWN_OTHERWISE
