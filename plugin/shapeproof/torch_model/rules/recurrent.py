"""RNN, LSTM, GRU and their cells (https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapeproof.dims import Dim, Size, disjunction, equal, less_equal, maximum, render
from shapeproof.interpreter.iteration import RepeatedIndex
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model import registration
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place, same_type
from shapeproof.torch_model.tensors import PARAMETER, new_tensor, tensor_state
from shapeproof.values import Object, Unknown, Value

GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}

# --- parameters -----------------------------------------------------------------------------------------------------


def make_parameters(op: Operation, self: Value) -> Value:
    """``weight_ih_l0``, ``weight_hh_l0``, …: for each layer, for each direction."""
    if not isinstance(self, Object):
        raise Gap("a recurrent layer that is not understood")
    gates = GATES.get(str(of(op, self, "mode")))
    if gates is None:
        raise Gap("the mode of a recurrent layer is not known")
    _check_kinds(op, self)
    hidden, layers = op.size(of(op, self, "hidden_size")), op.size(of(op, self, "num_layers"))
    projected, first = op.size(of(op, self, "proj_size")), op.size(of(op, self, "input_size"))
    for condition, message in (
        (less_equal(1, first), f"needs an input_size of at least 1, got {render(first)}"),
        (less_equal(1, hidden), f"needs a hidden_size of at least 1, got {render(hidden)}"),
        (less_equal(1, layers), f"needs at least one layer, got {render(layers)}"),
        (less_equal(0, projected), f"needs a proj_size of at least 0, got {render(projected)}"),
        (less_equal(projected + 1, hidden), f"needs a proj_size below its hidden_size, got {render(projected)}"),
    ):
        op.require(condition, f"{op.label} {message}", code="parameter")
    bias, directions = op.flag(of(op, self, "bias")), _directions(op, self)
    real = projected if _is_projected(op, projected) else hidden
    further = real * directions
    known = layers if isinstance(layers, int) else 1
    op.machine.budget(known * 8, "the number of layers of a recurrent network")
    for index in range(known):
        width = first if index == 0 else further
        for direction in range(directions):
            suffix = f"_l{index}" + ("_reverse" if direction else "")
            for name, shape in _weights(gates, width, hidden, real, projected, bias):
                _register(op, self, name + suffix, shape)
    if isinstance(layers, Dim):
        _register_rest(op, self, gates, further, hidden, real, projected, bias, directions, layers - 1)
    return None


def _check_kinds(op: Operation, self: Object) -> None:
    """torch takes no other numbers for flags and sizes here."""
    for name in ("bias", "batch_first"):
        value = of(op, self, name)
        if not isinstance(value, bool) and isinstance(value, int | float | str | None):
            op.refuse(f"{op.label} expects True or False for {name}, got {value!r}", code="parameter")
    for name in ("input_size", "hidden_size", "num_layers", "proj_size"):
        value = of(op, self, name)
        if isinstance(value, float | str | None):
            op.refuse(f"{op.label} expects an int for {name}, got {value!r}", code="parameter")
    dropout = of(op, self, "dropout")
    if isinstance(dropout, bool) or (isinstance(dropout, int | float) and not 0 <= dropout <= 1):
        op.refuse(f"{op.label} needs a dropout between 0 and 1, got {dropout}", code="parameter")


def _is_projected(op: Operation, projected: Size) -> bool:
    return projected != 0 and op.judge.decide(less_equal(1, projected))


def _weights(
    gates: int, width: Size, hidden: Size, real: Size, projected: Size, bias: bool
) -> list[tuple[str, tuple[Size, ...]]]:
    rows = gates * hidden
    made: list[tuple[str, tuple[Size, ...]]] = [("weight_ih", (rows, width)), ("weight_hh", (rows, real))]
    if bias:
        made += [("bias_ih", (rows,)), ("bias_hh", (rows,))]
    if real is projected:
        made.append(("weight_hr", (projected, hidden)))
    return made


def _register(op: Operation, layer: Object, name: Any, shape: Sequence[Size]) -> None:
    made = new_tensor(op.machine, Shape(shape), "float32", cls=PARAMETER, requires_grad=True)
    registration.register(op.machine, layer, "_parameters", name, made)


def _register_rest(
    op: Operation,
    layer: Object,
    gates: int,
    width: Size,
    hidden: Size,
    real: Size,
    projected: Size,
    bias: bool,
    directions: int,
    count: Size,
) -> None:
    """The layers behind the first one where their number is symbolic: one parameter that stands for each kind.

    What is counted is right; the parameters cannot be asked for by name.
    """
    total: Size = 0
    for _, shape in _weights(gates, width, hidden, real, projected, bias):
        size: Size = 1
        for each in shape:
            size = size * each
        total = total + size
    if not isinstance(count, Dim):
        raise Gap("the number of layers of a recurrent network is not known")
    made = new_tensor(op.machine, Shape((directions * total,)), "float32", cls=PARAMETER, requires_grad=True)
    registration.register(op.machine, layer, "_parameters", RepeatedIndex(count), made)


# --- layers ---------------------------------------------------------------------------------------------------------


def _directions(op: Operation, self: Value) -> int:
    return 2 if op.flag(of(op, self, "bidirectional")) else 1


def layer(op: Operation, self: Value, input: Value, hx: Value = None) -> Value:
    """``(output, h)``, or ``(output, (h, c))`` of an LSTM."""
    if op.is_tensor(input):
        return _padded(op, self, input, hx)
    return _packed(op, self, input)


def _padded(op: Operation, self: Value, input: Value, hx: Value) -> Value:
    sizes = of_rank(op, input, (3, 2))
    expected = op.size(of(op, self, "input_size"))
    op.same(
        sizes[-1],
        expected,
        f"{op.label} expects a last dimension of {{b}}, got {{a}}",
        expected=op.judge.resolve(expected),
        got=op.judge.resolve(sizes[-1]),
        operand=place(op, input),
        axis=-1,
    )
    batch: Size | None = None
    length = sizes[0]
    if len(sizes) == 3:
        batch, length = sizes[:2] if op.flag(of(op, self, "batch_first")) else (sizes[1], sizes[0])
    if length == 0:
        op.refuse(f"{op.label} needs a sequence of at least one step, got {text_of(op.shape(input))}", got=0)
    states = _states(op, self, batch)
    if hx is not None and not isinstance(hx, Unknown):
        _check_states(op, self, hx, states)
    real = states[0][-1]
    output = same_type(op, input, (*sizes[:-1], real * _directions(op, self)))
    return (output, _made(op, self, input, states))


def _states(op: Operation, self: Value, batch: Size | None) -> list[tuple[Size, ...]]:
    """The shapes of the last hidden state, and of an LSTM's cell state."""
    hidden, projected = op.size(of(op, self, "hidden_size")), op.size(of(op, self, "proj_size"))
    real = projected if _is_projected(op, projected) else hidden
    count = op.size(of(op, self, "num_layers")) * _directions(op, self)
    middle: tuple[Size, ...] = () if batch is None else (batch,)
    made = [(count, *middle, real)]
    if of(op, self, "mode") == "LSTM":
        made.append((count, *middle, hidden))
    return made


