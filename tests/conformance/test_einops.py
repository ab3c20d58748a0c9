"""einops against the real one: patterns drawn at random, good and broken; sizes known and symbolic."""

from __future__ import annotations

import random
from typing import Any

import pytest
from conformance.oracle import Case, Input, Number, check_all, disagreement, tensor
from hypothesis import given, settings
from hypothesis import strategies as st

SETUP = (
    "from einops import asnumpy, einsum, pack, parse_shape, rearrange, reduce, repeat, unpack\n"
    "from einops.layers.torch import EinMix, Rearrange, Reduce"
)
NAMES = ("b", "h", "w", "c", "t1", "head")
REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")


def case(expression: str, **inputs: Any) -> Case:
    return Case(expression, inputs, setup=SETUP)


def grouped(pick: random.Random, axes: list[str]) -> list[str]:
    """The axes side by side, some of them in parentheses, a 1 or () among them now and then."""
    row, rest = [], list(axes)
    while rest:
        count = pick.choice((1, 1, 1, 2, 3))
        some, rest = rest[:count], rest[count:]
        row.append(some[0] if len(some) == 1 and pick.random() < 0.9 else f"({' '.join(some)})")
    if pick.random() < 0.1:
        row.insert(pick.randint(0, len(row)), pick.choice(("1", "()")))
    return row


class Draw:
    """One transformation: what the axes are, both sides, the sizes that are given, the tensor."""

    def __init__(self, pick: random.Random, operation: str) -> None:
        self.pick = pick
        self.operation = operation
        self.sizes = {name: pick.randint(1, 4) for name in pick.sample(NAMES, pick.randint(1, 5))}
        axes = list(self.sizes)
        left = grouped(pick, axes)
        kept = pick.sample(axes, len(axes) if operation in ("rearrange", "repeat") else pick.randint(0, len(axes)))
        if operation == "repeat":
            for name in pick.sample(["n", "m", "2", "3"], pick.randint(0, 2)):
                kept.insert(pick.randint(0, len(kept)), name)
        right = grouped(pick, kept)
        shape = [self._size(group) for group in left]
        if pick.random() < 0.3:
            dots = [pick.randint(1, 3) for _ in range(pick.randint(0, 2))]
            at = pick.randint(0, len(left))
            left.insert(at, "...")
            shape[at:at] = dots
            if operation in ("rearrange", "repeat") or pick.random() < 0.6:
                right.insert(pick.randint(0, len(right)), pick.choice(("...", "...", "(...)")))
        self.left, self.right, self.shape = left, right, shape
        self.given = {name: size for name, size in self.sizes.items() if self._must_be_given(name)}
        self.given |= {name: pick.randint(0, 3) for name in ("n", "m") if name in kept}
        if pick.random() < 0.25:
            self._break()

    def _size(self, group: str) -> int:
        product = 1
        for name in group.strip("()").split():
            product *= self.sizes.get(name, 1)
        return product

    def _must_be_given(self, name: str) -> bool:
        group = next(group for group in self.left if name in group.strip("()").split())
        members = group.strip("()").split()
        return (len(members) > 1 and name != members[-1]) or self.pick.random() < 0.1

    def _break(self) -> None:
        pick, kind = self.pick, self.pick.randint(0, 6)
        if kind == 0:
            self.shape[pick.randrange(len(self.shape))] += pick.randint(1, 2)
        elif kind == 1:
            self.shape.insert(pick.randint(0, len(self.shape)), 2)
        elif kind == 2 and self.given:
            self.given.pop(pick.choice(sorted(self.given)))
        elif kind == 3 and self.given:
            self.given[pick.choice(sorted(self.given))] = pick.randint(0, 5)
        elif kind == 4:
            side = pick.choice((self.left, self.right))
            side.insert(pick.randint(0, len(side)), pick.choice((*NAMES, "2", "_", "x_", "...", "(", "a.b", "é")))
        elif kind == 5:
            side = pick.choice((self.left, self.right))
            side and side.pop(pick.randrange(len(side)))
        else:
            self.given["zz"] = 2

    def case(self, symbolic: bool, layer: bool = False) -> Case:
        pattern = f"{' '.join(self.left)} -> {' '.join(self.right)}"
        inputs: dict[str, Any] = {"x": tensor(*self.shape)}
        sizes = ""
        for name, size in self.given.items():
            sizes += f", {name}={f'size_{name}' if symbolic else size}"
            if symbolic:
                inputs[f"size_{name}"] = Number(size)
        operation = "" if self.operation in ("rearrange", "repeat") else f", {self.operation!r}"
        name = "reduce" if operation else self.operation
        if layer:
            return case(f"{name.title()}({pattern!r}{operation}{sizes})(x)", **inputs)
        return case(f"{name}(x, {pattern!r}{operation}{sizes})", **inputs)


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(("rearrange", "repeat", *REDUCTIONS)))
def test_transformations(pick: random.Random, operation: str) -> None:
    assert disagreement(Draw(pick, operation).case(False)) is None


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(("rearrange", "repeat", "max")))
def test_symbolic_sizes(pick: random.Random, operation: str) -> None:
    assert disagreement(Draw(pick, operation).case(True), symbolic=True, gaps=True) is None


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(("rearrange", "max", "sum")))
def test_layers(pick: random.Random, operation: str) -> None:
    assert disagreement(Draw(pick, operation).case(False, layer=True)) is None


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_open_ranks(pick: random.Random) -> None:
    assert disagreement(Draw(pick, "rearrange").case(False), open=True, gaps=True) is None


