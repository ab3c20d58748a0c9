"""The same elements in another shape: view, flatten, permute, squeeze, expand and their kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapeproof.dims import (
    Dim,
    Kind,
    Size,
    Symbol,
    atom_of,
    different,
    divides,
    equal,
    exact_quotient,
    floordiv,
    less_equal,
    render,
    symbol,
)
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.dtypes import complex_of, real_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import exchanges
from shapeproof.values import Object, Value

# --- answering ------------------------------------------------------------------------------------------------------


def view_of(
    op: Operation, tensor: Value, items: Sequence[Item] | Shape, data: constants.Numbers | None = None
) -> Object:
    """A result that may share the storage of ``tensor``."""
    made = op.result(items, op.dtype(tensor), data)
    constants.link(op.machine, tensor, made)
    exchange = exchanges.of(op, tensor)
    if exchange is not None:
        exchanges.keep(op, made, exchange)
    return made


def same_data(op: Operation, tensor: Value, items: Sequence[Item] | Shape) -> Object:
    """A view of the elements in the order they have."""
    return view_of(op, tensor, items, op.tensor(tensor).data)


def become(op: Operation, tensor: Value, made: Value) -> Value:
    """A method that works in place on the shape: the tensor itself takes it on."""
    if isinstance(tensor, Object):
        state, result = op.tensor(tensor), op.tensor(made)
        op.machine.set_content(tensor, replace(state, shape=result.shape, data=result.data))
    return tensor


# --- reshaping ------------------------------------------------------------------------------------------------------


def reshape(op: Operation, tensor: Value, shape: Value) -> Value:
    """``reshape``, and ``view`` with sizes."""
    wanted = list(op.sizes(shape, "the new shape"))
    made = solved(op, op.shape(tensor), wanted)
    if exchanges.undone(op, tensor, made):
        return op.result(made, op.dtype(tensor), op.tensor(tensor).data)
    is_exchange = remark_on_exchange(op, op.shape(tensor), made)
    result = same_data(op, tensor, made)
    if is_exchange:
        exchanges.keep(op, result, exchanges.Exchange(op.machine.here(), made))
    return result


def remark_on_exchange(op: Operation, before: Shape, after: Shape) -> bool:
    """Sizes in another order: elements are read on in the order of memory, so that the axes are not exchanged."""
    before, after = op.judge.reading(before), op.judge.reading(after)
    if before.splat is not None or after.splat is not None:
        return False
    old, new = ([size for size in shape.dims if size != 1] for shape in (before, after))
    if 0 in old or old == new or sorted(map(repr, old)) != sorted(map(repr, new)):
        return False
    message = f"{op.label} of {text_of(before)} to {text_of(after)} exchanges sizes, not axes: elements are mixed"
    help = "transpose or permute exchanges axes"
    op.machine.remark(op.refusal(message, operand=0, help=help, code="scrambled-view"), op.arguments)
    return True


def view(op: Operation, tensor: Value, shape: Value, dtype: Value = None) -> Value:
    """``Tensor.view`` of sizes, or of a dtype."""
    if dtype is not None:
        return view_as_dtype(op, tensor, dtype)
    if isinstance(shape, tuple) and len(shape) == 1 and isinstance(shape[0], Object) and shape[0].cls.name == "dtype":
        return view_as_dtype(op, tensor, shape[0])
    return reshape(op, tensor, shape)


BITS = {
    "bool": 8, "uint8": 8, "int8": 8, "float16": 16, "bfloat16": 16, "int16": 16, "uint16": 16, "int32": 32,
    "uint32": 32, "float32": 32, "int64": 64, "uint64": 64, "float64": 64, "complex32": 32, "complex64": 64,
    "complex128": 128,
}  # fmt: skip


def view_as_dtype(op: Operation, tensor: Value, dtype: Value) -> Value:
    """The same bytes read as another type: the last axis grows or shrinks with the size of an element."""
    shape, old, new = op.shape(tensor), op.dtype(tensor), op.dtype_named(dtype, None)
    if old is None or new is None or old not in BITS or new not in BITS:
        raise Gap("the bytes of a tensor of unknown type")
    if BITS[old] == BITS[new]:
        return op.result(shape, new)
    shape, axis = op.axis(shape, -1)
    last = shape.items[axis]
    assert not isinstance(last, Splat)
    if BITS[old] > BITS[new]:
        last = last * (BITS[old] // BITS[new])
    else:
        ratio = BITS[new] // BITS[old]
        op.require(divides(ratio, last), f"{op.label} needs a last dimension that {ratio} divides, got {render(last)}")
        last = floordiv(last, ratio)
    return op.result((*shape.items[:axis], last), new)


def solved(op: Operation, shape: Shape, wanted: Sequence[Item]) -> Shape:
    """The shape that is asked for, its -1 worked out; the numbers of elements must agree."""
    shape = _without_more_axes(op, op.judge.reading(shape))
    holes = [index for index, size in enumerate(wanted) if not isinstance(size, Splat | Dim) and size == -1]
    if len(holes) > 1:
        op.refuse(f"{op.label} takes one -1, got {len(holes)} in {_asked(wanted)}", got=_asked(wanted))
    for size in wanted:
        if isinstance(size, int) and size < -1:
            op.refuse(f"{op.label} cannot make a dimension of {size}", got=size)
        if isinstance(size, Dim) and isinstance(atom_of(size), Symbol):
            op.judge.suppose(less_equal(0, size))
    before, after = _without_common(list(shape.items), list(wanted))
    if holes:
        return _with_hole(op, shape, wanted, holes[0], before, after)
    have, want = joined(op, before), joined(op, after)
    if have is want or have == want:
        return Shape(wanted)
    if _is_open(before) or _is_open(after):
        agreed = equal(have, want)
        if op.judge.holds(agreed) is not False:
            if not isinstance(agreed, bool):
                op.judge.suppose(agreed)
            return Shape(wanted)
    text = f"{op.label} of {text_of(shape)} to {_asked(wanted)}: the numbers of elements, {{a}} and {{b}}, differ"
    op.same(have, want, text, expected=want, got=have, operand=0)
    return Shape(wanted)


def _without_more_axes(op: Operation, shape: Shape) -> Shape:
    """Where a size is left open, a shape has no more axes than are known: its elements tell that size."""
    if shape.splat is None or shape.splat == 0 or not any(op.judge.is_hole(size) for size in shape.after):
        return shape
    splat = shape.items[shape.splat]
    assert isinstance(splat, Splat)
    op.judge.bind_splat(splat, ())
    return op.judge.reading(shape)


def _asked(wanted: Sequence[Item]) -> str:
    return text_of(Shape(wanted))


def _is_open(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Splat) for item in items)


def _without_common(a: list[Item], b: list[Item]) -> tuple[list[Item], list[Item]]:
    """Both rows without the splat they share."""
    for item in a:
        if isinstance(item, Splat) and item in b:
            a.remove(item)
            b.remove(item)
            break
    return a, b


def _with_hole(
    op: Operation, shape: Shape, wanted: Sequence[Item], hole: int, before: list[Item], after: list[Item]
) -> Shape:
    others = [size for size in after if isinstance(size, Splat | Dim) or size != -1]
    total, divisor = joined(op, before), joined(op, others)
    if divisor == 0:
        op.refuse(f"{op.label} cannot work out -1 beside a dimension of 0 in {_asked(wanted)}", got=_asked(wanted))
    quotient = exact_quotient(total, divisor)
    if quotient is None:
        if isinstance(divisor, Dim) and op.judge.holds(different(divisor, 0)) is None:
            op.judge.suppose(different(divisor, 0))
        whole = divides(divisor, total)
        text = (
            f"{op.label} of {text_of(shape)} to {_asked(wanted)}:"
            f" {render(total)} elements cannot be parted into {render(divisor)}"
        )
        if _is_open(before) or _is_open(others):
            if not isinstance(whole, bool):
                op.judge.suppose(whole)
        else:
            op.require(whole, text, expected=divisor, got=total, operand=0)
        total, divisor = op.judge.resolve(total), op.judge.resolve(divisor)
        exact = exact_quotient(total, divisor)
        quotient = floordiv(total, divisor) if exact is None else exact
    return Shape((*wanted[:hole], op.judge.resolve(quotient), *wanted[hole + 1 :]))


def elements_of(splat: Splat) -> Dim:
    """The number of elements that a run of axes stands for: one symbol for each run."""
    return symbol(f"{splat.name}.numel", Kind.FREE, lower=1, uid=splat.uid)


def reshape_as(op: Operation, tensor: Value, other: Value) -> Value:
    return same_data(op, tensor, solved(op, op.shape(tensor), op.shape(other, "other").items))


def flatten(op: Operation, tensor: Value, start_dim: Value = 0, end_dim: Value = -1) -> Value:
    """Axes from ``start_dim`` to ``end_dim`` become one."""
    shape = op.shape(tensor)
    if shape.rank == 0:
        op.axis(shape, start_dim)
        op.axis(shape, end_dim)
        return same_data(op, tensor, (1,))
    shape, _ = op.axis(shape, start_dim)
    shape, _ = op.axis(shape, end_dim)
    shape, first = op.axis(shape, start_dim)
    shape, last = op.axis(shape, end_dim)
    if first > last:
        op.refuse(f"{op.label}: start_dim {render(first)} lies behind end_dim {render(last)}", code="index")
    return same_data(
        op, tensor, (*shape.items[:first], joined(op, shape.items[first : last + 1]), *shape.items[last + 1 :])
    )


def ravel(op: Operation, tensor: Value) -> Value:
    shape = op.shape(tensor)
    return same_data(op, tensor, (joined(op, shape.items),))


def joined(op: Operation, items: Sequence[Item]) -> Size:
    """The product of axes, a run of them counted as one symbol."""
    total: Size = 1
    for item in items:
        total = total * (elements_of(item) if isinstance(item, Splat) else item)
    return op.judge.resolve(total)


def unflatten(op: Operation, tensor: Value, dim: Value, sizes: Value) -> Value:
    """One axis becomes several."""
    if isinstance(dim, str):
        raise Gap("named dimensions")
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape, operand=0)
    parts = list(op.plain_sizes(sizes, "sizes"))
    if not parts:
        op.refuse(f"{op.label} needs at least one size")
    old = shape.items[axis]
    assert not isinstance(old, Splat)
    made = solved(op, Shape((old,)), parts)
    return same_data(op, tensor, (*shape.items[:axis], *made.items, *shape.items[axis + 1 :]))


# --- order of axes --------------------------------------------------------------------------------------------------


# --- axes of one ----------------------------------------------------------------------------------------------------


# --- repeating ------------------------------------------------------------------------------------------------------


# --- windows --------------------------------------------------------------------------------------------------------


def view_as_real(op: Operation, tensor: Value) -> Value:
    """A last axis of 2 for the real and the imaginary part."""
    return op.result((*op.shape(tensor).items, 2), real_of(op.dtype(tensor)))


def view_as_complex(op: Operation, tensor: Value) -> Value:
    shape = op.judge.at_least(op.shape(tensor), 1)
    if shape is None:
        op.refuse(f"{op.label} needs at least one dimension")
    last = shape.items[-1]
    assert not isinstance(last, Splat)
    op.same(last, 2, f"{op.label} needs a last dimension of 2, got {{a}}", expected=2, got=last, operand=0, axis=-1)
    return op.result(shape.items[:-1], complex_of(op.dtype(tensor)))


# --- asking ---------------------------------------------------------------------------------------------------------
