"""Tensors of indices as arguments: gather, scatter, index_select, take and their kind."""

from __future__ import annotations

from shapeproof.dims import Condition, Size, disjunction, equal, less_equal, render
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views, windows
from shapeproof.torch_model.rules.indexing import set_item, sliced
from shapeproof.values import SliceValue, Value


def select_scatter(op: Operation, tensor: Value, src: Value, dim: Value, index: Value) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    picked = Shape((*shape.items[:axis], *shape.items[axis + 1 :]))
    _equal_shapes(op, picked, op.shape(src, "src"))
    return op.result(shape, op.dtype(tensor))


def slice_scatter(
    op: Operation, tensor: Value, src: Value, dim: Value = 0, start: Value = None, end: Value = None, step: Value = 1
) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    length, _ = sliced(op, SliceValue(start, end, step), size)
    _equal_shapes(op, Shape((*shape.items[:axis], length, *shape.items[axis + 1 :])), op.shape(src, "src"))
    return op.result(shape, op.dtype(tensor))


def slice_copy(
    op: Operation, tensor: Value, dim: Value = 0, start: Value = None, end: Value = None, step: Value = 1
) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape, operand=0)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    length, _ = sliced(op, SliceValue(start, end, step), size)
    return op.result((*shape.items[:axis], length, *shape.items[axis + 1 :]), op.dtype(tensor))


def diagonal_scatter(
    op: Operation, tensor: Value, src: Value, offset: Value = 0, dim1: Value = 0, dim2: Value = 1
) -> Value:
    diagonal = windows.diagonal(op, tensor, offset, dim1, dim2)
    _equal_shapes(op, op.shape(diagonal), op.shape(src, "src"))
    return op.result(op.shape(tensor), op.dtype(tensor))


def as_strided_scatter(op: Operation, tensor: Value, src: Value, size: Value, *_: Value) -> Value:
    _equal_shapes(op, Shape(op.sizes(size)), op.shape(src, "src"))
    return op.result(op.shape(tensor), op.dtype(tensor))


def _equal_shapes(op: Operation, want: Shape, have: Shape, message: str | None = None) -> None:
    if want.splat is not None or have.splat is not None:
        return
    message = message or f"{op.label} needs a source of {text_of(want)}, got {text_of(have)}"
    if len(want.items) != len(have.items):
        op.refuse(message, expected=want, got=have, operand=1)
    for axis, (a, b) in enumerate(zip(want.dims, have.dims, strict=True)):
        op.same(a, b, message, operand=1, axis=axis - len(want.items))


def _no_longer(op: Operation, index: Shape, other: Shape, skipped: int | None, what: str) -> None:
    """The index may be shorter than the other on each axis but ``skipped``, never longer."""
    for axis, (mine, theirs) in enumerate(zip(index.items, other.items, strict=True)):
        if axis == skipped or mine == theirs or isinstance(mine, Splat) or isinstance(theirs, Splat):
            continue
        text = (
            f"{op.label}: an index of {text_of(index)} is longer than {what} of {text_of(other)} in dimension {axis},"
            f" {render(mine)} and {render(theirs)}"
        )
        fits = disjunction(less_equal(mine, theirs), _is_empty(op, index))
        op.require(fits, text, expected=theirs, got=mine, operand=2, axis=axis - len(index.items))


def _picks_nothing(op: Operation, tensor: Shape, index: Shape) -> bool:
    """An index without elements, of which torch asks no more; one of another rank can be nothing else."""
    if 0 in index.items:
        return True
    if tensor.rank is None or index.rank is None or max(tensor.rank, 1) == max(index.rank, 1):
        return False
    message = f"{op.label} needs an index of as many axes as the input, got {text_of(index)} for {text_of(tensor)}"
    op.require(_is_empty(op, index), message, expected=tensor, got=index, operand=2)
    return True


def _is_empty(op: Operation, shape: Shape) -> Condition | bool:
    """Where that may be."""
    cases = (equal(size, 0) for size in shape.items if not isinstance(size, Splat))
    return disjunction(*(case for case in cases if op.judge.holds(case) is not False))


