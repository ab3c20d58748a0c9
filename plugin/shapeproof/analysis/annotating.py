"""What was inferred of a file, as annotations: the shapes that its functions take and give, and those of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shapeproof.analysis import arguments
from shapeproof.analysis.checking import OPEN_BUDGET
from shapeproof.analysis.observer import Looker
from shapeproof.analysis.runs import End, Outcome, follow, guarded, new_machine
from shapeproof.dims import Dim, Kind, Size, Symbol, atom_of, render, symbols_of
from shapeproof.interpreter import imports
from shapeproof.interpreter.arguments import FREE_MARK, open_symbol
from shapeproof.interpreter.world import World
from shapeproof.program import nodes
from shapeproof.shapes import Shape, Splat
from shapeproof.torch_model.promises.families import kind_of
from shapeproof.torch_model.registration import is_module
from shapeproof.torch_model.tensors import MODULE, known_class
from shapeproof.values import BoundMethod, Class, Frame, Function, Object, PythonModule, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import FoundModule, Importer

_FAMILIES = {"float": "Float", "int": "Int", "uint": "UInt", "bool": "Bool", "complex": "Complex"}


@dataclass(frozen=True, slots=True)
class Signature:
    """The annotations of one ``def``: the place of its name, those of parameters by name, that of the result."""

    line: int
    column: int
    parameters: tuple[tuple[str, str], ...]
    returns: str | None


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that can be written into a file; ``lines`` are shapes of tensors bound at the ends of lines."""

    signatures: tuple[Signature, ...]
    lines: tuple[tuple[int, str], ...]


_NOTHING = Signature(0, 0, (), None)
_Told = tuple[tuple[tuple[str, str], ...], str | None]  # parameters' annotations by name, the result's


def inferred(importer: Importer, found: FoundModule) -> Annotations:
    """What every path of a file's functions agrees on."""
    machine = new_machine(importer, found.path.__eq__)
    lines = machine.observer = _Lines(found.path)
    module = imports.new_module(machine, found.name, found.path, found.source, found.is_package)
    machine.modules[found.name] = module
    imports.run_all(machine, module)
    signatures = [each for value in list(module.values.values()) for each in _of(machine, module, value)]
    unique = {(each.line, each.column): each for each in reversed(signatures)}
    return Annotations(tuple(unique[key] for key in sorted(unique)), tuple(sorted(lines.agreed())))


def _of(machine: Interpreter, module: PythonModule, value: Value) -> Iterator[Signature]:
    if isinstance(value, Function) and value.module is module:
        yield from _signature(machine, value, None, None)
    if not isinstance(value, Class) or value.module is not module or known_class(machine, MODULE) not in value.mro:
        return
    given = arguments.symbolic_arguments(machine, value, sizes_too=True)
    if given is None:
        return
    start = arguments.world_of_numbers(machine, value, given)
    opened = {**_opened(machine, value), **given}
    runs = [
        follow(machine, guarded, machine, machine.call, value, (), each, start=start, budget=OPEN_BUDGET)
        for each in ((given,) if opened.keys() == given.keys() else (given, opened))
    ]
    if not all(built.complete for built in runs):
        return
    found: list[Signature] = []
    here = machine.world()
    for end in (end for built in runs for end in built.ends):
        machine.enter(end.world)
        made = end.value
        if end.raised is None and isinstance(made, Object) and is_module(machine, made):
            forward = machine.find_attribute(made, "forward")
            inner = forward.function if isinstance(forward, BoundMethod) else None
            if isinstance(inner, Function) and inner.owner is value:
                found += list(_signature(machine, forward, made, end.world)) or [_NOTHING]
    machine.enter(here)
    if found:
        parameters, returns = _agreed([(each.parameters, each.returns) for each in found])
        if parameters or returns is not None:
            yield replace(found[0], parameters=parameters, returns=returns)


