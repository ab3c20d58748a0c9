"""einops: rearrange, reduce, repeat, parse_shape, einsum and the layers (https://einops.rocks)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from shapeproof.dims import Size, divides, exact_quotient, floordiv, less_equal, render
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import einsum as equations
from shapeproof.torch_model.rules import joining, views
from shapeproof.torch_model.rules.einops_patterns import (
    DOTS,
    REDUCTIONS,
    Axis,
    Group,
    Number,
    PatternError,
    Side,
    Transformation,
    group_text,
    parse,
    parse_side,
)
from shapeproof.values import Object, Unknown, Value

FLOATS = ("float16", "float32", "float64", "bfloat16")


# --- rearrange, reduce, repeat --------------------------------------------------------------------------------------


def rearrange(op: Operation, tensor: Value, pattern: Value, axes_lengths: Value) -> Value:
    return _transformed(op, _stacked(op, tensor), pattern, "rearrange", axes_lengths)


def repeat(op: Operation, tensor: Value, pattern: Value, axes_lengths: Value) -> Value:
    return _transformed(op, _stacked(op, tensor), pattern, "repeat", axes_lengths)


def reduce(op: Operation, tensor: Value, pattern: Value, reduction: Value, axes_lengths: Value) -> Value:
    return _transformed(op, _stacked(op, tensor), pattern, _reduction(op, reduction), axes_lengths)


def _reduction(op: Operation, reduction: Value) -> str:
    if isinstance(reduction, Unknown):
        raise Gap(reduction.reason)
    if not isinstance(reduction, str):
        raise Gap(f"{op.label} by a function of the program's own")
    if reduction not in (*REDUCTIONS, "rearrange", "repeat"):
        op.refuse(f"{op.label}: {reduction!r} is none of {', '.join(REDUCTIONS)}")
    return reduction


def layer(op: Operation, self: Value, input: Value) -> Value:
    """``Rearrange`` and ``Reduce``."""
    op.label = op.label if isinstance(self, Unknown) else self.cls.name
    attributes = op.machine.attributes(self)
    operation = _reduction(op, attributes["reduction"]) if "reduction" in attributes else "rearrange"
    return _transformed(op, input, attributes["pattern"], operation, attributes["axes_lengths"])


def check_layer(op: Operation, self: Value) -> None:
    """What the constructor of a layer refuses: a pattern that no tensor could have."""
    attributes = op.machine.attributes(self)
    operation = _reduction(op, attributes["reduction"]) if "reduction" in attributes else "rearrange"
    _parsed(op, attributes["pattern"], operation, tuple(_lengths(op, attributes["axes_lengths"])))


def _stacked(op: Operation, tensor: Value) -> Value:
    """A list of tensors is one tensor with an axis more in front."""
    if isinstance(tensor, tuple) or not isinstance(tensor, Object) or op.is_tensor(tensor):
        if tensor is None or isinstance(tensor, tuple | str | int):
            op.refuse(f"{op.label} takes a tensor or a list of tensors, got a {type(tensor).__name__}")
        return tensor
    if tensor.cls.name != "list":
        raise Gap(f"an argument of {op.label} is not understood")
    return joining.stack(op, tensor)


def _lengths(op: Operation, given: Value) -> dict[str, Value]:
    """The sizes given to axes by name."""
    content = op.machine.content(given) if isinstance(given, Object) else None
    if not isinstance(content, Mapping) or not all(isinstance(name, str) for name in content):
        raise Gap(f"the sizes given to {op.label} are not known")
    return dict(content)


def _parsed(op: Operation, pattern: Value, operation: str, sized: tuple[str, ...]) -> Transformation:
    if not isinstance(pattern, str):
        raise Gap(pattern.reason if isinstance(pattern, Unknown) else f"the pattern of {op.label} is not known")
    try:
        return parse(pattern, operation, sized)
    except PatternError as error:
        op.refuse(f"{op.label}({pattern!r}): {error}")


def _transformed(op: Operation, tensor: Value, pattern: Value, operation: str, axes_lengths: Value) -> Value:
    lengths = _lengths(op, axes_lengths)
    plan = _parsed(op, pattern, operation, tuple(lengths))
    reader = _Reader(op, pattern, lengths)
    reader.read(plan.left, op.shape(tensor))
    for axis in plan.added:
        reader.add(axis)
    dtype = op.dtype(tensor)
    if operation in REDUCTIONS:
        dropped = [axis for axis in plan.left.axes if axis not in plan.right.axes]
        if dropped and (dropped != [DOTS] or not all(isinstance(item, Splat) for item in reader.dots)):
            dtype = _reduced_type(op, operation, dtype)
        elif dropped and reader.dots and operation not in ("min", "max"):
            dtype = None  # which depends on whether the ellipsis stands for any axis
    made = Shape(item for group in plan.right.groups for item in reader.sized(group, plan.right.dots_grouped))
    return op.result(op.judge.reading(made), dtype)


def _reduced_type(op: Operation, operation: str, dtype: str | None) -> str | None:
    if dtype is None or operation in ("min", "max"):
        return dtype
    if operation == "mean" and dtype not in FLOATS:
        op.refuse(f"{op.label} takes the mean of floats alone, got {dtype}")
    if operation in ("sum", "prod"):
        return dtypes.summed(dtype)
    return "uint8" if operation in ("any", "all") and dtype == "uint8" else "bool" if operation != "mean" else dtype


class _Reader:
    """What the axes of one pattern are for one tensor."""

    def __init__(self, op: Operation, pattern: str, lengths: Mapping[str, Value]) -> None:
        self.op = op
        self.judge = op.judge
        self.pattern = pattern
        self.lengths = lengths
        self.sizes: dict[Axis, Size] = {}
        self.unsure: set[Axis] = set()
        self.dots: tuple[Item, ...] = ()

    def _says(self, text: str) -> str:
        return f"{self.op.label}({self.pattern!r}): {text}"

    def given(self, axis: Axis) -> Size | None:
        """The size an axis was given, None for one that the tensor must tell."""
        if isinstance(axis, Number):
            return axis.value
        if axis not in self.lengths:
            return None
        if axis not in self.sizes:
            try:
                self.sizes[axis] = self.op.size(self.lengths[axis], f"the size of {axis}")
            except Gap:
                self.unsure.add(axis)
                self.sizes[axis] = self.judge.fresh(axis, lower=1)
        return self.sizes[axis]

    def add(self, axis: Axis) -> None:
        """A new axis of the right side."""
        if axis == DOTS:
            return
        size = self.given(axis)
        assert size is not None
        if isinstance(size, int) and size < 0:
            raise Gap(f"{axis} of a negative size in a pattern of einops")
        self.op.require(less_equal(0, size), self._says(f"the new axis {axis} cannot be of size {render(size)}"))
        self.sizes[axis] = size

    def read(self, side: Side, shape: Shape) -> None:
        """Hold the shape of the tensor against the left side."""
        count = len(side.groups)
        if side.dots is None:
            names = [group[0] if len(group) == 1 and isinstance(group[0], str) else None for group in side.groups]
            dims = self.judge.with_rank(shape, count, names)
            if dims is None:
                self._refuse_rank(f"{count} dimension{'s' if count != 1 else ''}", count, shape)
            for place, (group, size) in enumerate(zip(side.groups, dims, strict=True)):
                self._split(group, size, place - count)
            return
        before, after = side.dots, count - side.dots - 1
        wide = self.judge.at_least(shape, after, before)
        if wide is None:
            least = before + after
            self._refuse_rank(f"at least {least} dimension{'s' if least != 1 else ''}", least, shape)
        end = len(wide.items) - after
        self.dots = wide.items[before:end]
        for place in range(before):
            self._split(side.groups[place], wide.items[place], place)
        for back in range(-after, 0):
            self._split(side.groups[back], wide.items[back], back)

    def _refuse_rank(self, wanted: str, expected: int, shape: Shape) -> NoReturn:
        self.op.refuse(
            self._says(f"the left side has {wanted}, got {text_of(shape)}"), expected=expected, got=shape, operand=0
        )

    def _split(self, group: Group, size: Item, axis: int) -> None:
        """Part one axis of the tensor into the axes of its group."""
        assert not isinstance(size, Splat)
        known = [(each, given) for each in group if (given := self.given(each)) is not None]
        unknown = [each for each in group if self.given(each) is None]
        place = {"operand": 0, "axis": axis}
        if any(each in self.unsure for each in group):
            if len(group) == 1:
                self.sizes[group[0]] = size
            for each in unknown:
                self.sizes[each] = self.judge.fresh(str(each), lower=1)
            return
        total: Size = 1
        for _, each_size in known:
            total = total * each_size
        total = self.judge.resolve(total)
        if not unknown:
            text = f"{group_text(group)} is {{b}}, the tensor has {{a}} there"
            self.op.same(size, total, self._says(text), expected=total, got=size, **place)
            for each, each_size in known:
                self.sizes[each] = self.judge.resolve(each_size)
            return
        (rest,) = unknown
        if not known:
            self.sizes[rest] = size
            return
        self.sizes[rest] = self._quotient(group, size, total, place)
        for each, each_size in known:
            self.sizes[each] = self.judge.resolve(each_size)

    def _quotient(self, group: Group, size: Size, divisor: Size, place: dict[str, int]) -> Size:
        parts = " × ".join(str(each) for each in group if self.given(each) is not None)
        self.op.require(
            less_equal(1, divisor),
            self._says(f"{parts} in {group_text(group)} must be at least 1, got {render(divisor)}"),
        )
        self.op.require(
            divides(divisor, size),
            self._says(
                f"{group_text(group)} cannot split {render(size)} with {parts} = {render(divisor)}:"
                f" {render(size)} is not a multiple of {render(divisor)}"
            ),
            expected=divisor,
            got=size,
            **place,
        )
        size, divisor = self.judge.resolve(size), self.judge.resolve(divisor)
        exact = exact_quotient(size, divisor)
        return self.judge.resolve(floordiv(size, divisor) if exact is None else exact)

    def sized(self, group: Group, dots_grouped: bool) -> tuple[Item, ...]:
        """The axis (of an ellipsis by itself: the axes) that a group of the right side makes."""
        if group == (DOTS,) and not dots_grouped:
            return self.dots
        items: list[Item] = []
        for axis in group:
            if axis == DOTS:
                items.extend(self.dots)
            else:
                items.append(self.sizes[axis] if axis in self.sizes else _value_of(axis))
        return (views.joined(self.op, items),)


def _value_of(axis: Axis) -> int:
    assert isinstance(axis, Number)
    return axis.value


# --- parse_shape, einsum --------------------------------------------------------------------------------------------


def parse_shape(op: Operation, x: Value, pattern: Value) -> Value:
    """The sizes of a tensor's axes by the names the pattern gives them."""
    if not isinstance(pattern, str):
        raise Gap(pattern.reason if isinstance(pattern, Unknown) else f"the pattern of {op.label} is not known")
    try:
        side = parse_side(pattern, underscore=True)
    except PatternError as error:
        op.refuse(f"{op.label}({pattern!r}): {error}")
    many = next((group for group in side.groups if len(group) > 1), None)
    if many is not None:
        op.refuse(f"{op.label}({pattern!r}): {group_text(many)} is more than one axis")
    if side.dots_grouped:
        raise Gap(f"{op.label} of an ellipsis in parentheses")
    reader = _Reader(op, pattern, {})
    skipped = Side(side.text, tuple(() if group == ("_",) else group for group in side.groups))
    shape = op.shape(x)
    dims = _read_named(op, reader, skipped, side, shape)
    return op.machine.new_dict(dims)


