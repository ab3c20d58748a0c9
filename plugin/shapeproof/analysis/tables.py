"""The table of one model: its parameters, its layers, and what a run of ``forward`` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shapeproof.analysis import arguments
from shapeproof.analysis.explanations import finding_of
from shapeproof.analysis.facts import (
    Finding,
    LayerRow,
    ModelTable,
    ParameterRow,
    ShapeTree,
    Total,
    UnknownPart,
)
from shapeproof.analysis.feeding import ways_through
from shapeproof.analysis.naming import Naming
from shapeproof.analysis.request import TargetError
from shapeproof.analysis.requirements import is_true_of_sizes, requirements
from shapeproof.analysis.runs import End, Outcome, follow, guarded, new_machine
from shapeproof.analysis.solving import solve
from shapeproof.analysis.targets import near, what_it_is
from shapeproof.analysis.texts import shape_tree
from shapeproof.dims import (
    Condition,
    Dim,
    DimSyntaxError,
    Opinion,
    Size,
    holds,
    negate,
    parse,
    render_condition,
    symbol,
    symbols_of,
)
from shapeproof.dims.conditions import dims_of
from shapeproof.interpreter import imports
from shapeproof.interpreter.arguments import open_symbol
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated, RepeatedIndex
from shapeproof.interpreter.world import LayerCall, items
from shapeproof.program import nodes
from shapeproof.program.walking import walk
from shapeproof.shapes import Gap, Shape
from shapeproof.torch_model import registration
from shapeproof.torch_model.rules import scalars
from shapeproof.torch_model.tensors import new_tensor, tensor_state
from shapeproof.values import BoundMethod, Class, Frame, Function, Object, PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.analysis.request import InputRequest, ParamsRequest
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import Importer


MAXIMAL_FED = 4
FEEDING_BUDGET = 50_000  # steps; a larger model is described by what building it demands


def answer(importer: Importer, request: ParamsRequest) -> ModelTable:
    """The table a request asks for; what is wrong with the target is its error."""
    numbers = dict(request.numbers)
    try:
        table = _answer(importer, request, numbers, {})
        plain = {name: value for name, value in numbers.items() if "." not in name}
        if plain and (table.total is None or table.total.formula is None) and table.error is None:
            filled = _answer(importer, request, numbers, plain)
            if filled.error is None and filled.total is not None and filled.total.formula is not None:
                return filled
        return table
    except TargetError as error:
        return ModelTable(request.target, error=str(error))


def _answer(importer: Importer, request: ParamsRequest, numbers: dict[str, Any], given: dict[str, Any]) -> ModelTable:
    whole = {name: int(value) for name, value in numbers.items() if isinstance(value, int)}
    machine, module = machine_for(importer, request, whole)
    built = follow(machine, _build, machine, module, request, numbers, given)
    end = _one_end(machine, built, request.target)
    undecided = _undecided(machine, built, end)
    table = _Table(machine, request, whole, end, undecided, built.ends)
    if undecided is not None:
        table.least = _least(machine, request, whole, built)
    return table.make()


def machine_for(
    importer: Importer, request: ParamsRequest, numbers: Mapping[str, int] | None = None
) -> tuple[Interpreter, PythonModule]:
    """An interpreter, and in it the module that a target names."""
    machine = new_machine(importer, _reads_like_a_model, numbers)
    found = request.module
    module = machine.import_module(found.name)
    if not isinstance(module, PythonModule):
        module = imports.new_module(machine, found.name, found.path, found.source, found.is_package)
        machine.modules[found.name] = module
    return machine, module


def evaluated(machine: Interpreter, module: PythonModule, request: ParamsRequest) -> tuple[Value, Outcome]:
    """What a target's expression gives, uncalled, and all ways in which it was made.

    The interpreter is left in a world in which it is.
    """
    outcome = follow(machine, _evaluated, machine, module, request, {}, {})
    end = _one_end(machine, outcome, request.target)
    machine.enter(end.world)
    return end.value, outcome


def _reads_like_a_model(path: str) -> bool:
    return bool(path) and not path.endswith(".pyi")


# --- building -------------------------------------------------------------------------------------------------------


def _build(
    machine: Interpreter, module: PythonModule, request: ParamsRequest, numbers: dict[str, Any], given: dict[str, Any]
) -> Value:
    value = _evaluated(machine, module, request, numbers, given)
    if isinstance(value, Class | Function | BoundMethod) or _is_partial(value):
        arguments_given = arguments.symbolic_arguments(machine, value)
        if arguments_given is None:
            raise TargetError(f"{request.target}: its positional-only arguments must be given: write a call")
        for name in arguments_given:
            number, is_size = numbers.get(name), isinstance(arguments_given[name], Dim)
            if name in given or (number is not None and not (is_size and type(number) is int)):
                arguments_given[name] = number
        for parameter in arguments.parameters_of(machine, value):
            number = numbers.get(parameter.name)
            if number is not None and parameter.name not in arguments_given and parameter.kind in ("normal", "keyword"):
                arguments_given[parameter.name] = number
        value = guarded(machine, machine.call, value, (), arguments_given)
    return value


def _evaluated(
    machine: Interpreter, module: PythonModule, request: ParamsRequest, numbers: dict[str, Any], given: dict[str, Any]
) -> Value:
    for elsewhere in (scalars.ELSEWHERE, scalars.DISTRIBUTED):
        machine.judge.suppose(negate(elsewhere))  # as a program alone on its machine sees it
    frame = Frame(machine.fresh_id(), module, 1, None)
    names = _unbound_names(machine, module, request.expression, numbers, given)
    machine.put(frame.id, names)
    machine.frame = frame
    from shapeproof.interpreter.expressions import evaluate

    value = evaluate(machine, request.expression, frame)
    if isinstance(value, Unknown):
        raise TargetError(f"{request.target}: {value.reason}")
    return value


def _is_partial(value: Value) -> bool:
    return isinstance(value, Object) and value.cls.name == "partial"


def _unbound_names(
    machine: Interpreter,
    module: PythonModule,
    expression: nodes.Expression,
    numbers: dict[str, Any],
    given: dict[str, Any],
) -> dict[str, Value]:
    """Names of the target that nothing binds: torch, argparse, else symbols."""
    found: dict[str, Value] = {}
    for name in sorted({node.name for node in walk(expression) if isinstance(node, nodes.Name)}):
        if imports.module_value(machine, module, name) is not MISSING:
            continue
        if machine.classes.find(name) is not None:
            continue
        from shapeproof.interpreter.calls import builtin_function

        if builtin_function(name) is not None:
            continue
        if name in ("torch", "argparse", "math", "nn"):
            found[name] = machine.import_module("torch.nn" if name == "nn" else name)
            continue
        if not isinstance(machine.importer.find(f"{module.name}.{name}"), type(None)):
            continue
        number = numbers.get(name)
        if name in given or (number is not None and (isinstance(number, bool) or not isinstance(number, int))):
            found[name] = number
        else:
            found[name] = open_symbol(name)
    return found


def _one_end(machine: Interpreter, outcome: Outcome, target: str) -> End:
    """The world the model is described in: the one that neither raises nor refuses, where there is just one."""
    fine = [end for end in outcome.ends if end.raised is None]
    if not fine:
        if not outcome.ends:
            raise TargetError(f"{target}: building it takes more steps than are allowed")
        if not outcome.complete:
            raise TargetError(f"{target}: building it takes more paths than are followed")
        raise TargetError(f"{target}: {_raised(machine, outcome.ends[0])}")
    working = [end for end in fine if end.world.refusals is None]
    return (working or fine)[0]


def _undecided(machine: Interpreter, outcome: Outcome, chosen: End) -> str | None:
    """Why the chosen world may not be the one that a run takes; None where it is the only one."""
    if not outcome.complete:
        return "it takes more paths than are followed"
    others = [end for end in outcome.ends if end is not chosen and end.raised is None]
    if chosen.world.refusals is None:
        others = [end for end in others if end.world.refusals is None]
    if not others:
        return None
    special = [c for c in chosen.world.facts.known if not all(c in end.world.facts.known for end in others)]
    questions = sorted({render_condition(c) for c in special if not isinstance(c, Opinion) and not _is_true(c, chosen)})
    reasons = sorted({c.text for c in special if isinstance(c, Opinion)})
    if questions:
        return f"it depends on {' and '.join(questions)}"
    return f"it depends on what is not known: {'; '.join(reasons)}" if reasons else "it depends on what is not known"


def _is_true(condition: Condition, end: End) -> bool:
    """Whether it holds of all sizes of which the other facts of its world do."""
    facts = [c for c in end.world.facts.known if c != condition and not isinstance(c, Opinion)]
    return is_true_of_sizes(condition, facts)


def _least(
    machine: Interpreter, request: ParamsRequest, numbers: Mapping[str, int], outcome: Outcome
) -> tuple[int, int] | None:
    """How many parameters, all and trainable, each world has at the least; None where that is not known."""
    fine = [end for end in outcome.ends if end.raised is None]
    if not outcome.complete or any(isinstance(end.value, Unknown) for end in fine):
        return None
    counted = [_Table(machine, request, numbers, end, None).counted() for end in fine]
    totals = [total for total, _ in counted if isinstance(total, int)]
    trainable = [count for _, count in counted if isinstance(count, int)]
    if len(totals) < len(counted) or len(trainable) < len(counted):
        return None
    return min(totals), min(trainable)


def _raised(machine: Interpreter, end: End) -> str:
    exception = end.raised
    state = end.world.heap.get(exception.id)
    words = state.attributes.get("args") if state is not None else ()
    text = ", ".join(str(word) for word in words or () if isinstance(word, str | int | float))
    return f"{exception.cls.name}: {text}" if text else str(exception.cls.name)


# --- the table ------------------------------------------------------------------------------------------------------


@dataclass
class _Counts:
    own: Size = 0
    total: Size = 0
    lost: bool = False


@dataclass
class _Table:
    machine: Interpreter
    request: ParamsRequest
    numbers: Mapping[str, int]
    end: End
    undecided: str | None
    built: tuple[End, ...] = ()
    naming: Naming = field(init=False)
    unknown: list[UnknownPart] = field(default_factory=list)
    rows: list[ParameterRow] = field(default_factory=list)
    counts: dict[int, _Counts] = field(default_factory=dict)
    seen: dict[int, str] = field(default_factory=dict)
    order: list[tuple[str, Object]] = field(default_factory=list)
    total: Size = 0
    trainable: Size = 0
    least: tuple[int, int] | None = None
    """Of an undecided table, the counts that no world is below."""

    def counted(self) -> tuple[Size, Size]:
        """All parameters and the trainable ones of the world's model."""
        self._walk_model()
        return self.naming.shown(self.total), self.naming.shown(self.trainable)

    def _walk_model(self) -> Object:
        machine = self.machine
        machine.enter(self.end.world)
        model = self.end.value
        if not isinstance(model, Object) or not registration.is_module(machine, model):
            what = what_it_is(machine, self.request, model)
            raise TargetError(f"{self.request.target}: no nn.Module comes out of this: {what}")
        self.naming = Naming()
        self._walk(model, "", 1, set())
        return model

    def make(self) -> ModelTable:
        machine, request = self.machine, self.request
        model = self._walk_model()
        if self.undecided is not None:
            self._unknown("", self.undecided, None)
        findings = [f for event in self.end.refusals if (f := finding_of(machine, self.end.world, event)) is not None]
        output: ShapeTree = None
        has_output = False
        calls: dict[int, list[LayerCall]] = {}
        if request.inputs:
            output, has_output = self._forward(model, findings, calls)
        solution, required = None, self._requires()
        if request.solve is not None:
            self._has_layer(request.solve[0])
            solution = solve(
                request.solve,
                self.naming.shown(self.total),
                self.naming.shown(self.trainable),
                self._layer_total,
                self._shown_numbers(),
                lambda numbers: self._broken(required, numbers),
            )
        return ModelTable(
            request.target,
            total=self._total(self.total, 0),
            trainable=self._total(self.trainable, 1),
            parameters=tuple(self.rows),
            layers=tuple(self._layers(calls)),
            output=output,
            has_output=has_output,
            requires=self.naming.conditions(required),
            findings=tuple(_without_repeats(findings)),
            solve=solution,
            unknown=tuple(self.unknown),
        )

    def _shown_numbers(self) -> dict[str, int]:
        """The numbers that were given, under the names that symbols are shown by."""
        shown = self.naming.taken
        values = ((name, self.naming.value(each, self.numbers)) for name, each in shown.items())
        return {name: value for name, value in values if value is not None}

    # --- counting ---------------------------------------------------------------------------------------------

    def _walk(self, module: Object, name: str, times: Size, path: set[int]) -> _Counts:
        known = self.counts.get(module.id)
        if known is not None:
            return _Counts()  # a shared module is counted where it stands first
        counts = self.counts[module.id] = _Counts()
        self.order.append((name, module))
        machine = self.machine
        attributes = machine.attributes(module)
        if attributes.get("__lost__") is not None:
            self._unknown(name, str(attributes["__lost__"]), None)
            counts.lost = True
        for kind in ("_parameters", "_modules"):
            try:
                held = registration.table(machine, module, kind)
            except Gap as gap:
                self._unknown(name, str(gap), None)
                counts.lost = True
                continue
            for key, value in held.items():
                dotted = f"{name}.{key}" if name else str(key)
                count = times
                if isinstance(key, RepeatedIndex):
                    count = times * key.count
                if isinstance(value, Repeated):
                    value, count = value.item, count * value.count
                if kind == "_parameters":
                    self._parameter(dotted, value, count, counts)
                elif isinstance(value, Object) and registration.is_module(machine, value):
                    inner = self._walk(value, dotted, count, path)
                    counts.total = counts.total + inner.total
                    counts.lost = counts.lost or inner.lost
                elif value is not None:
                    self._lost(dotted, value)
                    counts.lost = True
        of_torch = module.cls.module is not None and module.cls.module.is_stub
        for attribute, value in () if of_torch else attributes.items():  # torch's layers hold none elsewhere
            if isinstance(value, Unknown) and not attribute.startswith("\0") and self._may_hold_parameters(value):
                self._lost(f"{name}.{attribute}" if name else attribute, value)
                counts.lost = True
        counts.total = counts.total + counts.own
        return counts

    def _may_hold_parameters(self, value: Unknown) -> bool:
        return not value.reason.startswith(_HARMLESS)

    def _parameter(self, name: str, value: Value, times: Size, counts: _Counts) -> None:
        if value is None:
            return
        state = tensor_state(self.machine, value)
        if state is None or state.shape is None or state.shape.splat is not None:
            self._lost(name, value, state.reason if state is not None else None)
            counts.lost = True
            return
        shape = tuple(self.naming.shown(size) for size in self.machine.judge.reading(state.shape).dims)
        count: Size = times
        for size in shape:
            count = count * size
        count = self.naming.shown(self.machine.judge.resolve(self.naming.shown(count)))
        tied = self.seen.get(value.id)
        self.rows.append(ParameterRow(name, shape, count, self._value(count), state.requires_grad, tied))
        if tied is not None:
            return
        self.seen[value.id] = name
        counts.own = counts.own + count
        self.total = self.total + count
        if state.requires_grad:
            self.trainable = self.trainable + count

    def _lost(self, name: str, value: Value, reason: str | None = None) -> None:
        site = value.site if isinstance(value, Unknown) else None
        text = reason or (value.reason if isinstance(value, Unknown) else "its shape is not known")
        self._unknown(name, text, site)

    def _unknown(self, name: str, reason: str, site: Any) -> None:
        path = site.path if site is not None and site.path else None
        self.unknown.append(UnknownPart(name, reason, path, site.line if path is not None else None))

    def _value(self, size: Size) -> int | None:
        return self.naming.value(size, self.numbers)

    def _total(self, size: Size, which: int) -> Total:
        shown = self.naming.shown(size)
        if self.undecided is not None:
            return Total(None, None, None if self.least is None else self.least[which])
        if self.unknown:
            return Total(None, None, shown)
        return Total(shown, self._value(shown))

    def _layers(self, calls: dict[int, list[LayerCall]]) -> list[LayerRow]:
        rows = []
        for name, module in self.order:
            counts = self.counts[module.id]
            own, total = self.naming.shown(counts.own), self.naming.shown(counts.total)
            made = calls.get(module.id, [])
            rows.append(
                LayerRow(
                    name,
                    module.cls.name,
                    None if counts.lost else own,
                    None if counts.lost else self._value(own),
                    None if counts.lost else total,
                    None if counts.lost else self._value(total),
                    len(made),
                    tuple(self._inputs(call) for call in made),
                    tuple(self.naming.tree(shape_tree(self.machine, call.result)) for call in made),
                )
            )
        return rows

    def _inputs(self, call: LayerCall) -> ShapeTree:
        values = (*call.arguments, *call.keywords.values())
        trees = [self.naming.tree(shape_tree(self.machine, value)) for value in values]
        return trees[0] if len(trees) == 1 else trees

    def _layer_total(self, name: str) -> Size | None:
        for dotted, module in self.order:
            if dotted == name and not self.counts[module.id].lost:
                return self.naming.shown(self.counts[module.id].total)
        return None

    def _has_layer(self, name: str) -> None:
        names = ["total", "trainable", *(dotted for dotted, _ in self.order if dotted)]
        if name not in names:
            raise TargetError(f"{self.request.target}: --solve {name}: no layer is called {name}{near(name, names)}")

    def _is_symbolic(self) -> bool:
        """Whether an argument that was not given shows in a size or in what a layer was told."""
        if any(isinstance(size, Dim) for row in self.rows for size in row.shape):
            return True
        held = (value for _, module in self.order for value in self.machine.attributes(module).values())
        return any(isinstance(each, Dim) for value in held for each in (value if type(value) is tuple else (value,)))

    def _requires(self) -> tuple[Condition, ...]:
        """What building demands of the arguments, and what feeding the model does where its sizes are open."""
        built = [end for end in self.built if end.raised is None and end.world.refusals is None] or [self.end]
        others = [end for end in self.built if end not in built]
        found = requirements(built, self.built)
        if len(built) <= MAXIMAL_FED and self._is_symbolic():
            here = self.machine.world()
            good, bad = ways_through(self.machine, built, FEEDING_BUDGET)
            self.machine.enter(here)
            if good:
                found = requirements(good, (*others, *good, *bad))
        return found

    def _broken(self, required: tuple[Condition, ...], numbers: Mapping[str, int]) -> str | None:
        """The first requirement that these numbers for shown symbols, and those that were given, do not meet."""
        known = {**self.numbers, **numbers}
        for condition in required:
            table: dict[Dim, int] = {}
            for each in {each for dim in dims_of(condition) for each in symbols_of(dim)}:
                value = self.naming.value(self.naming.shown(each), known)
                if value is not None:
                    table[each] = value
            try:
                if not holds(condition, table):
                    return " and ".join(self.naming.conditions((condition,))) or None
            except (KeyError, ValueError, ZeroDivisionError):
                continue  # of symbols that have no number yet
        return None

    # --- forward ----------------------------------------------------------------------------------------------

    def _forward(
        self, model: Object, findings: list[Finding], calls: dict[int, list[LayerCall]]
    ) -> tuple[ShapeTree, bool]:
        machine = self.machine
        before = self.end.world.refusals.length if self.end.world.refusals is not None else 0
        built_by = self.end.world.calls.length if self.end.world.calls is not None else 0
        outcome = follow(machine, self._feed, model, start=self.end.world)
        ends = [end for end in outcome.ends if end.raised is None]
        if not ends:
            if outcome.ends and not outcome.complete:
                raise TargetError(f"{self.request.target}: forward takes more paths than are followed")
            if outcome.ends:
                raise TargetError(f"{self.request.target}: forward: {_raised(machine, outcome.ends[0])}")
            raise TargetError(f"{self.request.target}: forward takes more steps than are allowed")
        working = [end for end in ends if len(end.refusals) == before]
        end = (working or ends)[0]
        machine.enter(end.world)
        if not working:
            for event in end.refusals[before:]:
                finding = finding_of(machine, end.world, event)
                if finding is not None:
                    findings.append(finding)
        for call in items(end.world.calls)[built_by:]:
            if isinstance(call, LayerCall):
                calls.setdefault(call.layer.id, []).append(call)
        if isinstance(end.value, Unknown):
            site = end.value.site
            self._note_unknown_output(end.value.reason, site)
        return self.naming.tree(shape_tree(machine, end.value)), True

    def _note_unknown_output(self, reason: str, site: Any) -> None:
        path = site.path if site is not None and site.path else None
        self.unknown.append(UnknownPart("forward", reason, path, site.line if path is not None else None))

    def _feed(self, model: Object) -> Value:
        machine = self.machine
        if not self.request.train:
            guarded(machine, registration.evaluate, machine, model)
        else:
            guarded(machine, registration.train, machine, model, True)
        row: list[Value] = []
        named: dict[str, Value] = {}
        for each in self.request.inputs:
            made = new_tensor(machine, Shape(self._size(text, each) for text in each.dims), each.dtype)
            if each.name is None:
                row.append(made)
            else:
                named[each.name] = made
        return guarded(machine, machine.call, model, tuple(row), named)

    def _size(self, text: str, given: InputRequest) -> Size:
        def find(name: str) -> Size:
            argument = self.naming.argument(name)
            return symbol(name, lower=1) if argument is None else argument

        try:
            return parse(text, find)
        except DimSyntaxError as error:
            raise TargetError(f"{self.request.target}: --input: {text!r}: {error}") from None


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    seen: set[Any] = set()
    kept = []
    for finding in findings:
        key = (finding.place, finding.code)
        if key not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


_HARMLESS = ("what is sent", "a string", "object.")

__all__ = ["answer"]