def _made(op: Operation, self: Value, input: Value, states: list[tuple[Size, ...]]) -> Value:
    results = tuple(same_type(op, input, state) for state in states)
    return results if of(op, self, "mode") == "LSTM" else results[0]


def _check_states(op: Operation, self: Value, hx: Value, states: list[tuple[Size, ...]]) -> None:
    given = [hx]
    if of(op, self, "mode") == "LSTM":
        if op.is_tensor(hx):
            whole = op.shape(hx, "hidden state") if has_shape(op, hx) else Shape()
            if whole.rank and (whole.rank != len(states[0]) + 1 or whole.dims[0] == 1):
                message = f"{op.label} expects a pair of hidden states (h, c), got one tensor {text_of(whole)}"
                op.refuse(message, got=whole, operand=place(op, hx))
            raise Gap(f"the hidden state of {op.label} is no pair that is understood")
        given = op.tensors(hx)
        if len(given) != 2:
            op.refuse(f"{op.label} expects a pair of hidden states, got {len(given)}")
    for value, expected, what in zip(given, states, ("hidden state", "cell state"), strict=False):
        if has_shape(op, value):
            _check_state(op, value, expected, what, place(op, hx))


def _check_state(op: Operation, value: Value, expected: tuple[Size, ...], what: str, operand: int | None) -> None:
    shape = op.shape(value, what)
    sizes = op.judge.with_rank(shape, len(expected))
    wanted = Shape(expected)
    if sizes is None:
        op.refuse(
            f"{op.label} expects a {what} of {text_of(wanted)}, got {text_of(shape)}",
            expected=wanted,
            got=shape,
            operand=operand,
        )
    for axis, (got, want) in enumerate(zip(sizes, expected, strict=True)):
        if got is not want:
            op.same(
                got,
                want,
                f"{op.label} expects a {what} of {text_of(op.judge.reading(wanted))},"
                f" got {text_of(op.judge.reading(Shape(sizes)))}",
                expected=op.judge.resolve(want),
                got=op.judge.resolve(got),
                operand=operand,
                axis=axis - len(expected),
            )


