"""Fourier transforms and windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapeproof.dims import Dim, Size, floordiv, less, less_equal, render
from shapeproof.shapes import Gap, Shape, Splat, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.factories import made
from shapeproof.values import Object, Value

_WHOLE, _HALF, _FULL = "whole", "half", "full"  # what a transform makes of the last axis: n, n//2 + 1, 2*(n - 1)


def _placed(
    op: Operation, shape: Shape, axes: Sequence[int], sizes: Sequence[Size | None], kind: str
) -> list[Size | Splat]:
    """The sizes after a transform along axes, each padded or cut to its n first."""
    items = list(shape.items)
    for place, (axis, wanted) in enumerate(zip(axes, sizes, strict=True)):
        have = items[axis]
        assert not isinstance(have, Splat)
        last = place == len(axes) - 1
        if last and kind == _FULL:
            items[axis] = op.judge.resolve(2 * (have - 1)) if wanted is None else wanted
            size: Size | Splat = items[axis]
        else:
            size = have if wanted is None else wanted
            items[axis] = op.judge.resolve(floordiv(size, 2) + 1) if last and kind == _HALF else size
        assert not isinstance(size, Splat)
        text = f"{op.label} needs at least one point along dimension {axis}, got {render(size)}"
        if op.judge.holds(less(size, 1)) is True:
            op.refuse(text, got=size, operand=0)
        if isinstance(size, Dim):
            op.judge.suppose(less_equal(1, size))
    return items


def _dtype(op: Operation, tensor: Value, real: bool) -> str | None:
    own = dtypes.float_of(op.dtype(tensor))
    return dtypes.real_of(own) if real else dtypes.complex_of(own)


def _one(kind: str, real: bool = False) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, n: Value = None, dim: Value = -1, norm: Value = None) -> Value:
        shape = op.shape(tensor)
        if shape.rank == 0:
            op.refuse(f"{op.label} needs at least one dimension", got=shape, operand=0)
        shape, axis = op.axis(shape, dim)
        wanted = None if n is None else op.size(n, "n")
        return op.result(_placed(op, shape, (axis,), (wanted,), kind), _dtype(op, tensor, real))

    return rule


def _several(kind: str, real: bool = False) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, s: Value = None, dim: Value = None, norm: Value = None) -> Value:
        shape = op.shape(tensor)
        sizes = None if s is None else op.plain_sizes(s, "s")
        if dim is not None:
            wanted = op.plain_sizes(dim, "dim")
        elif sizes is not None:
            wanted = tuple(range(-len(sizes), 0))
        elif shape.splat is None:
            wanted = tuple(range(len(shape.items)))
        else:
            raise Gap(f"the rank of the input of {op.label} is not known")
        if wanted and shape.rank == 0:
            op.refuse(f"{op.label} needs at least one dimension", got=shape, operand=0)
        if not wanted and kind != _WHOLE:
            op.refuse(f"{op.label} needs at least one dimension", got=shape, operand=0)
        for at in wanted:
            shape, _ = op.axis(shape, at)
        axes = [op.axis(shape, at)[1] for at in wanted]
        if len(set(axes)) != len(axes):
            op.refuse(f"{op.label}: a dimension stands twice in {tuple(wanted)}")
        if sizes is not None and len(sizes) != len(axes):
            op.refuse(f"{op.label} takes a size for each dimension, got {len(sizes)} for {len(axes)}")
        row = [None if sizes is None or sizes[i] == -1 else sizes[i] for i in range(len(axes))]
        return op.result(_placed(op, shape, axes, row, kind), _dtype(op, tensor, real))

    return rule


whole = _one(_WHOLE)
half = _one(_HALF)
full = _one(_FULL, real=True)
whole_of_several = _several(_WHOLE)
half_of_several = _several(_HALF)
full_of_several = _several(_FULL, real=True)


def shifted(op: Operation, tensor: Value, dim: Value = None) -> Value:
    """fftshift, ifftshift: the shape stays."""
    shape = op.shape(tensor)
    for at in op.plain_sizes(dim, "dim") if dim is not None else ():
        shape, _ = op.axis(shape, at)
    return op.result(shape, op.dtype(tensor))


def frequencies(op: Operation, n: Value, d: Value = 1.0, dtype: Value = None, *_: Value) -> Value:
    return made(op, (op.size(n, "n"),), op.dtype_named(dtype, dtypes.DEFAULT))


def half_frequencies(op: Operation, n: Value, d: Value = 1.0, dtype: Value = None, *_: Value) -> Value:
    count = op.size(n, "n")
    half = -(-count // 2) if isinstance(count, int) and count < 0 else floordiv(count, 2)  # as C divides
    return made(op, (op.judge.resolve(half + 1),), op.dtype_named(dtype, dtypes.DEFAULT))


def window(op: Operation, length: Value, *rest: Value) -> Value:
    """Windows: one number a place."""
    named = next((value for value in rest if isinstance(value, Object) and value.cls.name == "dtype"), None)
    return made(op, (op.size(length, "the length"),), op.dtype_named(named, dtypes.DEFAULT))


def stft(
    op: Operation,
    tensor: Value,
    n_fft: Value,
    hop_length: Value = None,
    win_length: Value = None,
    window: Value = None,
    center: Value = True,
    pad_mode: Value = "reflect",
    normalized: Value = False,
    onesided: Value = None,
    return_complex: Value = None,
    align_to_window: Value = None,
) -> Value:
    """Frequencies by frames; a last axis of 2 where the result is not complex."""
    shape = op.judge.choose_rank(op.shape(tensor), (2, 1))
    if shape is None:
        op.refuse(
            f"{op.label} takes a signal or a batch of them, got {text_of(op.shape(tensor))}", got=op.shape(tensor)
        )
    size = op.size(n_fft, "n_fft")
    hop = op.judge.resolve(floordiv(size, 4)) if hop_length is None else op.size(hop_length, "hop_length")
    if isinstance(hop, int) and hop < 1:
        op.refuse(f"{op.label} needs a hop_length of at least 1, got {hop}")
    length = shape.dims[-1]
    if op.flag(center):
        length = length + 2 * floordiv(size, 2)
    text = f"{op.label}: a signal of {render(length)} is shorter than n_fft, {render(size)}"
    op.require(less_equal(size, length), text, expected=size, got=length, operand=0, axis=-1)
    frames = op.judge.resolve(floordiv(length - size, hop) + 1)
    dtype = op.dtype(tensor)
    half_alone = op.flag(onesided) if onesided is not None else not (dtype is not None and dtypes.is_complex(dtype))
    rows = op.judge.resolve(floordiv(size, 2) + 1) if half_alone else size
    lead = (*shape.items[:-1], rows, frames)
    if return_complex is None and not (dtype is not None and dtypes.is_complex(dtype)):
        raise Gap("stft without return_complex")
    if return_complex is None or op.flag(return_complex):
        return op.result(lead, dtypes.complex_of(dtype))
    return op.result((*lead, 2), dtypes.real_of(dtype))


def istft(
    op: Operation,
    tensor: Value,
    n_fft: Value,
    hop_length: Value = None,
    win_length: Value = None,
    window: Value = None,
    center: Value = True,
    normalized: Value = False,
    onesided: Value = None,
    length: Value = None,
    return_complex: Value = False,
) -> Value:
    """The signal back from its frames."""
    shape = op.judge.choose_rank(op.shape(tensor), (3, 2))
    if shape is None:
        op.refuse(f"{op.label} takes two or three dimensions, got {text_of(op.shape(tensor))}", got=op.shape(tensor))
    size = op.size(n_fft, "n_fft")
    hop = op.judge.resolve(floordiv(size, 4)) if hop_length is None else op.size(hop_length, "hop_length")
    if length is not None:
        found = op.size(length, "length")
    else:
        found = size + hop * (shape.dims[-1] - 1)
        if op.flag(center):
            found = found - 2 * floordiv(size, 2)
    dtype = op.dtype(tensor)
    name = dtype if op.flag(return_complex) else dtypes.real_of(dtype)
    return op.result((*shape.items[:-2], op.judge.resolve(found)), name)
