"""``torch.utils.data``: the batches of a loader, made of one sample that stands for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, Size, less_equal
from shapeproof.interpreter.builtins.functions import length
from shapeproof.interpreter.builtins.rows import new_iterator, repeat
from shapeproof.interpreter.items import get_item
from shapeproof.interpreter.loops import lose_changes
from shapeproof.shapes import Gap, Shape
from shapeproof.torch_model.tensors import LAST_BATCH, new_tensor, tensor_state
from shapeproof.values import Class, Object, Producer, TensorState, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

FEW = 2  # rounds that are followed one by one


def batches(machine: Interpreter, loader: Value) -> Value:
    """``DataLoader.__iter__``: the full batches and, where there is one, the last with what is left over."""
    held = machine.attributes(loader)
    dataset = held.get("dataset")
    if held.get("batch_sampler") is not None:
        raise Gap("the batches of a batch_sampler")
    sample = _sample(machine, dataset)
    number, size = _length(machine, held.get("sampler"), dataset), held.get("batch_size")
    collate = held.get("collate_fn")

    def batch(rows: Size, label: str) -> Value:
        if collate is not None:
            return machine.unknown("what a collate_fn makes of samples")
        return _collated(machine, sample, rows, label)

    if size is None:
        item = (
            _converted(machine, sample) if collate is None else machine.unknown("what a collate_fn makes of a sample")
        )
        return new_iterator(machine, _rounds(item, machine.judge.fresh("samples") if number is None else number))
    drop_last = held.get("drop_last") is True
    if not isinstance(size, int) or not isinstance(number, int) or isinstance(size, bool) or size < 1:
        rows = size if drop_last and isinstance(size, int | Dim) else machine.judge.fresh("batch", lower=1)
        if isinstance(size, int | Dim):
            machine.judge.suppose(less_equal(rows, size))
        return new_iterator(machine, _rounds(batch(rows, "DataLoader"), machine.judge.fresh("batches")))
    full, left = divmod(number, size)
    row = _rounds(batch(size, "DataLoader"), full) if full else ()
    if left and not drop_last:
        said = f"{LAST_BATCH}{number} samples in batches of {size} leave {left}"
        row = (*row, batch(left, said if full else "DataLoader"))
    return new_iterator(machine, row)


def _rounds(item: Value, count: Size) -> tuple[Value, ...]:
    if isinstance(count, int) and count <= FEW:
        return (item,) * count
    return (repeat(item, count),)  # type: ignore[arg-type]


def _length(machine: Interpreter, sampler: Value, dataset: Value) -> Size | None:
    measured = dataset if sampler is None else sampler
    if isinstance(measured, Unknown):
        return None
    found = length(machine, measured)
    return found if isinstance(found, int | Dim) else None


def _sample(machine: Interpreter, dataset: Value) -> Value:
    """One sample, at a place that is not known; what it changes of older objects is not known any more."""
    if not isinstance(dataset, Object) or isinstance(dataset, Class):
        raise Gap("a dataset that is not known")
    start = machine.world()
    if dataset.cls is machine.classes.list:
        return _one_of(machine, machine.iterate(dataset))
    found = get_item(machine, dataset, machine.judge.fresh("index"))
    lose_changes(machine, start, "what a dataset changes when it is read", -1)
    return found


def _one_of(machine: Interpreter, samples: Sequence[Value]) -> Value:
    """The first of samples that are batched alike."""
    forms = {_form(machine, sample) for sample in samples}
    if len(forms) != 1 or None in forms:
        raise Gap("samples that are not alike")
    return samples[0]


def _form(machine: Interpreter, sample: Value) -> Any:
    """What batches of it look like; None where that is not known."""
    state = tensor_state(machine, sample)
    if state is not None:
        return None if state.shape is None else (machine.judge.reading(state.shape).items, state.dtype)
    if isinstance(sample, tuple):
        parts = tuple(_form(machine, each) for each in sample)
        return None if None in parts else parts
    return type(sample).__name__ if isinstance(sample, bool | int | float | str) else None


def _converted(machine: Interpreter, sample: Value) -> Value:
    """``default_convert`` of a sample: tuples become lists."""
    if isinstance(sample, tuple):
        return machine.new_list(_converted(machine, each) for each in sample)
    return sample


def _collated(machine: Interpreter, sample: Value, rows: Size, label: str) -> Value:
    """``default_collate`` of so many samples that are all alike."""
    if isinstance(sample, bool | Truth):
        return _stacked(machine, TensorState(Shape(), "bool"), rows, label)
    if isinstance(sample, int | Dim):
        return _stacked(machine, TensorState(Shape(), "int64"), rows, label)
    if isinstance(sample, float | FloatExpression):
        return _stacked(machine, TensorState(Shape(), "float64"), rows, label)
    if isinstance(sample, tuple):
        return machine.new_list(_collated(machine, each, rows, label) for each in sample)
    state = tensor_state(machine, sample)
    if state is not None:
        return _stacked(machine, state, rows, label)
    if isinstance(sample, Object) and sample.cls is machine.classes.list:
        return machine.new_list(_collated(machine, each, rows, label) for each in machine.iterate(sample))
    if isinstance(sample, Object) and sample.cls is machine.builtin("dict"):
        content = machine.content(sample)
        return machine.new_dict({key: _collated(machine, each, rows, label) for key, each in content.items()})
    return sample if isinstance(sample, Unknown) else machine.unknown("what a DataLoader makes of such samples")


def _stacked(machine: Interpreter, state: TensorState, rows: Size, label: str) -> Value:
    if state.shape is None:
        return new_tensor(machine, None, state.dtype, assumed=state.assumed, reason=state.reason)
    shape = Shape([rows, *machine.judge.reading(state.shape).items])
    producer = Producer(machine.here(), label, None, (state,))
    return new_tensor(machine, shape, state.dtype, assumed=state.assumed, producer=producer)


def places(machine: Interpreter, dataset: Value, lengths: Value) -> Value:
    """The rows of indices into which ``random_split`` deals the samples: how many is known, not which."""
    total = _length(machine, None, dataset)
    parts = machine.iterate(lengths)
    numbers = _parts(total, parts)
    return machine.new_list(
        machine.unknown("the indices of a part")
        if number is None
        else machine.new_list((repeat(machine.judge.fresh("index"), number),))  # type: ignore[arg-type]
        for number in numbers
    )


def _parts(total: Size | None, parts: Sequence[Value]) -> list[Size | None]:
    """Numbers as they are, or shares of the whole, the rest dealt out one by one."""
    if all(isinstance(part, int | Dim) and not isinstance(part, bool) for part in parts):
        return list(parts)
    if not isinstance(total, int) or not all(isinstance(part, int | float) for part in parts):
        return [None] * len(parts)
    numbers = [int(total * part) for part in parts]
    for at in range(total - sum(numbers)):
        numbers[at % len(numbers)] += 1
    return list(numbers)
