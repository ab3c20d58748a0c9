"""Calls: binding arguments, running bodies, making instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.dims import DimBudgetError
from shapeproof.interpreter import (
    abstract,
    binding,
    branching,
    classes,
    expressions,
    generators,
    namespaces,
    special,
    statements,
)
from shapeproof.interpreter import arguments as opened
from shapeproof.interpreter.builtins import CONSTRUCTORS, FUNCTIONS
from shapeproof.interpreter.builtins.exceptions import make_exception
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.function_attributes import defaults_of
from shapeproof.interpreter.items import shape_value
from shapeproof.interpreter.replay import LEAST_STEPS, Recording, surroundings
from shapeproof.interpreter.world import Branches, Chain, Return, Step, items
from shapeproof.interpreter.yields import has_yield
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refused, Splat
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Frame,
    Function,
    Native,
    Object,
    StaticMethod,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

CALL_DEPTH = 150
BLIND_RECURSIONS = 2


def call(machine: Interpreter, function: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """The value of a call. Refusals are written down and leave Unknown; gaps become Unknown."""
    kind = type(function)
    if kind is BoundMethod:
        return call(machine, function.function, (function.receiver, *arguments), keywords)
    if kind is Function:
        return call_function(machine, function, arguments, keywords)
    if kind is Native:
        return call_native(machine, function, arguments, keywords)
    if kind is Class:
        return construct(machine, function, arguments, keywords)
    if isinstance(function, Unknown):
        for value in (*arguments, *keywords.values()):
            namespaces.lose(machine, value, function.reason)
        return Unknown(function.reason, function.site)
    if isinstance(function, StaticMethod):
        return call(machine, function.function, arguments, keywords)
    if isinstance(function, ClassMethod):
        machine.throw("TypeError", "'classmethod' object is not callable")
    if isinstance(function, Object):
        method = classes.lookup(machine, function.cls, "__call__")
        if method is not MISSING:
            return special.call(machine, method, function, *arguments, **keywords)
        return _not_callable(machine, function)
    name = opened.open_name(machine, function)
    if name is not None:
        for value in (*arguments, *keywords.values()):
            namespaces.lose(machine, value, f"{name} was called with it")
        return machine.unknown(f"what the argument {name} gives when it is called")
    return _not_callable(machine, function)


def _not_callable(machine: Interpreter, function: Value) -> Value:
    if is_certain(machine, function):
        machine.throw("TypeError", f"'{machine.class_of(function).name}' object is not callable")
    return machine.unknown(f"a {machine.class_of(function).name} is not known to be callable")


def call_native(
    machine: Interpreter, function: Native, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    if not function.takes_splats:
        for argument in arguments:
            if type(argument) is Splat:
                return machine.unknown("* of a shape of unknown rank")
    try:
        return function.call(machine, arguments, keywords)
    except Refused as refused:
        machine.refuse(refused.refusal, (*arguments, *keywords.values()))
        return machine.unknown(f"{function.name} was refused")
    except (Gap, DimBudgetError, ZeroDivisionError) as gap:
        return machine.unknown(str(gap))


# --- functions of the program ---------------------------------------------------------------------------------------


def call_function(
    machine: Interpreter, function: Function, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    if machine.depth >= CALL_DEPTH:
        return machine.unknown("budget: calls are nested too deeply")
    machine.step()
    ordinal = machine.ordinal = machine.ordinal + 1
    if branching.picked_before(machine, ordinal):
        return branching.choose(machine, [], ordinal)
    node = function.node
    if function.owner is not None and function.module.is_stub:
        binding.check_receiver(machine, function, arguments)
    bound = bind(machine, function, node.parameters, arguments, keywords)
    if isinstance(bound, Unknown):
        return bound
    if _recurs_blindly(machine, function, arguments, keywords):
        return machine.unknown("budget: a recursion whose end depends on what is not known")
    fillings = machine.fillings
    filling = fillings.call(machine, function, bound) if fillings is not None else None
    if fillings is not None and filling is not None and fillings.is_followed(filling):
        return filling.leave_out(machine)
    replays = machine.replays
    wanted = type(node) is nodes.FunctionDefinition and not node.generator and replays.wants(machine, function)
    if wanted:
        replayed = replays.find(machine, function, bound)
        if replayed is not MISSING:
            return replayed
    recording = machine.recording = Recording(machine.next_id, machine.recording)
    before, calls_before = surroundings(machine), machine.calls.length if machine.calls is not None else 0
    steps = machine.steps
    frame = _enter(machine, function, bound, arguments)
    if machine.promises is not None:
        refused = machine.promises.entered(machine, function, frame, bound)
        if refused is not MISSING:
            _close(machine, recording, frame)
            return refused
    observed = machine.frame is not None and machine.frame.module.observed
    machine.stack.append(Step(machine.here(), function.qualname, observed))
    saved = machine.frame, machine.span
    machine.frame = frame
    machine.depth += 1
    try:
        if isinstance(node, nodes.Lambda):
            if has_yield(node.body):
                return generators.make(machine, frame, node, "generator")
            return expressions.evaluate(machine, node.body, frame)
        if node.generator:
            return generators.make(machine, frame, node, "generator")
        outcome = branching.attempt(machine, _run_body, machine, node.body, frame)
        if type(outcome) is Branches:
            outcome = branching.settle(machine, outcome, ordinal)
        elif wanted and machine.steps - steps >= LEAST_STEPS:
            replays.keep(machine, recording, function, bound, outcome, before, calls_before)
        if fillings is not None and filling is not None and before.untouched(surroundings(machine)):
            fillings.follow(filling)
        return outcome
    except Exception as fault:
        machine.blame(fault)
        raise
    finally:
        machine.stack.pop()
        machine.frame, machine.span = saved
        machine.depth -= 1
        _close(machine, recording, frame)


def _recurs_blindly(
    machine: Interpreter, function: Function, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> bool:
    """Whether a function calls itself with nothing but unknown values, which tell no call from the one around it."""
    given = arguments[1:] if function.owner is not None else arguments
    if not (given or keywords):
        return False
    if not all(isinstance(value, Unknown) for value in (*given, *keywords.values())):
        return False
    return sum(step.label == function.qualname for step in machine.stack) > BLIND_RECURSIONS


def _close(machine: Interpreter, recording: Recording, frame: Frame) -> None:
    machine.recording = recording.outer
    recording.close()
    if not frame.captured:
        machine.forget(frame.id)


def _enter(machine: Interpreter, function: Function, bound: dict[str, Value], arguments: tuple[Value, ...]) -> Frame:
    """The frame of a call whose arguments are bound, its names bound."""
    node = function.node
    frame = Frame(machine.fresh_id(), function.module, function.first_line, function.closure)
    frame.function = function
    frame.local_names = local_names(node) if isinstance(node, nodes.FunctionDefinition) else frozenset(bound)
    if function.owner is not None:
        frame.cls = function.owner
        frame.receiver = arguments[0] if arguments else None
    elif function.closure is not None:
        frame.cls, frame.receiver = function.closure.cls, function.closure.receiver
    machine.put(frame.id, bound)
    return frame


_LOCAL_NAMES: dict[int, tuple[nodes.FunctionDefinition, frozenset[str]]] = {}


def local_names(node: nodes.FunctionDefinition) -> frozenset[str]:
    known = _LOCAL_NAMES.get(id(node))
    if known is None or known[0] is not node:
        known = _LOCAL_NAMES[id(node)] = (node, frozenset(node.local_names))
    return known[1]


def _run_body(machine: Interpreter, body: tuple[nodes.Statement, ...], frame: Frame) -> Any:
    """The value a body returns, or branches of such values."""
    completion = statements.run_block(machine, body, frame)
    if type(completion) is Branches:
        return Branches([(world, result_of(end)) for world, end in completion.ends])
    return result_of(completion)


def result_of(completion: Any) -> Any:
    if completion is None:
        return None
    if type(completion) is Return:
        return completion.value
    return completion


def bind(
    machine: Interpreter,
    function: Function,
    parameters: tuple[nodes.Parameter, ...],
    arguments: tuple[Value, ...],
    keywords: dict[str, Value],
) -> dict[str, Value] | Unknown:
    """Arguments by parameter name, as Python binds them; raises TypeError in the program where Python does."""
    bound: dict[str, Value] = {}
    rest = dict(keywords) if keywords else {}
    try:
        defaults = defaults_of(machine, function)
    except Gap as gap:
        return machine.unknown(str(gap))
    position, count = 0, len(arguments)
    spread = rest.pop("**", None)  # a ** argument whose keys are not known
    missing: list[str] = []
    missing_keywords: list[str] = []
    for parameter in parameters:
        kind, name = parameter.kind, parameter.name
        if kind == "normal" or kind == "positional":
            if position < count:
                bound[name] = arguments[position]
                if type(bound[name]) is Splat:
                    return machine.unknown("* of a shape of unknown rank")
                position += 1
                if kind == "normal" and name in rest:
                    binding.refuse(machine, function, parameters, arguments, keywords, [], [])
            elif kind == "normal" and name in rest:
                bound[name] = rest.pop(name)
            elif spread is not None:
                bound[name] = Unknown(f"{name} may come from ** of unknown content", machine.here())
            elif name in defaults:
                bound[name] = defaults[name]
            else:
                missing.append(name)
        elif kind == "variadic":
            bound[name] = shape_value(arguments[position:])
            position = count
        elif kind == "keyword":
            if name in rest:
                bound[name] = rest.pop(name)
            elif spread is not None:
                bound[name] = Unknown(f"{name} may come from ** of unknown content", machine.here())
            elif name in defaults:
                bound[name] = defaults[name]
            else:
                missing_keywords.append(name)
        else:
            bound[name] = machine.new_dict(rest) if spread is None else spread
            rest = {}
    if rest or position < count or missing or missing_keywords:
        binding.refuse(machine, function, parameters, arguments, keywords, missing, missing_keywords)
    return bound


# --- instances ------------------------------------------------------------------------------------------------------


def construct(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``cls(…)``: the metaclass's ``__call__``, ``__new__``, then ``__init__``."""
    if cls.metaclass is not None and not cls.metaclass.builtin:
        caller = classes.lookup(machine, cls.metaclass, "__call__")
        if classes.is_own_method(caller):
            return call(machine, caller, (cls, *arguments), keywords)
    return instantiate(machine, cls, arguments, keywords)


