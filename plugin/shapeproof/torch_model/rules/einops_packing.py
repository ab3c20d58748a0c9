"""``einops.pack`` and ``unpack``: ``b * c``, where the star stands for any axes, made one."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Dim, Size, divides, exact_quotient, floordiv, less_equal, render
from shapeproof.interpreter.items import shape_value
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views
from shapeproof.torch_model.rules.einops_patterns import name_problem
from shapeproof.values import ShapeValue, Unknown, Value


def _places(op: Operation, pattern: Value) -> tuple[int, int]:
    """How many axes the pattern has before its star and behind it."""
    if not isinstance(pattern, str):
        raise Gap(pattern.reason if isinstance(pattern, Unknown) else f"the pattern of {op.label} is not known")
    axes = pattern.split()
    says = f"{op.label}({pattern!r})"
    for place, axis in enumerate(axes):
        if axis in axes[:place]:
            op.refuse(f"{says}: axis {axis} stands twice")
        problem = None if axis == "*" else name_problem(axis)
        if problem is not None:
            op.refuse(f"{says}: {problem}")
    if "*" not in axes:
        op.refuse(f"{says}: no axis is *")
    at = axes.index("*")
    return at, len(axes) - at - 1


def pack(op: Operation, tensors: Value, pattern: Value) -> Value:
    """The tensors as one, and what the star was in each."""
    before, after = _places(op, pattern)
    parts = op.tensors(tensors)
    if not parts:
        op.refuse(f"{op.label} needs at least one tensor")
    ends: tuple[Size, ...] | None = None
    total: Size = 0
    packed: list[Value] = []
    for place, part in enumerate(parts):
        if not op.is_tensor(part):
            raise Gap(f"the tensors of {op.label} are not known")
        shape = op.judge.at_least(op.shape(part, "tensors"), after, before)
        if shape is None:
            least, given = before + after, text_of(op.shape(part))
            op.refuse(f"{op.label}({pattern!r}): tensor {place} needs at least {least} dimensions, got {given}")
        cut = len(shape.items) - after
        star = shape.items[before:cut]
        mine = _sizes((*shape.items[:before], *shape.items[cut:]))
        if 0 in mine:
            op.refuse(f"{op.label}({pattern!r}): tensor {place} has an axis of 0 beside the star, got {text_of(shape)}")
        packed.append(shape_value(star))
        total = total + views.joined(op, star)
        if ends is None:
            ends = mine
            continue
        names = [word for word in str(pattern).split() if word != "*"]
        for name, want, got in zip(names, ends, mine, strict=True):
            text = f"{op.label}({pattern!r}): {name} is {{a}} in the first tensor and {{b}} in tensor {place}"
            op.same(want, got, text, expected=want, got=got, operand=0)
    assert ends is not None
    made = (*ends[:before], op.judge.resolve(total), *ends[before:])
    dtype = dtypes.promote_all(op.dtype(part) for part in parts)
    return (op.result(op.judge.reading(Shape(made)), dtype), op.machine.new_list(packed))


def _sizes(items: Sequence[Item]) -> tuple[Size, ...]:
    return Shape(items).dims


def unpack(op: Operation, tensor: Value, packed_shapes: Value, pattern: Value) -> Value:
    """One tensor as several: the star's axis is cut, each piece given its own axes there."""
    before, after = _places(op, pattern)
    says = f"{op.label}({pattern!r})"
    shape = op.shape(tensor)
    dims = op.judge.with_rank(shape, before + 1 + after, [w if w != "*" else None for w in str(pattern).split()])
    if dims is None:
        op.refuse(f"{says}: the tensor needs {before + 1 + after} dimensions, got {text_of(shape)}", operand=0)
    wanted = [_wanted(op, each) for each in op.machine.iterate(packed_shapes)]
    holes = [place for place, sizes in enumerate(wanted) if any(_is_hole(size) for size in sizes)]
    if len(holes) > 1:
        op.refuse(f"{says}: a -1 stands in {len(holes)} of the shapes, at most one can be worked out")
    length = dims[before]
    if 0 in (*dims[:before], *dims[before + 1 :]):
        raise Gap(f"{op.label} of a tensor without elements")
    known: Size = 0
    for place, sizes in enumerate(wanted):
        if place not in holes:
            known = known + views.joined(op, sizes)
    known = op.judge.resolve(known)
    if holes:
        text = f"{says}: the shapes take {render(known)} of the star's axis, which is {render(length)}"
        op.require(less_equal(known, length), text, expected=known, got=length, operand=0)
        wanted[holes[0]] = _filled(op, says, wanted[holes[0]], op.judge.resolve(length - known))
    elif wanted:
        text = f"{says}: the shapes take {{b}} of the star's axis, which is {{a}}"
        op.same(length, known, text, expected=known, got=length, operand=0, axis=before - len(dims))
    dtype = op.dtype(tensor)
    return op.machine.new_list(op.result((*dims[:before], *sizes, *dims[before + 1 :]), dtype) for sizes in wanted)


def _wanted(op: Operation, value: Value) -> tuple[Item, ...]:
    if not isinstance(value, tuple | ShapeValue) and not getattr(getattr(value, "cls", None), "name", "") == "list":
        raise Gap(value.reason if isinstance(value, Unknown) else f"the shapes given to {op.label} are not known")
    return op.sizes(value, "a packed shape")


def _is_hole(size: Item) -> bool:
    return not isinstance(size, Dim | Splat) and size == -1


def _filled(op: Operation, says: str, sizes: tuple[Item, ...], length: Size) -> tuple[Item, ...]:
    """The shape with its -1 worked out so that it has ``length`` elements."""
    holes = [axis for axis, size in enumerate(sizes) if _is_hole(size)]
    if len(holes) > 1:
        op.refuse(f"{says}: one shape has {len(holes)} times -1")
    divisor = views.joined(op, [size for size in sizes if not _is_hole(size)])
    if divisor == 0:
        op.refuse(f"{says}: -1 cannot be worked out beside a 0")
    text = f"{says}: what is left of the star's axis, {render(length)}, is not a multiple of {render(divisor)}"
    op.require(divides(divisor, length), text, expected=divisor, got=length, operand=0)
    length, divisor = op.judge.resolve(length), op.judge.resolve(divisor)
    exact = exact_quotient(length, divisor)
    size = op.judge.resolve(floordiv(length, divisor) if exact is None else exact)
    return (*sizes[: holes[0]], size, *sizes[holes[0] + 1 :])