def _same_rank(op: Operation, tensor: Shape, index: Shape, what: str) -> tuple[Shape, Shape]:
    """Both of one rank; scalars count as vectors of one."""
    message = f"{op.label} needs an index of as many axes as {what}, got {text_of(index)} for {text_of(tensor)}"
    if tensor.splat is None and index.splat is None:
        a, b = tensor if tensor.items else Shape((1,)), index if index.items else Shape((1,))
        if len(a.items) != len(b.items):
            op.refuse(message, expected=tensor, got=index, operand=2)
        return a, b
    if tensor.splat is None or index.splat is None:
        closed, other = (tensor, index) if tensor.splat is None else (index, tensor)
        dims = op.judge.with_rank(other, len(closed.items))
        if dims is None:
            op.refuse(message, got=index, operand=2)
        return op.judge.reading(tensor), op.judge.reading(index)
    if tensor.items == index.items:
        return tensor, index
    raise Gap("whether an index has the rank of its tensor is not known")


def in_range(op: Operation, index: Value, size: Item, axis: int) -> None:
    """Indices whose numbers are known lie within an axis of known size."""
    held = constants.numbers(op, index) if op.is_tensor(index) else None
    if held is None or not isinstance(size, int):
        return
    outside = next((n for n in held[1] if isinstance(n, int) and not 0 <= n < size), None)
    if outside is not None:
        op.refuse(
            f"{op.label}: index {outside} is out of range for dimension {axis} of size {size}",
            code="index",
            expected=size,
            got=outside,
            operand=2,
        )


def gather(op: Operation, tensor: Value, dim: Value, index: Value, *_: Value) -> Value:
    """The result has the index's shape."""
    picked = op.shape(index, "index")
    shape = op.shape(tensor)
    wide, _axis = op.axis(shape, dim)
    if _picks_nothing(op, wide, picked):
        return op.result(picked, op.dtype(tensor))
    mine, index_shape = _same_rank(op, wide, picked, "the input")
    axis = op.axis(mine, dim)[1]
    _no_longer(op, index_shape, mine, axis, "the input")
    in_range(op, index, mine.items[axis], axis)
    return op.result(op.shape(index, "index"), op.dtype(tensor))


def _scattered(op: Operation, tensor: Value, dim: Value, index: Value, src: Value) -> Shape:
    """The input's shape; the index must fit into it and into the source."""
    shape, picked = op.shape(tensor), op.shape(index, "index")
    wide, _axis = op.axis(shape, dim)
    if _picks_nothing(op, wide, picked):
        return op.shape(tensor)
    mine, index_shape = _same_rank(op, wide, picked, "the input")
    axis = op.axis(mine, dim)[1]
    _no_longer(op, index_shape, mine, axis, "the input")
    in_range(op, index, mine.items[axis], axis)
    if op.is_tensor(src):
        source = op.shape(src, "src")
        if source.rank == 0 and index_shape.rank != 1:
            return op.shape(tensor)
        theirs, again = _same_rank(op, source, index_shape, "the source")
        _no_longer(op, again, theirs, None, "the source")
    return op.shape(tensor)


def scatter(
    op: Operation, tensor: Value, dim: Value, index: Value, src: Value = None, value: Value = None, *_: Value
) -> Value:
    return op.result(_scattered(op, tensor, dim, index, src), op.dtype(tensor))


def scatter_(
    op: Operation, tensor: Value, dim: Value, index: Value, src: Value = None, value: Value = None, *_: Value
) -> Value:
    _scattered(op, tensor, dim, index, src)
    constants.forget(op.machine, tensor)
    return tensor


def _index_vector(op: Operation, index: Value) -> Size:
    """The length of a vector of indices (a scalar counts as one)."""
    shape = op.shape(index, "index")
    chosen = op.judge.choose_rank(shape, (1, 0))
    if chosen is None:
        op.refuse(f"{op.label} takes a vector of indices, got {text_of(shape)}", got=shape, operand=2)
    return chosen.dims[0] if chosen.items else 1