def instantiate(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``type.__call__``: ``__new__``, then ``__init__``."""
    if cls.builtin:
        return construct_builtin(machine, cls, arguments, keywords)
    maker = classes.lookup(machine, cls, "__new__")
    if isinstance(maker, Unknown):
        maker = MISSING if not cls.open_base else maker
    if isinstance(maker, StaticMethod):
        maker = maker.function
    if maker is not MISSING and not isinstance(maker, Unknown):
        made = call(machine, maker, (cls, *arguments), keywords)
        if not (isinstance(made, Object) and cls in made.cls.mro):
            return made
    else:
        check_instantiable(machine, cls)
        if (arguments or keywords) and maker is MISSING and _takes_nothing(machine, cls):
            machine.throw("TypeError", f"{cls.name}() takes no arguments")
        made = allocate(machine, cls, arguments, keywords)
    if isinstance(made, Unknown):
        return made
    initialise = classes.lookup(machine, cls, "__init__")
    if initialise is not MISSING:
        if isinstance(initialise, Unknown):
            machine.set_attribute_raw(made, "__lost__", initialise.reason)
        else:
            before = machine.refusals
            answer = special.call(machine, initialise, made, *arguments, **keywords)
            if answer is not None and isinstance(initialise, Function) and is_certain(machine, answer):
                kind = machine.class_of(answer).name
                machine.throw("TypeError", f"__init__() should return None, not '{kind}'")
            if machine.refusals is not before and machine.frame is not None:
                _leave_unmade(machine, made, before)
    elif any(parent.open_base for parent in made.cls.mro):
        reason = next(parent.open_base for parent in made.cls.mro if parent.open_base)
        machine.set_attribute_raw(made, "__lost__", reason)
    return made


def _leave_unmade(machine: Interpreter, made: Value, before: Chain | None) -> None:
    """What torch would not make is not there: what its calls refuse is no finding of their own."""
    from shapeproof.interpreter.machine import UNMADE

    refused = items(machine.refusals)[before.length if before is not None else 0 :]
    if isinstance(made, Object) and any(event.refusal.code != "annotation" for event in refused):
        machine.set_attribute_raw(made, UNMADE, True)
        machine.has_unmade = True


def _takes_nothing(machine: Interpreter, cls: Class) -> bool:
    """Whether a class certainly has only ``object.__init__``."""
    if any(parent.builtin and parent is not machine.classes.object for parent in cls.mro):
        return False
    return classes.lookup(machine, cls, "__init__") is MISSING and is_certain(machine, cls)


def check_instantiable(machine: Interpreter, cls: Class) -> None:
    """Raise the TypeError of an abstract class; its code may still be read by whoever asks for the class alone."""
    meta = cls.metaclass
    if meta is None or not (machine.depth or machine.in_base):
        return
    if not abstract.may_be(meta):
        return
    left = abstract.names_of(machine, cls)
    if left:
        what = f"abstract method{'s' * (len(left) > 1)} {', '.join(left)}"
        machine.throw("TypeError", f"Can't instantiate abstract class {cls.name} with {what}")


def construct_builtin(
    machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    maker = CONSTRUCTORS.get(cls.name)
    if maker is not None:
        try:
            return maker(machine, cls, arguments, keywords)
        except Gap as gap:
            return machine.unknown(str(gap))
    if machine.builtin("BaseException") in cls.mro:
        return make_exception(machine, cls, arguments, keywords)
    if cls is machine.classes.object:
        return machine.new(cls)
    return machine.unknown(f"{cls.name}() is not supported yet")


def allocate(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """A new instance before ``__init__``: of a built-in's subclass with the content Python gives it."""
    for parent in cls.mro:
        if not parent.builtin or parent is machine.classes.object:
            continue
        if machine.builtin("BaseException") in parent.mro:
            return make_exception(machine, cls, arguments, {})
        maker = CONSTRUCTORS.get(parent.name)
        if maker is None:
            continue
        own_initialiser = classes.lookup(machine, cls, "__init__")
        given = arguments
        if isinstance(own_initialiser, Function) and parent.name in ("list", "dict", "set"):
            given, keywords = (), {}
        try:
            return maker(machine, cls, given, keywords)
        except ProgramRaise:
            if not is_certain(machine, cls):
                raise Gap(f"what a base of {cls.name} that is not known makes of a call") from None
            raise
    return machine.new(cls)


def builtin_function(name: str) -> Native | None:
    function = FUNCTIONS.get(name)
    if function is None:
        return None
    found = _FUNCTIONS.get(name)
    if found is None:
        found = _FUNCTIONS[name] = Native(name, function, binds=False)
    return found


_FUNCTIONS: dict[str, Native] = {}
