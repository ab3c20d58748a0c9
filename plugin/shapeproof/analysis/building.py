"""What a target names is evaluated and built, in an interpreter of its own: the ways in which that ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shapeproof.analysis import arguments
from shapeproof.analysis.request import TargetError
from shapeproof.analysis.requirements import is_true_of_sizes, sizes_of
from shapeproof.analysis.runs import End, Outcome, follow, guarded, new_machine
from shapeproof.dims import Condition, Dim, Opinion, negate, render_condition
from shapeproof.interpreter import imports
from shapeproof.interpreter.arguments import open_argument
from shapeproof.interpreter.channels import MISSING
from shapeproof.program import nodes
from shapeproof.program.walking import walk
from shapeproof.torch_model.rules import scalars
from shapeproof.values import BoundMethod, Class, Frame, Function, Object, PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.analysis.request import ParamsRequest
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.protocols import Importer

MOST_PATHS = 48
"""Paths that are followed at one place where one class or function is asked for."""


def machine_for(
    importer: Importer, request: ParamsRequest, numbers: Mapping[str, int] | None = None
) -> tuple[Interpreter, PythonModule]:
    """An interpreter, and in it the module that a target names."""
    machine = new_machine(importer, _reads_like_a_model, numbers)
    machine.most_ends = MOST_PATHS
    machine.takes_numbers = True
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
    end = one_end(machine, outcome, request.target)
    machine.enter(end.world)
    return end.value, outcome


def _reads_like_a_model(path: str) -> bool:
    return bool(path) and not path.endswith(".pyi")


def build(
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
            found[name] = open_argument(machine, name)
    return found


def one_end(machine: Interpreter, outcome: Outcome, target: str) -> End:
    """The world the model is described in: the one that neither raises nor refuses, where there is just one."""
    fine = [end for end in outcome.ends if end.raised is None]
    if not fine:
        if not outcome.ends:
            raise TargetError(f"{target}: building it takes more steps than are allowed")
        if not outcome.complete:
            raise TargetError(f"{target}: building it takes more paths than are followed")
        raise TargetError(f"{target}: {raised_text(machine, outcome.ends[0])}")
    working = [end for end in fine if end.world.refusals is None]
    return (working or fine)[0]


def undecided_by(machine: Interpreter, outcome: Outcome, chosen: End) -> str | None:
    """Why the chosen world may not be the one that a run takes; None where it is the only one."""
    if not outcome.complete:
        return "it takes more paths than are followed"
    others = [end for end in outcome.ends if end is not chosen and end.raised is None]
    if chosen.world.refusals is None:
        others = [end for end in others if end.world.refusals is None]
    if not others:
        return None
    special = [c for c in chosen.world.facts.known if not all(c in end.world.facts.known for end in others)]
    asked = [c for c in special if not isinstance(c, Opinion)]
    open_ones = [c for c in asked if not _is_true(c, chosen)]
    questions = sorted({render_condition(c) for c in open_ones or ([] if len(asked) < len(special) else asked)})
    reasons = sorted({c.text for c in special if isinstance(c, Opinion)})
    if questions:
        return f"it depends on {' and '.join(questions)}"
    return f"it depends on what is not known: {'; '.join(reasons)}" if reasons else "it depends on what is not known"


def _is_true(condition: Condition, end: End) -> bool:
    """Whether it holds of all sizes of which the other facts of its world do."""
    facts = [c for c in end.world.facts.known if c != condition and not isinstance(c, Opinion)]
    return is_true_of_sizes(condition, facts, sizes_of([end]))


def raised_text(machine: Interpreter, end: End) -> str:
    exception = end.raised
    state = end.world.heap.get(exception.id)
    words = state.attributes.get("args") if state is not None else ()
    text = ", ".join(str(word) for word in words or () if isinstance(word, str | int | float))
    return f"{exception.cls.name}: {text}" if text else str(exception.cls.name)