# --- pack, unpack, einsum, parse_shape ------------------------------------------------------------------------------


def near(pick: random.Random, size: int) -> int:
    return size if pick.random() < 0.93 else size + 1


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_pack(pick: random.Random, symbolic: bool) -> None:
    sizes = {name: pick.randint(1, 3) for name in pick.sample(NAMES, pick.randint(0, 3))}
    axes = list(sizes)
    at = pick.randint(0, len(axes))
    inputs: dict[str, Input] = {}
    for name in ("p", "q", "r")[: pick.randint(1, 3)]:
        ends = [near(pick, sizes[axis]) for axis in axes]
        inputs[name] = tensor(*ends[:at], *(pick.randint(1, 3) for _ in range(pick.randint(0, 2))), *ends[at:])
        if pick.random() < 0.05:
            inputs[name] = tensor(*ends[1:])
    star = pick.choice(("*",) * 9 + ("", "* *"))
    pattern = " ".join([*axes[:at], star, *axes[at:]])
    made = case(f"pack([{', '.join(inputs)}], {pattern!r})", **inputs)
    assert disagreement(made, symbolic=symbolic, gaps=symbolic) is None
    back = case(f"unpack(*pack([{', '.join(inputs)}], {pattern!r}), {pattern!r})", **inputs)
    assert disagreement(back, symbolic=symbolic, gaps=symbolic) is None


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_unpack(pick: random.Random, symbolic: bool) -> None:
    shapes = [[pick.randint(1, 3) for _ in range(pick.randint(0, 2))] for _ in range(pick.randint(1, 3))]
    total = 0
    for shape in shapes:
        product = 1
        for size in shape:
            product *= size
        total += product
    if pick.random() < 0.5:
        shape = pick.choice(shapes)
        if shape:
            shape[pick.randrange(len(shape))] = -1
    x = tensor(2, near(pick, total), 3)
    made = case(f"unpack(x, {[tuple(shape) for shape in shapes]}, 'b * c')", x=x)
    assert disagreement(made, symbolic=symbolic, gaps=symbolic) is None


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_einsum(pick: random.Random, symbolic: bool) -> None:
    sizes = {name: pick.randint(1, 3) for name in NAMES}
    inputs, terms = {}, []
    for name in ("p", "q", "r")[: pick.randint(1, 3)]:
        axes = pick.sample(NAMES, pick.randint(0, 3))
        inputs[name] = tensor(*(near(pick, sizes[axis]) for axis in axes))
        terms.append(" ".join(axes))
    used = sorted({axis for term in terms for axis in term.split()})
    out = pick.sample(used, pick.randint(0, len(used)))
    if pick.random() < 0.1:
        out.insert(0, pick.choice(("new", "1", "2", "(h w)", "...")))
    pattern = f"{', '.join(terms)} -> {' '.join(out)}"
    made = case(f"einsum({', '.join(inputs)}, {pattern!r})", **inputs)
    assert disagreement(made, symbolic=symbolic, gaps=symbolic) is None


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_parse_shape(pick: random.Random, symbolic: bool) -> None:
    words = [pick.choice((*NAMES, "_", "_", "2", "1", "()")) for _ in range(pick.randint(1, 4))]
    if pick.random() < 0.3:
        words.insert(pick.randint(0, len(words)), "...")
    x = tensor(*(pick.randint(1, 3) for _ in range(max(0, len(words) + pick.choice((-1, 0, 0, 0, 1))))))
    made = case(f"parse_shape(x, {' '.join(words)!r})", x=x)
    assert disagreement(made, symbolic=symbolic, gaps=symbolic) is None


