"""Constructors that stubs declare: ``__init__`` keeps its arguments, and the class's annotations say its weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, DimSyntaxError
from shapeproof.interpreter import calls, classes, expressions
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.plain_expressions import NotPlain, PlainTest
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refused, Shape, build, text_of
from shapeproof.torch_model import registration
from shapeproof.torch_model.annotations import Declared, declared, sizes_wanted
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.sizes_named import Names, written
from shapeproof.torch_model.tensors import BUFFER, MODULE, PARAMETER, known_class, new_tensor
from shapeproof.values import Class, Frame, Function, Native, Object, Property, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_NOT_KEPT = ("device", "dtype")
_SETTABLE = "\0settable"  # in a class's lookups: whether its instances take attributes as torch's modules do


@dataclass(frozen=True, slots=True)
class _Test:
    """A condition on the arguments, and the same for the host where they are plain."""

    node: nodes.Expression
    plain: PlainTest | None


@dataclass(frozen=True, slots=True)
class _Member:
    """A parameter or buffer that the class declares, perhaps under a condition."""

    name: str
    want: Declared
    is_buffer: bool
    condition: _Test | None

    @property
    def table(self) -> str:
        return "_buffers" if self.is_buffer else "_parameters"


@dataclass(frozen=True, slots=True)
class _Demand:
    test: _Test
    message: nodes.Expression | None


def constructor(function: Function, family: str) -> Native:
    """A declared ``__init__`` as a native."""
    node, owner = function.node, function.owner
    assert isinstance(node, nodes.FunctionDefinition) and owner is not None
    return Native(function.qualname, _Constructor(function, node, owner, family).call, declared=function)


class _Constructor:
    """What a stub's ``__init__`` and the annotations beside it say, read once."""

    def __init__(self, function: Function, node: nodes.FunctionDefinition, owner: Class, family: str) -> None:
        self.function = function
        self.family = family
        self.parameters = node.parameters
        self.rows = [(p.name, n) for p in node.parameters if (n := sizes_wanted(p.annotation)) is not None]
        self.kept = [p.name for p in node.parameters[1:] if p.name not in _NOT_KEPT]
        self.demands = [_Demand(_test(s.test), s.message) for s in node.body if isinstance(s, nodes.Assert)]
        self.members = _members(owner)

    def call(self, machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        bound = calls.bind(machine, self.function, self.parameters, arguments, keywords)
        if isinstance(bound, Unknown):
            return bound
        receiver = bound[self.parameters[0].name]
        if isinstance(receiver, Object):
            self._fill_rows(machine, bound)
            _Building(machine, self, receiver, bound).run()
        return None

    def _fill_rows(self, machine: Interpreter, bound: dict[str, Value]) -> None:
        """``kernel_size=3`` stands for as many of them as there are axes."""
        for name, count in self.rows:
            value = bound[name]
            if isinstance(value, int | Dim):
                bound[name] = (value,) * count
            elif isinstance(value, Object):
                try:
                    bound[name] = tuple(machine.iterate(value))
                except Gap as gap:
                    bound[name] = machine.unknown(str(gap))


class _Building:
    """One layer being built."""

    def __init__(
        self, machine: Interpreter, constructor: _Constructor, receiver: Object, bound: dict[str, Value]
    ) -> None:
        self.machine = machine
        self.constructor = constructor
        self.receiver = receiver
        self.bound = bound
        self.frame: Frame | None = None
        self.operation = Operation(machine, receiver.cls.name, constructor.family, tuple(bound.values()), receiver)

    def run(self) -> None:
        machine, receiver = self.machine, self.receiver
        is_module = registration.is_module(machine, receiver)
        at_once = is_module and self._is_settable() and not any(map(self._is_member, self.constructor.kept))
        if is_module and not at_once:
            registration.initialise(machine, receiver)
        self._demand()
        if at_once:
            self._write_at_once()
        else:
            self._write_one_by_one()
        if self.frame is not None and not self.frame.captured:
            machine.forget(self.frame.id)

    # --- the arguments --------------------------------------------------------------------------------------------

    def _evaluated(self, node: nodes.Expression) -> Value:
        """An expression of the stub over the arguments."""
        machine, function = self.machine, self.constructor.function
        if self.frame is None:
            self.frame = Frame(machine.fresh_id(), function.module, function.first_line, function.closure)
            machine.put(self.frame.id, self.bound)
        outer = machine.span
        value = expressions.evaluate(machine, node, self.frame)
        machine.span = outer
        return value

    def _value_of(self, test: _Test) -> Value:
        if test.plain is not None:
            try:
                return test.plain.of(self.bound)
            except NotPlain:
                pass
        return self._evaluated(test.node)

    def _demand(self) -> None:
        """Refuse arguments that the constructor's asserts do."""
        operation = self.operation
        for demand in self.constructor.demands:
            test = self._value_of(demand.test)
            if test is True or isinstance(test, Unknown):
                continue
            if test is not False and not isinstance(test, Truth):
                continue
            refusal = operation.refusal(self._message(demand.message), code="parameter")
            try:
                if test is False:
                    raise Refused(refusal)
                self.machine.judge.require(test.condition, refusal)
            except Refused as refused:
                self.machine.refuse(refused.refusal, operation.arguments)
                return

    def _message(self, message: nodes.Expression | None) -> str:
        """The text of an assert, the sizes in its f-string written as people read them."""
        if isinstance(message, nodes.Constant):
            return str(message.value)
        if not isinstance(message, nodes.FormattedString):
            return f"{self.operation.label} cannot be built so"
        text = ""
        for part in message.parts:
            if isinstance(part, nodes.Formatted):
                text += written(self._evaluated(part.value))
            elif isinstance(part, nodes.Constant):
                text += str(part.value)
        return text

    # --- what is written --------------------------------------------------------------------------------------------

    def _is_settable(self) -> bool:
        """Whether what is assigned to the receiver's attributes just lies there: no code of the program's own, no
        property, no slot has a say."""
        machine, cls = self.machine, self.receiver.cls
        names = self.constructor.kept
        mark = f"{_SETTABLE} {self.constructor.function.id}"
        known = cls.lookups.get(mark)
        if known is None:
            setter = classes.lookup(machine, cls, "__setattr__")
            known = (
                setter is classes.lookup(machine, known_class(machine, MODULE), "__setattr__")
                and classes.lookup(machine, cls, "__slots__") is MISSING
                and not any(isinstance(classes.lookup(machine, cls, n), Property | Object | Unknown) for n in names)
            )
            if "__setattr__" in cls.lookups:  # the class is of all worlds
                cls.lookups[mark] = known
        return bool(known)

    def _is_member(self, name: str) -> bool:
        """Whether an argument may be something that a module registers."""
        value = self.bound[name]
        return isinstance(value, Object) and not value.cls.builtin

    def _write_at_once(self) -> None:
        """All attributes and tables in one step, as `registration` would leave them."""
        machine, receiver, bound = self.machine, self.receiver, self.bound
        attributes = {**machine.state(receiver).attributes, "training": True}
        for name in self.constructor.kept:
            attributes[name] = bound[name]
        tables: dict[str, dict[str, Value]] = {kind: {} for kind in registration.KINDS}
        for member in self.constructor.members:
            made = self._made(member, attributes.get)
            if isinstance(made, Unknown):
                attributes[member.name] = made
            else:
                attributes.pop(member.name, None)
                tables[member.table][member.name] = made
        registration.begin(machine, receiver, attributes, tables)

    def _write_one_by_one(self) -> None:
        machine, receiver = self.machine, self.receiver
        for name in self.constructor.kept:
            machine.assign_attribute(receiver, name, self.bound[name])
        for member in self.constructor.members:
            made = self._made(member, machine.attributes(receiver).get)
            if isinstance(made, Unknown):
                registration.set_raw(machine, receiver, member.name, made)
            else:
                registration.register(machine, receiver, member.table, member.name, made)

    def _made(self, member: _Member, attribute: Callable[[str], Value]) -> Value:
        """A declared parameter or buffer; None where its condition is false, Unknown where that is not known."""
        machine, operation, want = self.machine, self.operation, member.want
        if member.condition is not None:
            test = self._value_of(member.condition)
            if isinstance(test, Unknown):
                return Unknown(test.reason, test.site)
            if not machine.truth(test):
                return None
        assert want.pattern is not None
        names = Names(machine, self.bound, attribute)
        shape: Shape | None = None
        reason: str | None = None
        try:
            names.prepare(want.pattern)
            shape = build(want.pattern, names.bindings.get)
        except Gap as gap:
            reason = str(gap)
        except DimSyntaxError as error:  # a division by 0
            reason = f"the shape of {member.name} has no value: {error}"
        if shape is not None and any(isinstance(size, int) and size < 0 for size in shape.items):
            message = f"{operation.label} cannot make a {member.name} of {text_of(shape)}"
            machine.refuse(operation.refusal(message, code="parameter"), operation.arguments)
        is_parameter = want.cls == "Parameter"
        cls = BUFFER if want.cls == "Buffer" else PARAMETER
        return new_tensor(machine, shape, want.dtype, cls=cls, requires_grad=is_parameter, reason=reason)


def _test(node: nodes.Expression) -> _Test:
    try:
        return _Test(node, PlainTest(node))
    except NotPlain:
        return _Test(node, None)


def _members(owner: Class) -> list[_Member]:
    """The tensors that a class's annotations declare, in their order."""
    found = []
    for statement in owner.node.body if owner.node is not None else ():
        if not isinstance(statement, nodes.AnnotatedAssign) or not isinstance(statement.target, nodes.Name):
            continue
        annotation, condition = statement.annotation, None
        if isinstance(annotation, nodes.Conditional):
            condition = _test(annotation.test)
            annotation = annotation.then
        want = declared(annotation)
        if want is not None and want.pattern is not None:
            found.append(_Member(statement.target.name, want, want.cls == "Buffer", condition))
    return found
