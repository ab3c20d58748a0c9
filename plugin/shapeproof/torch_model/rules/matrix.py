"""Products of matrices and vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapeproof.dims import Dim, Size, disjunction, equal, render
from shapeproof.shapes import Gap, Item, Refusal, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.shapes import matmul as matmul_shapes
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views
from shapeproof.torch_model.rules.pointwise import write_in_place
from shapeproof.values import Value


def _dtype(op: Operation, *tensors: Value) -> str | None:
    return dtypes.promoted(op, *tensors)


def matmul_of(op: Operation, a: Shape, b: Shape, operands: tuple[int, int] = (0, 1)) -> Shape:
    """The shape of ``a @ b``; where it cannot be, a refusal about the operands in these places."""

    def inner(left: Size, right: Size) -> Refusal:
        axis = -1 if b.rank == 1 else -2
        return op.refusal(
            f"{op.label} of {text_of(a)} and {text_of(b)}: the inner sizes {render(left)} and {render(right)} differ",
            code="matmul",
            expected=left,
            got=right,
            operand=operands[1],
            axis=axis,
        )

    def batch(left: Size, right: Size, axis: int) -> Refusal:
        return op.refusal(
            f"{op.label} of {text_of(a)} and {text_of(b)}: the batch sizes {render(left)} and {render(right)} differ",
            code="matmul",
            expected=left,
            got=right,
            operand=operands[1],
            axis=axis - 2,
        )

    return matmul_shapes(op.judge, a, b, inner, batch, op.label)


def matmul(op: Operation, tensor: Value, other: Value) -> Value:
    """``@`` and ``torch.matmul``."""
    if op.is_operator and not op.is_tensor(other):
        op.tensor(other) if not _is_plain(other) else None
        return op.machine.classes.not_implemented
    shape = matmul_of(op, op.shape(tensor), op.shape(other, "other"))
    return op.result(shape, _dtype(op, tensor, other))


def matmul_reversed(op: Operation, tensor: Value, other: Value) -> Value:
    shape = matmul_of(op, op.shape(other, "other"), op.shape(tensor), (1, 0))
    return op.result(shape, _dtype(op, tensor, other))


def matmul_in_place(op: Operation, tensor: Value, other: Value) -> Value:
    made = matmul_of(op, op.shape(tensor), op.shape(other, "other"))
    return write_in_place(op, tensor, made)


def _is_plain(value: Value) -> bool:
    return value is None or isinstance(value, int | float | complex | str | tuple | Dim)


def ranked(op: Operation, value: Value, place: int, rank: int, name: str = "input") -> tuple[Size, ...]:
    """The sizes of an argument that must have this rank."""
    shape = op.shape(value, name)
    dims = op.judge.with_rank(shape, rank)
    if dims is None:
        kind = {1: "a vector", 2: "a matrix", 3: "a tensor of three dimensions"}[rank]
        op.refuse(f"{op.label} needs {kind} for {name}, got {text_of(shape)}", expected=rank, got=shape, operand=place)
    return dims


def _agree(op: Operation, a: Size, b: Size, what: str, place: int, axis: int) -> None:
    op.same(a, b, f"{op.label}: {what} {{a}} and {{b}} differ", expected=a, got=b, operand=place, axis=axis)


def mm(op: Operation, tensor: Value, mat2: Value, *_: Value) -> Value:
    """Two matrices."""
    n, k = ranked(op, tensor, 0, 2)
    k2, m = ranked(op, mat2, 1, 2, "mat2")
    _agree(op, k, k2, "the inner sizes", 1, -2)
    return op.result((n, m), _dtype(op, tensor, mat2))


def bmm(op: Operation, tensor: Value, mat2: Value, *_: Value) -> Value:
    """Two batches of matrices."""
    b, n, k = ranked(op, tensor, 0, 3)
    b2, k2, m = ranked(op, mat2, 1, 3, "mat2")
    _agree(op, b, b2, "the batch sizes", 1, -3)
    _agree(op, k, k2, "the inner sizes", 1, -2)
    return op.result((b, n, m), _dtype(op, tensor, mat2))


def mv(op: Operation, tensor: Value, vec: Value) -> Value:
    """A matrix and a vector."""
    n, k = ranked(op, tensor, 0, 2)
    (k2,) = ranked(op, vec, 1, 1, "vec")
    _agree(op, k, k2, "the inner sizes", 1, -1)
    return op.result((n,), _dtype(op, tensor, vec))


def dot(op: Operation, tensor: Value, other: Value) -> Value:
    """Two vectors of one length."""
    (k,) = ranked(op, tensor, 0, 1)
    (k2,) = ranked(op, other, 1, 1, "tensor")
    _agree(op, k, k2, "the lengths", 1, -1)
    return op.result((), _dtype(op, tensor, other))


def dot_method(op: Operation, tensor: Value, other: Value) -> Value:
    """``x.dot(y)``. NumPy's arrays and SciPy's matrices have such a method too, which takes matrices: where no size of
    ``x`` is a number, it may be one of these."""
    own = op.shape(tensor).items
    if not any(isinstance(size, int) for size in own):
        for items in (own, op.shape(other).items):
            if len(items) != 1 or isinstance(items[0], Splat):
                raise Gap("dot of what may be no tensor of torch's")
    return dot(op, tensor, other)


def vdot(op: Operation, tensor: Value, other: Value) -> Value:
    return dot(op, tensor, other)


def _added(op: Operation, added: Value, made: Sequence[Item], *others: Value) -> Value:
    """The first argument is expanded to the product's shape."""
    shape, product = op.shape(added), Shape(made)
    if shape.rank is not None and len(shape.items) > len(made):
        op.refuse(f"{op.label}: {text_of(shape)} cannot be expanded to {text_of(product)}", got=shape, operand=0)
    _fits(op, shape, product)
    return op.result(product, _dtype(op, added, *others))


