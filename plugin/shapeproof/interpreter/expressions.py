"""What each kind of expression means."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import ALWAYS, NEVER, DimBudgetError, conjunction, disjunction, negate
from shapeproof.interpreter import (
    attributes,
    builtin_names,
    comparisons,
    comprehensions,
    imports,
    namespaces,
    operators,
    slots,
)
from shapeproof.interpreter.builtins.equality import assemble, gather
from shapeproof.interpreter.builtins.formatting import format_value
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.builtins.rows import can_be_iterated, check_iterable, listed
from shapeproof.interpreter.call_arguments import arguments_of, is_mapping, mapped
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.items import shape_value
from shapeproof.interpreter.iteration import Repeated
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refused, Splat
from shapeproof.values import (
    Class,
    Frame,
    ShapeValue,
    SliceValue,
    Super,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def evaluate(machine: Interpreter, node: nodes.Expression, frame: Frame) -> Value:
    """The value of an expression; gaps inside it have become Unknown."""
    return _EVALUATE[type(node)](machine, node, frame)


# --- atoms ----------------------------------------------------------------------------------------------------------


def _constant(machine: Interpreter, node: Any, frame: Frame) -> Value:
    return node.value


def _large_integer(machine: Interpreter, node: nodes.LargeInteger, frame: Frame) -> Value:
    return int(node.text)


def _imaginary(machine: Interpreter, node: nodes.Imaginary, frame: Frame) -> Value:
    return complex(0, node.value)


def _ellipsis(machine: Interpreter, node: nodes.EllipsisConstant, frame: Frame) -> Value:
    return ...


def _name(machine: Interpreter, node: nodes.Name, frame: Frame) -> Value:
    name = node.name
    entry = machine.heap.get
    if name not in frame.globals_declared:
        names = entry(frame.id)
        if names is not None:
            found = names.get(name, MISSING)
            if found is not MISSING:
                return found
    scope: Frame | None = frame
    while scope is not None:
        if not scope.is_class or scope is frame:
            names = entry(scope.id)
            if names is None:
                names = machine.base.get(scope.id)
            if scope is not frame and names is not None and machine.recording is not None:
                machine.recording.read(scope.id, names)
            if names is not None and name in names and name not in scope.globals_declared:
                return names[name]
            if name in scope.local_names and not scope.is_class:
                machine.span = node.span
                if scope is frame:
                    machine.throw("UnboundLocalError", unbound_message(name))
                where = "where it is not associated with a value in enclosing scope"
                machine.throw("NameError", f"cannot access free variable '{name}' {where}")
        scope = scope.parent
    machine.span = node.span
    if name == "__class__" and frame.cls is not None and frame.function is not None:
        return frame.cls
    return imports.global_name(machine, frame.module, name, node.span)


def unbound_message(name: str) -> str:
    return f"cannot access local variable '{name}' where it is not associated with a value"


def _attribute(machine: Interpreter, node: nodes.Attribute, frame: Frame) -> Value:
    inner = node.value
    value = _name(machine, inner, frame) if type(inner) is nodes.Name else evaluate(machine, inner, frame)
    machine.span = node.span
    name = node.name if node.name[:2] != "__" else slots.mangled(frame, node.name)
    try:
        found = attributes.get(machine, value, name)
    except Gap as gap:
        found = machine.unknown(str(gap))
    if frame.module.observed:
        _observe(machine, node, found)
    return found


def _subscript(machine: Interpreter, node: nodes.Subscript, frame: Frame) -> Value:
    value = evaluate(machine, node.value, frame)
    index = evaluate(machine, node.index, frame)
    machine.span = node.span
    found = guarded(machine, operators.get_item, machine, value, index)
    if frame.module.observed:
        _observe(machine, node, found)
    return found


def _slice(machine: Interpreter, node: nodes.Slice, frame: Frame) -> Value:
    parts = [None if part is None else evaluate(machine, part, frame) for part in (node.lower, node.upper, node.step)]
    return SliceValue(*parts)


# --- operators ------------------------------------------------------------------------------------------------------


def guarded(machine: Interpreter, action: Callable[..., Value], *arguments: Any) -> Value:
    try:
        return action(*arguments)
    except (Gap, DimBudgetError, ZeroDivisionError) as gap:
        return machine.unknown(str(gap))
    except Refused as refused:
        machine.refuse(refused.refusal, arguments[1:])
        return machine.unknown("the operation was refused")


def _binary(machine: Interpreter, node: nodes.Binary, frame: Frame) -> Value:
    left = evaluate(machine, node.left, frame)
    right = evaluate(machine, node.right, frame)
    machine.span = node.span
    result = _guarded_binary(machine, node.operator, left, right)
    if frame.module.observed:
        _observe(machine, node, result)
    return result


def _guarded_binary(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    try:
        return operators.binary(machine, operator, left, right)
    except (Gap, DimBudgetError, ZeroDivisionError) as gap:
        return machine.unknown(str(gap))
    except Refused as refused:
        machine.refuse(refused.refusal, (left, right))
        return machine.unknown("the operation was refused")


def _unary(machine: Interpreter, node: nodes.Unary, frame: Frame) -> Value:
    operand = evaluate(machine, node.operand, frame)
    machine.span = node.span
    if node.operator == "not":
        if isinstance(operand, Truth):
            return _as_truth(negate(operand.condition))
        if isinstance(operand, Unknown):
            return not machine.truth(operand)
        return not machine.truth(operand)
    return guarded(machine, operators.unary, machine, node.operator, operand)


def _as_truth(condition: Any) -> Value:
    return condition if isinstance(condition, bool) else Truth(condition)


def _compare(machine: Interpreter, node: nodes.Compare, frame: Frame) -> Value:
    left = evaluate(machine, node.left, frame)
    conditions = []
    result: Value = True
    for operator, operand in zip(node.operators, node.operands, strict=True):
        right = evaluate(machine, operand, frame)
        machine.span = node.span
        result = guarded(machine, comparisons.compare, machine, operator, left, right)
        if len(node.operators) == 1:
            return result
        if isinstance(result, Truth):
            conditions.append(result.condition)
        elif not machine.truth(result):
            return result if not conditions else False
        left = right
    if conditions:
        return _as_truth(conjunction(*conditions))
    return result


def _boolean(machine: Interpreter, node: nodes.Boolean, frame: Frame) -> Value:
    conjunctive = node.operator == "and"
    pending: list[Any] = []
    last = len(node.operands) - 1
    for index, operand in enumerate(node.operands):
        value = evaluate(machine, operand, frame)
        if isinstance(value, Truth):
            verdict = machine.judge.facts.decide(value.condition)
            known = _known(verdict)
            if known is None:
                simple = all(_is_pure(rest) for rest in node.operands[index + 1 :])
                if simple:
                    pending.append(value.condition)
                    continue
                known = machine.decide(value.condition)
            value = known
        if index == last and not pending:
            return value
        if machine.truth(value) is not conjunctive:
            return value if not pending else not conjunctive
    if not pending:
        return conjunctive
    return _as_truth(conjunction(*pending) if conjunctive else disjunction(*pending))


def _known(verdict: Any) -> bool | None:
    if verdict is ALWAYS:
        return True
    if verdict is NEVER:
        return False
    return None


def _is_pure(node: nodes.Expression) -> bool:
    """Comparisons of names and constants: nothing in them can raise or change anything."""
    if isinstance(node, nodes.Name | nodes.Constant):
        return True
    if isinstance(node, nodes.Attribute):
        return _is_pure(node.value)
    if isinstance(node, nodes.Compare):
        return _is_pure(node.left) and all(map(_is_pure, node.operands))
    if isinstance(node, nodes.Binary):
        return _is_pure(node.left) and _is_pure(node.right)
    return isinstance(node, nodes.Unary) and _is_pure(node.operand)


def _conditional(machine: Interpreter, node: nodes.Conditional, frame: Frame) -> Value:
    test = evaluate(machine, node.test, frame)
    machine.span = node.test.span
    return evaluate(machine, node.then if machine.truth(test) else node.otherwise, frame)


# --- calls ----------------------------------------------------------------------------------------------------------


def _call(machine: Interpreter, node: nodes.Call, frame: Frame) -> Value:
    function = evaluate(machine, node.function, frame)
    if type(function) is Unknown:
        _lose_container(machine, node.function, frame, function.reason)
    if function is _SUPER:
        return _super(machine, node, frame)
    try:
        arguments, keywords = arguments_of(machine, node, frame, function)
    except Gap as gap:
        machine.span = node.span
        return machine.unknown(str(gap))
    machine.span = node.span
    outer = machine.frame
    machine.frame = frame
    result = machine.call(function, arguments, keywords)
    machine.frame, machine.span = outer, node.span
    if frame.module.observed:
        _observe(machine, node, result)
    return result


_MUTATING = frozenset(
    ("append", "extend", "insert", "pop", "remove", "clear", "update", "add", "discard", "setdefault", "sort")
)


def _lose_container(machine: Interpreter, node: nodes.Expression, frame: Frame, reason: str) -> None:
    """``rows[i].append(…)`` with an index that is not known may have changed any of the rows."""
    if isinstance(node, nodes.Attribute) and node.name in _MUTATING and isinstance(node.value, nodes.Subscript):
        base = node.value.value
        if isinstance(base, nodes.Name):
            namespaces.lose(machine, evaluate(machine, base, frame), reason)


def _super(machine: Interpreter, node: nodes.Call, frame: Frame) -> Value:
    if len(node.arguments) > 2 and not any(each.stars for each in node.arguments):
        machine.throw("TypeError", f"super() expected at most 2 arguments, got {len(node.arguments)}")
    if len(node.arguments) >= 2:
        cls = evaluate(machine, node.arguments[0].value, frame)
        receiver = evaluate(machine, node.arguments[1].value, frame)
    else:
        cls, receiver = frame.cls, frame.receiver
        if node.arguments:
            cls = evaluate(machine, node.arguments[0].value, frame)
    machine.span = node.span
    if cls is None and not node.arguments:
        has_first = frame.function is not None and bool(frame.function.node.parameters)
        machine.throw("RuntimeError", f"super(): {'__class__ cell not found' if has_first else 'no arguments'}")
    if not isinstance(cls, Class):
        return machine.unknown("super() of an unknown class")
    fits = cls in machine.class_of(receiver).mro or (isinstance(receiver, Class) and cls in receiver.mro)
    if not fits and is_certain(machine, cls) and is_certain(machine, receiver):
        machine.throw("TypeError", "super(type, obj): obj must be an instance or subtype of type")
    return Super(cls, receiver)


class _SuperName:
    def __repr__(self) -> str:
        return "<class super>"


_SUPER = _SuperName()
builtin_names.SUPER = _SUPER


def _lambda(machine: Interpreter, node: nodes.Lambda, frame: Frame) -> Value:
    return machine.new_function(node, "<lambda>", frame, defaults_of(machine, node.parameters, frame), None)


def defaults_of(machine: Interpreter, parameters: tuple[nodes.Parameter, ...], frame: Frame) -> dict[str, Value]:
    return {p.name: evaluate(machine, p.default, frame) for p in parameters if p.default is not None}


# --- displays -------------------------------------------------------------------------------------------------------


def _elements(machine: Interpreter, elements: tuple[nodes.Expression, ...], frame: Frame, of_set: bool) -> list[Value]:
    values: list[Value] = []
    for element in elements:
        if type(element) is nodes.Starred:
            spread = evaluate(machine, element.value, frame)
            if of_set:
                check_iterable(machine, spread)
            if not can_be_iterated(machine, spread):
                machine.throw("TypeError", f"Value after * must be an iterable, not {machine.class_of(spread).name}")
            if isinstance(spread, ShapeValue):
                values.extend(spread.items)
            else:
                values.extend(machine.iterate(spread) if of_set else listed(machine, spread))
        else:
            values.append(evaluate(machine, element, frame))
    return values


def _display(machine: Interpreter, node: nodes.Display, frame: Frame) -> Value:
    try:
        values = _elements(machine, node.elements, frame, node.kind == "set")
    except Gap as gap:
        machine.span = node.span
        return machine.unknown(f"* of {gap}")
    if node.kind == "tuple":
        return shape_value(values)
    if any(type(value) is Splat for value in values):
        return shape_value(values) if node.kind == "list" else machine.unknown("a set of sizes of unknown number")
    if node.kind == "list":
        return machine.new_list(values)
    return guarded(machine, new_set, machine, values)


def new_set(machine: Interpreter, values: list[Value]) -> Value:
    if any(isinstance(value, Repeated) for value in values):
        raise Gap("a set made of a row of symbolic length")
    return machine.new(machine.classes.set, None, gather(machine, values))


def new_dict(machine: Interpreter, pairs: list[Any]) -> Value:
    if any(isinstance(pair, Repeated) for pair in pairs):
        raise Gap("a dict made of a row of symbolic length")
    return machine.new_dict(assemble(machine, pairs, {}))


def _dict_display(machine: Interpreter, node: nodes.DictDisplay, frame: Frame) -> Value:
    items: list[tuple[Value, Value]] = []
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is None:
            given = evaluate(machine, value_node, frame)
            spread = _items_spread(machine, given)
            if spread is None:
                machine.span = node.span
                return machine.unknown("** of unknown content")
            items.extend(spread)
            continue
        key = evaluate(machine, key_node, frame)
        items.append((key, evaluate(machine, value_node, frame)))
    machine.span = node.span
    return guarded(machine, new_dict, machine, items)


def _items_spread(machine: Interpreter, given: Value) -> list[tuple[Value, Value]] | None:
    """The items of ``{**given}``, None where they are not known."""
    try:
        found = mapped(machine, given)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") not in raised.exception.cls.mro:
            raise
        fits, found = False, None
    else:
        fits = found is not None or not is_certain(machine, given) or is_mapping(machine, given)
    if not fits:
        machine.throw("TypeError", f"'{machine.class_of(given).name}' object is not a mapping")
    return found


def _formatted_string(machine: Interpreter, node: nodes.FormattedString, frame: Frame) -> Value:
    text = _format_parts(machine, node.parts, frame)
    machine.span = node.span
    if text is None or node.template:
        return machine.unknown("a string that depends on unknown values")
    return text


def _format_parts(machine: Interpreter, parts: tuple[nodes.Expression, ...], frame: Frame) -> str | None:
    pieces: list[str] | None = []
    for part in parts:
        if type(part) is nodes.Constant:
            piece: Value = part.value
        elif type(part) is nodes.Formatted:
            value = evaluate(machine, part.value, frame)
            specification = _format_parts(machine, part.format, frame)
            machine.span = part.span
            try:
                piece = None if specification is None else format_value(machine, value, part.conversion, specification)
            except Gap:
                piece = None
        else:
            piece = evaluate(machine, part, frame)
        if not isinstance(piece, str):
            pieces = None
        elif pieces is not None:
            pieces.append(piece)
    return None if pieces is None else "".join(pieces)


def _formatted(machine: Interpreter, node: nodes.Formatted, frame: Frame) -> Value:
    text = _format_parts(machine, (node,), frame)
    return machine.unknown("a string that depends on unknown values") if text is None else text


# --- comprehensions -------------------------------------------------------------------------------------------------


def _named(machine: Interpreter, node: nodes.NamedExpression, frame: Frame) -> Value:
    from shapeproof.interpreter.statements import store_name

    value = evaluate(machine, node.value, frame)
    home = frame
    while (
        node.name not in home.local_names
        and home.parent is not None
        and not home.is_class
        and home.function is home.parent.function
    ):
        home = home.parent
    store_name(machine, home, node.name, value)
    return value


def _await(machine: Interpreter, node: nodes.Await, frame: Frame) -> Value:
    return evaluate(machine, node.value, frame)


def _yield(machine: Interpreter, node: nodes.Yield | nodes.YieldFrom, frame: Frame) -> Value:
    raise Gap("a yield where no generator runs")


def _starred(machine: Interpreter, node: nodes.Starred, frame: Frame) -> Value:
    return tuple(machine.iterate(evaluate(machine, node.value, frame)))


def _observe(machine: Interpreter, node: nodes.Expression, value: Value) -> None:
    if machine.observer is not None:
        machine.observer.expression(machine, node, value)


_EVALUATE: dict[type, Callable[[Interpreter, Any, Frame], Value]] = {
    nodes.Constant: _constant,
    nodes.LargeInteger: _large_integer,
    nodes.BytesConstant: _constant,
    nodes.Imaginary: _imaginary,
    nodes.EllipsisConstant: _ellipsis,
    nodes.Name: _name,
    nodes.Attribute: _attribute,
    nodes.Subscript: _subscript,
    nodes.Slice: _slice,
    nodes.Call: _call,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.Compare: _compare,
    nodes.Boolean: _boolean,
    nodes.Conditional: _conditional,
    nodes.Lambda: _lambda,
    nodes.Starred: _starred,
    nodes.Display: _display,
    nodes.DictDisplay: _dict_display,
    nodes.Formatted: _formatted,
    nodes.FormattedString: _formatted_string,
    nodes.Comprehension: comprehensions.comprehension,
    nodes.NamedExpression: _named,
    nodes.Await: _await,
    nodes.Yield: _yield,
    nodes.YieldFrom: _yield,
}

__all__ = ["defaults_of", "evaluate"]
