"""Contracts: what a class or function demands of its arguments and inputs, and its result as a function of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shapeproof.analysis import arguments
from shapeproof.analysis.accepted import accepted_sizes
from shapeproof.analysis.building import evaluated, machine_for
from shapeproof.analysis.explanations import finding_of
from shapeproof.analysis.facts import Case, Contract, Finding, Scalar, ShapeTree, TensorShape, UnknownPart
from shapeproof.analysis.feeding import Ways, call_freely, forward_of, input_names, refused
from shapeproof.analysis.fractions import both_ways
from shapeproof.analysis.naming import Naming
from shapeproof.analysis.request import TargetError
from shapeproof.analysis.requirements import (
    demanded,
    follows,
    in_order,
    is_about_arguments,
    is_asked,
    narrowed,
    opinions,
    parts_of,
    questions_of,
    requirements,
    sizes_meant,
)
from shapeproof.analysis.runs import End, Outcome, follow, guarded
from shapeproof.analysis.targets import what_it_is
from shapeproof.analysis.texts import shape_tree, told_apart, written_arguments
from shapeproof.analysis.zeros import with_zeros
from shapeproof.dims import (
    EQ,
    GE,
    All,
    Condition,
    Dim,
    Facts,
    Kind,
    Opinion,
    Symbol,
    atom_of,
    conjunction,
    disjunction,
    negate,
    ordered,
    ordered_condition,
    symbols_of,
    ways_to_order,
)
from shapeproof.dims import Any as AnyOf
from shapeproof.dims.conditions import dims_of, nonnegative, zero
from shapeproof.interpreter.world import World
from shapeproof.torch_model.registration import is_module
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import BoundMethod, Class, Function, Object, PythonModule, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapeproof.analysis.request import ParamsRequest
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import Importer

MAXIMAL_CASES = 4
MORE_CONDITIONS = "which arguments go together: that takes too many words"


def contract_of(importer: Importer, request: ParamsRequest) -> Contract:
    """The contract of one target; what is wrong with the target is its error."""
    machine, module = machine_for(importer, request)
    start = machine.world()
    try:
        callee, outcome = evaluated(machine, module, request)
        if isinstance(callee, Class | Function | BoundMethod):
            return _of_callee(machine, request.target, callee)
        if isinstance(callee, Object) and is_module(machine, callee):
            again = partial(_evaluated_again, machine, module, request, start)
            return _of_built(machine, request.target, outcome, again)
    except TargetError as error:
        return Contract(request.target, error=str(error))
    what = what_it_is(machine, request, callee)
    return Contract(request.target, error=f"{request.target}: no class, function or module: {what}")


def _evaluated_again(machine: Interpreter, module: PythonModule, request: ParamsRequest, start: World) -> Outcome:
    machine.enter(start)
    return evaluated(machine, module, request)[1]


def _of_built(machine: Interpreter, target: str, outcome: Outcome, again: Callable[[], Outcome]) -> Contract:
    """The contract of what a target's expression has built."""

    def run(outcome: Outcome) -> _Contract:
        contract = _Contract(machine, target)
        contract.run_built(outcome)
        return contract

    def ways() -> Ways:
        try:
            return run(again()).ways
        except TargetError:  # it cannot be built so
            return Ways()

    contract = run(outcome)
    contract.again = ways
    return contract.made()


def _of_callee(machine: Interpreter, target: str, callee: Value) -> Contract:
    """With sizes as symbols where that leads to a result, else with the defaults as they stand."""
    found: Contract | None = None
    start = machine.world()
    for sizes_too, machine.takes_numbers in ((True, True), (False, True), (False, False)):
        if found is not None and found.cases and not machine.takes_numbers:
            break  # there are ways with numbers
        contract = _run(machine, target, callee, sizes_too, start)
        contract.again = partial(_ways, machine, target, callee, sizes_too, start)
        made = contract.made()
        if contract.is_whole:
            return made
        if found is None or _is_better(made, found):
            found = made
    assert found is not None
    return found


def _run(machine: Interpreter, target: str, callee: Value, sizes_too: bool, start: World) -> _Contract:
    def run() -> _Contract:
        machine.enter(start)
        contract = _Contract(machine, target)
        contract.run(callee, sizes_too)
        return contract

    plain, other = both_ways(machine, callee, run, lambda contract: contract.ways)
    return plain if other is None else other


def _ways(machine: Interpreter, target: str, callee: Value, sizes_too: bool, start: World) -> Ways:
    return _run(machine, target, callee, sizes_too, start).ways


