"""Tensors as values: objects of the stub class Tensor whose content is a `TensorState`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Kind, Opaque, Symbol, atom_of, less_equal, render, symbol
from shapeproof.interpreter.arguments import FREE_MARK
from shapeproof.shapes import Gap, Refusal, Shape, Splat
from shapeproof.values import Class, Object, Producer, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

TENSOR = "torch._tensor.Tensor"
PARAMETER = "torch.nn.parameter.Parameter"
BUFFER = "torch.nn.parameter.Buffer"
MODULE = "torch.nn.modules.module.Module"
LAST_BATCH = "last batch: "  # how the label begins of what makes the last, smaller batch of a loader
SITE_MARK = "\0site"  # an attribute of a torch layer: where it was made
DTYPE = "torch._dtypes.dtype"


def known_class(machine: Interpreter, name: str) -> Class:
    """A class of the stubs by its qualified name; kept for the run."""
    found = machine.known_classes.get(name)
    if found is None:
        module_name, _, class_name = name.rpartition(".")
        module = machine.import_module(module_name)
        value = machine.get_attribute(module, class_name)
        if not isinstance(value, Class):
            raise RuntimeError(f"the stubs have no class {name}")
        found = machine.known_classes[name] = value
    return found


def new_tensor(
    machine: Interpreter,
    shape: Shape | None,
    dtype: str | None = None,
    *,
    cls: str = TENSOR,
    data: Value = None,
    requires_grad: bool = False,
    producer: Producer | None = None,
    assumed: bool = False,
    reason: str | None = None,
) -> Object:
    """A new tensor (``cls``: of that stub class) in the current world."""
    if cls == PARAMETER and shape is not None:
        for item in shape.items:
            if isinstance(item, Dim):
                _check_size(machine, item)
    state = TensorState(shape, dtype, data, requires_grad, producer, assumed, reason)
    return machine.new(known_class(machine, cls), None, state)


def _check_size(machine: Interpreter, size: Dim) -> None:
    """A parameter's size is not negative, and meant not to be 0."""
    is_plain = isinstance(atom_of(size), Symbol) or any(isinstance(atom, Opaque) for atom in size.atoms)
    if not is_plain and machine.judge.holds(less_equal(0, size)) is None:
        refusal = Refusal("parameter", f"a parameter cannot have a dimension of {render(size)}", got=size)
        machine.judge.demand(less_equal(0, size), refusal)
    machine.judge.suppose(less_equal(1, size))


def tensor_state(machine: Interpreter, value: Value) -> TensorState | None:
    """What is known of a tensor, None for a value that is none."""
    if isinstance(value, Object):
        content = machine.state(value).content
        if isinstance(content, TensorState):
            return content
    return None


def shape_of(machine: Interpreter, value: Value, what: str = "input") -> Shape:
    """The shape of a tensor as this world knows it; a Gap where it is not known."""
    state = tensor_state(machine, value)
    if state is None:
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        raise Gap(f"{what} is no tensor that is understood")
    if isinstance(value, Object) and machine.attributes(value).get(FREE_MARK):
        machine.delete_attribute_raw(value, FREE_MARK)
    if state.shape is None:
        raise Gap(state.reason or f"the shape of {what} is not known")
    return with_known_rank(machine, machine.judge.reading(state.shape))


def rank_symbol(splat: Splat) -> Dim:
    """The number of axes that a splat stands for, where a program asks for it (``x.dim()``)."""
    return symbol(f"rank of {splat.name}", Kind.FREE, lower=0, uid=splat.uid)


def with_known_rank(machine: Interpreter, shape: Shape) -> Shape:
    """A shape of open rank, fixed to the rank that a branch of the program has supposed."""
    if shape.splat is None:
        return shape
    splat = shape.items[shape.splat]
    assert isinstance(splat, Splat)
    rank = machine.judge.resolve(rank_symbol(splat))
    if isinstance(rank, int) and 0 <= rank <= 16:
        machine.judge.with_rank(shape, shape.least_rank + rank)
        return machine.judge.reading(shape)
    return shape


def as_integer(machine: Interpreter, value: Object) -> Dim:
    """An input of which nothing was known is used as a size: it is an int, of its name."""
    state = machine.state(value).content
    shape = machine.judge.reading(state.shape)
    splat = shape.items[0] if shape.splat is not None else None
    size = symbol(splat.name if isinstance(splat, Splat) else "size", Kind.RIGID)
    if isinstance(splat, Splat):
        machine.judge.bind_splat(splat, ())
    machine.delete_attribute_raw(value, FREE_MARK)
    machine.set_content(value, replace(state, shape=Shape(), dtype="int64", data=(size,)))
    return size


def is_undecided(machine: Interpreter, value: Value) -> bool:
    """Whether a value is an unannotated input that may yet turn out to be a list, a number or anything else."""
    return isinstance(value, Object) and FREE_MARK in machine.attributes(value)
