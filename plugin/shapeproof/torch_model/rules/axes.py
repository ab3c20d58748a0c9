"""The order of axes, and axes of one: permute, transpose, movedim, squeeze, unsqueeze, flip."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Size, conjunction, different, equal
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.views import become, same_data, view_of
from shapeproof.values import Object, Value


def _moved(op: Operation, tensor: Value, shape: Shape, order: Sequence[int]) -> Object:
    """The axes of ``shape`` (their number known) in another order."""
    data = constants.rearranged(op.tensor(tensor).data, constants.sizes_of(shape), order)
    return view_of(op, tensor, [shape.items[axis] for axis in order], data)


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
    if shape.rank == 0:
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


def squeeze(op: Operation, tensor: Value, dim: Value = None) -> Value:
    """Axes of size 1 are left out: all of them, or those of ``dim``."""
    shape = op.shape(tensor)
    if dim is None:
        if shape.splat is not None:
            raise Gap("which axes of a tensor of unknown rank have size 1")
        return same_data(op, tensor, _without_ones(op, shape.dims))
    wanted = op.plain_sizes(dim, "dim")
    for at in wanted:
        shape, _ = op.axis(shape, at)
    axes = [op.axis(shape, at)[1] for at in wanted]
    if len(set(axes)) != len(axes):
        op.refuse(f"{op.label}: a dimension stands twice in {tuple(axes)}")
    if not shape.items:
        return same_data(op, tensor, shape)
    dropped = {axis for axis in axes if _is_one(op, shape.items[axis])}
    return same_data(op, tensor, [item for axis, item in enumerate(shape.items) if axis not in dropped])


def squeeze_(op: Operation, tensor: Value, dim: Value = None) -> Value:
    return become(op, tensor, squeeze(op, tensor, dim))


_FORKS = 2  # open sizes of which each is followed as 1 and as another


def _without_ones(op: Operation, sizes: tuple[Size, ...]) -> list[Size]:
    """The sizes that are not 1, in a world for each answer; of many, in the world where no other is 1."""
    undecided = [size for size in sizes if op.judge.holds(equal(size, 1)) is None]
    if len(undecided) <= _FORKS:
        return [size for size in sizes if op.judge.decide(different(size, 1))]
    if not op.judge.decide(conjunction(*(different(size, 1) for size in undecided))):
        raise Gap(f"which axes of {text_of(Shape(sizes))} have size 1")
    return [size for size in sizes if op.judge.holds(equal(size, 1)) is not True]


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
    if (axes or 0 in shape.items) and len(axes) != len(moves) and len(axes) + len(moves) != 1:
        op.refuse(f"{op.label} takes a shift for each dimension, got {len(moves)} and {len(axes)}")
    if axes and shape.rank == 0:
        op.refuse(f"{op.label}: a tensor without dimensions has none to roll along", code="index")
    for at in () if 0 in shape.items else axes:
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


def flip_whole(op: Operation, tensor: Value) -> Value:
    """``reversed(x)``: every axis turned round."""
    return op.result(op.shape(tensor), op.dtype(tensor))