def _fits(op: Operation, shape: Shape, product: Shape) -> None:
    """Whether a shape can be expanded to the product's without stretching that."""
    tail = shape.dims if shape.splat is None else shape.after
    for back, size in enumerate(reversed(tail[-len(product.items) :] if product.items else ()), start=1):
        want = product.items[-back]
        assert not isinstance(want, Splat)
        if size == 1 or size == want:
            continue
        op.require(
            disjunction(equal(size, 1), equal(size, want)),
            f"{op.label}: {text_of(shape)} cannot be expanded to {text_of(product)}",
            expected=want,
            got=size,
            operand=0,
            axis=-back,
        )


def addmm(op: Operation, added: Value, mat1: Value, mat2: Value, *_: Value) -> Value:
    """``added + mat1 @ mat2``."""
    n, k = ranked(op, mat1, 1, 2, "mat1")
    k2, m = ranked(op, mat2, 2, 2, "mat2")
    _agree(op, k, k2, "the inner sizes", 2, -2)
    return _added(op, added, (n, m), mat1, mat2)


def addmv(op: Operation, added: Value, mat: Value, vec: Value, *_: Value) -> Value:
    result = _addmv(op, added, mat, vec)
    if 0 in op.shape(mat).items:  # then torch stretches nothing
        return op.result(op.shape(added), _dtype(op, added, mat, vec))
    return result


def _addmv(op: Operation, added: Value, mat: Value, vec: Value, *_: Value) -> Value:
    n, k = ranked(op, mat, 1, 2, "mat")
    (k2,) = ranked(op, vec, 2, 1, "vec")
    _agree(op, k, k2, "the inner sizes", 2, -1)
    return _added(op, added, (n,), mat, vec)


def addr(op: Operation, added: Value, vec1: Value, vec2: Value, *_: Value) -> Value:
    (n,) = ranked(op, vec1, 1, 1, "vec1")
    (m,) = ranked(op, vec2, 2, 1, "vec2")
    return _added(op, added, (n, m), vec1, vec2)


def baddbmm(op: Operation, added: Value, batch1: Value, batch2: Value, *_: Value) -> Value:
    b, n, k = ranked(op, batch1, 1, 3, "batch1")
    b2, k2, m = ranked(op, batch2, 2, 3, "batch2")
    _agree(op, b, b2, "the batch sizes", 2, -3)
    _agree(op, k, k2, "the inner sizes", 2, -2)
    return _added(op, added, (b, n, m), batch1, batch2)


def addbmm(op: Operation, added: Value, batch1: Value, batch2: Value, *_: Value) -> Value:
    b, n, k = ranked(op, batch1, 1, 3, "batch1")
    b2, k2, m = ranked(op, batch2, 2, 3, "batch2")
    _agree(op, b, b2, "the batch sizes", 2, -3)
    _agree(op, k, k2, "the inner sizes", 2, -2)
    return _added(op, added, (n, m), batch1, batch2)


