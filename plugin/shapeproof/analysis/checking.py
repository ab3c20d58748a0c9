"""The check of one file: every way in is run, and what is certainly refused becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.analysis import arguments, defaults, fractions
from shapeproof.analysis.annotation_strings import malformed_annotations
from shapeproof.analysis.explanations import place
from shapeproof.analysis.facts import FileFacts, Finding, Place, Severity
from shapeproof.analysis.holes import hole_findings
from shapeproof.analysis.judging import Verdicts
from shapeproof.analysis.observer import Looker
from shapeproof.analysis.outlines import features
from shapeproof.analysis.runs import Outcome, follow, guarded, new_machine, note_fault
from shapeproof.analysis.unregistered import unregistered
from shapeproof.analysis.usage import Usage
from shapeproof.analysis.ways import Way, as_filled, places_of_failure, tells_something
from shapeproof.interpreter import imports
from shapeproof.interpreter.arguments import open_symbol
from shapeproof.interpreter.holes import Holes
from shapeproof.interpreter.world import BudgetSpent, World
from shapeproof.program import nodes
from shapeproof.torch_model.registration import is_module, table, walk_modules
from shapeproof.torch_model.tensors import MODULE, known_class
from shapeproof.values import BoundMethod, Class, Function, Object, PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import FoundModule, Importer


def check(
    importer: Importer, found: FoundModule, is_observed: Callable[[str], bool], looker: Looker | None = None
) -> FileFacts:
    """All findings of one file; ``looker`` looks on. A file that is too large has one: that it is not checked."""
    size = 0 if found.source is None else sum(len(each.text) for each in found.source.statements)
    if size > LARGEST_FILE:
        return FileFacts(found.path, (_too_large(found.path, size),))
    machine = new_machine(importer, is_observed)
    looker = machine.observer = looker or Looker()
    machine.holes = Holes()
    checker = _Checker(machine, looker, found)
    checker.run()
    return FileFacts(
        found.path,
        tuple(checker.findings()),
        looker.coverage(found.path),
        tuple(looker.reasons.most_common()),
    )


LARGEST_FILE = 600_000
"""Characters of a file that is checked, about 15,000 lines: twice the largest file of models that people write."""


def _too_large(path: str, size: int) -> Finding:
    message = (
        f"this file is not checked: it has {size:,} characters, and at most {LARGEST_FILE:,} are followed; "
        "what other files import from it is still read"
    )
    return Finding(Place(path, 1, 1, 1, 1), "internal", Severity.INFORMATION, message)


OPEN_BUDGET = 8_000
"""Steps of a way in that nobody's arguments lead: with symbols, where paths multiply."""
BUILDER_BUDGET = 120_000
"""Steps of a model that is built with its defaults; those of the largest that are known take a sixth of them."""
FORWARD_BUDGET = 80_000
"""Steps of a built model's forward, at most."""
FORWARD_A_STEP = 8
"""Steps of a built model's forward for each step of building it, beside those that any forward may take."""
PLAIN_BUDGET = 2_000
"""Steps of a function that says it takes no tensor: what it gets is not known, and little of it is about shapes."""
_ATTRIBUTE = re.compile(r"\.\s*(\w+)")
_NOT_FOLLOWED = Outcome((), complete=False)
STATEMENT_BUDGET = 60_000
"""Steps of one statement of a module, or of its ``__main__`` part."""


