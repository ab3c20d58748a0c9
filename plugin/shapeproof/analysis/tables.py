"""The table of one model: its parameters, its layers, and what a run of ``forward`` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shapeproof.analysis import all_worlds
from shapeproof.analysis.building import build, machine_for, one_end, raised_text, undecided_by
from shapeproof.analysis.explanations import finding_of
from shapeproof.analysis.facts import (
    CountedWay,
    Finding,
    LayerRow,
    ModelTable,
    ParameterRow,
    ShapeTree,
    Total,
    UnknownPart,
)
from shapeproof.analysis.fractions import built_both_ways
from shapeproof.analysis.naming import Naming
from shapeproof.analysis.request import TargetError
from shapeproof.analysis.requirements import Required
from shapeproof.analysis.runs import End, Outcome, follow, guarded
from shapeproof.analysis.solving import solve
from shapeproof.analysis.targets import near, what_it_is
from shapeproof.analysis.texts import shape_tree
from shapeproof.analysis.zeros import demands_of
from shapeproof.dims import (
    Condition,
    Dim,
    DimSyntaxError,
    Size,
    holds,
    parse,
    symbol,
    symbols_of,
)
from shapeproof.dims.conditions import dims_of
from shapeproof.interpreter.iteration import Repeated, RepeatedIndex
from shapeproof.interpreter.world import LayerCall, items
from shapeproof.shapes import Gap, Shape
from shapeproof.torch_model import registration
from shapeproof.torch_model.tensors import new_tensor, tensor_state
from shapeproof.values import Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.analysis.request import InputRequest, ParamsRequest
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import Importer


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
    start = machine.world()

    def run() -> Outcome:
        machine.enter(start)
        return built_both_ways(machine, None, lambda: follow(machine, build, machine, module, request, numbers, given))

    built = run()
    end = one_end(machine, built, request.target)
    table = _Table(machine, request, whole, end, undecided_by(machine, built, end), built, run)
    if table.undecided is not None:
        table.worlds = all_worlds.counts_of(_counted(machine, request, whole, built))
        table.undecided = table.worlds.question or table.undecided
    return table.make()


def _counted(
    machine: Interpreter, request: ParamsRequest, numbers: Mapping[str, int], outcome: Outcome
) -> list[all_worlds.Counted]:
    """The counts of each world that has a model; none where not all worlds are known."""
    fine = [end for end in outcome.ends if end.raised is None]
    if not outcome.complete or any(isinstance(end.value, Unknown) for end in fine):
        return []
    working = [end for end in fine if end.world.refusals is None]
    return [_Table(machine, request, numbers, end, None).counted() for end in working or fine]


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
    built: Outcome = field(default_factory=lambda: Outcome((), complete=True))
    again: Callable[[], Outcome] | None = None
    naming: Naming = field(init=False)
    unknown: list[UnknownPart] = field(default_factory=list)
    rows: list[ParameterRow] = field(default_factory=list)
    counts: dict[int, _Counts] = field(default_factory=dict)
    seen: dict[int, str] = field(default_factory=dict)
    order: list[tuple[str, Object]] = field(default_factory=list)
    total: Size = 0
    trainable: Size = 0
    worlds: all_worlds.Worlds = field(default_factory=all_worlds.Worlds)
    """Of an undecided table, the counts of all worlds."""

    def counted(self) -> all_worlds.Counted:
        """All parameters and the trainable ones of the world's model."""
        self._walk_model()
        shown = self.naming.shown
        return all_worlds.Counted(shown(self.total), shown(self.trainable), not self.unknown, self.end)

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
        demands = self._requires()
        solution, required = None, demands.every
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
            requires_all=demands.is_all,
            unsaid=self.naming.conditions(demands.unsaid),
            findings=tuple(_without_repeats(findings)),
            solve=solution,
            unknown=tuple(self.unknown),
            counts=tuple(map(self._counted_way, self.worlds.shares)),
        )

    def _counted_way(self, share: all_worlds.Share) -> CountedWay:
        totals = [Total(size, self._value(size)) for size in (share.total, share.trainable)]
        return CountedWay((*self.naming.conditions(share.conditions), *share.opinions), *totals)

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
        least, in_all = self.worlds.least, self.worlds.in_all
        shown = self.naming.shown(size) if in_all is None else in_all[which]
        if self.undecided is not None and in_all is None:
            return Total(None, None, None if least is None else least[which])
        if self.unknown and in_all is None:
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

    def _requires(self) -> Required:
        """What building demands of the arguments, and what feeding the model does where its sizes are open."""
        return demands_of(self.machine, self.built, self.end, self._is_symbolic(), self.again)

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
                raise TargetError(f"{self.request.target}: forward: {raised_text(machine, outcome.ends[0])}")
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