def _in_place(function: Callable[..., Value]) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, a: Value, b: Value, *_: Value) -> Value:
        return write_in_place(op, tensor, op.shape(function(op, tensor, a, b)))

    return rule


addmm_, addmv_, addr_, baddbmm_ = (_in_place(function) for function in (addmm, _addmv, addr, baddbmm))


def addbmm_(op: Operation, tensor: Value, batch1: Value, batch2: Value, *_: Value) -> Value:
    """Unlike its kin, it gives the tensor the shape of the result."""
    return views.become(op, tensor, addbmm(op, tensor, batch1, batch2))


def outer(op: Operation, tensor: Value, vec2: Value) -> Value:
    """Two vectors: a matrix of their products."""
    (n,) = ranked(op, tensor, 0, 1)
    (m,) = ranked(op, vec2, 1, 1, "vec2")
    return op.result((n, m), _dtype(op, tensor, vec2))


def inner(op: Operation, tensor: Value, other: Value) -> Value:
    """The last axes of both are summed over."""
    a, b = op.shape(tensor), op.shape(other, "other")
    if a.rank == 0 or b.rank == 0:
        return op.result(b if a.rank == 0 else a, _dtype(op, tensor, other))
    if a.splat is not None or b.splat is not None:
        raise Gap(f"the rank of the input of {op.label} is not known")
    _agree(op, a.dims[-1], b.dims[-1], "the last sizes", 1, -1)
    return op.result((*a.items[:-1], *b.items[:-1]), _dtype(op, tensor, other))