def _is_better(contract: Contract, other: Contract) -> bool:
    """Whether it leaves less open than another of the same callee."""
    return bool(contract.cases) and len(contract.unknown) < len(other.unknown)


class _Contract:
    def __init__(self, machine: Interpreter, target: str) -> None:
        self.machine = machine
        self.target = target
        self.naming = Naming()
        self.arguments: tuple[str, ...] = ()
        self.call = ""
        self.names: list[str] = []
        self.ways = Ways()
        self.complete = True
        self.findings: list[Finding] = []
        self.unknown: list[UnknownPart] = []
        self.again: Callable[[], Ways] | None = None

    @property
    def is_whole(self) -> bool:
        return self.complete and not self.unknown and bool(self.ways.good)

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, callee: Value, sizes_too: bool) -> None:
        machine = self.machine
        if isinstance(callee, Class):
            given = arguments.symbolic_arguments(machine, callee, sizes_too=sizes_too)
            if given is None:
                raise TargetError(f"{self.target}: its positional-only arguments must be given: write a call")
            self.arguments = written_arguments(machine, callee)
            start = arguments.world_of_numbers(machine, callee, given)
            self.run_built(follow(machine, guarded, machine, machine.call, callee, (), given, start=start))
            return
        given = arguments.symbolic_arguments(machine, callee, sizes_too=sizes_too)
        if given is not None:
            start = arguments.world_of_numbers(machine, callee, given)
            outcome = follow(machine, guarded, machine, machine.call, callee, (), given, start=start)
            modules = [end for end in outcome.ends if end.raised is None and is_module(machine, end.value)]
            if modules:
                self.arguments = written_arguments(machine, callee)
                self._add(outcome)
                self.run_forward([end for end in self.ways.good if end in modules])
                return
        self.call = getattr(callee, "name", "") or "call"
        self.names = input_names(machine, callee)
        self._add(follow(machine, call_freely, machine, callee, None))

    def run_built(self, outcome: Outcome) -> None:
        """Take on the ways in which something was made, and feed what are modules of it."""
        self._add(outcome)
        built = [end for end in self.ways.good if is_module(self.machine, end.value)]
        if built:
            self.run_forward(built)

    def run_forward(self, built: list[End]) -> None:
        """Feed each module that was built with free inputs."""
        self.ways = Ways([end for end in self.ways.every if end not in built], left=self.ways.left)
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
        self.complete = self.complete and outcome.complete
        self.ways.add(outcome, start)
        for end in outcome.ends:
            events = refused(end, before)
            if events and not self.findings:
                finding = finding_of(self.machine, end.world, events[0])
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
        required = self.ways.requirements()
        supposed = required.bounds
        if supposed and self.again is not None and self.is_whole:
            required = with_zeros(self.machine, required, self.ways.good, self.again)
        conditions = required.every
        asked = {each for end in self.ways.good for c, _ in end.world.facts.conditions for each in _symbols(c)}
        for each in sorted(filter(_is_argument, asked), key=repr):
            self.naming.shown(each)  # its name is its own, whatever sizes of inputs are called
        if self.complete and not required.is_all:
            self.unknown.append(UnknownPart("", MORE_CONDITIONS, None, None))
        requires = self.naming.conditions(conditions)
        cases = self._cases((*conditions, *supposed), requires)
        if not self.complete:
            self.unknown.append(UnknownPart("", "it takes more paths than are followed", None, None))
        return Contract(
            self.target,
            arguments=self.arguments,
            call=self.call,
            requires=requires,
            unsaid=self.naming.conditions(required.unsaid),
            cases=cases[:MAXIMAL_CASES],
            more_cases=max(0, len(cases) - MAXIMAL_CASES),
            findings=() if self.ways.good else tuple(self.findings),
            unknown=tuple(dict.fromkeys(self.unknown)),
        )

    def _cases(self, conditions: tuple[Condition, ...], requires: tuple[str, ...]) -> tuple[Case, ...]:
        """What is taken and given, with what decides between one way and another where these differ."""
        groups: list[tuple[Case, list[End]]] = []
        for end in _general(self.ways.good, questions_of(self.ways.every)):
            case = self._case(end)
            told = next((group for group in groups if self._reads_as(case, group[0], end)), None)
            if told is None:
                groups.append((case, [end]))
            else:
                told[1].append(end)
        if len(groups) == 1:
            return (groups[0][0],)
        found = []
        for case, ends in groups:
            of_this = requirements(ends, self.ways.every)
            if not of_this.is_all:
                self.unknown.append(UnknownPart("", MORE_CONDITIONS, None, None))
            above = {parts_of(c) for c in conditions}
            decides = self.naming.conditions(c for c in of_this.every if parts_of(c) not in above)
            left = (*(c for c in decides if c not in requires), *opinions(ends, self.ways.good))
            found.append(replace(case, requires=(*left, *case.requires)))
        return tuple(found)

    def _reads_as(self, case: Case, before: Case, end: End) -> bool:
        """Whether an end has been told by a more general one, or says nothing of the result where that does."""

        def settled(tree: ShapeTree) -> ShapeTree:
            return self.naming.tree(tree, lambda size: end.world.facts.simplify(self.naming.original(size)))

        if before.output != case.output and case.output in (Scalar("Unknown"), TensorShape(None)):
            return True
        said = (*(tree for _, tree in before.inputs), before.output)
        says = (*(tree for _, tree in case.inputs), case.output)
        return set(before.requires) <= set(case.requires) and repr([*map(settled, said)]) == repr([*map(settled, says)])

    def _case(self, end: End) -> Case:
        machine = self.machine
        asked = questions_of(each for each in self.ways.every if each.raised is not None)
        sizes = sizes_meant(end.world.facts)
        solved = [_in_terms_of(end.world.facts, c) for c in demanded(end, asked, sizes) if not is_about_arguments(c)]
        rows = [in_order(c, sizes) for c in dict.fromkeys(solved) if not isinstance(c, bool)]
        about = narrowed([c for c in rows if not is_about_arguments(c)], sizes)
        orders = ways_to_order(end.world.facts, about)
        if len(orders) == 1 and orders[0] is not end.world.facts:
            machine.enter(end.world._replace(facts=orders[0]))
            about = _settled(end.world.facts, orders[0], about, sizes)
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
        return Case(inputs, told_apart(inputs, self._shown(result)), self.naming.all_conditions(told), accepts)

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


