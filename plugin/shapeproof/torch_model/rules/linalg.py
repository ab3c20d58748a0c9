"""Linear algebra on batches of matrices: decompositions, solutions, norms."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Size, equal, minimum
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


def smaller(op: Operation, a: Size, b: Size) -> Size:
    return op.judge.resolve(minimum(a, b))


# --- of one square matrix -------------------------------------------------------------------------------------------


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


def pinv(op: Operation, tensor: Value, *_: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    return op.result((*batch, columns, rows), op.dtype(tensor))


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
    if not op.flag(unpack_data) or not op.flag(unpack_pivots):
        raise Gap("lu_unpack of one part alone")
    k = smaller(op, rows, columns)
    dtype = op.dtype(factors)
    return named(
        op,
        "lu_unpack",
        P=op.result((*batch, rows, rows), dtype),
        L=op.result((*batch, rows, k), dtype),
        U=op.result((*batch, k, columns), dtype),
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


# --- equations ------------------------------------------------------------------------------------------------------


def _batches(op: Operation, a: Sequence[Item], b: Sequence[Item]) -> tuple[Item, ...]:
    left, right = Shape(a), Shape(b)
    return broadcast(op.judge, left, right, broadcast_refusal(op.label, left, right)).items


def solve(op: Operation, a: Value, b: Value, left: Value = True, *_: Value) -> Value:
    """``A X = B`` (or ``X A = B``); a batch of vectors B is one axis shorter than A."""
    batch, side = squares(op, a)
    right = op.shape(b, "B")
    if right.splat is not None or any(isinstance(item, Splat) for item in batch):
        raise Gap(f"whether B of {op.label} holds vectors is not known")
    known_batch: tuple[Size, ...] = batch  # type: ignore[assignment]
    if _is_vectors(op, known_batch, side, right):
        op.same(side, right.dims[-1], f"{op.label}: A has sides of {{a}}, but B vectors of {{b}}", operand=1, axis=-1)
        lead = _batches(op, batch, right.items[:-1])
        made = op.result((*lead, side), op.dtype(b))
    else:
        other_batch, rows, columns = matrices(op, b, 1)
        inner = rows if op.flag(left) else columns
        op.same(side, inner, f"{op.label}: A has sides of {{a}}, but B {{b}} there", operand=1, axis=-2)
        made = op.result((*_batches(op, batch, other_batch), rows, columns), op.dtype(b))
    if op.label.endswith("_ex"):
        return named(op, "linalg_solve_ex", result=made, info=op.result(op.shape(made).items[: len(batch)], "int32"))
    return made


def _is_vectors(op: Operation, batch: tuple[Size, ...], side: Size, b: Shape) -> bool:
    if len(b.items) == 1:
        return True
    if len(b.items) != len(batch) + 1:
        return False
    return all(op.judge.decide(equal(x, y)) for x, y in zip((*batch, side), b.dims, strict=True))


def solve_triangular(op: Operation, a: Value, b: Value, *rest: Value) -> Value:
    """A triangular A; ``left`` says on which side."""
    left = rest[1] if len(rest) > 1 else True
    batch, side = squares(op, a)
    other, rows, columns = matrices(op, b, 1)
    inner = rows if op.flag(left) else columns
    op.same(side, inner, f"{op.label}: A has sides of {{a}}, but B {{b}} there", operand=1)
    return op.result((*_batches(op, batch, other), rows, columns), op.dtype(b))


def triangular_solve(op: Operation, b: Value, a: Value, *_: Value) -> Value:
    """``torch.triangular_solve(b, A)``: the solution and a copy of A."""
    batch, side = squares(op, a, 1)
    other, rows, columns = matrices(op, b)
    op.same(side, rows, f"{op.label}: A has sides of {{a}}, but b {{b}} rows", operand=0, axis=-2)
    lead = _batches(op, batch, other)
    dtype = op.dtype(b)
    solution = op.result((*lead, rows, columns), dtype)
    return named(op, "triangular_solve", solution=solution, cloned_coefficient=op.result((*lead, side, side), dtype))


def cholesky_solve(op: Operation, b: Value, factor: Value, *_: Value) -> Value:
    batch, side = squares(op, factor, 1)
    other, rows, columns = matrices(op, b)
    op.same(side, rows, f"{op.label}: the factor has sides of {{a}}, but B {{b}} rows", operand=0, axis=-2)
    return op.result((*_batches(op, other, batch), rows, columns), op.dtype(b))


def lu_solve(op: Operation, b: Value, factors: Value, pivots: Value, *_: Value) -> Value:
    """``torch.lu_solve(b, LU_data, LU_pivots)``."""
    batch, side = squares(op, factors, 1)
    other, rows, columns = matrices(op, b)
    op.same(side, rows, f"{op.label}: the factors have sides of {{a}}, but b {{b}} rows", operand=0, axis=-2)
    return op.result((*_batches(op, other, batch), rows, columns), op.dtype(b))


def lstsq(op: Operation, a: Value, b: Value, *_: Value) -> Value:
    """The solution; what else comes with it depends on the driver."""
    batch, rows, columns = matrices(op, a)
    other, height, width = matrices(op, b, 1)
    if len(other) != len(batch):
        raise Gap("least squares of vectors")
    op.same(rows, height, f"{op.label}: A has {{a}} rows, but B {{b}}", operand=1, axis=-2)
    unknown = op.machine.unknown("residuals, rank and singular values of least squares")
    solution = op.result((*_batches(op, batch, other), columns, width), op.dtype(a))
    return named(op, "linalg_lstsq", solution=solution, residuals=unknown, rank=unknown, singular_values=unknown)


# --- norms ----------------------------------------------------------------------------------------------------------


def vector_norm(
    op: Operation, tensor: Value, ord: Value = 2, dim: Value = None, keepdim: Value = False, dtype: Value = None
) -> Value:
    made = reductions.along(op, tensor, dim, keepdim)
    return op.result(made, op.dtype_named(dtype, dtypes.real_of(op.dtype(tensor))))


def matrix_norm(
    op: Operation, tensor: Value, ord: Value = "fro", dim: Value = (-2, -1), keepdim: Value = False, dtype: Value = None
) -> Value:
    row = op.plain_sizes(dim, "dim")
    if len(row) != 2:
        op.refuse(f"{op.label} takes two dimensions, got {len(row)}", code="reduce")
    matrices(op, tensor)
    return vector_norm(op, tensor, ord, dim, keepdim, dtype)


def norm(
    op: Operation, tensor: Value, ord: Value = None, dim: Value = None, keepdim: Value = False, dtype: Value = None
) -> Value:
    """A matrix norm of two axes, a vector norm of one, of everything without ``ord``."""
    if ord is not None and dim is None:
        shape = op.shape(tensor)
        if shape.rank is not None and shape.rank not in (1, 2):
            op.refuse(f"{op.label} with ord takes a vector or a matrix, got {text_of(shape)}", got=shape)
    return vector_norm(op, tensor, ord, dim, keepdim, dtype)


def cond(op: Operation, tensor: Value, p: Value = None) -> Value:
    batch, _rows, _columns = matrices(op, tensor)
    return op.result(batch, dtypes.real_of(op.dtype(tensor)))


def matrix_rank(op: Operation, tensor: Value, tol: Value = None, *_: Value) -> Value:
    batch, _rows, _columns = matrices(op, tensor)
    for other in (tol, *_):
        if op.is_tensor(other):
            batch = _batches(op, batch, op.shape(other).items)
    return op.result(batch, "int64")


# --- products -------------------------------------------------------------------------------------------------------


def cross(op: Operation, tensor: Value, other: Value, dim: Value = -1) -> Value:
    return matrix.cross(op, tensor, other, dim)


def vecdot(op: Operation, x: Value, y: Value, dim: Value = -1) -> Value:
    a, b = op.shape(x), op.shape(y)
    for place, shape in enumerate((a, b)):
        if shape.rank == 0:
            op.refuse(f"{op.label} needs at least one dimension", got=shape, operand=place)
    made = broadcast(op.judge, a, b, broadcast_refusal(op.label, a, b))
    made, axis = op.axis(made, dim)
    return op.result(reductions.reduced(made, (axis,), False), dtypes.promoted(op, x, y))


def householder_product(op: Operation, tensor: Value, tau: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    return op.result((*batch, rows, columns), op.dtype(tensor))


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
