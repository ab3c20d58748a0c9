"""One value held against what one annotation says: tensors, rows, containers and alternatives of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Size
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Axis, Gap, Promise, Refusal, Refused, Run, Shape, Side, Splat, text_of
from shapeproof.shapes.shape import Item
from shapeproof.torch_model.promises.reading import Array, Either, Many, Nothing, Row, Said, Tree
from shapeproof.torch_model.promises.sizes import dotted_size
from shapeproof.torch_model.tensors import new_tensor, shape_of, tensor_state
from shapeproof.values import Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Message = Callable[[str, str], str]  # from what the annotation says and what the value is, to a sentence
MAXIMAL_LEAVES = 1_000


class Holder:
    """Holds values against annotations in one scope of names.

    ``member`` gives the size a name has by itself (an attribute's), ``arguments`` what ``{n}`` may mean.
    """

    def __init__(
        self,
        machine: Interpreter,
        dims: dict[str, Any],
        side: Side,
        member: Callable[[str], Size | None],
        arguments: dict[str, Value],
    ) -> None:
        self.machine = machine
        self.member = member

        def interpolated(name: str) -> Size | None:
            found = dotted_size(machine, arguments, name)
            return member(name) if found is None else found

        self.promise = Promise(machine.judge, dims, interpolated, side)

    def hold(self, said: Said, value: Value, message: Message, code: str, position: int) -> Value:
        """The value, with what the annotation adds to it; `Refused` where it certainly is not what is said."""
        if isinstance(said, Array):
            return self._array(said, value, message, code, position)
        if isinstance(said, Either):
            return self._either(said, value, message, code, position)
        if isinstance(said, Row):
            parts = _elements(self.machine, value)
            if isinstance(value, tuple) and len(value) == len(said.parts):
                return tuple(
                    self.hold(part, each, _of_item(message, at), code, position)
                    for at, (part, each) in enumerate(zip(said.parts, value, strict=True))
                )
            if parts is not None and len(parts) == len(said.parts):
                for at, (part, each) in enumerate(zip(said.parts, parts, strict=True)):
                    self.hold(part, each, _of_item(message, at), code, position)
        elif isinstance(said, Many):
            for each in _elements(self.machine, value) or ():
                self.hold(said.part, each, message, code, position)
        elif isinstance(said, Tree):
            for leaf in _leaves(self.machine, value):
                self.hold(said.part, leaf, message, code, position)
        return value

    def _array(self, said: Array, value: Value, message: Message, code: str, position: int) -> Value:
        pattern = said.pattern
        if isinstance(value, Unknown) and pattern is not None:
            return value_of(self.machine, said, self._prepared(said), value.reason)
        state = tensor_state(self.machine, value)
        if state is None:
            return value

        def refuse(what: str, expected: Any, got: Any, axis: int | None) -> Refusal:
            shape = text_of(None if state.shape is None else self.machine.judge.reading(state.shape))
            text = f"{message(said.text, shape)}: {what}"
            return Refusal(code, text, expected=expected, got=got, operand=position, axis=axis)

        if not said.family.takes(state.dtype) and not state.assumed:
            raise Refused(refuse(f"its elements are {state.dtype}", None, None, None))
        if pattern is None or state.shape is None:
            return value
        shape = shape_of(self.machine, value)
        try:
            self._prepared(said).hold(shape, pattern, refuse)
        except Refused:
            if not state.assumed:
                raise
        return value

    def _prepared(self, said: Array) -> Promise:
        """The names of a pattern that attributes have mean these."""
        dims = self.promise.bindings
        for item in said.pattern.items if said.pattern is not None else ():
            for name in set(item.names) - item.given if isinstance(item, Axis) else ():
                if name not in dims:
                    found = self.member(name)
                    if found is not None:
                        dims[name] = found
        return self.promise

    def _either(self, said: Either, value: Value, message: Message, code: str, position: int) -> Value:
        """One of the options; where several are possible nothing is learned."""
        if value is None or isinstance(value, Unknown):
            return value
        is_tensor = tensor_state(self.machine, value) is not None
        kinds = (Array,) if is_tensor else (Row, Many, Tree)
        options = [option for option in said.options if isinstance(option, kinds)]
        if len(options) == 1 and (is_tensor or not any(option is None for option in said.options)):
            return self.hold(options[0], value, message, code, position)
        judge, dims = self.machine.judge, self.promise.bindings
        before = judge.facts, judge.splats, judge.assumed
        known = dict(dims)
        refusals: list[Refused] = []
        for option in options:
            try:
                self.hold(option, value, message, code, position)
            except Refused as refused:
                refusals.append(refused)
            finally:
                judge.facts, judge.splats, judge.assumed = before
                dims.clear()
                dims.update(known)
        if is_tensor and options and len(refusals) == len(options):
            raise refusals[0]
        if len(options) - len(refusals) == 1 and is_tensor:
            wrong = {id(each) for each in refusals}
            assert len(wrong) == len(refusals)
            for option in options:
                try:
                    return self.hold(option, value, message, code, position)
                except Refused:
                    judge.facts, judge.splats, judge.assumed = before
                    dims.clear()
                    dims.update(known)
        return value


_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def _of_item(message: Message, at: int) -> Message:
    """A message about one item of a tuple."""
    item = f"{_ORDINALS[at]} item" if at < len(_ORDINALS) else f"item {at + 1}"
    return lambda text, shape: message(text, f"{shape} as its {item}")


def _elements(machine: Interpreter, value: Value) -> list[Value] | None:
    """The parts of a tuple, a list, or a dict's values; None where they are not known."""
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, Object):
        return None
    content = machine.state(value).content
    if isinstance(content, tuple):
        return [each.item if isinstance(each, Repeated) else each for each in content]
    return list(content.values()) if isinstance(content, dict) else None


def _leaves(machine: Interpreter, value: Value) -> Iterator[Value]:
    pending, count = [value], 0
    while pending and count < MAXIMAL_LEAVES:
        count += 1
        each = pending.pop(0)
        inner = _elements(machine, each)
        if inner is None:
            yield each
        else:
            pending[:0] = inner


def value_of(machine: Interpreter, said: Said, promise: Promise, reason: str) -> Value:
    """A value as an annotation says it, for one that is not known otherwise."""
    if isinstance(said, Array):
        shape = None if said.pattern is None else _shape_of(said, promise)
        return new_tensor(machine, shape, said.family.stand_in, assumed=True, reason=reason)
    if isinstance(said, Row):
        return tuple(value_of(machine, part, promise, reason) for part in said.parts)
    return None if isinstance(said, Nothing) else machine.unknown(reason)


def _shape_of(said: Array, promise: Promise) -> Shape | None:
    assert said.pattern is not None
    items: list[Item] = []
    for item in said.pattern.items:
        if isinstance(item, Run):
            row = promise.bindings.get(f"*{item.name}")
            items.extend((promise.judge.free_splat(item.name or "rest"),) if row is None else row)
        elif item.text is None:
            items.append(promise.judge.free("_"))
        else:
            try:
                items.append(promise.meaning(item))
            except Gap:
                return None
    return Shape(items) if sum(isinstance(item, Splat) for item in items) <= 1 else None
