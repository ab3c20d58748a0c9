"""What a shape rule is given: readings of its arguments, and the ways to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Condition, Dim, Kind, Size, less, less_equal, render, symbol
from shapeproof.interpreter.arguments import FREE_MARK, open_name
from shapeproof.shapes import Gap, Item, Refusal, Refused, Shape, Splat, text_of
from shapeproof.torch_model.tensors import as_integer, is_undecided, new_tensor, shape_of, tensor_state
from shapeproof.values import Object, Producer, ShapeValue, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_DATA = 4_096


class Operation:
    """One call of a torch function, method or layer.

    ``label`` is how messages call it (``Linear``, ``torch.cat``), ``family`` the code of its refusals.
    """

    __slots__ = ("arguments", "family", "judge", "label", "layer", "machine")

    def __init__(
        self, machine: Interpreter, label: str, family: str, arguments: tuple[Value, ...], layer: Object | None = None
    ) -> None:
        self.machine = machine
        self.judge = machine.judge
        self.label = label
        self.family = family
        self.arguments = arguments
        self.layer = layer

    @property
    def is_operator(self) -> bool:
        """Whether it was written with an operator, which leaves operands it does not take to their own classes."""
        return not (self.label[0].isalnum() or self.label[0] == "_")

    # --- reading arguments ----------------------------------------------------------------------------------------

    def is_tensor(self, value: Value) -> bool:
        return tensor_state(self.machine, value) is not None

    def tensor(self, value: Value) -> TensorState:
        """The state of a tensor argument; a Gap for anything else."""
        state = tensor_state(self.machine, value)
        if state is None:
            raise Gap(value.reason if isinstance(value, Unknown) else f"an argument of {self.label} is not understood")
        return state

    def shape(self, value: Value, what: str = "input") -> Shape:
        """The shape of a tensor; of a number, that of a scalar."""
        name = open_name(self.machine, value) if type(value) is Dim else None
        if name is not None:
            raise Gap(f"whether {name} is a tensor or a number is not known")
        if isinstance(value, int | float | complex | Dim) or type(value).__name__ == "FloatExpression":
            return Shape()
        return shape_of(self.machine, value, f"the {what} of {self.label}")

    def known(self, value: Value, what: str = "input") -> tuple[Size, ...]:
        """The sizes of a tensor of known rank; a Gap for others."""
        shape = self.shape(value, what)
        if shape.splat is not None:
            raise Gap(f"the rank of the {what} of {self.label} is not known")
        return shape.dims

    def dtype(self, value: Value) -> str | None:
        state = tensor_state(self.machine, value)
        if state is not None:
            return state.dtype
        if isinstance(value, bool):
            return "bool"
        if isinstance(value, int | Dim):
            return "int64"
        return "float32" if isinstance(value, float) else None

    def dtype_named(self, value: Value, default: str | None) -> str | None:
        """The name of a ``dtype=`` argument."""
        if value is None:
            return default
        if isinstance(value, Object):
            name = self.machine.attributes(value).get("name")
            if isinstance(name, str):
                return name
        return None

    def size(self, value: Value, what: str = "a size") -> Size:
        """An int argument (a symbolic one, or a tensor that holds one)."""
        if isinstance(value, Dim):
            return self.judge.resolve(value)
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, int):
            return value
        if isinstance(value, Object) and is_undecided(self.machine, value):
            return as_integer(self.machine, value)
        state = tensor_state(self.machine, value)
        if state is not None and isinstance(state.data, tuple) and len(state.data) == 1:
            number = state.data[0]
            if isinstance(number, int | Dim):
                return number
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        name = self.machine.attributes(value).get(FREE_MARK) if isinstance(value, Object) else None
        if isinstance(name, str):  # an unannotated argument used as a size is one
            return symbol(name, Kind.RIGID)
        raise Gap(f"{what} of {self.label} is not known")

    def number(self, value: Value, what: str = "an argument") -> int:
        """An int argument that must be a plain number."""
        size = self.size(value, what)
        if isinstance(size, Dim):
            raise Gap(f"{what} of {self.label} is not known")
        return size

    def sizes(self, value: Value, what: str = "a size") -> tuple[Item, ...]:
        """A row of ints: an int, a tuple, a list, ``torch.Size``, or one of these alone in a tuple (``*shape``)."""
        if isinstance(value, tuple) and len(value) == 1 and is_undecided(self.machine, value[0]):
            raise Gap(f"whether {what} of {self.label} is a number or a row of them is not known")
        if isinstance(value, tuple) and len(value) == 1 and not isinstance(value[0], int | Dim | Splat):
            return self.sizes(value[0], what) if not self.is_tensor(value[0]) else (self.size(value[0], what),)
        if isinstance(value, int | Dim):
            return (self.size(value, what),)
        if isinstance(value, ShapeValue):
            return tuple(
                self.judge.reading(
                    Shape(item if isinstance(item, Splat) else self.size(item, what) for item in value.items)
                ).items
            )
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        return tuple(self.size(item, what) for item in self.machine.iterate(value))

    def plain_sizes(self, value: Value, what: str = "a size") -> tuple[Size, ...]:
        """A row of ints of known length."""
        row = self.sizes(value, what)
        if any(isinstance(item, Splat) for item in row):
            raise Gap(f"{what} of {self.label} is of unknown length")
        return row  # type: ignore[return-value]

    def each(self, value: Value, count: int, what: str = "a size") -> tuple[Size, ...]:
        """``count`` ints from an int or a row of them (of one or ``count``)."""
        row = self.plain_sizes(value, what)
        if len(row) == 1:
            return row * count
        if len(row) != count:
            self.refuse(f"{self.label} expects {count} numbers for {what}, got {len(row)}")
        return row

    def flag(self, value: Value) -> bool:
        return self.machine.truth(value)

    def tensors(self, value: Value) -> list[Value]:
        """The values of a list or tuple of tensors."""
        return list(self.machine.iterate(value))

    def in_format(self, memory_format: Value, tensor: Value) -> None:
        """Channels come last only in tensors of batch, channels and two (or three) axes of space."""
        name = self.machine.attributes(memory_format).get("name") if isinstance(memory_format, Object) else None
        wanted = {"channels_last": 4, "channels_last_3d": 5}.get(name) if isinstance(name, str) else None
        state = tensor_state(self.machine, tensor)
        if wanted is None or state is None or state.shape is None:
            return
        shape = self.judge.reading(state.shape)
        if shape.rank not in (None, wanted):
            self.refuse(
                f"{self.label}: {name} is for tensors of {wanted} dimensions, got {text_of(shape)}",
                code="reshape",
                expected=wanted,
                got=shape,
                operand=0,
            )

    # --- axes -------------------------------------------------------------------------------------------------------

    def axis(self, shape: Shape, dim: Value, extra: int = 0) -> tuple[Shape, int]:
        """An axis of a shape as an index into ``items`` (of the shape as it then is read), refused if there is none.

        ``extra`` is 1 where an axis may lie behind the last (unsqueeze, stack).
        """
        at = self.number(dim, "dim")
        if shape.splat is None:
            rank = len(shape.items) + extra
            bound = max(rank, 1)
            if not -bound <= at < bound:
                self.refuse(
                    f"{self.label}: dimension {at} is out of range for a tensor of {len(shape.items)} dimensions"
                    f" {text_of(shape)}",
                    code="index",
                )
            return shape, at % bound
        back, front = (-at - extra, 0) if at < 0 else (0, at + 1 - extra)
        wide = self.judge.at_least(shape, max(back, 0), max(front, 0))
        assert wide is not None
        return wide, (len(wide.items) + extra + at if at < 0 else at)

    # --- answering --------------------------------------------------------------------------------------------------

    def result(
        self,
        shape: Shape | Sequence[Item] | None,
        dtype: str | None = None,
        data: Any = None,
        reason: str | None = None,
    ) -> Object:
        """A new tensor that came out of this operation."""
        made = shape if isinstance(shape, Shape) or shape is None else Shape(shape)
        inputs = tuple(s for v in self.arguments if (s := tensor_state(self.machine, v)) is not None)
        producer = Producer(self.machine.here(), self.label, self.layer, inputs)
        assumed = any(state.assumed for state in inputs) or self.machine.is_in_unmade()
        grad = any(state.requires_grad for state in inputs)
        return new_tensor(
            self.machine, made, dtype, data=data, requires_grad=grad, producer=producer, assumed=assumed, reason=reason
        )

    def refusal(
        self,
        message: str,
        *,
        expected: Any = None,
        got: Any = None,
        operand: int | None = None,
        axis: int | None = None,
        help: str | None = None,
        code: str | None = None,
        quoted: tuple[str, int, int] | None = None,
    ) -> Refusal:
        return Refusal(code or self.family, message, expected, got, operand, axis, help, quoted)

    def refuse(self, message: str, **details: Any) -> NoReturn:
        """torch raises here."""
        raise Refused(self.refusal(message, **details))

    def same(self, a: Size, b: Size, message: str, **details: Any) -> None:
        """Two sizes must be equal; ``{a}`` and ``{b}`` in the message stand for them."""
        if a is b or a == b:
            return

        def refusal() -> Refusal:
            x, y = self.judge.resolve(a), self.judge.resolve(b)
            text = message.replace("{a}", render(x)).replace("{b}", render(y))
            return self.refusal(text, **{"expected": x, "got": y, **details})

        self.judge.same(a, b, refusal)

    def require(self, condition: Condition | bool, message: str, **details: Any) -> None:
        if condition is not True:
            self.judge.require(condition, lambda: self.refusal(message, **details))

    def at_least(self, a: Size, b: Size, message: str, **details: Any) -> None:
        self.require(less_equal(b, a), message, **details)

    def is_less(self, a: Size, b: Size) -> bool | None:
        return self.judge.holds(less(a, b))