def index_select(op: Operation, tensor: Value, dim: Value, index: Value) -> Value:
    """As many places of an axis as there are indices."""
    length = _index_vector(op, index)
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.same(length, 1, f"{op.label} of a scalar takes one index, got {{a}}")
        return op.result((), op.dtype(tensor))
    if shape.items[axis] == 0 and op.judge.holds(equal(length, 0)) is False:
        text = f"{op.label} of {text_of(shape)}: dimension {axis} has no elements to select"
        op.refuse(text, got=shape, operand=0, code="index")
    in_range(op, index, shape.items[axis], axis)
    return op.result((*shape.items[:axis], length, *shape.items[axis + 1 :]), op.dtype(tensor))


def _indexed(op: Operation, tensor: Value, dim: Value, index: Value, source: Value) -> Shape:
    """index_add, index_copy: a source with a place for each index along the axis, else shaped as the input."""
    length = _index_vector(op, index)
    shape, axis = op.axis(op.shape(tensor), dim)
    if op.is_tensor(source):
        src = op.shape(source, "source")
        message = f"{op.label}: a source of {text_of(src)} does not fit {text_of(shape)} and {render(length)} indices"
        if shape.splat is not None or src.splat is not None:
            return shape
        if not shape.items or not src.items:
            _indexed_scalar(op, shape, src, axis, length, message)
        elif len(src.items) != len(shape.items):
            op.refuse(message, got=src, operand=3)
        else:
            for place, (a, b) in enumerate(zip(shape.dims, src.dims, strict=True)):
                op.same(length if place == axis else a, b, message, operand=3, axis=place - len(shape.items))
    return shape


def _indexed_scalar(op: Operation, shape: Shape, src: Shape, axis: int, length: Size, message: str) -> None:
    """A scalar among the input and the source: index_copy takes it as a vector of one, the others do not."""
    if len(shape.items) != len(src.items) and not op.label.rpartition(".")[2].startswith("index_copy"):
        op.refuse(message, got=src, operand=3)
    rest = [size for at, size in enumerate((shape if shape.items else src).dims) if at != axis]
    if rest:
        op.refuse(message, got=src, operand=3)
    op.same(length, src.dims[0] if src.items else 1, message, operand=2)


def index_add(op: Operation, tensor: Value, dim: Value, index: Value, source: Value, *_: Value) -> Value:
    return op.result(_indexed(op, tensor, dim, index, source), op.dtype(tensor))


def index_add_(op: Operation, tensor: Value, dim: Value, index: Value, source: Value, *_: Value) -> Value:
    _indexed(op, tensor, dim, index, source)
    constants.forget(op.machine, tensor)
    return tensor


def index_fill(op: Operation, tensor: Value, dim: Value, index: Value, value: Value) -> Value:
    _index_vector(op, index)
    if op.is_tensor(value):
        given = op.shape(value, "value")
        if given.rank is not None and given.rank > 0:
            op.refuse(f"{op.label} takes a number or a tensor without dimensions, got {text_of(given)}", operand=3)
    return op.result(op.axis(op.shape(tensor), dim)[0], op.dtype(tensor))


def index_fill_(op: Operation, tensor: Value, dim: Value, index: Value, value: Value) -> Value:
    index_fill(op, tensor, dim, index, value)
    constants.forget(op.machine, tensor)
    return tensor


def index_put(op: Operation, tensor: Value, indices: Value, values: Value, *_: Value) -> Value:
    made = op.result(op.shape(tensor), op.dtype(tensor))
    set_item(op, made, tuple(op.machine.iterate(indices)), values)
    return made


def index_put_(op: Operation, tensor: Value, indices: Value, values: Value, *_: Value) -> Value:
    set_item(op, tensor, tuple(op.machine.iterate(indices)), values)
    return tensor