def kron(op: Operation, tensor: Value, other: Value) -> Value:
    """Axis by axis the product of sizes, missing ones counted as 1."""
    a, b = op.known(tensor), op.known(other, "other")
    rank = max(len(a), len(b))
    a, b = (1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b
    return op.result([op.judge.resolve(x * y) for x, y in zip(a, b, strict=True)], _dtype(op, tensor, other))


def chain(op: Operation, matrices: Value) -> Value:
    """chain_matmul: matrices one after another."""
    given = op.tensors(matrices)
    if len(given) == 1 and not op.is_tensor(given[0]):
        given = op.tensors(given[0])
    first, inside = ranked(op, given[0], 0, 2, "the first matrix")
    for place, each in enumerate(given[1:], start=1):
        rows, columns = ranked(op, each, place, 2, "a matrix")
        op.same(inside, rows, f"{op.label}: the inner sizes {{a}} and {{b}} differ")
        inside = columns
    return op.result((first, inside), _dtype(op, *given))


def multi_dot(op: Operation, tensors: Value) -> Value:
    """linalg.multi_dot: the first and the last may be vectors."""
    given = op.tensors(tensors)
    if len(given) < 2:
        op.refuse(f"{op.label} needs at least two tensors, got {len(given)}")
    shapes = [op.shape(each) for each in given]
    for place, shape in enumerate(shapes):
        allowed = (1, 2) if place in (0, len(shapes) - 1) else (2,)
        if shape.rank is None:
            raise Gap(f"the rank of the input of {op.label} is not known")
        if shape.rank not in allowed:
            op.refuse(f"{op.label} takes matrices, and vectors first and last: got {text_of(shape)}", got=shape)
    made = shapes[0]
    for shape in shapes[1:]:
        made = matmul_of(op, made, shape)
    return op.result(made, _dtype(op, *given))


def matrix_power(op: Operation, tensor: Value, n: Value) -> Value:
    return op.result(square(op, tensor), op.dtype(tensor))


def square(op: Operation, tensor: Value, place: int = 0) -> Shape:
    """The shape of an argument whose last two sizes must be equal."""
    shape = op.shape(tensor)
    wide = op.judge.at_least(shape, 2)
    if wide is None:
        op.refuse(
            f"{op.label} needs at least two dimensions, got {text_of(shape)}", code="linalg", got=shape, operand=place
        )
    rows, columns = wide.items[-2], wide.items[-1]
    assert not isinstance(rows, Splat) and not isinstance(columns, Splat)
    op.same(
        rows,
        columns,
        f"{op.label} needs square matrices, got {{a}} × {{b}}",
        code="linalg",
        expected=rows,
        got=columns,
        operand=place,
        axis=-1,
    )
    return wide


def tensordot(op: Operation, a: Value, b: Value, dims: Value = 2) -> Value:
    """Axes of both are summed over: the last of ``a`` with the first of ``b``, or those that are named."""
    left, right = op.known(a, "a"), op.known(b, "b")
    if isinstance(dims, int):
        if dims < 0 or dims > len(left) or dims > len(right):
            op.refuse(
                f"{op.label} of {text_of(Shape(left))} and {text_of(Shape(right))} cannot sum over {dims} dimensions",
                got=dims,
            )
        over_left = list(range(len(left) - dims, len(left)))
        over_right = list(range(dims))
    else:
        pair = op.machine.iterate(dims)
        if len(pair) != 2:
            raise Gap("the dims of tensordot are not known")
        over_left = [op.axis(Shape(left), at)[1] for at in op.plain_sizes(pair[0], "dims")]
        over_right = [op.axis(Shape(right), at)[1] for at in op.plain_sizes(pair[1], "dims")]
    if len(over_left) != len(over_right):
        op.refuse(f"{op.label} takes as many dimensions of both, got {len(over_left)} and {len(over_right)}")
    for p, q in zip(over_left, over_right, strict=True):
        x, y = left[p], right[q]
        if x == 1 or y == 1:
            continue
        op.require(
            disjunction(equal(x, y), equal(x, 1), equal(y, 1)),
            f"{op.label} of {text_of(Shape(left))} and {text_of(Shape(right))}: {render(x)} and {render(y)} differ",
            expected=x,
            got=y,
            operand=1,
            axis=q - len(right),
        )
    kept = [x for i, x in enumerate(left) if i not in over_left] + [
        y for i, y in enumerate(right) if i not in over_right
    ]
    return op.result(kept, _dtype(op, a, b))


def cross(op: Operation, tensor: Value, other: Value, dim: Value = None) -> Value:
    """Vectors of three along an axis, the others broadcast."""
    a, b = op.shape(tensor), op.shape(other, "other")
    if a.rank is not None and b.rank is not None and a.rank != b.rank:
        op.refuse(f"{op.label} needs tensors of one rank, got {text_of(a)} and {text_of(b)}", got=b, operand=1)
    made = broadcast(op.judge, a, b, broadcast_refusal(op.label, a, b))
    if dim is None:
        return op.result(made, _dtype(op, tensor, other))
    for place, shape in enumerate((a, b)):
        wide, axis = op.axis(shape, dim)
        size = wide.items[axis]
        assert not isinstance(size, Splat)
        op.same(size, 3, f"{op.label} needs 3 along dimension {axis}, got {{a}}", expected=3, got=size, operand=place)
    return op.result(made, _dtype(op, tensor, other))


def trace(op: Operation, tensor: Value) -> Value:
    ranked(op, tensor, 0, 2)
    return op.result((), dtypes.summed(op.dtype(tensor)))


def cdist(op: Operation, x1: Value, x2: Value, *_: Value) -> Value:
    """Distances of each row of one to each row of the other."""
    a, b = op.judge.at_least(op.shape(x1, "x1"), 2), op.judge.at_least(op.shape(x2, "x2"), 2)
    if a is None or b is None:
        op.refuse(f"{op.label} needs at least two dimensions of both")
    p, r, m, m2 = a.items[-2], b.items[-2], a.items[-1], b.items[-1]
    assert not isinstance(m, Splat) and not isinstance(m2, Splat)
    _agree(op, m, m2, "the last sizes", 1, -1)
    lead_a, lead_b = Shape(a.items[:-2]), Shape(b.items[:-2])
    lead = broadcast(op.judge, lead_a, lead_b, broadcast_refusal(op.label, lead_a, lead_b))
    return op.result((*lead.items, p, r), _dtype(op, x1, x2))


def block_diag(op: Operation, tensors: Value) -> Value:
    """Matrices along the diagonal: the sizes add up."""
    rows: Size = 0
    columns: Size = 0
    given = op.tensors(tensors)
    for place, each in enumerate(given):
        dims = op.known(each)
        if len(dims) > 2:
            op.refuse(f"{op.label} takes matrices, got {text_of(Shape(dims))}", got=Shape(dims), operand=place)
        padded = (1,) * (2 - len(dims)) + dims
        rows, columns = rows + padded[0], columns + padded[1]
    return op.result((rows, columns) if given else (1, 0), _dtype(op, *given) if given else None)


def cartesian_prod(op: Operation, tensors: Value) -> Value:
    given = op.tensors(tensors)
    sizes = [ranked(op, each, place, 1, "a tensor")[0] for place, each in enumerate(given)]
    if len(given) == 1:
        return op.result((sizes[0],), op.dtype(given[0]))
    return op.result((views.joined(op, sizes), len(given)), _dtype(op, *given))
