"""Contracts: what a class or function demands of its arguments and inputs, and its result as a function of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shapeproof.analysis import arguments
from shapeproof.analysis.accepted import accepted_sizes
from shapeproof.analysis.explanations import finding_of
from shapeproof.analysis.facts import Case, Contract, Finding, Scalar, ShapeTree, TensorShape, UnknownPart
from shapeproof.analysis.feeding import call_freely, forward_of, input_names
from shapeproof.analysis.naming import Naming
from shapeproof.analysis.requirements import demanded, is_about_arguments, questions_of, requirements
from shapeproof.analysis.runs import End, Outcome, follow, guarded
from shapeproof.analysis.tables import TargetError, evaluated, machine_for
from shapeproof.analysis.targets import what_it_is
from shapeproof.analysis.texts import shape_tree, value_text
from shapeproof.dims import (
    GE,
    Condition,
    Dim,
    Facts,
    Kind,
    Relation,
    Symbol,
    atom_of,
    ordered,
    ordered_condition,
    symbols_of,
    ways_to_order,
)
from shapeproof.dims.conditions import dims_of, nonnegative
from shapeproof.interpreter.world import World
from shapeproof.torch_model.registration import is_module
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import BoundMethod, Class, Function, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.analysis.request import ParamsRequest
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import Importer

MAXIMAL_CASES = 4


def contract_of(importer: Importer, request: ParamsRequest) -> Contract:
    """The contract of one target; what is wrong with the target is its error."""
    machine, module = machine_for(importer, request)
    try:
        callee = evaluated(machine, module, request)
        if isinstance(callee, Class | Function | BoundMethod):
            return _of_callee(machine, request.target, callee)
        if isinstance(callee, Object) and is_module(machine, callee):
            contract = _Contract(machine, request.target)
            contract.run_forward([End(machine.world(), callee)])
            return contract.made()
    except TargetError as error:
        return Contract(request.target, error=str(error))
    what = what_it_is(machine, request, callee)
    return Contract(request.target, error=f"{request.target}: no class, function or module: {what}")


def _of_callee(machine: Interpreter, target: str, callee: Value) -> Contract:
    """With sizes as symbols where that leads to a result, else with the defaults as they stand."""
    found: Contract | None = None
    for sizes_too in (True, False):
        contract = _Contract(machine, target)
        contract.run(callee, sizes_too)
        made = contract.made()
        if contract.is_whole:
            return made
        if found is None or _is_better(made, found):
            found = made
    assert found is not None
    return found


def _is_better(contract: Contract, other: Contract) -> bool:
    """Whether it leaves less open than another of the same callee."""
    return bool(contract.cases) and len(contract.unknown) < len(other.unknown)


@dataclass
class _Ways:
    """The ends of all runs, and among them those that neither raise nor are refused."""

    every: list[End]
    good: list[End]
    complete: bool = True


class _Contract:
    def __init__(self, machine: Interpreter, target: str) -> None:
        self.machine = machine
        self.target = target
        self.naming = Naming()
        self.arguments: tuple[str, ...] = ()
        self.call = ""
        self.names: list[str] = []
        self.ways = _Ways([], [])
        self.findings: list[Finding] = []
        self.unknown: list[UnknownPart] = []
        self.before: World | None = None

    @property
    def is_whole(self) -> bool:
        return self.ways.complete and not self.unknown and bool(self.ways.good)

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, callee: Value, sizes_too: bool) -> None:
        machine = self.machine
        if isinstance(callee, Class):
            given = arguments.symbolic_arguments(machine, callee, sizes_too=sizes_too)
            if given is None:
                raise TargetError(f"{self.target}: its positional-only arguments must be given: write a call")
            self.arguments = _written(machine, callee)
            start = arguments.world_of_numbers(machine, callee, given)
            self._add(follow(machine, guarded, machine, machine.call, callee, (), given, start=start))
            built = [end for end in self.ways.good if is_module(machine, end.value)]
            if built:
                self.run_forward(built)
            return
        given = arguments.symbolic_arguments(machine, callee, sizes_too=sizes_too)
        if given is not None:
            start = arguments.world_of_numbers(machine, callee, given)
            outcome = follow(machine, guarded, machine, machine.call, callee, (), given, start=start)
            modules = [end for end in outcome.ends if end.raised is None and is_module(machine, end.value)]
            if modules:
                self.arguments = _written(machine, callee)
                self._add(outcome)
                self.run_forward([end for end in self.ways.good if end in modules])
                return
        self.call = getattr(callee, "name", "") or "call"
        self.names = input_names(machine, callee)
        self._add(follow(machine, call_freely, machine, callee, None))

    def run_forward(self, built: list[End]) -> None:
        """Feed each module that was built with free inputs."""
        bad = [end for end in self.ways.every if end not in built]
        self.ways = _Ways(bad, [], self.ways.complete)
        self.call = "forward"
        for end in built:
            self.machine.enter(end.world)
            method = self.machine.find_attribute(end.value, "forward")
            self.names = input_names(self.machine, method)
            outcome = forward_of(self.machine, end)
            if outcome is not None:
                self._add(outcome, end.world)

    def _add(self, outcome: Outcome, start: World | None = None) -> None:
        before = start.refusals.length if start is not None and start.refusals is not None else 0
        self.ways.complete = self.ways.complete and outcome.complete
        for end in outcome.ends:
            refused = [event for event in end.refusals[before:] if not event.assumed]
            self.ways.every.append(end)
            if end.raised is None and not refused:
                self.ways.good.append(end)
            elif refused and not self.findings:
                finding = finding_of(self.machine, end.world, refused[0])
                self.findings = [finding] if finding is not None else []
        raised = [end for end in outcome.ends if end.raised is not None]
        if raised and len(raised) == len(outcome.ends):
            event = raised[0].uncaught(self.machine)
            said = event.refusal.message if event is not None else raised[0].raised.cls.name
            self.unknown.append(UnknownPart("", f"it raises {said}", None, None))
        if not outcome.ends:
            self.unknown.append(UnknownPart("", "it takes more steps than are allowed", None, None))

    # --- telling ----------------------------------------------------------------------------------------------------

    def made(self) -> Contract:
        conditions = requirements(self.ways.good, self.ways.every)
        requires = self.naming.conditions(conditions)
        cases: list[Case] = []
        for end in _general(self.ways.good):
            case = self._case(end)
            if not any(_is_told(case, other) for other in cases):
                cases.append(case)
        if not self.ways.complete:
            self.unknown.append(UnknownPart("", "it takes more paths than are followed", None, None))
        return Contract(
            self.target,
            arguments=self.arguments,
            call=self.call,
            requires=requires,
            cases=tuple(cases[:MAXIMAL_CASES]),
            findings=() if self.ways.good else tuple(self.findings),
            unknown=tuple(dict.fromkeys(self.unknown)),
        )

    def _case(self, end: End) -> Case:
        machine = self.machine
        asked = questions_of(each for each in self.ways.every if each.raised is not None)
        about = [c for c in demanded(end, asked) if not is_about_arguments(c)]
        orders = ways_to_order(end.world.facts, about)
        if len(orders) == 1 and orders[0] is not end.world.facts:
            machine.enter(end.world._replace(facts=orders[0]))
            about = _settled(end.world.facts, orders[0], about)
        else:
            machine.enter(end.world)
        result, given = end.value if type(end.value) is tuple and self.call else (end.value, ())
        inputs = tuple((name, self._shown(value)) for name, value in zip(self.names, given, strict=False))
        if isinstance(result, Unknown):
            site = result.site
            path = site.path if site is not None and site.path else None
            self.unknown.append(UnknownPart(self.call, result.reason, path, site.line if site and path else None))
        free = self._free_sizes(given)
        told = [c for c in about if _symbols(c) and _symbols(c) <= {*free, *self._arguments_in(c)}]
        accepts = accepted_sizes(about, free)
        return Case(inputs, self._shown(result), self.naming.all_conditions(told), accepts)

    def _shown(self, value: Value) -> ShapeTree:
        return self.naming.tree(shape_tree(self.machine, value), partial(ordered, self.machine.judge.facts))

    def _free_sizes(self, given: tuple[Value, ...]) -> list[Dim]:
        """The sizes of inputs that nothing solved, in their order."""
        found: dict[Dim, None] = {}
        for value in given:
            state = tensor_state(self.machine, value)
            if state is None or state.shape is None:
                continue
            for item in self.machine.judge.reading(state.shape).items:
                if isinstance(item, Dim) and atom_of(item) is not None and item in symbols_of(item):
                    found[item] = None
        return list(found)

    def _arguments_in(self, condition: Condition) -> set[Dim]:
        return {each for each in _symbols(condition) if _is_argument(each)}


def _is_told(case: Case, before: Case) -> bool:
    """Whether it reads as another (sizes of different runs are equal if they read the same), or says nothing of the
    result where that does."""
    if repr(case) == repr(before):
        return True
    return case.output in (Scalar("Unknown"), TensorShape(None)) and before.output != case.output


def _settled(before: Facts, now: Facts, about: list[Condition]) -> list[Condition]:
    """The conditions where the operands of minima and maxima are in the one order in which they can hold."""
    orders = [condition for condition, _ in now.conditions[len(before.conditions) :]]
    left = [ordered_condition(now, condition) for condition in about]
    rest = [*orders, *(c for c in left if not isinstance(c, bool))]
    return [c for c in rest if not _follows(c, [other for other in rest if other is not c])]


def _follows(condition: Condition, others: list[Condition]) -> bool:
    """Whether another bound is at least as narrow."""
    if not isinstance(condition, Relation) or condition.op is not GE:
        return False
    bounds = [other.dim for other in others if isinstance(other, Relation) and other.op is GE]
    return any(nonnegative(condition.dim - bound) is True for bound in bounds)


def _general(ends: list[End]) -> list[End]:
    """Those that fix the fewest arguments to numbers: the others are of special inputs. Known results come first."""
    fixed = [frozenset(atom for atom in end.world.facts.solutions if atom.kind is Kind.RIGID) for end in ends]
    least = min(map(len, fixed), default=0)
    kept = [end for end, atoms in zip(ends, fixed, strict=True) if len(atoms) == least]
    return sorted(kept, key=lambda end: isinstance(_result(end), Unknown))


def _result(end: End) -> Value:
    return end.value[0] if type(end.value) is tuple and end.value else end.value


def _symbols(condition: Condition) -> set[Dim]:
    return {each for dim in dims_of(condition) for each in symbols_of(dim)}


def _is_argument(each: Dim) -> bool:
    atom = atom_of(each)
    return isinstance(atom, Symbol) and atom.kind is Kind.RIGID


def _written(machine: Interpreter, callee: Value) -> tuple[str, ...]:
    """Each argument as a call would name it, with its default."""
    defaults = arguments.defaults_of(machine, callee)
    found = []
    for parameter in arguments.parameters_of(machine, callee):
        star = {"variadic": "*", "keywords": "**"}.get(parameter.kind, "")
        default = defaults.get(parameter.name)
        if parameter.name not in defaults:
            found.append(f"{star}{parameter.name}")
        elif default is None or isinstance(default, bool | int | float | str):
            found.append(f"{parameter.name}={default!r}")
        else:
            found.append(f"{parameter.name}={value_text(machine, default)}")
    return tuple(found)