class _Checker:
    def __init__(self, machine: Interpreter, looker: Looker, found: FoundModule) -> None:
        self.machine = machine
        self.looker = looker
        self.found = found
        self.verdicts = Verdicts(machine)
        self.usage = Usage(found.source)
        self.named: frozenset[str] | None = None  # what the file asks objects for
        self.features: set[Any] = set()  # of the builders that were met
        self.looked_at: set[int] = set()  # the classes whose methods were run on a built model

    # --- ways in --------------------------------------------------------------------------------------------------

    def run(self) -> None:
        self._syntax()
        machine, found = self.machine, self.found
        module = imports.new_module(machine, found.name, found.path, found.source, found.is_package)
        machine.modules[found.name] = module
        self._module(module)
        defined = self._defined(module)
        for value in defined:
            if isinstance(value, Class):
                self._class(value)
        for value in defined:
            if isinstance(value, Function):
                self._function(value)
        for value in defined:
            if isinstance(value, Class):
                self._with_defaults(value)
        for builder in self._builders(module):
            self._with_defaults(builder)
        self._main(module)
        self._module_errors()
        for finding in (*malformed_annotations(machine, module), *hole_findings(machine, found.path)):
            self.verdicts.add(finding)

    def _module(self, module: PythonModule) -> None:
        """Its statements in order; one that takes more steps than are allowed leaves its names unknown."""
        source = self.found.source
        for index, statement in enumerate(source.statements if source is not None else ()):
            if index in module.done:
                continue
            self.machine.steps, self.machine.step_budget = 0, STATEMENT_BUDGET
            try:
                imports.run_statement(self.machine, module, index)
            except (BudgetSpent, RecursionError):
                for name in statement.names:
                    module.bind({name: Unknown("budget: a statement that takes too many steps")})
            except Exception as fault:
                note_fault(self.machine, fault)
                for name in statement.names:
                    module.bind({name: module.values.get(name, Unknown("an engine's fault in its statement"))})

    def _syntax(self) -> None:
        source = self.found.source
        for line, column, message in source.syntax_errors() if source is not None else ():  # type: ignore[attr-defined]
            where = Place(self.found.path, line, column, line, column + 1)
            self.verdicts.add(Finding(where, "syntax", Severity.ERROR, message))

    def _defined(self, module: PythonModule) -> list[Value]:
        """The classes and functions that this file defines, in their order."""
        found: list[tuple[int, Value]] = []
        seen: set[int] = set()
        for value in module.values.values():
            node = value.node if isinstance(value, Class | Function) else None
            if node is None or value.module is not module or value.id in seen:
                continue
            seen.add(value.id)
            found.append((node.span[0], value))
        return [value for _, value in found]

    def _builders(self, module: PythonModule) -> Iterator[Value]:
        """What the functions of this file are bound to (decorated or not) whose parameters all have defaults."""
        source = self.found.source
        for index in range(len(source.statements) if source is not None else 0):
            assert source is not None
            for node in source.unit(index).statements:
                if not isinstance(node, nodes.FunctionDefinition) or not node.parameters:
                    continue
                if all(p.default is not None or p.kind == "keywords" for p in node.parameters):
                    value = module.values.get(node.name)
                    if isinstance(value, Function) and self._is_new(node):
                        yield value

    def _is_new(self, node: nodes.FunctionDefinition) -> bool:
        """Whether its body has something that no builder before has, but for numbers and words that name the model."""
        found = features(node.body, frozenset((node.name,)))
        is_new = not found <= self.features
        self.features |= found
        return is_new

    def _class(self, cls: Class) -> None:
        machine = self.machine
        if known_class(machine, MODULE) not in cls.mro:
            return
        general = arguments.symbolic_arguments(machine, cls, sizes_too=True)
        required = arguments.symbolic_arguments(machine, cls)
        for given in (general, required) if general != required else (general,):
            if given is not None:
                self._built(cls, given)

    def _built(self, cls: Class, given: dict[str, Value]) -> None:
        """The class built with these arguments, then its methods with free inputs.

        Where that fails with defaults that nothing in this file leaves in place, they are left open.
        """
        way = self._way(cls, given)
        if way.fails:
            way = self._with_other_defaults(way, cls, given)
        with self.looker.away():
            fractions.take_floats(self.machine, cls, way, lambda: self._way(cls, given))
        self.verdicts.judge_together(way.builds)
        for finding in unregistered(self.machine, cls, way.built):
            if finding.place.path == self.found.path:
                self.verdicts.add(finding)
        self.verdicts.judge_together(way.runs)
        self.verdicts.judge_together(way.with_optional)
        for name in self._uncalled(cls):
            self._method(way.built, name)

    def _with_other_defaults(self, way: Way, cls: Class, given: dict[str, Value]) -> Way:
        """The class built without the defaults that prove nothing, or as it was."""

        def again(names: frozenset[str]) -> Way:
            return self._way(cls, {**given, **{name: open_symbol(name) for name in names}})

        held, unused = self.usage.proving_nothing(self.machine, cls)
        places, nothing = partial(Way.places_of_failure, machine=self.machine), Way(_NOT_FOLLOWED)
        with self.looker.away():
            return defaults.left_open(way, held - given.keys(), unused - given.keys(), again, places, nothing)

    def _uncalled(self, cls: Class) -> list[str]:
        """The class's own methods that nothing in this file names: a framework calls them, or another file."""
        if cls.node is None:
            return []
        if self.named is None:
            source = self.found.source
            texts = [statement.text for statement in source.statements] if source is not None else []
            self.named = frozenset(name for text in texts for name in _ATTRIBUTE.findall(text))
        return [
            node.name
            for node in cls.node.body
            if isinstance(node, nodes.FunctionDefinition)
            and not (node.decorators or node.generator or node.name.startswith("_") or node.name == "forward")
            and node.name not in self.named
        ]

    def _method(self, built: Outcome, name: str) -> None:
        """A method that nothing here calls; it is judged as called when the others may have been, and seen as it is."""
        runs = self._runs_of(built, self._call_method, name)
        if tells_something(runs):
            with self.looker.away():
                runs = self._runs_of(built, self._call_later, name)
        self.verdicts.judge_together(runs)

    def _runs_of(
        self, built: Outcome, call: Callable[[Object, str], Value], name: str
    ) -> list[tuple[Outcome, World | None]]:
        machine = self.machine
        here = machine.world()
        runs: list[tuple[Outcome, World | None]] = []
        for end in built.ends:
            machine.enter(end.world)
            made = end.value
            if end.raised is None and isinstance(made, Object) and is_module(machine, made):
                run = follow(machine, guarded, machine, call, made, name, start=end.world, budget=OPEN_BUDGET)
                runs.append((run, end.world))
        machine.enter(here)
        return runs

    def _way(self, cls: Class, given: dict[str, Value]) -> Way:
        machine = self.machine
        start = arguments.world_of_numbers(machine, cls, given)
        given = arguments.as_taken(machine, given)
        built = follow(machine, guarded, machine, machine.call, cls, (), given, start=start, budget=OPEN_BUDGET)
        return self._fed(built)

    def _call_method(
        self, receiver: Object, name: str, optional: bool = False, given: frozenset[str] = frozenset()
    ) -> Value:
        machine = self.machine
        function = machine.find_attribute(receiver, name)
        if not isinstance(function, BoundMethod):
            return None
        inputs = arguments.free_inputs(machine, function, receiver)
        if inputs is None:
            return None
        machine.layers.append(receiver)
        more = arguments.more_inputs(machine, function, receiver, optional, given)
        return guarded(machine, machine.call, function, tuple(inputs), more)

    def _call_later(self, receiver: Object, name: str) -> Value:
        """The method called when others may have been: what they change of the model is not known."""
        machine = self.machine
        changed = self.usage.changed
        if changed is None:
            return None
        for _, module, _ in list(walk_modules(machine, receiver)):
            held = {each for kind in ("_parameters", "_buffers", "_modules") for each in table(machine, module, kind)}
            for each in sorted(changed & (held | machine.attributes(module).keys())):
                machine.assign_attribute(module, each, machine.unknown(f"what other methods leave in {each}"))
        return self._call_method(receiver, name)

    def _function(self, function: Function) -> None:
        machine = self.machine
        if not isinstance(function.node, nodes.FunctionDefinition):
            return

        def call(optional: bool, given: frozenset[str] = frozenset()) -> Value:
            inputs = arguments.free_inputs(machine, function, None)
            if inputs is None:
                return None
            if inputs and all(isinstance(value, Unknown) for value in inputs):
                machine.step_budget = PLAIN_BUDGET
            more = arguments.more_inputs(machine, function, None, optional, given)
            return guarded(machine, machine.call, function, tuple(inputs), more)

        if arguments.takes_optional_inputs(machine, function):
            self.verdicts.judge(follow(machine, call, True, budget=OPEN_BUDGET))
        if function.node.parameters and arguments.symbolic_arguments(machine, function) == {}:
            return  # a builder
        run = follow(machine, call, False, budget=OPEN_BUDGET)
        if tells_something([(run, None)]):

            def again(names: frozenset[str]) -> Outcome:
                return follow(machine, call, False, names, budget=OPEN_BUDGET)

            names = self.usage.proving_nothing(machine, function)
            with self.looker.away():
                places = partial(places_of_failure, machine, None)
                run = defaults.left_open(run, *names, again, places, _NOT_FOLLOWED)
        self.verdicts.judge(run)

    def _with_defaults(self, callee: Class | Function) -> None:
        """A builder or class all of whose arguments have defaults."""
        machine = self.machine
        if isinstance(callee, Class) and known_class(machine, MODULE) not in callee.mro:
            return
        given = arguments.symbolic_arguments(machine, callee)
        if given != {} or not arguments.parameters_of(machine, callee):
            return
        way = Way(follow(machine, guarded, machine, machine.call, callee, (), budget=BUILDER_BUDGET))
        if isinstance(callee, Function):
            way = self._fed(way.built)
        elif way.fails and self._with_other_defaults(way, callee, {}) is not way:
            return  # that is judged as built with other arguments
        self.verdicts.judge(way.built)
        self.verdicts.judge_together(way.runs)
        self.verdicts.judge_together(way.with_optional)
        self._look_at_methods(way.built)

    def _look_at_methods(self, built: Outcome) -> None:
        """Run what nothing calls on a model with all its numbers, once a class.

        It is looked at alone: such a method may be meant for other settings than these.
        """
        for end in built.ends:
            made = end.value
            if isinstance(made, Object) and made.cls.id not in self.looked_at and self._is_own(made.cls):
                self.looked_at.add(made.cls.id)
                for name in self._uncalled(made.cls):
                    self._runs_of(built, self._call_method, name)

    def _is_own(self, cls: Class) -> bool:
        return cls.module is not None and cls.module.name == self.found.name

    def _fed(self, built: Outcome) -> Way:
        """What was built, fed with free inputs."""
        machine = self.machine
        here = machine.world()
        way = Way(as_filled(machine, built))
        budget = min(FORWARD_BUDGET, OPEN_BUDGET + FORWARD_A_STEP * machine.steps)
        for end in way.built.ends:
            machine.enter(end.world)
            made = end.value
            if end.raised is None and isinstance(made, Object) and is_module(machine, made):
                way.runs.append((self._forward(made, end.world, budget), end.world))
                if arguments.takes_optional_inputs(machine, machine.find_attribute(made, "forward")):
                    fed = follow(machine, self._call_method, made, "forward", True, start=end.world, budget=budget)
                    way.with_optional.append((fed, end.world))
        machine.enter(here)
        return way

    def _forward(self, made: Object, start: World, budget: int) -> Outcome:
        """A model fed with free inputs; where that fails, what every call in this file gives it is left open."""
        machine = self.machine
        run = follow(machine, self._call_method, made, "forward", start=start, budget=budget)
        forward = machine.find_attribute(made, "forward")
        if not tells_something([(run, start)]) or not isinstance(forward, BoundMethod):
            return run
        names = self.usage.fed_proving_nothing(machine, made.cls, forward)

        def again(names: frozenset[str]) -> Outcome:
            return follow(machine, self._call_method, made, "forward", False, names, start=start, budget=budget)

        with self.looker.away():
            places = partial(places_of_failure, machine, start)
            return defaults.left_open(run, *names, again, places, _NOT_FOLLOWED)

    def _main(self, module: PythonModule) -> None:
        """``if __name__ == "__main__":`` of this file."""
        machine = self.machine
        source = self.found.source
        if source is None:
            return
        indices = module.binders.get("__name__", [])
        guards = [i for i, s in enumerate(source.statements) if i in indices or "__main__" in s.text]
        for index in guards:
            for node in source.unit(index).statements:
                if not (isinstance(node, nodes.If) and _asks_for_main(node.test)):
                    continue
                first_line = source.statements[index].first_line
                self.verdicts.judge(
                    follow(machine, self._run_main, module, node, first_line, budget=STATEMENT_BUDGET), known=True
                )

    def _run_main(self, module: PythonModule, node: nodes.If, first_line: int) -> Value:
        from shapeproof.interpreter.statements import run_block
        from shapeproof.values import Frame

        machine = self.machine
        frame = Frame(machine.fresh_id(), module, first_line, None)
        machine.put(frame.id, {})
        machine.frame = frame
        return run_block(machine, node.body, frame)

    # --- judging --------------------------------------------------------------------------------------------------

    def _module_errors(self) -> None:
        world = self.machine.world()
        for event in self.looker.module_events:
            if not event.assumed:
                self.verdicts.report(world, event)
        for exception, event in self.looker.module_raises:
            if event.refusal.code != "raises" or self.verdicts.is_told(exception):
                self.verdicts.report(world, event)

    def findings(self) -> list[Finding]:
        found = self.verdicts.findings()
        for site, texts in self.looker.reveals.items():
            if site.path == self.found.path:
                found.append(Finding(place(site), "reveal", Severity.INFORMATION, _one(texts)))
        for site, text in self.machine.faults:
            message = f"shapeproof failed here ({text}); the rest of the file stands; please report it"
            found.append(Finding(place(site), "internal", Severity.INFORMATION, message))
        for site, texts in self.looker.lazy.items():
            if site.path == self.found.path:
                found.append(Finding(place(site), "hole", Severity.INFORMATION, texts[0]))
        found.extend(self.looker.comments.findings(self.found.path))
        return sorted(found, key=lambda f: (f.place.line, f.place.column, f.code))


def _one(texts: list[str]) -> str:
    """What several visits revealed: the first that knows something."""
    return next((text for text in texts if text not in ("Unknown", "Tensor[...]")), texts[0])


def _asks_for_main(test: nodes.Expression) -> bool:
    if not isinstance(test, nodes.Compare) or len(test.operands) != 1:
        return False
    sides = (test.left, test.operands[0])
    names = [side.name for side in sides if isinstance(side, nodes.Name)]
    constants = [side.value for side in sides if isinstance(side, nodes.Constant)]
    return names == ["__name__"] and constants == ["__main__"]