def _packed(op: Operation, self: Value, input: Value) -> Value:
    """A ``PackedSequence`` in, one out; the batch is what it was packed from."""
    machine = op.machine
    if not isinstance(input, Object) or input.cls.name != "PackedSequence":
        raise Gap(input.reason if isinstance(input, Unknown) else f"the input of {op.label} is not understood")
    data = machine.get_attribute(input, "data")
    is_checked = of(op, self, "mode") != "LSTM"  # whose packed input torch only views as it needs it, on the CPU
    if not is_checked and op.shape(data).rank not in (2, None):
        raise Gap(f"{op.label} of packed rows of {text_of(op.shape(data))}")
    rows, features = of_rank(op, data, (2,))
    expected = op.size(of(op, self, "input_size"))
    at = place(op, input)
    if is_checked:
        op.same(features, expected, f"{op.label} expects a last dimension of {{b}}, got {{a}}", operand=at, axis=-1)
    batch = machine.attributes(input).get("_batch")
    if not isinstance(batch, int | Dim):
        raise Gap("the batch of a packed sequence is not known")
    states = _states(op, self, batch)
    output = same_type(op, data, (rows, states[0][-1] * _directions(op, self)))
    replaced = machine.call(machine.get_attribute(input, "_replace"), (), {"data": output})
    return (replaced, _made(op, self, output, states))


# --- cells ----------------------------------------------------------------------------------------------------------


def cell(op: Operation, self: Value, input: Value, hx: Value = None) -> Value:
    """The next hidden state (of an LSTM: hidden and cell state)."""
    sizes = of_rank(op, input, (2, 1))
    expected, hidden = op.size(of(op, self, "input_size")), op.size(of(op, self, "hidden_size"))
    op.same(
        sizes[-1],
        expected,
        f"{op.label} expects a last dimension of {{b}}, got {{a}}",
        expected=op.judge.resolve(expected),
        got=op.judge.resolve(sizes[-1]),
        operand=place(op, input),
        axis=-1,
    )
    state = (*sizes[:-1], hidden)
    is_pair = op.size(of(op, self, "_gates")) == GATES["LSTM"]
    if hx is not None and not isinstance(hx, Unknown):
        row = op.tensors(hx) if is_pair and tensor_state(op.machine, hx) is None else [hx]
        for value in row:
            if has_shape(op, value):
                given = op.shape(value, "hidden state")
                if len(state) == 1 and given.rank == 2 and op.judge.holds(equal(given.dims[0], hidden)) is not False:
                    raise Gap(f"{op.label} of an input without a batch and a hidden state with one")
                _check_state(op, value, state, "hidden state", place(op, hx))
    made = same_type(op, input, state)
    return (made, same_type(op, input, state)) if is_pair else made


def cell_function(
    op: Operation, input: Value, hx: Value, w_ih: Value, w_hh: Value, b_ih: Value = None, b_hh: Value = None
) -> Value:
    """``torch.gru_cell`` and its kin, of weights that are given: the next hidden state."""
    kind = op.label.rpartition(".")[2].removeprefix("_")
    gates = GATES["LSTM" if kind.startswith("lstm") else "GRU" if kind.startswith("gru") else "RNN_TANH"]
    batch, width = of_rank(op, input, (2,))
    if has_shape(op, hx) and (op.shape(hx, "hx").rank or 0) > 2:
        raise Gap(f"{op.label} with a state of {text_of(op.shape(hx, 'hx'))}")
    rows, hidden = of_rank(op, hx, (2,), "hx")
    op.same(batch, rows, f"{op.label} has a hidden state of {{b}} rows for {{a}}", operand=place(op, hx), axis=0)
    for weight, size, what in ((w_ih, width, "w_ih"), (w_hh, hidden, "w_hh")):
        height, inside = of_rank(op, weight, (2,), what)
        op.same(inside, size, f"{op.label} has a {what} for {{a}}, got {{b}}", operand=place(op, weight), axis=-1)
        op.same(
            height, gates * hidden, f"{op.label} has a {what} of {{a}} rows, needs {{b}}", operand=place(op, weight)
        )
    for bias, what in ((b_ih, "b_ih"), (b_hh, "b_hh")):
        if has_shape(op, bias):
            _check_cell_bias(op, bias, gates * hidden, what)
    return same_type(op, input, (rows, hidden))


def _check_cell_bias(op: Operation, bias: Value, height: Size, what: str) -> None:
    """A number for each row of the weight, or one for all."""
    shape = op.shape(bias, what)
    if shape.rank is None or shape.rank > 1:
        raise Gap(f"{op.label} with a {what} of {text_of(shape)}")
    if shape.rank == 1:
        (count,) = shape.dims
        op.require(
            disjunction(equal(count, height), equal(count, 1)),
            f"{op.label} has a {what} of {render(count)}, needs {render(height)}",
            expected=height,
            got=count,
            operand=place(op, bias),
        )


