"""The same elements in another shape: view, flatten, permute, squeeze, expand and their kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapeproof.dims import (
    Dim,
    Kind,
    Size,
    different,
    disjunction,
    divides,
    equal,
    exact_quotient,
    floordiv,
    maximum,
    minimum,
    render,
    symbol,
)
from shapeproof.interpreter.items import shape_value
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.dtypes import complex_of, real_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import rank_symbol
from shapeproof.values import Object, Value

FAMILY = "reshape"


# --- answering -----------------------------------------------------------------------------------------------------------


def view_of(op: Operation, tensor: Value, items: Sequence[Item] | Shape, data: constants.Numbers | None = None) -> Object:
    """A result that may share the storage of ``tensor``."""
    made = op.result(items, op.dtype(tensor), data)
    constants.link(op.machine, tensor, made)
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


def _moved(op: Operation, tensor: Value, shape: Shape, order: Sequence[int]) -> Object:
    """The axes of ``shape`` (their number known) in another order."""
    data = constants.rearranged(op.tensor(tensor).data, constants.sizes_of(shape), order)
    return view_of(op, tensor, [shape.items[axis] for axis in order], data)


# --- reshaping -----------------------------------------------------------------------------------------------------------


def reshape(op: Operation, tensor: Value, shape: Value) -> Value:
    """``reshape``, and ``view`` with sizes."""
    wanted = list(op.sizes(shape, "the new shape"))
    return same_data(op, tensor, solved(op, op.shape(tensor), wanted))


def view(op: Operation, tensor: Value, shape: Value) -> Value:
    """``Tensor.view`` of sizes, or of a dtype."""
    if isinstance(shape, tuple) and len(shape) == 1 and isinstance(shape[0], Object) and shape[0].cls.name == "dtype":
        return view_as_dtype(op, tensor, shape[0])
    return reshape(op, tensor, shape)


_BITS = {
    "bool": 8, "uint8": 8, "int8": 8, "float16": 16, "bfloat16": 16, "int16": 16, "uint16": 16, "int32": 32, "uint32": 32,
    "float32": 32, "int64": 64, "uint64": 64, "float64": 64, "complex32": 32, "complex64": 64, "complex128": 128,
}  # fmt: skip


def view_as_dtype(op: Operation, tensor: Value, dtype: Value) -> Value:
    """The same bytes read as another type: the last axis grows or shrinks with the size of an element."""
    shape, old, new = op.shape(tensor), op.dtype(tensor), op.dtype_named(dtype, None)
    if old is None or new is None or old not in _BITS or new not in _BITS:
        raise Gap("the bytes of a tensor of unknown type")
    if _BITS[old] == _BITS[new]:
        return op.result(shape, new)
    shape, axis = op.axis(shape, -1)
    last = shape.items[axis]
    assert not isinstance(last, Splat)
    if _BITS[old] > _BITS[new]:
        last = last * (_BITS[old] // _BITS[new])
    else:
        ratio = _BITS[new] // _BITS[old]
        op.require(divides(ratio, last), f"{op.label} needs a last dimension that {ratio} divides, got {render(last)}")
        last = floordiv(last, ratio)
    return op.result((*shape.items[:axis], last), new)


def solved(op: Operation, shape: Shape, wanted: Sequence[Item]) -> Shape:
    """The shape that is asked for, its -1 worked out; the numbers of elements must agree."""
    shape = op.judge.reading(shape)
    holes = [index for index, size in enumerate(wanted) if not isinstance(size, Splat | Dim) and size == -1]
    if len(holes) > 1:
        op.refuse(f"{op.label} takes one -1, got {len(holes)} in {_asked(wanted)}", got=_asked(wanted))
    for size in wanted:
        if isinstance(size, int) and size < -1:
            op.refuse(f"{op.label} cannot make a dimension of {size}", got=size)
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
    return same_data(op, tensor, (*shape.items[:first], joined(op, shape.items[first : last + 1]), *shape.items[last + 1 :]))


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
    parts = list(op.plain_sizes(sizes, "sizes"))
    if not parts:
        op.refuse(f"{op.label} needs at least one size")
    old = shape.items[axis]
    assert not isinstance(old, Splat)
    made = solved(op, Shape((old,)), parts)
    return same_data(op, tensor, (*shape.items[:axis], *made.items, *shape.items[axis + 1 :]))


# --- order of axes ---------------------------------------------------------------------------------------------------------


def permute(op: Operation, tensor: Value, dims: Value) -> Value:
    order = [op.number(item, "dims") for item in op.plain_sizes(dims, "dims")]
    shape = op.shape(tensor)
    fixed = op.judge.with_rank(shape, len(order))
    if fixed is None:
        op.refuse(
            f"{op.label} of {text_of(shape)} needs as many dimensions as it has, got {len(order)}: {tuple(order)}",
            expected=len(shape.items),
            got=len(order),
        )
    shape = Shape(fixed)
    axes = [op.axis(shape, at)[1] for at in order]
    if len(set(axes)) != len(axes):
        op.refuse(f"{op.label}: a dimension stands twice in {tuple(order)}")
    return _moved(op, tensor, shape, axes)


def transpose(op: Operation, tensor: Value, dim0: Value, dim1: Value) -> Value:
    """Two axes change places."""
    if isinstance(dim0, str) or isinstance(dim1, str):
        raise Gap("named dimensions")
    shape = op.shape(tensor)
    shape, _ = op.axis(shape, dim0)
    shape, second = op.axis(shape, dim1)
    shape, first = op.axis(shape, dim0)
    if shape.rank == 0:
        return same_data(op, tensor, shape)
    if shape.splat is not None:
        items = list(shape.items)
        items[first], items[second] = items[second], items[first]
        return view_of(op, tensor, items)
    order = list(range(len(shape.items)))
    order[first], order[second] = second, first
    return _moved(op, tensor, shape, order)


def transpose_(op: Operation, tensor: Value, dim0: Value, dim1: Value) -> Value:
    return become(op, tensor, transpose(op, tensor, dim0, dim1))


def t(op: Operation, tensor: Value) -> Value:
    """``t()``: a matrix transposed; vectors and scalars as they are."""
    shape = op.shape(tensor)
    if shape.splat is not None:
        chosen = op.judge.choose_rank(shape, (2, 1, 0))
        if chosen is None:
            op.refuse(f"{op.label} takes at most two dimensions, got {text_of(shape)}", got=shape)
        shape = chosen
    if len(shape.items) > 2:
        op.refuse(f"{op.label} takes at most two dimensions, got {text_of(shape)}", got=shape)
    if len(shape.items) < 2:
        return same_data(op, tensor, shape)
    return _moved(op, tensor, shape, (1, 0))


def t_(op: Operation, tensor: Value) -> Value:
    return become(op, tensor, t(op, tensor))


def all_reversed(op: Operation, tensor: Value) -> Value:
    """``.T``: every axis, last first."""
    shape = op.shape(tensor)
    if shape.splat is not None:
        return view_of(op, tensor, tuple(reversed(shape.items)))
    return _moved(op, tensor, shape, tuple(reversed(range(len(shape.items)))))


def matrix_transposed(op: Operation, tensor: Value) -> Value:
    """``.mT``, ``.mH``, ``.H``, adjoint: the last two axes change places."""
    shape = op.shape(tensor)
    if shape.rank == 0 and op.label == "adjoint":
        return same_data(op, tensor, shape)
    wide = op.judge.at_least(shape, 2)
    if wide is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape)
    return transpose(op, tensor, -2, -1)


def matrix_alone(op: Operation, tensor: Value) -> Value:
    """``.H``: of a matrix or a scalar."""
    shape = op.shape(tensor)
    if shape.rank is None:
        raise Gap(f"the rank of the input of {op.label} is not known")
    if shape.rank not in (0, 2):
        op.refuse(f"{op.label} needs a matrix, got {text_of(shape)}", got=shape)
    return same_data(op, tensor, shape) if shape.rank == 0 else transpose(op, tensor, 0, 1)


def movedim(op: Operation, tensor: Value, source: Value, destination: Value) -> Value:
    """Axes are taken out and put in elsewhere; the others keep their order."""
    here, there = op.plain_sizes(source, "source"), op.plain_sizes(destination, "destination")
    if len(here) != len(there):
        op.refuse(f"{op.label} takes as many sources as destinations, got {len(here)} and {len(there)}")
    shape = op.shape(tensor)
    if shape.splat is not None:
        return _moved_open(op, tensor, here, there)
    if not shape.items:
        for at in (*here, *there):
            op.axis(shape, at)
        return same_data(op, tensor, shape)
    sources = [op.axis(shape, at)[1] for at in here]
    targets = [op.axis(shape, at)[1] for at in there]
    for row in (sources, targets):
        if len(set(row)) != len(row):
            op.refuse(f"{op.label}: a dimension stands twice in {tuple(row)}")
    rank = len(shape.items)
    rest = iter(axis for axis in range(rank) if axis not in sources)
    placed = dict(zip(targets, sources, strict=True))
    return _moved(op, tensor, shape, [placed[at] if at in placed else next(rest) for at in range(rank)])


def _moved_open(op: Operation, tensor: Value, here: Sequence[Size], there: Sequence[Size]) -> Value:
    if len(here) != 1:
        raise Gap("moving several axes of a tensor of unknown rank")
    source, target = op.number(here[0]), op.number(there[0])
    shape, axis = op.axis(op.shape(tensor), source)
    rest = Shape((*shape.items[:axis], *shape.items[axis + 1 :]))
    size = shape.items[axis]
    if target == -1:
        return view_of(op, tensor, (*rest.items, size))
    if target == 0:
        return view_of(op, tensor, (size, *rest.items))
    wide = op.judge.at_least(rest, -target - 1 if target < 0 else 0, max(target, 0))
    if wide is None:
        raise Gap(f"dimension {target} of a tensor of unknown rank")
    place = target if target >= 0 else len(wide.items) + target + 1
    return view_of(op, tensor, (*wide.items[:place], size, *wide.items[place:]))


# --- axes of one -----------------------------------------------------------------------------------------------------------


def squeeze(op: Operation, tensor: Value, dim: Value = None) -> Value:
    """Axes of size 1 are left out: all of them, or those of ``dim``."""
    shape = op.shape(tensor)
    if dim is None:
        if shape.splat is not None:
            raise Gap("which axes of a tensor of unknown rank have size 1")
        return same_data(op, tensor, [item for item in shape.items if not _is_one_by_itself(op, item)])
    wanted = op.plain_sizes(dim, "dim")
    for at in wanted:
        shape, _ = op.axis(shape, at)
    if not shape.items:
        return same_data(op, tensor, shape)
    axes = [op.axis(shape, at)[1] for at in wanted]
    if len(set(axes)) != len(axes):
        op.refuse(f"{op.label}: a dimension stands twice in {tuple(axes)}")
    dropped = {axis for axis in axes if _is_one(op, shape.items[axis])}
    return same_data(op, tensor, [item for axis, item in enumerate(shape.items) if axis not in dropped])


def squeeze_(op: Operation, tensor: Value, dim: Value = None) -> Value:
    return become(op, tensor, squeeze(op, tensor, dim))


def _is_one_by_itself(op: Operation, item: Item) -> bool:
    """Whether ``squeeze()`` drops an axis; a symbolic size is taken to be another than 1, and that is noted."""
    assert not isinstance(item, Splat)
    one = op.judge.holds(equal(item, 1))
    if one is None:
        op.judge.suppose(different(item, 1))
    return one is True


def _is_one(op: Operation, item: Item) -> bool:
    if isinstance(item, Splat):
        raise Gap("an axis of a tensor of unknown rank")
    return op.judge.decide(equal(item, 1))


def unsqueeze(op: Operation, tensor: Value, dim: Value) -> Value:
    """A new axis of size 1."""
    shape, axis = op.axis(op.shape(tensor), dim, extra=1)
    return same_data(op, tensor, (*shape.items[:axis], 1, *shape.items[axis:]))


def unsqueeze_(op: Operation, tensor: Value, dim: Value) -> Value:
    return become(op, tensor, unsqueeze(op, tensor, dim))


def atleast(least: int) -> object:
    """atleast_1d, atleast_2d, atleast_3d: axes of 1 are added until there are so many."""

    def one(op: Operation, tensor: Value) -> Value:
        shape = op.shape(tensor)
        items = shape.items
        if shape.splat is not None and shape.least_rank < least:
            raise Gap(f"the rank of the input of {op.label} is not known")
        if least == 3 and len(items) == 2:
            return same_data(op, tensor, (*items, 1))
        if least == 3 and len(items) == 1:
            return same_data(op, tensor, (1, *items, 1))
        return same_data(op, tensor, (1,) * (least - len(items)) + items)

    def rule(op: Operation, tensors: Value) -> Value:
        given = op.tensors(tensors)
        if len(given) == 1 and not op.is_tensor(given[0]):
            given = op.tensors(given[0])
            return tuple(one(op, each) for each in given)
        return one(op, given[0]) if len(given) == 1 else tuple(one(op, each) for each in given)

    return rule


atleast_1d = atleast(1)
atleast_2d = atleast(2)
atleast_3d = atleast(3)


# --- repeating -------------------------------------------------------------------------------------------------------------


def expand(op: Operation, tensor: Value, size: Value, implicit: Value = False) -> Value:
    """Axes of size 1 are stretched; -1 keeps a size."""
    return _expanded(op, tensor, op.sizes(size, "the new shape"))


def expand_as(op: Operation, tensor: Value, other: Value) -> Value:
    return _expanded(op, tensor, op.shape(other, "other").items)


def _expanded(op: Operation, tensor: Value, wanted: Sequence[Item]) -> Value:
    shape = op.shape(tensor)
    if shape.items == tuple(wanted):
        return same_data(op, tensor, shape)
    target = Shape(wanted)
    if target.splat is not None or shape.splat is not None:
        return view_of(op, tensor, _expanded_open(op, shape, target))
    made = _expanded_dims(op, shape, shape.dims, target.dims)
    sizes = constants.sizes_of(Shape(made))
    data = constants.stretched(op.tensor(tensor).data, constants.sizes_of(shape), sizes)
    return view_of(op, tensor, made, data)


def _expanded_dims(op: Operation, whole: Shape, old: Sequence[Size], new: Sequence[Size]) -> list[Size]:
    lead = len(new) - len(old)
    if lead < 0:
        op.refuse(
            f"{op.label} of {text_of(whole)} needs at least {len(old)} sizes, got {len(new)}",
            code="expand",
            expected=len(old),
            got=len(new),
        )
    made: list[Size] = []
    for axis, size in enumerate(new):
        back = axis - len(new)
        if axis < lead:
            if size == -1:
                op.refuse(f"{op.label}: -1 cannot stand for a new dimension", code="expand", got=-1)
            if isinstance(size, int) and size < 0:
                op.refuse(f"{op.label} cannot make a dimension of {size}", code="expand", got=size)
            made.append(size)
            continue
        have = old[axis - lead]
        if size == -1:
            made.append(have)
            continue
        if have == 1 or have is size or have == size:
            if isinstance(size, int) and size < 0:
                op.refuse(f"{op.label} cannot make a dimension of {size}", code="expand", got=size)
            made.append(size)
            continue
        made.append(_stretched(op, whole, have, size, back))
    return made


def _stretched(op: Operation, whole: Shape, have: Size, size: Size, axis: int) -> Size:
    possible = disjunction(equal(have, 1), equal(have, size), equal(size, -1))
    op.require(
        possible,
        f"{op.label} of {text_of(whole)}: dimension {axis} is {render(have)} and cannot become {render(size)}",
        code="expand",
        expected=size,
        got=have,
        operand=0,
        axis=axis,
    )
    if isinstance(size, Dim) and op.judge.holds(equal(size, -1)) is True:
        return have
    return size


def _expanded_open(op: Operation, shape: Shape, target: Shape) -> Sequence[Item]:
    if target.splat is None:
        rank = len(target.items)
        if shape.least_rank > rank:
            op.refuse(f"{op.label} of {text_of(shape)} needs at least {shape.least_rank} sizes, got {rank}", code="expand")
        keeps = [i - rank for i, size in enumerate(target.dims) if size == -1]
        if not keeps:
            return target.items
        shape, lead = op.judge.at_least(shape, -keeps[0]) or shape, keeps[0]
        if shape.splat is not None:
            return (*target.items[:lead], *_expanded_dims(op, shape, shape.after[lead:], target.dims[lead:]))
        return _expanded_dims(op, shape, shape.dims, target.dims)
    if shape.splat is None:
        if any(size == -1 for size in target.items):
            raise Gap("-1 beside sizes of unknown number")
        return target.items
    if shape.before == target.before and shape.items[shape.splat] == target.items[target.splat]:
        tail = _expanded_dims(op, shape, shape.after, target.after) if len(shape.after) == len(target.after) else None
        if tail is not None:
            return (*target.items[: target.splat + 1], *tail)
    if any(size == -1 for size in target.items):
        raise Gap(f"whether {text_of(shape)} can be expanded to {text_of(target)} is not known")
    return target.items


def repeat(op: Operation, tensor: Value, repeats: Value) -> Value:
    """``Tensor.repeat``: at least as many repeats as axes."""
    times = op.plain_sizes(repeats, "repeats")
    shape = op.shape(tensor)
    return _repeated(op, tensor, shape, times, pad=False)


def tile(op: Operation, tensor: Value, dims: Value) -> Value:
    """As repeat, with repeats of 1 put before too few of them."""
    return _repeated(op, tensor, op.shape(tensor), op.plain_sizes(dims, "dims"), pad=True)


def _repeated(op: Operation, tensor: Value, shape: Shape, times: Sequence[Size], pad: bool) -> Value:
    for count in times:
        if isinstance(count, int) and count < 0:
            op.refuse(f"{op.label} cannot repeat {count} times", code="expand", got=count)
    if shape.splat is not None:
        if not pad and len(times) < shape.least_rank:
            op.refuse(f"{op.label} of {text_of(shape)} needs a number for each dimension, got {len(times)}", code="expand")
        wide = op.judge.at_least(shape, len(times)) if pad else None
        fixed = None if pad else op.judge.choose_rank(shape, range(len(times), shape.least_rank - 1, -1))
        if wide is None and fixed is None:
            raise Gap(f"the rank of the input of {op.label} is not known")
        shape = wide or fixed or shape
    items = list(shape.items)
    lead = len(items) - len(times)
    if lead > 0 and not pad:
        op.refuse(
            f"{op.label} of {text_of(shape)} needs a number for each dimension, got {len(times)}",
            code="expand",
            expected=len(items),
            got=len(times),
        )
    row = [1] * max(lead, 0) + list(times)
    items = [1] * max(-lead, 0) + items
    made: list[Item] = []
    for item, count in zip(items, row, strict=True):
        if isinstance(item, Splat):
            if count != 1:
                raise Gap("repeating a tensor of unknown rank")
            made.append(item)
        else:
            made.append(op.judge.resolve(item * count))
    sizes = constants.sizes_of(Shape(made))
    held = op.tensor(tensor).data
    if sizes is None or held is None or not all(isinstance(item, int) for item in items):
        return op.result(made, op.dtype(tensor))
    old = [item for item in items if isinstance(item, int)]
    steps = constants.strides_of(old)
    data = tuple(
        held[sum((i % s) * step for i, s, step in zip(at, old, steps, strict=True))] for at in constants.positions(sizes)
    )
    return op.result(made, op.dtype(tensor), data)


def repeat_interleave(op: Operation, tensor: Value, repeats: Value = None, dim: Value = None, output_size: Value = None) -> Value:
    """Each element several times in a row; without ``dim`` of the flattened tensor."""
    if repeats is None:
        counts = constants.numbers(op, tensor)
        total = constants.exactly_summed(counts[1], "int64") if counts is not None else None
        return op.result((op.judge.fresh("repeats") if total is None else total,), op.dtype(tensor))
    shape = op.shape(tensor)
    if dim is None:
        shape, axis = Shape((joined(op, shape.items),)), 0
    else:
        shape, axis = op.axis(shape, dim)
    old: Item = 1 if not shape.items else shape.items[axis]
    assert not isinstance(old, Splat)
    made = _interleaved(op, old, repeats, output_size)
    return op.result((*shape.items[:axis], made, *shape.items[axis + 1 :]), op.dtype(tensor))


def _interleaved(op: Operation, old: Size, repeats: Value, output_size: Value) -> Size:
    if op.is_tensor(repeats):
        each = op.known(repeats, "repeats")
        counts = constants.numbers(op, repeats)
        if len(each) > 1:
            op.refuse(f"{op.label} takes repeats of at most one dimension, got {len(each)}", code="expand")
        if not each or each[0] == 1:
            if counts is not None:
                return op.judge.resolve(old * counts[1][0])
        else:
            op.same(each[0], old, f"{op.label} needs a number of repeats for each of {{b}}, got {{a}}", code="expand")
            if counts is not None:
                total = constants.exactly_summed(counts[1], "int64")
                if total is not None:
                    return total  # type: ignore[no-any-return]
        return op.judge.fresh("repeats") if output_size is None else op.size(output_size)
    return op.judge.resolve(old * op.size(repeats, "repeats"))


# --- windows ---------------------------------------------------------------------------------------------------------------


def unfold(op: Operation, tensor: Value, dimension: Value, size: Value, step: Value) -> Value:
    """``Tensor.unfold``: windows of ``size`` along an axis, put last."""
    shape, axis = op.axis(op.shape(tensor), dimension)
    window, stride = op.size(size, "size"), op.size(step, "step")
    old: Item = 1 if not shape.items else shape.items[axis]
    assert not isinstance(old, Splat)
    if isinstance(stride, int) and stride <= 0:
        op.refuse(f"{op.label} needs a step of at least 1, got {stride}", code="index")
    if isinstance(window, int) and window < 0:
        op.refuse(f"{op.label} needs a size of at least 0, got {window}", code="index")
    op.at_least(old, window, f"{op.label}: a window of {render(window)} is longer than dimension {axis}, {render(old)}", code="index")
    if not shape.items:
        return view_of(op, tensor, (window,))
    count = op.judge.resolve(floordiv(old - window, stride) + 1)
    return view_of(op, tensor, (*shape.items[:axis], count, *shape.items[axis + 1 :], window))


def diagonal(op: Operation, tensor: Value, offset: Value = 0, dim1: Value = 0, dim2: Value = 1) -> Value:
    """The diagonal of two axes becomes the last axis."""
    shape = op.shape(tensor)
    shape, _ = op.axis(shape, dim1)
    shape, second = op.axis(shape, dim2)
    shape, first = op.axis(shape, dim1)
    if first == second:
        op.refuse(f"{op.label} needs two different dimensions, got {first} twice", code="index")
    length = diagonal_length(op, shape.items[first], shape.items[second], offset)
    rest = [item for axis, item in enumerate(shape.items) if axis not in (first, second)]
    return view_of(op, tensor, (*rest, length))


def diagonal_length(op: Operation, rows: Item, columns: Item, offset: Value) -> Size:
    assert not isinstance(rows, Splat) and not isinstance(columns, Splat)
    at = op.size(offset, "offset")
    if not isinstance(at, int):
        raise Gap(f"the offset of {op.label} is not known")
    if at >= 0:
        columns = columns - at
    else:
        rows = rows + at
    return op.judge.resolve(maximum(minimum(rows, columns), 0))


def diag(op: Operation, tensor: Value, diagonal: Value = 0) -> Value:
    """A vector becomes a matrix with it on the diagonal; a matrix gives its diagonal."""
    shape = op.shape(tensor)
    chosen = op.judge.choose_rank(shape, (2, 1))
    if chosen is None:
        op.refuse(f"{op.label} takes a vector or a matrix, got {text_of(shape)}", got=shape)
    if len(chosen.items) == 2:
        length = diagonal_length(op, chosen.items[0], chosen.items[1], diagonal)
        return op.result((length,), op.dtype(tensor))
    side = chosen.dims[0] + abs(op.number(diagonal, "diagonal"))
    return op.result((side, side), op.dtype(tensor))


def diagflat(op: Operation, tensor: Value, offset: Value = 0) -> Value:
    side = joined(op, op.shape(tensor).items) + abs(op.number(offset, "offset"))
    return op.result((side, side), op.dtype(tensor))


def diag_embed(op: Operation, tensor: Value, offset: Value = 0, dim1: Value = -2, dim2: Value = -1) -> Value:
    """The last axis becomes the diagonal of two new ones."""
    dims = op.known(tensor)
    if not dims:
        op.refuse(f"{op.label} needs at least one dimension", got=Shape())
    side = dims[-1] + abs(op.number(offset, "offset"))
    rank = len(dims) + 1
    whole = Shape((1,) * rank)
    first, second = op.axis(whole, dim1)[1], op.axis(whole, dim2)[1]
    if first == second:
        op.refuse(f"{op.label} needs two different dimensions, got {first} twice", code="index")
    rest = iter(dims[:-1])
    return op.result([side if axis in (first, second) else next(rest) for axis in range(rank)], op.dtype(tensor))


def as_strided(op: Operation, tensor: Value, size: Value, stride: Value, storage_offset: Value = None) -> Value:
    sizes = op.sizes(size)
    op.tensor(tensor)
    return view_of(op, tensor, sizes)


def narrow(op: Operation, tensor: Value, dim: Value, start: Value, length: Value) -> Value:
    """``length`` of an axis from ``start`` on."""
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.refuse(f"{op.label} needs at least one dimension", code="index")
    size, count = shape.items[axis], op.size(length, "length")
    assert not isinstance(size, Splat)
    if isinstance(count, int) and count < 0:
        op.refuse(f"{op.label} needs a length of at least 0, got {count}", code="index")
    if op.is_tensor(start):
        place = op.shape(start, "start")
        if place.rank not in (0, None):
            op.refuse(f"{op.label} starts at a number or a tensor without dimensions, got {text_of(place)}", code="index")
    else:
        first = op.size(start, "start")
        if isinstance(first, int) and first < 0:
            first = size + first
        text = f"{op.label}: {render(first)} + {render(count)} is more than dimension {axis}, {render(size)}"
        op.at_least(size, first + count, text, code="index")
        if isinstance(first, int):
            op.require(first >= 0, f"{op.label}: {first} lies before dimension {axis}", code="index")
    return view_of(op, tensor, (*shape.items[:axis], count, *shape.items[axis + 1 :]))


def flip(op: Operation, tensor: Value, dims: Value) -> Value:
    """Axes turned round: the shape stays."""
    shape = op.shape(tensor)
    axes = []
    for at in op.plain_sizes(dims, "dims"):
        shape, axis = op.axis(shape, at)
        axes.append(axis)
    if shape.splat is None and len(set(axes)) != len(axes):
        op.refuse(f"{op.label}: a dimension stands twice in {tuple(axes)}")
    sizes, held = constants.sizes_of(shape), op.tensor(tensor).data
    data = None
    if sizes is not None and held is not None and shape.splat is None:
        steps = constants.strides_of(sizes)
        data = tuple(
            held[sum((sizes[k] - 1 - i if k in axes else i) * steps[k] for k, i in enumerate(at))]
            for at in constants.positions(sizes)
        )
    return op.result(shape, op.dtype(tensor), data)


def flip_last(op: Operation, tensor: Value) -> Value:
    """fliplr needs two axes."""
    shape = op.shape(tensor)
    if op.judge.at_least(shape, 2) is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape)
    return flip(op, tensor, 1)


def flip_first(op: Operation, tensor: Value) -> Value:
    shape = op.shape(tensor)
    if op.judge.at_least(shape, 1) is None:
        op.refuse(f"{op.label} needs at least one dimension, got {text_of(shape)}", got=shape)
    return flip(op, tensor, 0)


def roll(op: Operation, tensor: Value, shifts: Value, dims: Value = ()) -> Value:
    """Elements move round: the shape stays."""
    shape = op.shape(tensor)
    axes = op.plain_sizes(dims, "dims")
    moves = op.plain_sizes(shifts, "shifts")
    if axes and len(axes) != len(moves):
        op.refuse(f"{op.label} takes a shift for each dimension, got {len(moves)} and {len(axes)}")
    if axes and shape.rank == 0:
        op.refuse(f"{op.label}: a tensor without dimensions has none to roll along", code="index")
    for at in axes:
        shape, _ = op.axis(shape, at)
    return op.result(shape, op.dtype(tensor))


def rot90(op: Operation, tensor: Value, k: Value = 1, dims: Value = (0, 1)) -> Value:
    """Two axes are turned by quarters: an odd number of them changes their places."""
    row = op.plain_sizes(dims, "dims")
    if len(row) != 2:
        op.refuse(f"{op.label} turns two dimensions, got {len(row)}")
    shape = op.shape(tensor)
    if op.judge.at_least(shape, 2) is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape)
    shape, _ = op.axis(shape, row[0])
    shape, second = op.axis(shape, row[1])
    shape, first = op.axis(shape, row[0])
    if first == second:
        op.refuse(f"{op.label} needs two different dimensions, got {first} twice")
    if op.number(k, "k") % 2 == 0:
        return op.result(shape, op.dtype(tensor))
    items = list(shape.items)
    items[first], items[second] = items[second], items[first]
    return op.result(items, op.dtype(tensor))


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


# --- asking ----------------------------------------------------------------------------------------------------------------


def shape(op: Operation, tensor: Value) -> Value:
    """``.shape``: a row of sizes."""
    return shape_value(op.shape(tensor).items)


def size(op: Operation, tensor: Value, dim: Value = None) -> Value:
    if dim is None:
        return shape(op, tensor)
    found, axis = op.axis(op.shape(tensor), dim)
    if not found.items:
        op.refuse(f"{op.label}: dimension {render(op.number(dim))} is out of range for a tensor without dimensions", code="index")
    return found.items[axis]


def dim(op: Operation, tensor: Value) -> Value:
    """The rank: a number, or for an open one a symbol that later questions share."""
    found = op.shape(tensor)
    if found.splat is None:
        return len(found.items)
    splat = found.items[found.splat]
    assert isinstance(splat, Splat)
    return op.judge.resolve(rank_symbol(splat) + found.least_rank)


def numel(op: Operation, tensor: Value) -> Value:
    return joined(op, op.shape(tensor).items)


def element_size(op: Operation, tensor: Value) -> Value:
    dtype = op.dtype(tensor)
    if dtype is None or dtype not in _BITS:
        raise Gap("the type of a tensor is not known")
    return _BITS[dtype] // 8


def nbytes(op: Operation, tensor: Value) -> Value:
    count = numel(op, tensor)
    return op.machine.binary("*", count, element_size(op, tensor))


def stride(op: Operation, tensor: Value, dim: Value = None) -> Value:
    """Strides are not tracked: those of a tensor without axes alone are known."""
    if dim is None and op.shape(tensor).rank == 0:
        return ()
    raise Gap("the strides of a tensor")


def length(op: Operation, tensor: Value) -> Value:
    """``len``: the first size."""
    found = op.shape(tensor)
    if found.rank == 0:
        op.machine.throw("TypeError", "len() of a 0-d tensor")
    wide = op.judge.at_least(found, 0, 1)
    assert wide is not None
    return wide.items[0]


def resize_(op: Operation, tensor: Value, size: Value) -> Value:
    """``resize_``: any shape; the tensor itself takes it on."""
    wanted = op.sizes(size)
    if isinstance(tensor, Object):
        constants.forget(op.machine, tensor)
        op.machine.set_content(tensor, replace(op.tensor(tensor), shape=Shape(wanted), data=None))
    return tensor


def resize_as_(op: Operation, tensor: Value, other: Value) -> Value:
    return resize_(op, tensor, op.shape(other, "other").items)


def set_data(op: Operation, tensor: Value, new: Value) -> Value:
    """``x.data = new``: the tensor takes on the shape."""
    if isinstance(tensor, Object):
        state = op.tensor(new)
        constants.forget(op.machine, tensor)
        op.machine.set_content(
            tensor, replace(op.tensor(tensor), shape=state.shape, dtype=state.dtype, data=None, reason=state.reason)
        )
    return None


def broadcast_to(op: Operation, tensor: Value, size: Value, implicit: Value = False) -> Value:
    return expand(op, tensor, size)


def broadcast_tensors(op: Operation, tensors: Value) -> Value:
    from shapeproof.torch_model.rules.pointwise import broadcast_all

    given = op.tensors(tensors)
    if len(given) == 1 and not op.is_tensor(given[0]):
        given = op.tensors(given[0])
    shape = broadcast_all(op, *given) if given else Shape()
    return tuple(view_of(op, each, shape) for each in given)


def broadcast_shapes(op: Operation, shapes: Value) -> Value:
    from shapeproof.shapes import broadcast, broadcast_refusal

    made = Shape()
    for row in op.machine.iterate(shapes):
        other = Shape(op.sizes(row))
        made = broadcast(op.judge, made, other, broadcast_refusal(op.label, made, other))
    return shape_value(made.items)


def flip_whole(op: Operation, tensor: Value) -> Value:
    """``reversed(x)``: every axis turned round."""
    return op.result(op.shape(tensor), op.dtype(tensor))


def sum_to_size(op: Operation, tensor: Value, size: Value) -> Value:
    """Broadcast undone: the wanted shape must broadcast to the tensor's."""
    shape, wanted = op.shape(tensor), Shape(op.sizes(size))
    if shape.splat is None and wanted.splat is None:
        _expanded_dims(op, wanted, wanted.dims, shape.dims)
    return op.result(wanted, op.dtype(tensor))


def as_strided_(op: Operation, tensor: Value, size: Value, stride: Value, storage_offset: Value = None) -> Value:
    return become(op, tensor, as_strided(op, tensor, size, stride))
