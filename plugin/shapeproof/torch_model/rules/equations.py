"""Linear equations: solutions from a matrix, or from a decomposition of it."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Size, equal, less_equal, render
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views
from shapeproof.torch_model.rules.extremes import named
from shapeproof.torch_model.rules.linalg import is_empty, matrices, smaller, squares
from shapeproof.values import Value


def batches(op: Operation, a: Sequence[Item], b: Sequence[Item]) -> tuple[Item, ...]:
    """Batch axes of both, broadcast."""
    left, right = Shape(a), Shape(b)
    return broadcast(op.judge, left, right, broadcast_refusal(op.label, left, right)).items


def _square_matrices(op: Operation, value: Value, place: int) -> tuple[Shape, Size]:
    batch, side = squares(op, value, place)
    return Shape((*batch, side, side)), side


def _same_sizes(op: Operation, a: Shape, b: Shape, message: str, place: int) -> None:
    """Two shapes must be equal."""
    if a.splat is not None or b.splat is not None:
        if a.items != b.items:
            raise Gap(f"the rank of an argument of {op.label} is not known")
        return
    if len(a.items) != len(b.items):
        op.refuse(message, expected=a, got=b, operand=place)
    for axis, (x, y) in enumerate(zip(a.dims, b.dims, strict=True)):
        op.same(x, y, message, operand=place, axis=axis - len(b.items))


# --- by a matrix ----------------------------------------------------------------------------------------------------


def solve(op: Operation, a: Value, b: Value, left: Value = True, *_: Value) -> Value:
    """``A X = B`` (or ``X A = B``); a batch of vectors B is one axis shorter than A."""
    batch, side = squares(op, a)
    right = op.shape(b, "B")
    if right.splat is not None or any(isinstance(item, Splat) for item in batch):
        raise Gap(f"whether B of {op.label} holds vectors is not known")
    known_batch: tuple[Size, ...] = batch  # type: ignore[assignment]
    if _is_vectors(op, (*known_batch, side), right):
        if not op.flag(left):
            op.refuse(f"{op.label} cannot put vectors B to the left of A", got=right, operand=1)
        op.same(side, right.dims[-1], f"{op.label}: A has sides of {{a}}, but B vectors of {{b}}", operand=1, axis=-1)
        lead = batches(op, batch, right.items[:-1])
        made = op.result((*lead, side), op.dtype(b))
    else:
        other_batch, rows, columns = matrices(op, b, 1)
        inner = rows if op.flag(left) else columns
        op.same(side, inner, f"{op.label}: A has sides of {{a}}, but B {{b}} there", operand=1, axis=-2)
        made = op.result((*batches(op, batch, other_batch), rows, columns), op.dtype(b))
    if op.label.endswith("_ex"):
        return named(op, "linalg_solve_ex", result=made, info=op.result(batch, "int32"))
    return made


def _is_vectors(op: Operation, rows: tuple[Size, ...], b: Shape) -> bool:
    """Whether a right side is vectors: one, or one for each matrix with ``rows`` its sizes but the last."""
    if len(b.items) == 1:
        return True
    if len(b.items) != len(rows):
        return False
    return all(op.judge.decide(equal(x, y)) for x, y in zip(rows, b.dims, strict=True))


def solve_triangular(op: Operation, a: Value, b: Value, *rest: Value) -> Value:
    """A triangular A; ``left`` says on which side."""
    left = rest[1] if len(rest) > 1 else True
    batch, side = squares(op, a)
    other, rows, columns = matrices(op, b, 1)
    inner = rows if op.flag(left) else columns
    op.same(side, inner, f"{op.label}: A has sides of {{a}}, but B {{b}} there", operand=1)
    return op.result((*batches(op, batch, other), rows, columns), op.dtype(b))


def triangular_solve(op: Operation, b: Value, a: Value, *_: Value) -> Value:
    """``torch.triangular_solve(b, A)``: the solution and a copy of A."""
    batch, side = squares(op, a, 1)
    other, rows, columns = matrices(op, b)
    op.same(side, rows, f"{op.label}: A has sides of {{a}}, but b {{b}} rows", operand=0, axis=-2)
    lead = batches(op, batch, other)
    dtype = op.dtype(b)
    solution = op.result((*lead, rows, columns), dtype)
    return named(op, "triangular_solve", solution=solution, cloned_coefficient=op.result((*lead, side, side), dtype))


def lstsq(op: Operation, a: Value, b: Value, rcond: Value = None, driver: Value = None) -> Value:
    """The solution, and what the driver gives with it."""
    batch, rows, columns = matrices(op, a)
    right = op.shape(b, "B")
    if right.splat is not None or any(isinstance(item, Splat) for item in batch):
        raise Gap(f"whether B of {op.label} holds vectors is not known")
    if right.rank == 0:
        op.refuse(f"{op.label} needs a B of at least one dimension, got {text_of(right)}", got=right, operand=1)
    lacking = len(batch) + 2 - len(right.items)
    if lacking not in (0, 1):
        op.refuse(
            f"{op.label} needs a B of {len(batch) + 1} or {len(batch) + 2} dimensions, got {text_of(right)}",
            got=right,
            operand=1,
        )
    vectors = lacking == 1 and _is_vectors(op, (*batch, rows), right)  # type: ignore[arg-type]
    wide = Shape((*right.items, 1)) if vectors else right
    other, height, width = right.items[: len(batch)], wide.dims[-2], wide.dims[-1]
    op.same(rows, height, f"{op.label}: A has {{a}} rows, but B {{b}}", operand=1, axis=-1 if vectors else -2)
    lead = batches(op, batch, other)
    if lacking and not vectors:
        batches(op, lead, right.items[:-2])
    method = "gelsy" if driver is None else driver if isinstance(driver, str) else None
    dtype = op.dtype(a)
    solution = (*lead, columns) if vectors else (*lead, columns, width)
    return named(
        op,
        "linalg_lstsq",
        solution=op.result(solution, dtype),
        residuals=_residuals(op, method, rows, columns, (*lead, width), dtype),
        rank=_of_driver(op, batch, "int64", method, ("gelsy", "gelsd", "gelss")),
        singular_values=_of_driver(op, (*batch, smaller(op, rows, columns)), dtype, method, ("gelsd", "gelss")),
    )


def _of_driver(
    op: Operation, items: Sequence[Item], dtype: str | None, driver: str | None, giving: tuple[str, ...]
) -> Value:
    if driver is None:
        return op.result(None, dtype, reason=f"the driver of {op.label} is not known")
    return op.result(items if driver in giving else (0,), dtype)


def _residuals(
    op: Operation, driver: str | None, rows: Size, columns: Size, items: Sequence[Item], dtype: str | None
) -> Value:
    """Of more rows than columns; where the driver finds the rank, only if that is full."""
    if driver == "gelsy":
        return op.result((0,), dtype)
    if driver is None or not op.judge.decide(less_equal(columns + 1, rows)):
        return _of_driver(op, (0,), dtype, driver, ("gels", "gelsd", "gelss"))
    if driver != "gels":
        return op.result(None, dtype, reason=f"the rank of the matrices of {op.label}")
    return op.result(items, dtype)


def tensorsolve(op: Operation, a: Value, b: Value, dims: Value = None) -> Value:
    """The X for which ``tensordot(A, X, X.ndim)`` is B."""
    sizes, right = op.known(a, "A"), op.shape(b, "B")
    if right.rank is None:
        raise Gap(f"the rank of B of {op.label} is not known")
    if dims is not None:
        last = [op.axis(Shape(sizes), at)[1] for at in op.plain_sizes(dims, "dims")]
        sizes = (*(size for axis, size in enumerate(sizes) if axis not in last), *(sizes[axis] for axis in last))
    rows, columns = sizes[: right.rank], sizes[right.rank :]
    height, width = views.joined(op, rows), views.joined(op, columns)
    whole = text_of(Shape(sizes))
    if width != 0:
        op.same(
            height,
            width,
            f"{op.label} of {whole}: the first {right.rank} dimensions hold {{a}} elements, the others {{b}}",
            operand=0,
        )
    op.same(
        width,
        views.joined(op, right.items),
        f"{op.label} of {whole} and {text_of(right)}: {{a}} equations, but {{b}} elements",
        operand=1,
    )
    return op.result(columns, op.dtype(a))


# --- by a decomposition ---------------------------------------------------------------------------------------------


def cholesky_solve(op: Operation, b: Value, factor: Value, *_: Value) -> Value:
    batch, side = squares(op, factor, 1)
    other, rows, columns = matrices(op, b)
    op.same(side, rows, f"{op.label}: the factor has sides of {{a}}, but B {{b}} rows", operand=0, axis=-2)
    return op.result((*batches(op, other, batch), rows, columns), op.dtype(b))


def lu_solve_of_old(op: Operation, b: Value, factors: Value, pivots: Value) -> Value:
    """``torch.lu_solve(b, LU_data, LU_pivots)``."""
    return _by_pivots(op, (factors, 1), (pivots, 2), (b, 0), True)


def lu_solve(op: Operation, factors: Value, pivots: Value, b: Value, left: Value = True, *_: Value) -> Value:
    """``torch.linalg.lu_solve(LU, pivots, B)``."""
    return _by_pivots(op, (factors, 0), (pivots, 1), (b, 2), op.flag(left))


def ldl_solve(op: Operation, factors: Value, pivots: Value, b: Value, *_: Value) -> Value:
    return _by_pivots(op, (factors, 0), (pivots, 1), (b, 2), True)


def _by_pivots(
    op: Operation, factors: tuple[Value, int], pivots: tuple[Value, int], right: tuple[Value, int], left: bool
) -> Value:
    """Each argument with its place in the call."""
    shape, side = _square_matrices(op, *factors)
    other, rows, columns = matrices(op, *right)
    inner = rows if left else columns
    op.same(side, inner, f"{op.label}: the factors have sides of {{a}}, but B {{b}} there", operand=right[1])
    places = op.shape(pivots[0], "pivots")
    _same_sizes(
        op,
        Shape(shape.items[:-1]),
        places,
        f"{op.label} needs pivots of {text_of(Shape(shape.items[:-1]))}, got {text_of(places)}",
        pivots[1],
    )
    return op.result((*batches(op, other, shape.items[:-2]), rows, columns), op.dtype(right[0]))


# --- by reflections -------------------------------------------------------------------------------------------------


def _reflections(op: Operation, tensor: Value, tau: Value) -> tuple[tuple[Item, ...], Size, Size, Size]:
    """The batch axes, rows and columns of matrices, and the number of reflections for each."""
    batch, rows, columns = matrices(op, tensor)
    scales = op.shape(tau, "tau")
    if scales.rank == 0:
        op.refuse(f"{op.label} needs a tau of at least one dimension", got=scales, operand=1)
    if scales.splat is not None:
        raise Gap(f"the rank of tau of {op.label} is not known")
    _same_sizes(
        op,
        Shape(batch),
        Shape(scales.items[:-1]),
        f"{op.label} needs a tau with the leading dimensions {text_of(Shape(batch))}, got {text_of(scales)}",
        1,
    )
    return batch, rows, columns, scales.dims[-1]


def householder_product(op: Operation, tensor: Value, tau: Value) -> Value:
    batch, rows, columns, count = _reflections(op, tensor, tau)
    op.at_least(
        rows, columns, f"{op.label} needs at least as many rows as columns, got {render(rows)} × {render(columns)}"
    )
    op.at_least(
        columns, count, f"{op.label}: {render(count)} reflections are more than {render(columns)} columns", operand=1
    )
    return op.result((*batch, rows, columns), op.dtype(tensor))


def ormqr(op: Operation, tensor: Value, tau: Value, other: Value, left: Value = True, *_: Value) -> Value:
    """The product of ``other`` with the square matrix that reflections make."""
    batch, rows, columns, count = _reflections(op, tensor, tau)
    lead, height, width = matrices(op, other, 2)
    _same_sizes(
        op,
        Shape(batch),
        Shape(lead),
        f"{op.label} needs an other with the leading dimensions {text_of(Shape(batch))}, got {text_of(Shape(lead))}",
        2,
    )
    side = height if op.flag(left) else width
    op.same(rows, side, f"{op.label}: the reflections are of {{a}}, but other has {{b}} there", operand=2)
    op.same(
        smaller(op, side, columns),
        count,
        f"{op.label} needs a tau of {{a}}, got {{b}}",
        operand=1,
        axis=-1,
    )
    return op.result((*lead, height, width), op.dtype(other))


# --- ranks ----------------------------------------------------------------------------------------------------------


def matrix_rank(
    op: Operation, tensor: Value, tol: Value = None, atol: Value = None, rtol: Value = None, hermitian: Value = False
) -> Value:
    """Tolerances that are tensors are broadcast with the batch, but for matrices without elements."""
    batch, rows, columns = matrices(op, tensor)
    if not is_empty((*batch, rows, columns)):
        if op.flag(hermitian):
            squares(op, tensor)
        for other in (tol, atol, rtol):
            if op.is_tensor(other):
                batch = batches(op, batch, op.shape(other).items)
    return op.result(batch, "int64")


def pinv(op: Operation, tensor: Value, rcond: Value = None, hermitian: Value = False, *others: Value) -> Value:
    batch, rows, columns = matrices(op, tensor)
    if not is_empty((*batch, rows, columns)):
        if op.flag(hermitian):
            squares(op, tensor)
        for other in (rcond, *others):
            if op.is_tensor(other):
                if any(op.judge.holds(less_equal(1, size)) is None for size in (*batch, rows, columns)):  # type: ignore[arg-type]
                    raise Gap(f"whether the input of {op.label} has elements")
                batch = batches(op, batch, op.shape(other).items)
    return op.result((*batch, columns, rows), op.dtype(tensor))