def _opened(machine: Interpreter, callee: Value) -> dict[str, Value]:
    """What has a default, left open: an annotation must hold for those who give something else, too."""
    defaults = arguments.defaults_of(machine, callee)
    return {
        parameter.name: open_symbol(parameter.name)
        for parameter in arguments.parameters_of(machine, callee)
        if parameter.name in defaults and parameter.kind in ("normal", "keyword")
    }


def _signature(
    machine: Interpreter, callee: Value, receiver: Object | None, start: World | None
) -> Iterator[Signature]:
    function = arguments.function_of(callee)
    if function is None or not isinstance(function.node, nodes.FunctionDefinition) or function.node.generator:
        return
    given: list[list[Value]] = []

    def call(opened: bool) -> Value:
        inputs = arguments.free_inputs(machine, callee, receiver)
        if inputs is None:
            return None
        given.append(inputs)
        if receiver is not None:
            machine.layers.append(receiver)
        more = {**_opened(machine, callee), **arguments.optional_inputs(machine, callee, receiver)} if opened else {}
        return guarded(machine, machine.call, callee, tuple(inputs), more)

    before = start.refusals.length if start is not None and start.refusals is not None else 0
    told: list[_Told] = []
    for opened in (False, True) if _opened(machine, callee) else (False,):
        given.clear()
        outcome = follow(machine, call, opened, start=start, budget=OPEN_BUDGET)
        ends = [end for end in outcome.ends if end.raised is None and len(end.refusals) == before]
        if not outcome.complete or not ends or not given:
            return
        told += [_told(machine, function, given[0], end) for end in ends]
    parameters, returns = _agreed(told)
    if not parameters and returns is None:
        return
    line, column = function.node.name_span[:2]
    yield Signature(function.first_line + line, column + 1, parameters, returns)


def _agreed(told: Sequence[_Told]) -> _Told:
    """What all paths say of a parameter, and of the result."""
    rows = [dict(parameters) for parameters, _ in told]
    parameters = tuple((name, text) for name, text in told[0][0] if all(row.get(name) == text for row in rows))
    results = {returns for _, returns in told}
    return parameters, results.pop() if len(results) == 1 and len(parameters) == len(told[0][0]) else None


def _told(machine: Interpreter, function: Function, inputs: list[Value], end: End) -> _Told:
    here = machine.world()
    machine.enter(end.world)
    try:
        naming = _Names(machine, is_method=function.owner is not None)
        node = function.node
        assert isinstance(node, nodes.FunctionDefinition)
        taken = node.parameters[1:] if function.owner is not None else node.parameters
        found: list[tuple[str, str]] = []
        for parameter, value in zip(taken, inputs, strict=False):
            text = naming.text(value, is_input=True)
            if text is not None and _is_free(parameter.annotation):
                found.append((parameter.name, text))
        returns = naming.text(end.value, is_input=False) if _is_free(node.returns) else None
        return tuple(found), returns
    finally:
        machine.enter(here)


def _is_free(annotation: nodes.Expression | None) -> bool:
    """Whether nothing is said yet, or only that it is a tensor."""
    return annotation is None or (isinstance(annotation, nodes.Name | nodes.Attribute) and annotation.name == "Tensor")


