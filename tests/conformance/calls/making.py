# ruff: noqa: E501
"""Tensors that are made: factories, windows, ranges; what is asked of types; random numbers."""

from __future__ import annotations

from functools import partial

from conformance.calls.spelling import row
from conformance.pen import Call, Maker, Pen


def _options(pen: Pen) -> str:
    return pen.options(
        0.12, dtype=("torch.float64", "torch.int64"), device=("'cpu'", "torch.device('cpu')"), requires_grad="False"
    )


def filled(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes()
    if name in ("zeros", "ones", "empty"):
        return Call(f"torch.{name}({pen.choice((row(pen, sizes), 'size=' + row(pen, sizes, False)))}{_options(pen)})")
    if name in ("rand", "randn"):
        return Call(f"torch.{name}({row(pen, sizes)}{pen.options(0.15, dtype='torch.float64')})")
    if name == "full":
        return Call(
            f"torch.full({row(pen, sizes, False)}, {pen.choice(('1', '0.5', 'True', 'fill_value=2'))}{_options(pen)})"
        )
    if name == "randint":
        text = row(pen, sizes, False)
        return Call(
            pen.choice(
                (
                    f"torch.randint(5, {text})",
                    f"torch.randint(1, 5, {text})",
                    f"torch.randint(low=0, high=3, size={text})",
                    f"torch.randint(high=4, size={text})",
                )
            )
        )
    if name == "normal":
        text = row(pen, sizes, False)
        return Call(
            pen.choice(
                (
                    f"torch.normal(0.0, 1.0, {text})",
                    f"torch.normal(torch.zeros({text}), 1.0)",
                    f"torch.normal(0.0, torch.ones({text}))",
                    f"torch.normal(mean=0.0, std=1.0, size={text})",
                    f"torch.normal(torch.zeros({text}), std=torch.ones({text}))",
                )
            )
        )
    if name == "empty_strided":
        return Call(
            pen.choice(
                (
                    "torch.empty_strided((2, 3), (1, 2))",
                    "torch.empty_strided(size=(4,), stride=(2,))",
                    "torch.empty_permuted((2, 3), (1, 0))",
                    "torch.empty_permuted((2, 3, 4), (0, 2, 1), dtype=torch.int64)",
                )
            )
        )
    raise AssertionError(name)


FIXED: dict[str, tuple[str, ...]] = {
    "arange": ("torch.arange({n})", "torch.arange({m}, {n})", "torch.arange({m}, {n}, {k})", "torch.arange(end={n})", "torch.arange(0, {n}, 0.5)", "torch.arange(start={m}, end={n}, step={k})", "torch.arange({n}.0)", "torch.arange({n}, 0, -{k})", "torch.arange(0, {n}, step={k}, dtype=torch.float64)", "torch.range(0, {n})", "torch.range({m}, {n}, {k})"),
    "linspace": ("torch.linspace(0, 1, {n})", "torch.linspace(0, 1, steps={n})", "torch.logspace(0, 1, {n})", "torch.logspace(start=0, end=2, steps={n}, base=2.0)", "torch.linspace(start=-1, end=1, steps={n})", "torch.linspace(torch.tensor(0.), 1, {n})"),
    "eye": ("torch.eye({n})", "torch.eye({n}, {m})", "torch.eye(n={n}, m={m})", "torch.eye({n}, dtype=torch.int64)"),
    "tril_indices": ("torch.tril_indices({n}, {m})", "torch.triu_indices({n}, {m}, 1)", "torch.triu_indices(row={n}, col={m}, offset=-1)", "torch.tril_indices({n}, {m}, offset={k})"),
    "tensor": ("torch.tensor({n})", "torch.tensor([1, 2, {n}])", "torch.tensor([[1.0, 2.0], [{n}, 4]])", "torch.tensor([])", "torch.tensor([[], []])", "torch.tensor([[1], [2]], dtype=torch.float16)", "torch.tensor(True)", "torch.as_tensor([1, {n}])", "torch.asarray([{n}, 2, 3])", "torch.tensor([[1, 2], [3]])", "torch.tensor([torch.tensor(1), torch.tensor({n})])", "torch.tensor(range({n}))", "torch.tensor((1, 2, 3))", "torch.scalar_tensor({n})", "torch.Tensor({n}, {m})", "torch.Tensor([1, 2, {n}])", "torch.FloatTensor({n})", "torch.LongTensor([1, 2])", "torch.tensor([list(range({n}))] * 2)"),
    "permutations": ("torch.randperm({n})", "torch.randperm(n={n})", "torch.randperm({n}, dtype=torch.int32)"),
    "windows": ("torch.hann_window({n})", "torch.hamming_window({n}, periodic=False)", "torch.bartlett_window({n})", "torch.blackman_window({n}, True)", "torch.kaiser_window({n}, beta=10.0)", "torch.signal.windows.hann({n})", "torch.signal.windows.gaussian({n}, std=2.0)", "torch.signal.windows.cosine({n}, sym=False)", "torch.signal.windows.bartlett({n})", "torch.signal.windows.blackman({n})", "torch.signal.windows.exponential({n})", "torch.signal.windows.kaiser({n})", "torch.signal.windows.nuttall({n})", "torch.signal.windows.hamming({n})", "torch.signal.windows.general_hamming({n})", "torch.signal.windows.general_cosine({n}, a=[0.5, 0.5])"),
    "frequencies": ("torch.fft.fftfreq({n})", "torch.fft.rfftfreq({n}, 0.5)", "torch.fft.fftfreq(n={n}, d=2.0)"),
    "vander": ("torch.vander(torch.arange({n}))", "torch.vander(torch.randn({n}), {m})", "torch.vander(x=torch.randn({n}), N={m}, increasing=True)", "torch.linalg.vander(torch.randn({n}))", "torch.linalg.vander(torch.randn(2, {n}), N={m})"),
    "complex": ("torch.complex(torch.ones({n}), torch.zeros({n}))", "torch.polar(torch.ones({n}, 2), torch.zeros({n}, 2))", "torch.view_as_real(torch.ones({n}, dtype=torch.cfloat))", "torch.view_as_complex(torch.randn({n}, 2))", "torch.view_as_complex(torch.randn({n}, 3))", "torch.real(torch.ones({n}, dtype=torch.cfloat))", "torch.imag(torch.ones({n}, dtype=torch.cfloat))", "torch.ones({n}, dtype=torch.cfloat).imag", "torch.view_as_real_copy(torch.ones(2, dtype=torch.cfloat))", "torch.view_as_complex_copy(torch.randn(3, 2))", "torch.is_complex(torch.ones(1, dtype=torch.cfloat))"),
    "multinomial": ("torch.multinomial(torch.ones({n}), {m})", "torch.multinomial(torch.ones(2, {n}), num_samples={m}, replacement=True)", "torch.ones({n}).multinomial(1)"),
    "one_hot": ("F.one_hot(torch.arange({n}), {n})", "F.one_hot(torch.zeros({n}, 2, dtype=torch.long), num_classes=5)", "F.one_hot(torch.arange(5) % 3)", "F.one_hot(torch.tensor([0, {n}]))"),
    "questions": ("torch.is_tensor(1)", "torch.is_floating_point(torch.ones(2))", "torch.is_complex(torch.ones(2))", "torch.is_nonzero(torch.tensor(1))", "torch.is_signed(torch.ones(2)) if hasattr(torch, 'is_signed') else True", "torch.is_same_size(torch.ones(2), torch.ones(3))", "torch.can_cast(torch.float32, torch.int64)", "torch.broadcast_shapes((2, 1), (1, 3))", "torch.broadcast_shapes((2, {n}), (3,))", "torch.equal(torch.ones({n}), torch.ones({m}))", "torch.allclose(torch.ones({n}), torch.ones({n}))", "torch.randn({n}).equal(torch.randn({n}))", "torch.randn({n}).allclose(torch.randn({n}))", "torch.ones({n}).is_same_size(torch.ones({m}))", "torch.randn(1).is_nonzero()", "torch.cond(True, lambda x: x, lambda x: x, (torch.ones({n}),))"),
    "numbers": ("torch.ones({n}).sum().item()", "torch.randn({n}, {m}).shape", "torch.randn({n}).tolist()", "torch.arange({n}).tolist()", "int(torch.tensor({n}))", "float(torch.randn(1))", "bool(torch.tensor(True))", "torch.randn(1).item()", "torch.randint(3, (1,)).item()", "torch.tensor({n}).item()"),
    "random": ("torch.bernoulli(torch.rand({n}))", "torch.bernoulli(torch.rand({n}), 0.5)", "torch.binomial(torch.ones({n}) * 4, torch.rand({n}))", "torch.poisson(torch.rand({n}, 2))", "torch._sample_dirichlet(torch.rand({n}, 3))", "torch.rand_like(torch.ones({n}))", "torch.randn_like(input=torch.ones({n}))"),
    "einsum": ("torch.einsum('ij,jk->ik', torch.ones({n}, {m}), torch.ones({m}, 3))", "torch.einsum('...i,i->...', torch.ones(2, {n}), torch.ones({n}))", "torch.einsum('ii->i', torch.ones({n}, {n}))", "torch.einsum('bij,bjk', torch.ones(2, {n}, {m}), torch.ones(2, {m}, 4))", "torch.einsum('i,j', torch.ones({n}), torch.ones({m}))", "torch.einsum('ij,jk->ik', torch.ones({n}, {m}), torch.ones({k}, 3))", "torch.einsum('b...,b...->b', torch.ones(2, {n}), torch.ones(2, {n}))", "torch.einsum('ij->', torch.ones({n}, {m}))"),
}  # fmt: skip


def fixed(pen: Pen, name: str) -> Call:
    text = pen.choice(FIXED[name])
    for letter in "nmk":
        low = 1 if letter == "k" or name in ("multinomial", "one_hot", "complex", "windows", "numbers") else 0
        text = text.replace(f"{{{letter}}}", str(pen.randint(low, 5)))
    return Call(text)


MAKERS: dict[str, Maker] = {
    _name: partial(filled, name=_name)
    for _name in ("zeros", "ones", "empty", "rand", "randn", "full", "randint", "normal", "empty_strided")
}
MAKERS.update({f"{_name} and kin": partial(fixed, name=_name) for _name in FIXED})