def _read_named(op: Operation, reader: _Reader, skipped: Side, side: Side, shape: Shape) -> dict[str, Value]:
    count, dots = len(side.groups), side.dots
    if dots is None:
        row = op.judge.with_rank(shape, count, [group[0] if len(group) == 1 else None for group in skipped.groups])  # type: ignore[misc]
        wide = None if row is None else Shape(row)
    else:
        wide = op.judge.at_least(shape, count - dots - 1, dots)
    if wide is None:
        wanted = f"at least {count - 1}" if dots is not None else str(count)
        op.refuse(f"{op.label}({reader.pattern!r}): the pattern has {wanted} axes, got {text_of(shape)}", got=shape)
    found: dict[str, Value] = {}
    for place, group in enumerate(side.groups):
        if place == dots or group == ("_",):
            continue
        at = place if dots is None or place < dots else place - count
        size = wide.items[at]
        assert not isinstance(size, Splat)
        if group and isinstance(group[0], str):
            found[group[0]] = size
            continue
        want = _value_of(group[0]) if group else 1
        text = f"{op.label}({reader.pattern!r}): axis {place} is {want} in the pattern, {{a}} in the tensor"
        op.same(size, want, text, expected=want, got=size, operand=0, axis=at)
    return found


def einsum(op: Operation, tensors_and_pattern: Value) -> Value:
    """As ``torch.einsum`` with axes of whole names; the pattern stands last."""
    given = list(op.machine.iterate(tensors_and_pattern))
    if len(given) < 2:
        op.refuse(f"{op.label} needs at least one tensor and a pattern")
    *operands, pattern = given
    if not isinstance(pattern, str):
        if isinstance(pattern, Unknown):
            raise Gap(pattern.reason)
        op.refuse(f"{op.label} takes its pattern last, behind the tensors")
    try:
        equation = _equation(pattern)
    except PatternError as error:
        op.refuse(f"{op.label}({pattern!r}): {error}")
    return equations.applied(op, pattern, equation, operands)


def _equation(pattern: str) -> equations.Equation:
    left, arrow, right = pattern.partition("->")
    if not arrow or "->" in right:
        raise PatternError("a pattern has two sides with one -> between them")
    inputs = tuple(_term(parse_side(part, True, True)) for part in left.split(","))
    output = _term(parse_side(right, True))
    known = {name for term in inputs for name in term.letters}
    for name in output.letters:
        if name not in known:
            raise PatternError(f"axis {name} stands on the right side alone")
    return equations.Equation(inputs, output)


def _term(side: Side) -> equations.Term:
    for group in side.groups:
        if len(group) != 1:
            text = f"{group_text(group)} stands" if group else "an axis of 1 stands"
            raise PatternError(f"{text} in an einsum, which takes single named axes")
        if isinstance(group[0], Number):
            raise PatternError(f"the number {group[0]} stands in an einsum, which takes named axes")
    names = tuple(str(group[0]) for group in side.groups)
    if side.dots is None:
        return equations.Term(names, None)
    return equations.Term(names[: side.dots], names[side.dots + 1 :])
