"""Holding a running program to its annotations: at calls, returns, annotated assignments and ``assert_type``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, Size
from shapeproof.interpreter.channels import MISSING
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refused, Side
from shapeproof.torch_model.promises.holding import Holder, value_of
from shapeproof.torch_model.promises.names import Scope
from shapeproof.torch_model.promises.reading import Said, read
from shapeproof.torch_model.promises.sizes import ARGUMENTS, member_size, plain_size
from shapeproof.values import Class, Frame, Function, Object, PythonModule, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

DIMS = "\0dims"  # among a frame's names: what the names of dimensions mean there


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function's annotations say; ``parameters`` are those that say something."""

    parameters: tuple[tuple[str, Said], ...]
    returns: Said


class AnnotationPromises:
    """What annotations say, read once for each function and class of a run."""

    def __init__(self) -> None:
        self._signatures: dict[int, tuple[Any, Signature | None]] = {}
        self._speaking: dict[int, tuple[PythonModule, bool]] = {}
        self._constructors: dict[int, tuple[Class, bool]] = {}
        self._attributes: dict[int, tuple[Class, dict[str, tuple[Scope, nodes.Expression]] | None]] = {}
        self._module_dims: dict[int, dict[str, Any]] = {}

    # --- what is said -------------------------------------------------------------------------------------------

    def signature(self, machine: Interpreter, function: Function) -> Signature | None:
        """What a function's annotations say of shapes; None where they say nothing."""
        node = function.node
        known = self._signatures.get(id(node))
        if known is None:
            known = self._signatures[id(node)] = (node, self._read_signature(machine, function))
        return known[1]

    def _read_signature(self, machine: Interpreter, function: Function) -> Signature | None:
        node = function.node
        if not isinstance(node, nodes.FunctionDefinition) or not self._speaks(function.module):
            return None
        if node.returns is None and all(p.annotation is None for p in node.parameters):
            return None
        scope = scope_of(function)
        said = tuple((p.name, read(machine, scope, p.annotation)) for p in node.parameters)
        parameters = tuple((name, each) for name, each in said if each is not None)
        returns = None if node.generator else read(machine, scope, node.returns)
        return Signature(parameters, returns) if parameters or returns is not None else None

    def _speaks(self, module: PythonModule) -> bool:
        """Whether a module's annotations are read: those of checked files, and where shapes are annotated."""
        known = self._speaking.get(module.id)
        if known is None:
            source = module.source
            speaks = not module.is_stub and source is not None
            if speaks and not module.observed:
                assert source is not None
                speaks = any(source.mentioning(word) for word in ("jaxtyping", "torchtyping"))
            known = self._speaking[module.id] = (module, speaks)
        return known[1]

    # --- calls --------------------------------------------------------------------------------------------------

    def entered(self, machine: Interpreter, function: Function, frame: Frame, bound: dict[str, Value]) -> Value:
        """A call is about to run: its arguments must be what the parameters say; its value where they are not."""
        receiver = _receiver(frame)
        if function.name == "__init__" and receiver is not None and self._names_sizes(machine, receiver.cls):
            _keep_arguments(machine, receiver, bound)
        signature = self.signature(machine, function)
        if signature is None:
            return MISSING
        dims: dict[str, Any] = {}
        holder = self._holder(machine, frame, dims, Side.ASKED, bound)
        changed = dict(bound)
        for position, (name, said) in enumerate(signature.parameters):
            try:
                changed[name] = holder.hold(
                    said, bound[name], _argument_message(function, name), "annotation", position
                )
            except Gap:
                continue
            except Refused as refused:
                if machine.catching:
                    continue
                operands = tuple(bound[each] for each, _ in signature.parameters)
                machine.refuse(refused.refusal, operands)
                return value_of(machine, signature.returns, holder.promise, f"{function.name} was refused")
        machine.put(frame.id, {**changed, DIMS: dims})
        return MISSING

    def returned(self, machine: Interpreter, frame: Frame, value: Value) -> Value:
        """What a ``return`` gives, held against the annotation of the function."""
        function = frame.function
        if function is None:
            return value
        signature = self.signature(machine, function)
        if signature is None or signature.returns is None:
            return value
        dims = dict(machine.entry(frame.id).get(DIMS, ()))
        holder = self._holder(machine, frame, dims, Side.KEPT, self._unbound_arguments(machine, frame, dims))
        return self._kept(machine, holder, signature.returns, value, lambda text, got: (
            f"{_named(function)} promises {text}, returns {got}"
        ), "annotation")  # fmt: skip

    def _unbound_arguments(self, machine: Interpreter, frame: Frame, dims: dict[str, Any]) -> dict[str, Value]:
        """Whole numbers among the arguments: a name that no tensor has bound means the argument of that name."""
        function = frame.function
        assert function is not None
        names = machine.entry(frame.id)
        for parameter in function.node.parameters:
            value = plain_size(names.get(parameter.name))
            if value is not None:
                dims.setdefault(parameter.name, value)
        return {name: value for name, value in names.items() if not name.startswith("\0")}

    # --- statements ---------------------------------------------------------------------------------------------

    def assigned(
        self, machine: Interpreter, frame: Frame, target: nodes.Expression, annotation: nodes.Expression, value: Value
    ) -> Value:
        """``target: annotation = value``."""
        if frame.is_class or not self._speaks(frame.module):
            return value
        said = read(machine, _scope_in(frame), annotation)
        if said is None:
            return value
        name = target.name if isinstance(target, nodes.Name | nodes.Attribute) else "it"
        return self._in_frame(machine, frame, said, value, f"{name} is annotated {{}}, gets {{}}", "annotation")

    def attribute(self, machine: Interpreter, frame: Frame, owner: Value, name: str, value: Value) -> Value:
        """``owner.name = value`` where the class of the owner annotates the name."""
        if not isinstance(owner, Object) or isinstance(owner, Class | PythonModule):
            return value
        annotated = self._annotated(machine, owner.cls).get(name)
        if annotated is None:
            return value
        said = read(machine, *annotated)
        if said is None:
            return value
        return self._in_frame(machine, frame, said, value, f"{name} is annotated {{}}, gets {{}}", "annotation")

    def asserted(self, machine: Interpreter, frame: Frame, annotation: nodes.Expression, value: Value) -> None:
        """``assert_type(value, annotation)``."""
        said = read(machine, _scope_in(frame), annotation)
        if said is not None:
            self._in_frame(machine, frame, said, value, "expected {}, got {}", "assert-type", use_locals=True)

    def _in_frame(
        self,
        machine: Interpreter,
        frame: Frame,
        said: Said,
        value: Value,
        message: str,
        code: str,
        use_locals: bool = False,
    ) -> Value:
        at_top = machine.in_base > 0 and frame.function is None
        names = machine.entry(frame.id)
        kept = self._module_dims.get(frame.module.id, {}) if at_top else names.get(DIMS, {})
        dims = dict(kept)
        arguments = {name: each for name, each in names.items() if not name.startswith("\0")}
        side = Side.STATED if use_locals else Side.KEPT
        holder = self._holder(machine, frame, dims, side, arguments, arguments if use_locals else None)
        made = self._kept(machine, holder, said, value, message.format, code)
        if at_top:
            self._module_dims[frame.module.id] = dims
        else:
            machine.put(frame.id, {**machine.entry(frame.id), DIMS: dims})
        return made

    def _kept(
        self,
        machine: Interpreter,
        holder: Holder,
        said: Said,
        value: Value,
        message: Callable[[str, str], str],
        code: str,
    ) -> Value:
        try:
            return holder.hold(said, value, message, code, 0)
        except Gap:
            return value
        except Refused as refused:
            if machine.catching:
                return value
            machine.refuse(refused.refusal, (value,))
            return value_of(machine, said, holder.promise, "the annotation was refused")

    def _holder(
        self,
        machine: Interpreter,
        frame: Frame,
        dims: dict[str, Any],
        side: Side,
        arguments: dict[str, Value],
        local: dict[str, Value] | None = None,
    ) -> Holder:
        receiver = _receiver(frame)

        def member(name: str) -> Size | None:
            found = member_size(machine, receiver, name) if receiver is not None else None
            if found is None and local is not None:
                found = plain_size(local.get(name))
            return found

        return Holder(machine, dims, side, member, arguments)

    # --- classes ------------------------------------------------------------------------------------------------

    def _names_sizes(self, machine: Interpreter, cls: Class) -> bool:
        """Whether methods of a class have annotations in which its constructor's arguments may be named."""
        known = self._constructors.get(cls.id)
        if known is None or known[0] is not cls:
            known = self._constructors[cls.id] = (cls, any(self._has_speaking_method(machine, c) for c in cls.mro))
        return known[1]

    def _has_speaking_method(self, machine: Interpreter, cls: Class) -> bool:
        if cls.node is None or cls.module is None or not self._speaks(cls.module):
            return False
        return any(
            isinstance(value, Function) and self.signature(machine, value) is not None
            for value in machine.attributes(cls).values()
        )

    def _annotated(self, machine: Interpreter, cls: Class) -> dict[str, tuple[Scope, nodes.Expression]]:
        known = self._attributes.get(cls.id)
        if known is None or known[0] is not cls:
            found: dict[str, tuple[Scope, nodes.Expression]] = {}
            for parent in reversed(cls.mro):
                if parent.node is None or parent.module is None or not self._speaks(parent.module):
                    continue
                for name, annotation in machine.attributes(parent).get("\0annotations", ()):
                    found[name] = (Scope(parent.module, 1, parent.node.body), annotation)
            known = self._attributes[cls.id] = (cls, found)
        return known[1] or {}