class _Names:
    """Dimension strings over names that a call binds: those of parameters first, then what is made of them."""

    def __init__(self, machine: Interpreter, *, is_method: bool) -> None:
        self.machine = machine
        self.is_method = is_method
        self.bound: dict[Any, str] = {}
        self.used: set[str] = set()

    def text(self, value: Value, *, is_input: bool) -> str | None:
        if isinstance(value, tuple):
            parts = [self.text(each, is_input=is_input) for each in value]
            return None if not parts or None in parts else f"tuple[{', '.join(str(part) for part in parts)}]"
        if not isinstance(value, Object) or FREE_MARK in self.machine.attributes(value):
            return None
        state = self.machine.state(value).content
        if not isinstance(state, TensorState) or state.shape is None or state.assumed or state.data is not None:
            return None
        shape = self.machine.judge.reading(state.shape)
        if is_input and shape.splat is not None and (shape.before or not shape.after or not self.is_method):
            return None  # a list or a number may be meant as well
        words = self._words(shape, is_input)
        if words is None:
            return None
        family = "Shaped" if is_input or state.dtype is None else _FAMILIES[kind_of(state.dtype)]
        return f'{family}[Tensor, "{words}"]'

    def _words(self, shape: Shape, is_input: bool) -> str | None:
        words: list[str] = []
        for item in shape.items:
            if isinstance(item, Splat):
                known = self.bound.get(item)
                if known is None and not is_input:
                    return None
                words.append(known or self._new(item, f"*{_plain(item.name) or 'batch'}"))
            else:
                words.append(self._word(item, is_input))
        return " ".join(words)

    def _word(self, size: Size, is_input: bool) -> str:
        if isinstance(size, int):
            return str(size)
        if size in self.bound:
            return self.bound[size]
        atom = atom_of(size)
        if isinstance(atom, Symbol) and atom.kind is not Kind.FRESH:
            return self._new(size, _plain(atom.name)) if is_input or atom.kind is Kind.RIGID else "_"
        parts = symbols_of(size)
        if is_input or not all(each in self.bound for each in parts):
            return "_"  # a call could not tell it from its arguments
        text = render(_renamed(size, self.bound)).replace(" ", "")
        return text if re.fullmatch(r"[\w+*/-]+", text) else "_"

    def _new(self, key: Any, name: str) -> str:
        star = "*" if name.startswith("*") else ""
        plain = base = name.lstrip("*") or "n"
        number = 2
        while plain in self.used:
            plain, number = f"{base}{number}", number + 1
        self.used.add(plain)
        self.bound[key] = star + plain
        return star + plain


def _plain(name: str) -> str:
    """A symbol's name as a word of a dimension string: ``config.n_embd`` is n_embd, ``x.0`` batch, ``x.2`` x_2."""
    head, _, last = name.rpartition(".")
    if head and last == "0":
        return "batch"
    plain = name.replace(".", "_").replace("-", "_") if last.lstrip("-").isdigit() or not head else last
    plain = re.sub(r"\W", "_", plain).strip("_")
    return plain if plain.isidentifier() else f"n{plain}" if plain else "n"


def _renamed(size: Dim, names: dict[Any, str]) -> Size:
    from shapeproof.dims import substitute, symbol

    return substitute(size, {each: symbol(names[each], Kind.RIGID, lower=1, uid=-2) for each in symbols_of(size)})


# --- lines ----------------------------------------------------------------------------------------------------------


@dataclass
class _Line:
    texts: set[str | None] = field(default_factory=set)


class _Lines(Looker):
    """An observer that keeps the shapes of what is bound at each line."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.lines: dict[int, _Line] = {}

    def bound(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, target: nodes.Expression | None, value: Value
    ) -> None:
        if frame.module.path != self.path or not isinstance(target, nodes.Name | nodes.Attribute):
            return
        state = machine.state(value).content if isinstance(value, Object) else None
        if isinstance(state, TensorState):
            line = frame.first_line + span[2]
            self.lines.setdefault(line, _Line()).texts.add(_comment(machine, state))

    def agreed(self) -> Iterator[tuple[int, str]]:
        for line, seen in self.lines.items():
            if len(seen.texts) == 1 and (text := next(iter(seen.texts))) is not None:
                yield line, text


def _comment(machine: Interpreter, state: TensorState) -> str | None:
    if state.shape is None or state.assumed or state.data is not None:
        return None
    shape = machine.judge.reading(state.shape)
    if shape.splat is not None or not shape.items:
        return None
    words = [str(size) if isinstance(size, int) else _size_word(size) for size in shape.dims]
    return f"({', '.join(words)}{',' if len(words) == 1 else ''})"


def _size_word(size: Dim) -> str:
    return render(_renamed(size, {each: _plain(getattr(atom_of(each), "name", "n")) for each in symbols_of(size)}))


__all__ = ["Annotations", "Outcome", "Signature", "inferred"]