# --- lists of tensors, EinMix, what is written by hand --------------------------------------------------------------


def test_lists_of_tensors() -> None:
    x, y = tensor(2, 3), tensor(2, 4)
    check_all(
        [
            case("rearrange([x, x, x], 'n b c -> b (n c)')", x=x),
            case("rearrange([x, y], 'n b c -> b (n c)')", x=x, y=y),
            case("reduce([x, x], 'n b c -> b c', 'mean')", x=x),
            case("repeat([x, x], 'n b c -> n b (c k)', k=2)", x=x),
            case("rearrange((x, x), 'n b c -> b (n c)')", x=x),
            case("rearrange([], 'n b c -> b (n c)')"),
            case("asnumpy(rearrange(x, 'b c -> c b')).shape", x=x),
        ],
        gaps=True,
    )


def test_types() -> None:
    for dtype in ("float32", "int32", "bool", "uint8", "int64", "float16"):
        x = tensor(2, 3, dtype=dtype)
        check_all(case(f"reduce(x, 'b c -> b', {name!r})", x=x) for name in ("max", "sum", "mean", "prod", "any"))
        check_all(case(f"reduce(x, 'b c -> c b', {name!r})", x=x) for name in ("max", "sum", "mean", "prod", "any"))


MIXES = (
    ("'t b c -> t b d', weight_shape='c d', bias_shape='d', c=3, d=4", (5, 2, 3)),
    ("'t b c -> t b d', weight_shape='c d', c=3, d=4", (5, 2, 3)),
    ("'t b (h c) -> b t (h d)', weight_shape='h c d', bias_shape='h d', h=2, c=3, d=4", (5, 2, 6)),
    ("'t b (h c) -> b t (h d)', weight_shape='h c d', bias_shape='h d', h=2, c=3, d=4", (5, 2, 7)),
    ("'b c h w -> b d h w', weight_shape='c d', bias_shape='d', c=3, d=4", (2, 3, 5, 5)),
    ("'... c -> ... d', weight_shape='c d', bias_shape='d', c=3, d=4", (2, 5, 3)),
    ("'... c -> d ...', weight_shape='c d', bias_shape='d', c=3, d=4", (2, 5, 3)),
    ("'b c -> b d', weight_shape='c d', c=3", (2, 3)),
    ("'b c -> b d', weight_shape='c d e', c=3, d=4, e=2", (2, 3)),
    ("'b c -> b d', weight_shape='(c d)', c=3, d=4", (2, 3)),
    ("'b c -> b d', weight_shape='c d', bias_shape='e', c=3, d=4", (2, 3)),
    ("'b c -> b d f', weight_shape='c d', c=3, d=4", (2, 3)),
    ("'b c -> b d', weight_shape='c d', c=3, d=4, x=5", (2, 3)),
    ("'b c -> b c', weight_shape='c', c=3", (2, 3)),
    ("'b c -> b d', weight_shape='c d', c=3, d=4", (2, 4)),
    ("'b (h p) (w q) c -> b h w d', weight_shape='p q c d', bias_shape='d', p=2, q=2, c=3, d=5", (2, 4, 6, 3)),
)


@pytest.mark.parametrize("arguments, sizes", MIXES)
def test_einmix(arguments: str, sizes: tuple[int, ...]) -> None:
    check_all([case(f"(lambda m: (m, m(x)))(EinMix({arguments}))", x=tensor(*sizes))])
