"""The interpreter's state: the heap and the world it stands in, and the operations every other part builds on.

What a statement, an expression, a call or an import does is in the files of those names; `Interpreter` hands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from immutables import Map

from shapeproof.dims import Condition, Dim, FloatExpression, Size, When
from shapeproof.interpreter import (
    assigning,
    attributes,
    branching,
    calls,
    classes,
    comparisons,
    holes,
    hosts,
    imports,
    iteration,
    namespaces,
    operators,
    reclassing,
)
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.protocols import Fillings, Importer, Library, Promises
from shapeproof.interpreter.replay import Recording, Replays
from shapeproof.interpreter.world import BudgetSpent, ChoiceLog, RefusalEvent, Step, World, extend
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Judge, Refusal, Refused
from shapeproof.values import (
    LOST,
    Class,
    Frame,
    Function,
    Namespace,
    Object,
    PythonModule,
    Range,
    Site,
    State,
    TensorState,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.observation import Observer

STEP_BUDGET = 400_000
CALL_DEPTH = 150
SIZE_BUDGET = 1_000_000
VALUES_A_STEP = 100  # that one expression makes at once (``[0] * n``, ``a + b``)
REFUSED = "\0refused"  # an attribute of an exception: the `RefusalEvent` that it is, if nothing catches it
UNMADE = "\0unmade"  # an attribute of an object in whose ``__init__`` something was refused
_new_tuple = tuple.__new__  # of a named tuple, past its own ``__new__``: worlds and states are made all the time
FIRST_BLOCK = -(1 << 62)  # ids below 0 are of the base that all worlds share


class WorldJudge(Judge):
    """The judge of the world the interpreter stands in: an undecided question is followed both ways."""

    def __init__(self, machine: Interpreter) -> None:
        super().__init__()
        self.machine = machine

    def choose(self, condition: Condition) -> bool:
        return branching.decide(self.machine, condition)

    def require(self, condition: Condition | bool, refusal: Refusal | Callable[[], Refusal]) -> None:
        if self.machine.holes is not None and self.machine.holes.found:
            verdict = self.facts.decide(condition)
            if isinstance(verdict, When):
                made = refusal() if callable(refusal) else refusal
                if holes.meets(self.machine, verdict.condition, made):
                    return
        super().require(condition, refusal)

    def is_hole(self, size: Size) -> bool:
        return self.machine.holes is not None and self.machine.holes.touches(size)

    def pick(self, alternatives: Sequence[Any]) -> Any:
        world = self.machine.world()
        return branching.choose(self.machine, [(world, value) for value in alternatives])

    def number(self) -> int:
        self.machine.spoil()  # a symbol stands for itself alone
        return self.machine.fresh_id()


class Interpreter:
    """Runs core programs over values. One instance serves one run: modules read once are shared by all its worlds."""

    def __init__(self, importer: Importer, libraries: Sequence[Library] = ()) -> None:
        self.importer = importer
        self.libraries = tuple(libraries)
        self.base: dict[int, Any] = {}
        self.base_id = FIRST_BLOCK
        self.blocks = 0
        self.stub_blocks: set[int] = set()  # the blocks that statements of stubs took
        self.in_base = 0
        self.open_id = self.permanent_id()  # under it lie the attributes that were assigned to open arguments
        self.heap: Map[int, Any] = Map()
        self.next_id = 1
        self.judge = WorldJudge(self)
        self.refusals: Any = None
        self.calls: Any = None
        self.equations: Any = None
        self.log: ChoiceLog | None = None
        self.ordinal = 0  # how many calls the action under way has made
        self.stack: list[Step] = []
        self.site: Site | None = None
        self.sites: list[tuple[Frame, nodes.Span]] = []
        self.frame: Frame | None = None
        self.span: nodes.Span = (0, 0, 0, 0)
        self.steps = 0
        self.most_ends = branching.MAXIMAL_ENDS  # paths that are followed at one place
        self.questions: dict[str, set[tuple[str, int]]] = {}  # what open arguments are compared with, by name
        self.floats: frozenset[str] = frozenset()  # the names of open arguments that are taken for floats
        self.zeros: frozenset[str] = frozenset()  # the names of those that are 0
        self.takes_numbers = False  # whether an open argument that may be an int is taken for one
        self.step_budget = STEP_BUDGET
        self.patience = STEP_BUDGET  # steps that a run may still take when it has left a path out
        self.depth = 0
        self.has_unmade = False  # whether a run has left an object unmade
        self.catching = 0
        self.catching_names = 0  # how many handlers around would catch a NameError
        self.catching_division = 0  # how many would catch a ZeroDivisionError and no refusal of torch
        self.catching_imports = 0  # how many would catch an ImportError
        self.returned: Value = None  # by the generator that ended last
        self.handling: Object | None = None  # the exception that a handler under way has caught
        self.left_out: list[World] = []  # where each path that is not followed was left
        self.training = True
        self.observer: Observer | None = None
        self.promises: Promises | None = None
        self.fillings: Fillings | None = None
        self.defined: dict[str, list[Value]] = {}  # by name: what the classes made so far hold
        self.holes: holes.Holes | None = None
        self.pending: list[Class] = []  # classes whose metaclass is making them
        self.modules: dict[str, PythonModule | None] = {}
        self.builtins: dict[str, Value] = {}  # by name: those that the program has asked for
        self.known_classes: dict[str, Class] = {}
        self.is_observed: Callable[[str], bool] = lambda path: False
        self.numbers: dict[str, int] = {}  # by symbol's name: they decide where a question is open
        self.layers: list[Object] = []
        self.recording: Recording | None = None
        self.replays = Replays()
        self.faults: list[tuple[Site, str]] = []  # the engine's own, with their places
        self.fault_site: Site | None = None
        self.reclassed: dict[int, tuple[Object, Class]] = {}  # by id: what got another class, and its first one
        self.classes_made = 0  # how often a class was given its names
        self.class_writes = 0  # how often a class was changed after it was made
        self.loops_left: dict[int, int] = {}  # by a loop's node: how often it was not one of plain numbers
        self.registered: set[str | int] = set()  # keys that were looked for, complete containers
        self.complete: set[int] = set()  # the containers found to hold all that statements put into them,
        self.complete_at = (0, 0, 0)  # when so many statements had begun
        self.imports_of: dict[str, list[str]] = {}  # by module's name
        self.importing: set[tuple[str, str]] = set()  # the names whose import is under way
        self.classes = classes.BuiltinClasses(self)

    # --- worlds -----------------------------------------------------------------------------------------------

    def world(self) -> World:
        judge = self.judge
        return _new_tuple(
            World,
            (
                self.heap,
                self.next_id,
                judge.facts,
                judge.splats,
                judge.assumed,
                self.refusals,
                self.calls,
                self.equations,
            ),
        )

    def enter(self, world: World) -> None:
        judge = self.judge
        (
            self.heap,
            self.next_id,
            judge.facts,
            judge.splats,
            judge.assumed,
            self.refusals,
            self.calls,
            self.equations,
        ) = world
        if self.reclassed:
            reclassing.restore_classes(self)

    def decide(self, condition: Condition | bool) -> bool:
        return condition if isinstance(condition, bool) else branching.decide(self, condition)

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.step_budget:
            raise BudgetSpent

    def leave_out(self, world: World) -> None:
        """A path is not followed from here on: nothing later is proved, nor followed for long."""
        self.left_out.append(world)
        self.step_budget = min(self.step_budget, self.steps + self.patience)

    # --- the heap ---------------------------------------------------------------------------------------------

    def fresh_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def permanent_id(self) -> int:
        """The id of what no world makes: a module, a built-in class."""
        self.base_id -= 1
        return self.base_id

    def begin_block(self, *, of_a_stub: bool = False) -> None:
        """Take ids that no world has: for a statement that all worlds share, older ones lower. They lie in the world,
        so that a statement run again for another choice gives the same ids."""
        self.blocks += 1
        if of_a_stub:
            self.stub_blocks.add(self.blocks)
        self.next_id = FIRST_BLOCK + (self.blocks << 32)

    def is_of_a_stub(self, obj: Object) -> bool:
        """Whether a statement of a stub made this object for all worlds."""
        return obj.id < 0 and (obj.id - FIRST_BLOCK) >> 32 in self.stub_blocks

    def entry(self, ident: int) -> Any:
        found = self.heap.get(ident)
        if found is None:
            found = self.base[ident]
        recording = self.recording
        if recording is not None and ident < recording.start and ident not in recording.reads:
            recording.read(ident, found)
        return found

    def note(self, ident: int) -> None:
        """Say to the call under way that an entry is read, where that is done past `entry` and `state`."""
        if self.recording is not None:
            found = self.heap.get(ident)
            if found is None:
                found = self.base.get(ident)
            if found is not None:
                self.recording.read(ident, found)

    def put(self, ident: int, entry: Any) -> None:
        """Set an entry of the heap."""
        if self.recording is not None and ident < self.recording.start:
            self.recording.write(ident)
        self.heap = self.heap.set(ident, entry)

    def forget(self, ident: int) -> None:
        """Drop an entry that nothing can ask for any more."""
        if ident in self.heap:
            self.heap = self.heap.delete(ident)

    def state(self, obj: Object) -> State:
        try:
            ident = obj.id
        except AttributeError:
            raise Gap(obj.reason if isinstance(obj, Unknown) else "a value that is no object") from None
        found = self.heap.get(ident)
        if found is None:
            found = self.base.get(ident)
            if found is None:
                return State({})
        recording = self.recording
        if recording is not None and ident < recording.start and ident not in recording.reads:
            recording.read(ident, found)
        return State(found) if type(found) is dict else found  # a module's entry is what was assigned to its names

    def content(self, obj: Object) -> Value:
        found = self.state(obj).content
        if found is LOST:
            raise Gap("the content of this container is not known")
        return namespaces.names_of(self, found.owner) if type(found) is Namespace else found

    def attributes(self, obj: Object) -> dict[str, Value]:
        return self.state(obj).attributes

    def write(self, obj: Object, state: State) -> None:
        self.put(obj.id, state)

    def set_content(self, obj: Object, content: Value) -> None:
        self.put(obj.id, State(self.state(obj).attributes, content))

    def set_attribute_raw(self, obj: Object, name: str, value: Value) -> None:
        state = self.state(obj)
        if HELD in state.attributes and not name.startswith("\0"):
            namespaces.write_held(self, state.attributes[HELD], name, value)
            return
        changed = dict(state.attributes)
        changed[name] = value
        self.put(obj.id, State(changed, state.content))
        if isinstance(obj, Class):
            self.defined.setdefault(name, []).append(value)
            self.classes_made += 1
            classes.forget_lookups(self, obj)

    def delete_attribute_raw(self, obj: Object, name: str) -> None:
        state = self.state(obj)
        if HELD in state.attributes and name not in state.attributes:
            namespaces.write_held(self, state.attributes[HELD], name, MISSING)
            return
        changed = dict(state.attributes)
        del changed[name]
        self.put(obj.id, State(changed, state.content))
        if isinstance(obj, Class):
            classes.forget_lookups(self, obj)

    def new(self, cls: Class, attributes: dict[str, Value] | None = None, content: Value = None) -> Object:
        ident = self.next_id
        self.next_id = ident + 1
        self.heap = self.heap.set(ident, _new_tuple(State, ({} if attributes is None else attributes, content)))
        return Object(ident, cls)

    def new_list(self, items: Iterable[Value]) -> Object:
        row = tuple(items)
        self.take(len(row))
        return self.new(self.classes.list, None, row)

    def new_dict(self, items: Mapping[Any, Value]) -> Object:
        made = dict(items)
        self.take(len(made))
        return self.new(self.classes.dict, None, made)

    def new_set(self, items: Iterable[Value]) -> Object:
        made = dict.fromkeys(items)
        self.take(len(made))
        return self.new(self.classes.set, None, made)

    def new_function(
        self,
        node: nodes.FunctionDefinition | nodes.Lambda,
        name: str,
        frame: Frame,
        defaults: dict[str, Value],
        owner: Class | None,
    ) -> Function:
        qualname = frame.qualified(name)
        frame.capture()
        return Function(
            self.fresh_id(),
            self.classes.function,
            node,
            name,
            frame.module,
            frame.first_line,
            frame,
            defaults,
            owner,
            qualname,
        )

    def blame(self, fault: Exception) -> None:
        """Note where a fault of the engine itself was met, before the calls around it end."""
        if self.fault_site is None and not isinstance(fault, ProgramRaise | Gap | Refused | BudgetSpent):
            self.fault_site = self.here()

    def spoil(self) -> None:
        """The call under way makes what cannot be copied: it is not replayed."""
        if self.recording is not None:
            self.recording.spoiled = True

    # --- the three channels -----------------------------------------------------------------------------------

    def throw(self, name: str, message: str = "", code: str | None = None) -> NoReturn:
        """The program raises: only where Python certainly does.

        ``code`` is the finding's where this is about a number of values, so that none is right: uncaught, it is a
        refusal.
        """
        if hosts.is_of_library(self.frame) and not hosts.is_said_alike(message):
            self.throw_in_other_words(name, message)
        if name in ("TypeError", "AttributeError") and not hosts.has_known_words(message):
            self.throw_in_other_words(name, message)
        self.throw_exactly(name, message, code)

    def throw_exactly(self, name: str, message: str, code: str | None = None) -> NoReturn:
        """As `throw`, in words that are the library's own though its stub is running."""
        exception = self.new(self.builtin(name), {"args": (message,)})
        if name in ("NameError", "UnboundLocalError"):
            self.set_attribute_raw(exception, "name", message.split("'")[1])
        if code is not None:
            self.mark_raise(exception, code, message)
        raise self.raising(exception)

    def throw_in_other_words(self, name: str, message: str) -> NoReturn:
        """The program raises, and CPython's words for it are not known."""
        raise self.raising(self.new(self.builtin(name), {"args": (self.unknown(f"the words for: {message}"),)}))

    def mark_raise(self, exception: Object, code: str, message: str) -> None:
        """Write down on an exception where it was raised, and what is to be said if nothing catches it."""
        event = RefusalEvent(Refusal(code, message), self.here(), tuple(self.stack), (), None)
        self.set_attribute_raw(exception, REFUSED, event)

    def raising(self, exception: Object) -> ProgramRaise:
        """The raise of an exception, with what was being handled as its context."""
        if self.handling is not None and self.handling is not exception:
            inner, met = self.handling, set[int]()  # a program can make a ring of contexts
            while isinstance(around := self.attributes(inner).get("__context__"), Object) and around.id not in met:
                met.add(around.id)
                if around == exception:  # no exception is its own context, however far away
                    self.set_attribute_raw(inner, "__context__", None)
                    break
                inner = around
            self.set_attribute_raw(exception, "__context__", self.handling)
        return ProgramRaise(exception)

    def unknown(self, reason: str) -> Unknown:
        return Unknown(reason, self.here())

    def refuse(
        self, refusal: Refusal, operands: tuple[Value, ...] = (), layer: Object | None = None, assumed: bool = False
    ) -> None:
        """torch would raise here. Inside a ``try`` that would catch it, it is raised; else it is written down."""
        if self.catching:
            self.throw("RuntimeError", refusal.message)
        if self.observer is not None:
            layer = layer if layer is not None else self.observer.innermost_layer(self)
        assumed = assumed or any(map(self._is_assumed, operands)) or self.is_in_unmade()
        event = RefusalEvent(refusal, self.here(), tuple(self.stack), operands, layer, assumed)
        self.refusals = extend(self.refusals, event)

    def remark(self, refusal: Refusal, operands: tuple[Value, ...] = ()) -> None:
        """What runs but is very likely not meant: written down among the calls of this path."""
        layer = self.observer.innermost_layer(self) if self.observer is not None else None
        self.calls = extend(self.calls, RefusalEvent(refusal, self.here(), tuple(self.stack), operands, layer))

    def is_in_unmade(self) -> bool:
        """Whether a call of a layer is under way that torch would not have made."""
        return self.has_unmade and any(UNMADE in self.attributes(layer) for layer in self.layers)

    def _is_assumed(self, value: Value) -> bool:
        """Whether a tensor, or one in a row of them, came through something not understood."""
        if isinstance(value, Object):
            value = self.state(value).content
        if isinstance(value, TensorState):
            return value.assumed
        return isinstance(value, tuple) and any(isinstance(v, Object) and self._is_assumed(v) for v in value)

    def here(self) -> Site:
        """The place of the expression being evaluated."""
        frame = self.frame
        if frame is None:
            return Site("", 1, 1, 1, 1)
        return site_of(frame, self.span)

    # --- Python's protocols -------------------------------------------------------------------------------------

    def builtin(self, name: str) -> Class:
        return self.classes.named(name)

    def class_of(self, value: Value) -> Class:
        return self.classes.of(value)

    def is_instance(self, value: Value, cls: Class) -> bool | Unknown:
        return self.classes.is_instance(value, cls)

    def make_class(self, name: str, bases: tuple[Class, ...], namespace: dict[str, Value]) -> Class:
        return classes.make(self, name, bases, namespace)

    def call(
        self, function: Value, arguments: tuple[Value, ...] = (), keywords: dict[str, Value] | None = None
    ) -> Value:
        return calls.call(self, function, arguments, keywords or {})

    def find_attribute(self, value: Value, name: str) -> Value:
        return attributes.find(self, value, name)

    def get_attribute(self, value: Value, name: str) -> Value:
        return attributes.get(self, value, name)

    def assign_attribute(self, value: Value, name: str, new: Value) -> None:
        assigning.assign(self, value, name, new)

    def delete_attribute(self, value: Value, name: str) -> None:
        assigning.delete(self, value, name)

    def iterate(self, value: Value) -> Sequence[Value]:
        return iteration.iterate(self, value)

    def truth(self, value: Value) -> bool:
        return operators_truth(self, value)

    def binary(self, operator: str, left: Value, right: Value) -> Value:
        return operators.binary(self, operator, left, right)

    def compare(self, operator: str, left: Value, right: Value) -> Value:
        return comparisons.compare(self, operator, left, right)

    def global_value(self, module: PythonModule, name: str) -> Value:
        return imports.module_value(self, module, name)

    def import_module(self, name: str) -> Value:
        return imports.import_module(self, name)

    def budget(self, amount: int, what: str) -> None:
        if amount > SIZE_BUDGET:
            raise Gap(f"budget: {what} is too large to follow")

    def make_room(self, amount: int, what: str) -> None:
        """Keep what one expression makes at once within the budgets: that of sizes, and that of steps."""
        self.budget(amount, what)
        self.take(amount)

    def take(self, amount: int) -> None:
        """Count so many values as steps: memory ends as time does."""
        if amount >= VALUES_A_STEP:
            self.steps += amount // VALUES_A_STEP
            if self.steps > self.step_budget:
                raise BudgetSpent

    def attempt(self, action: Any, *arguments: Any) -> Any:
        return branching.attempt(self, action, *arguments)


def site_of(frame: Frame, span: nodes.Span) -> Site:
    first = frame.first_line
    return Site(frame.module.path, first + span[0], span[1] + 1, first + span[2], span[3] + 1)


def operators_truth(machine: Interpreter, value: Value) -> bool:
    """Python's truth of a value; both worlds are followed where it is not known."""
    kind = type(value)
    if kind is bool:
        return bool(value)
    if value is None:
        return False
    if kind is int or kind is float or kind is str or kind is tuple or kind is bytes or kind is complex:
        return bool(value)
    if kind is Truth:
        return branching.decide(machine, value.condition)
    if kind is Dim:
        from shapeproof.dims import different

        return machine.decide(different(value, 0))
    if kind is Unknown:
        return branching.decide(machine, classes.opinion(value))
    if kind is FloatExpression:
        return operators_truth(machine, comparisons.compare(machine, "!=", value, 0.0))
    if kind is Range:
        from shapeproof.interpreter.builtins.ranges import length_of_range

        return operators_truth(machine, length_of_range(machine, value))
    if isinstance(value, Object):
        return attributes.truth_of_object(machine, value)
    return True
