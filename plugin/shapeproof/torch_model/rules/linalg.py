"""Linear algebra on batches of matrices: decompositions, solutions, norms."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Size, minimum, render
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import matrix, reductions, views, windows
from shapeproof.torch_model.rules.extremes import named
from shapeproof.values import Value


def matrices(op: Operation, value: Value, place: int = 0) -> tuple[tuple[Item, ...], Size, Size]:
    """The batch axes, rows and columns of a tensor of at least two axes."""
    shape = op.shape(value)
    wide = op.judge.at_least(shape, 2)
    if wide is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape, operand=place)
    rows, columns = wide.items[-2], wide.items[-1]
    assert not isinstance(rows, Splat) and not isinstance(columns, Splat)
    return wide.items[:-2], rows, columns


def squares(op: Operation, value: Value, place: int = 0) -> tuple[tuple[Item, ...], Size]:
    """The batch axes and the side of square matrices."""
    shape = matrix.square(op, value, place)
    side = shape.items[-1]
    assert not isinstance(side, Splat)
    return shape.items[:-2], side


def is_empty(items: Sequence[Item]) -> bool:
    """Whether there is a 0 among sizes."""
    return any(isinstance(item, int) and item == 0 for item in items)


def smaller(op: Operation, a: Size, b: Size) -> Size:
    return op.judge.resolve(minimum(a, b))


# --- of one square matrix -------------------------------------------------------------------------------------------


def cholesky_of_old(op: Operation, tensor: Value, upper: Value = False) -> Value:
    """``torch.cholesky``, which takes a tensor without elements as it is."""
    shape = op.shape(tensor)
    return op.result(shape, op.dtype(tensor)) if is_empty(shape.items) else of_square(op, tensor)


def of_square(op: Operation, tensor: Value, *_: Value) -> Value:
    """inv, cholesky, matrix_exp, matrix_power: the shape stays."""
    batch, side = squares(op, tensor)
    return op.result((*batch, side, side), op.dtype(tensor))


def with_info(op: Operation, tensor: Value, *_: Value) -> Value:
    """inv_ex, cholesky_ex: also how it went."""
    batch, side = squares(op, tensor)
    made = op.result((*batch, side, side), op.dtype(tensor))
    name, field = ("linalg_inv_ex", "inverse") if op.label.endswith("inv_ex") else ("linalg_cholesky_ex", "L")
    return named(op, name, **{field: made, "info": op.result(batch, "int32")})


def det(op: Operation, tensor: Value) -> Value:
    batch, _side = squares(op, tensor)
    return op.result(batch, op.dtype(tensor))


def slogdet(op: Operation, tensor: Value) -> Value:
    batch, _side = squares(op, tensor)
    dtype = op.dtype(tensor)
    name = "linalg_slogdet" if ".linalg." in op.label else "slogdet"
    return named(op, name, sign=op.result(batch, dtype), logabsdet=op.result(batch, dtypes.real_of(dtype)))


def eig(op: Operation, tensor: Value) -> Value:
    batch, side = squares(op, tensor)
    dtype = dtypes.complex_of(op.dtype(tensor))
    return named(
        op,
        "linalg_eig",
        eigenvalues=op.result((*batch, side), dtype),
        eigenvectors=op.result((*batch, side, side), dtype),
    )


def eigvals(op: Operation, tensor: Value) -> Value:
    batch, side = squares(op, tensor)
    return op.result((*batch, side), dtypes.complex_of(op.dtype(tensor)))


def eigh(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, side = squares(op, tensor)
    dtype = op.dtype(tensor)
    return named(
        op,
        "linalg_eigh",
        eigenvalues=op.result((*batch, side), dtypes.real_of(dtype)),
        eigenvectors=op.result((*batch, side, side), dtype),
    )


def eigvalsh(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, side = squares(op, tensor)
    return op.result((*batch, side), dtypes.real_of(op.dtype(tensor)))


# --- decompositions -------------------------------------------------------------------------------------------------


def svd(op: Operation, tensor: Value, full_matrices: Value = True, *_: Value) -> Value:
    """``torch.linalg.svd``: U, S, Vh."""
    batch, rows, columns = matrices(op, tensor)
    k = smaller(op, rows, columns)
    left, right = (rows, columns) if op.flag(full_matrices) else (k, k)
    dtype = op.dtype(tensor)
    return named(
        op,
        "linalg_svd",
        U=op.result((*batch, rows, left), dtype),
        S=op.result((*batch, k), dtypes.real_of(dtype)),
        Vh=op.result((*batch, right, columns), dtype),
    )


def svd_of_old(op: Operation, tensor: Value, some: Value = True, compute_uv: Value = True) -> Value:
    """``torch.svd``: U, S, V; without vectors they are square."""
    batch, rows, columns = matrices(op, tensor)
    k = smaller(op, rows, columns)
    whole = not op.flag(compute_uv) or not op.flag(some)
    dtype = op.dtype(tensor)
    return named(
        op,
        "svd",
        U=op.result((*batch, rows, rows if whole else k), dtype),
        S=op.result((*batch, k), dtypes.real_of(dtype)),
        V=op.result((*batch, columns, columns if whole else k), dtype),
    )


def svdvals(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    return op.result((*batch, smaller(op, rows, columns)), dtypes.real_of(op.dtype(tensor)))


def qr(op: Operation, tensor: Value, mode: Value = "reduced") -> Value:
    """Q and R, reduced, complete, or R alone."""
    batch, rows, columns = matrices(op, tensor)
    k = smaller(op, rows, columns)
    dtype = op.dtype(tensor)
    if mode not in ("reduced", "complete", "r"):
        raise Gap(f"the mode of {op.label} is not known")
    inside = rows if mode == "complete" else k
    q = op.result((0,) if mode == "r" else (*batch, rows, inside), dtype)
    return named(
        op, "linalg_qr" if ".linalg." in op.label else "qr", Q=q, R=op.result((*batch, inside, columns), dtype)
    )


def qr_of_old(op: Operation, tensor: Value, some: Value = True) -> Value:
    return qr(op, tensor, "reduced" if op.flag(some) else "complete")


def lu(op: Operation, tensor: Value, pivot: Value = True) -> Value:
    batch, rows, columns = matrices(op, tensor)
    k = smaller(op, rows, columns)
    dtype = op.dtype(tensor)
    return named(
        op,
        "linalg_lu",
        P=op.result((*batch, rows, rows) if op.flag(pivot) else (0,), dtype),
        L=op.result((*batch, rows, k), dtype),
        U=op.result((*batch, k, columns), dtype),
    )


def ldl_factor(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, side = squares(op, tensor)
    parts = {
        "LD": op.result((*batch, side, side), op.dtype(tensor)),
        "pivots": op.result((*batch, side), "int32"),
    }
    if op.label.endswith("_ex"):
        return named(op, "linalg_ldl_factor_ex", **parts, info=op.result(batch, "int32"))
    return named(op, "linalg_ldl_factor", **parts)


def lu_of_old(op: Operation, tensor: Value, pivot: Value = True, get_infos: Value = False, *_: Value) -> Value:
    """``torch.lu``: the factors in one matrix, the pivots, and how it went if that is asked for."""
    batch, rows, columns = matrices(op, tensor)
    if not op.flag(pivot):
        op.refuse(f"{op.label} without pivoting is not implemented on the CPU")
    factors = op.result((*batch, rows, columns), op.dtype(tensor))
    pivots = op.result((*batch, smaller(op, rows, columns)), "int32")
    if op.flag(get_infos):
        return factors, pivots, op.result(batch, "int32")
    return factors, pivots


def low_rank(op: Operation, tensor: Value, q: Value = 6, *_: Value) -> Value:
    """``torch.svd_lowrank``: U, S, V of at most ``q`` singular values."""
    batch, rows, columns = matrices(op, tensor)
    count = smaller(op, smaller(op, rows, columns), 6 if q is None else op.size(q, "q"))
    return _low_rank(op, tensor, (batch, rows, columns), count)


def principal_components(op: Operation, tensor: Value, q: Value = None, *_: Value) -> Value:
    """``torch.pca_lowrank``."""
    batch, rows, columns = matrices(op, tensor)
    most = smaller(op, rows, columns)
    if q is None:
        return _low_rank(op, tensor, (batch, rows, columns), smaller(op, most, 6))
    count = op.size(q, "q")
    op.at_least(
        most,
        count,
        f"{op.label}: q of {render(count)} is more than the smaller of {render(rows)} and {render(columns)}",
    )
    return _low_rank(op, tensor, (batch, rows, columns), count)


def _low_rank(op: Operation, tensor: Value, sizes: tuple[tuple[Item, ...], Size, Size], count: Size) -> Value:
    batch, rows, columns = sizes
    dtype = op.dtype(tensor)
    return (
        op.result((*batch, rows, count), dtype),
        op.result((*batch, count), dtypes.real_of(dtype)),
        op.result((*batch, columns, count), dtype),
    )


def extreme_eigenvectors(
    op: Operation, tensor: Value, k: Value = None, b: Value = None, x: Value = None, *_: Value
) -> Value:
    """``torch.lobpcg``: values and vectors of ``k`` eigenvalues, or of as many as the guess ``x`` has columns."""
    batch, side = squares(op, tensor)
    if k is not None:
        count: Size = op.size(k, "k")
    else:
        count = 1 if x is None else matrices(op, x, 3)[2]
    op.at_least(side, 3 * count, f"{op.label} needs at least 3 × {render(count)} rows, got {render(side)}")
    dtype = op.dtype(tensor)
    return op.result((*batch, count), dtype), op.result((*batch, side, count), dtype)


def lu_factor(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    parts = {
        "LU": op.result((*batch, rows, columns), op.dtype(tensor)),
        "pivots": op.result((*batch, smaller(op, rows, columns)), "int32"),
    }
    if op.label.endswith("_ex"):
        return named(op, "linalg_lu_factor_ex", **parts, info=op.result(batch, "int32"))
    return named(op, "linalg_lu_factor", **parts)


def lu_unpack(
    op: Operation, factors: Value, pivots: Value, unpack_data: Value = True, unpack_pivots: Value = True
) -> Value:
    batch, rows, columns = matrices(op, factors)
    k = smaller(op, rows, columns)
    dtype = op.dtype(factors)
    values, order = op.flag(unpack_data), op.flag(unpack_pivots)
    return named(
        op,
        "lu_unpack",
        P=op.result((*batch, rows, rows) if order else (0,), dtype),
        L=op.result((*batch, rows, k) if values else (0,), dtype),
        U=op.result((*batch, k, columns) if values else (0,), dtype),
    )


def geqrf(op: Operation, tensor: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    dtype = op.dtype(tensor)
    return named(
        op,
        "geqrf",
        a=op.result((*batch, rows, columns), dtype),
        tau=op.result((*batch, smaller(op, rows, columns)), dtype),
    )


# --- products -------------------------------------------------------------------------------------------------------


def cross(op: Operation, tensor: Value, other: Value, dim: Value = -1) -> Value:
    return matrix.cross(op, tensor, other, dim)


def vecdot(op: Operation, x: Value, y: Value, dim: Value = -1) -> Value:
    a, b = op.shape(x), op.shape(y)
    made = broadcast(op.judge, a, b, broadcast_refusal(op.label, a, b))
    made, axis = op.axis(made, dim)
    return op.result(reductions.reduced(made, (axis,), False), dtypes.promoted(op, x, y))


def tensorinv(op: Operation, tensor: Value, ind: Value = 2) -> Value:
    dims, at = op.known(tensor), op.number(ind, "ind")
    if at <= 0:
        op.refuse(f"{op.label} needs an ind of at least 1, got {at}", got=at)
    head, tail = dims[:at], dims[at:]
    op.same(
        views.joined(op, head),
        views.joined(op, tail),
        f"{op.label} of {text_of(Shape(dims))}: {{a}} and {{b}} elements differ",
    )
    return op.result((*tail, *head), op.dtype(tensor))


def vander(op: Operation, tensor: Value, N: Value = None) -> Value:
    shape = op.judge.at_least(op.shape(tensor), 1) or Shape((1,))
    last = shape.items[-1]
    return op.result((*shape.items, last if N is None else op.size(N, "N")), op.dtype(tensor))


def diagonal(op: Operation, tensor: Value, offset: Value = 0, dim1: Value = -2, dim2: Value = -1) -> Value:
    return windows.diagonal(op, tensor, offset, dim1, dim2)