def take(op: Operation, tensor: Value, index: Value) -> Value:
    picked = op.shape(index, "index")
    if op.tensor(tensor).shape is not None:
        _nonempty_for(op, tensor, views.joined(op, picked.items))
    return op.result(picked, op.dtype(tensor))


def _same_number(op: Operation, tensor: Value, index: Value, source: Value) -> None:
    count = views.joined(op, op.shape(index, "index").items)
    have = views.joined(op, op.shape(source, "source").items)
    op.same(count, have, f"{op.label} needs an element of source for each of {{a}} indices, got {{b}}", operand=2)
    _nonempty_for(op, tensor, count)


def _nonempty_for(op: Operation, tensor: Value, count: Size) -> None:
    shape = op.shape(tensor)
    if 0 in shape.items and op.judge.holds(equal(count, 0)) is False:
        op.refuse(f"{op.label}: {text_of(shape)} has no elements to index", got=shape, operand=0)


def put(op: Operation, tensor: Value, index: Value, source: Value, *_: Value) -> Value:
    _same_number(op, tensor, index, source)
    return op.result(op.shape(tensor), op.dtype(tensor))


def put_(op: Operation, tensor: Value, index: Value, source: Value, *_: Value) -> Value:
    _same_number(op, tensor, index, source)
    constants.forget(op.machine, tensor)
    return tensor


def take_along_dim(op: Operation, tensor: Value, indices: Value, dim: Value = None) -> Value:
    """As gather, with both broadcast but along the axis."""
    if dim is None:
        op.shape(tensor)
        return op.result((views.joined(op, op.shape(indices, "indices").items),), op.dtype(tensor))
    shape, picked = op.shape(tensor), op.shape(indices, "indices")
    if shape.rank is None or picked.rank is None:
        raise Gap(f"the rank of the input of {op.label} is not known")
    if shape.rank != picked.rank:
        op.refuse(
            f"{op.label} needs indices of as many dimensions as the input, got {text_of(picked)} for {text_of(shape)}",
            got=picked,
            operand=1,
        )
    _, axis = op.axis(shape, dim)
    if not shape.items:
        return op.result((), op.dtype(tensor))
    one = Shape(1 if place == axis else item for place, item in enumerate(shape.items))
    other = Shape(1 if place == axis else item for place, item in enumerate(picked.items))
    made = list(broadcast(op.judge, one, other, broadcast_refusal(op.label, shape, picked)).items)
    made[axis] = picked.items[axis]
    return op.result(made, op.dtype(tensor))


def searchsorted(
    op: Operation,
    sorted_sequence: Value,
    tensor: Value,
    out_int32: Value = False,
    right: Value = False,
    side: Value = None,
    sorter: Value = None,
) -> Value:
    """A place for each value; rows of both go together unless there is one sorted row for all."""
    rows, values = op.shape(sorted_sequence, "sorted_sequence"), op.shape(tensor)
    if rows.rank == 0:
        op.refuse(f"{op.label} needs a sorted_sequence of at least one dimension", got=rows, operand=0)
    if sorter is not None and op.is_tensor(sorter):
        order = op.shape(sorter, "sorter")
        _equal_shapes(op, rows, order, f"{op.label} needs a sorter of {text_of(rows)}, got {text_of(order)}")
    if rows.rank is not None and rows.rank != 1 and values.rank is not None:
        message = f"{op.label}: {text_of(rows)} and {text_of(values)} differ in a leading dimension"
        if rows.rank != values.rank:
            op.refuse(message, expected=rows, got=values, operand=1)
        for axis, (a, b) in enumerate(zip(rows.dims[:-1], values.dims[:-1], strict=True)):
            op.same(a, b, message, operand=1, axis=axis - len(values.items))
    return op.result(values, "int32" if out_int32 is True else "int64")


def unravel_index(op: Operation, indices: Value, shape: Value) -> Value:
    """A tensor of places for each axis of ``shape``."""
    if op.is_tensor(shape):
        raise Gap("the shape of unravel_index")
    return tuple(op.result(op.shape(indices, "indices"), "int64") for _ in op.plain_sizes(shape, "shape"))