def scope_of(function: Function) -> Scope:
    """Where a function's annotations are written."""
    owner = function.owner
    body = owner.node.body if owner is not None and owner.node is not None else ()
    return Scope(function.module, function.first_line, body)


def _scope_in(frame: Frame) -> Scope:
    body: tuple[nodes.Statement, ...] = ()
    function = frame.function
    if function is not None and isinstance(function.node, nodes.FunctionDefinition):
        body = function.node.body
    return Scope(frame.module, frame.first_line, body)


def _receiver(frame: Frame) -> Object | None:
    receiver = frame.receiver
    return receiver if isinstance(receiver, Object) and not isinstance(receiver, Class) else None


def _keep_arguments(machine: Interpreter, receiver: Object, bound: dict[str, Value]) -> None:
    """A constructor's whole numbers, under its parameters' names: annotations of the class's methods may mean them."""
    before = machine.attributes(receiver).get(ARGUMENTS, {})
    sizes = {name: value for name, value in bound.items() if type(value) is int or type(value) is Dim}
    machine.set_attribute_raw(receiver, ARGUMENTS, {**sizes, **before})


def _argument_message(function: Function, name: str) -> Callable[[str, str], str]:
    return lambda text, got: f"{_named(function)} takes {text} for {name}, got {got}"


def _named(function: Function) -> str:
    """As people call it: a constructor by its class, a method with it."""
    owner = function.owner
    if owner is None:
        return function.name
    return owner.name if function.name == "__init__" else f"{owner.name}.{function.name}"