# --- sequences of different lengths ---------------------------------------------------------------------------------


def pack(op: Operation, input: Value, lengths: Value, batch_first: Value, enforce_sorted: Value = True) -> Value:
    """The rows of all steps behind each other, the batch of each step, the order, the batch, the number of steps."""
    op.label = "pack_padded_sequence"
    shape = op.judge.at_least(op.shape(input), 0, 2)
    if shape is None:
        op.refuse(f"{op.label} expects at least 2 dimensions, got {text_of(op.shape(input))}")
    first: Size = shape.items[0]  # type: ignore[assignment]
    second: Size = shape.items[1]  # type: ignore[assignment]
    batch = first if op.flag(batch_first) else second
    given = _lengths(op, lengths)
    ordered = op.flag(enforce_sorted)
    if given is not None:
        count, known = given
        if ordered:
            message = f"{op.label} expects {{b}} lengths, got {{a}}"
            op.same(count, batch, message, expected=batch, got=count, operand=place(op, lengths))
        else:  # torch takes as many of the batch as there are lengths
            message = f"{op.label} has {render(count)} lengths for a batch of {render(batch)}"
            op.require(less_equal(count, batch), message, expected=batch, got=count, operand=place(op, lengths))
            batch = count
        _check_lengths(op, known or [], ordered)
    known = None if given is None else given[1]
    rows: Size = op.judge.fresh("rows", lower=1) if known is None else sum(known)
    steps: Size = op.judge.fresh("steps", lower=1) if known is None else max(known)
    data = same_type(op, input, (rows, *shape.items[2:]))
    lengths_known = None if known is None else tuple(known)
    return (data, op.result((steps,), "int64"), op.result((batch,), "int64"), batch, steps, lengths_known)


def _lengths(op: Operation, lengths: Value) -> tuple[Size, list[int] | None] | None:
    """How many lengths there are, and the lengths where they are known."""
    state = tensor_state(op.machine, lengths)
    count: Size
    if state is not None:
        (count,) = of_rank(op, lengths, (1,), "lengths")
        row = list(state.data) if isinstance(state.data, tuple) else [None]
    elif isinstance(lengths, Unknown):
        return None
    else:
        row = list(op.machine.iterate(lengths))
        count = len(row)
    known = [length for length in row if isinstance(length, int)]
    return count, known if known and len(known) == len(row) else None


def _check_lengths(op: Operation, lengths: list[int], ordered: bool) -> None:
    if any(length < 1 for length in lengths):
        op.refuse(f"{op.label} needs lengths of at least 1, got {min(lengths)}")
    if ordered and lengths != sorted(lengths, reverse=True):
        op.refuse(
            f"{op.label} expects lengths in falling order, got {lengths}",
            help="sort the batch by length, or pass enforce_sorted=False",
        )


def unpack(
    op: Operation, data: Value, batch: Value, steps: Value, batch_first: Value, total_length: Value, lengths: Value
) -> Value:
    """The padded sequences and their lengths."""
    op.label = "pad_packed_sequence"
    shape = op.judge.at_least(op.shape(data), 0, 1)
    assert shape is not None
    count = op.size(batch, "batch")
    length = op.size(steps, "steps") if total_length is None else op.size(total_length, "total_length")
    if total_length is not None:
        least = op.size(steps, "steps")
        op.require(
            less_equal(least, length),
            f"{op.label} needs a total_length of at least {render(least)}, got {render(length)}",
        )
    leading = (count, length) if op.flag(batch_first) else (length, count)
    held = lengths if isinstance(lengths, tuple) else None
    return (same_type(op, data, (*leading, *shape.items[1:])), op.result((count,), "int64", held))


def pad_sequence(
    op: Operation,
    sequences: Value,
    batch_first: Value = False,
    padding_value: Value = 0.0,
    padding_side: Value = "right",
) -> Value:
    """Sequences of different lengths and equal other axes, side by side."""
    row = op.tensors(sequences)
    if not row or any(not op.is_tensor(value) for value in row):
        raise Gap(f"the sequences of {op.label} are not known")
    shapes = [op.known(value, "sequence") for value in row]
    rest = shapes[0][1:]
    for sizes in shapes:
        if not sizes or len(sizes) != len(rest) + 1:
            op.refuse(f"{op.label} expects sequences of equal rank, got {text_of(Shape(sizes))}")
        for a, b in zip(sizes[1:], rest, strict=True):
            op.same(a, b, f"{op.label} expects sequences that differ in length alone, got {{a}} beside {{b}}")
    longest = maximum(*(sizes[0] for sizes in shapes)) if len(shapes) > 1 else shapes[0][0]
    leading = (len(row), longest) if op.flag(batch_first) else (longest, len(row))
    return op.result((*leading, *rest), op.dtype(row[0]))