def _in_terms_of(facts: Facts, condition: Condition) -> Condition | bool:
    """A condition with the sizes that others were solved for."""
    if isinstance(condition, Opinion):
        return condition
    if isinstance(condition, All | AnyOf):
        parts = [_in_terms_of(facts, part) for part in condition.conditions]
        return conjunction(*parts) if isinstance(condition, All) else disjunction(*parts)
    size = facts.simplify(condition.dim)
    if size is condition.dim or (condition.op is EQ and size == 0):
        return condition
    if condition.op is GE:
        return nonnegative(size)
    return zero(size) if condition.op is EQ else negate(zero(size))


def _settled(before: Facts, now: Facts, about: list[Condition], sizes: Facts) -> list[Condition]:
    """The conditions where the operands of minima and maxima are in the one order in which they can hold."""
    orders = [condition for condition, _ in now.conditions[len(before.conditions) :]]
    left = [ordered_condition(now, condition) for condition in about]
    rest = [*orders, *(c for c in left if not isinstance(c, bool))]
    return narrowed([c for c in rest if not follows(c, [other for other in rest if other is not c])], sizes)


def _general(ends: list[End], asked: set[Condition]) -> list[End]:
    """Those in which the fewest arguments are numbers because an operation asks for it: the others are of special
    inputs. Ways that the program itself takes stay; the most general and known results come first."""
    fixed = [{atom for atom in end.world.facts.solutions if atom.kind is Kind.RIGID} for end in ends]
    special = [atoms - _decided(end, asked) for end, atoms in zip(ends, fixed, strict=True)]
    least = min(map(len, special), default=0)
    kept = [(end, len(atoms)) for end, atoms, own in zip(ends, fixed, special, strict=True) if len(own) == least]
    return [end for end, _ in sorted(kept, key=lambda each: (isinstance(_result(each[0]), Unknown), each[1]))]


def _decided(end: End, asked: set[Condition]) -> set[Symbol]:
    """What the program's own questions are about, of which another end has taken the other answer."""
    demanded_by_torch = {condition for condition, _ in end.world.assumed}
    taken = (c for c, _ in end.world.facts.conditions if c not in demanded_by_torch and is_asked(c, asked))
    atoms = (atom_of(each) for condition in taken for each in _symbols(condition))
    return {atom for atom in atoms if isinstance(atom, Symbol)}


def _result(end: End) -> Value:
    return end.value[0] if type(end.value) is tuple and end.value else end.value


def _symbols(condition: Condition) -> set[Dim]:
    return {each for dim in dims_of(condition) for each in symbols_of(dim)}


def _is_argument(each: Dim) -> bool:
    atom = atom_of(each)
    return isinstance(atom, Symbol) and atom.kind is Kind.RIGID
