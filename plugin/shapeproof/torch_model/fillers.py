"""Which functions only fill weights, with the values that their names have; `fill_bodies` reads their texts."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.interpreter import imports
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.program import nodes
from shapeproof.program.walking import walk
from shapeproof.torch_model.fill_bodies import FILLS, READS, Body, NoFillerError, Reader
from shapeproof.torch_model.tensors import MODULE, known_class
from shapeproof.values import BoundMethod, Class, Function, Native, Object, Property, PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_LIBRARIES = ("torch.nn.init", "math", "warnings", "torch", "functools")
_OF_TORCH = frozenset({
    "no_grad", "inference_mode", "zeros", "ones", "linspace", "arange", "tensor", "sqrt", "log", "exp", "empty", "rand",
    "randn", "eye", "full", "zeros_like", "ones_like", "is_tensor", "clamp", "pow", "log2",
})  # fmt: skip
_SOME = {"torch": _OF_TORCH, "functools": frozenset({"partial"})}  # making a partial is no call of it
_UNSAID = (
    "__getattr__", "__getattribute__", "__iter__", "__len__", "__bool__", "__getitem__", "__contains__", "__eq__",
)  # fmt: skip
"""Methods that run without being named."""
_HOSTS = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset, range, slice)
_TRIES = frozenset({2, 4, 8, 16, 32, 64, 128, 256})  # the calls at which a body is read, while names are unbound


_Key = tuple[int, frozenset[Class], int]  # of a body, the classes of the modules concerned, how many classes there are


class UnreadyError(Exception):
    """A name that is not bound yet: the body is read again later."""


@dataclass(frozen=True)
class Filler:
    """A body that only fills: which of its parameters it calls, which methods, and what it returns.

    ``result`` is a parameter's name, None for None, "" for anything else.
    """

    called: frozenset[str]
    methods: frozenset[str]
    result: str | None


class Fillers:
    """What is known of the functions of one interpreter."""

    def __init__(self) -> None:
        self.refused: dict[int, nodes.Node] = {}  # by id: bodies that do more, whatever their names are bound to
        self.valued: dict[int, nodes.Node] = {}  # bodies whose calls are not left out: they give something
        self.calls: dict[int, int] = {}
        self.candidates: dict[int, nodes.Node] = {}  # bodies that only fill if no class of module makes them do more
        self.names: dict[int, frozenset[str]] = {}
        self.known: dict[_Key, tuple[nodes.Node, Filler | None]] = {}
        self.reading: list[int] = []  # the bodies whose reading is under way
        self.dispatched: set[int] = set()  # those among them that were met as methods meanwhile
        self.made: list[_Key] = []

    def may_be(self, machine: Interpreter, function: Function) -> bool:
        """Whether a call may be a filling that can be left out; what is called for the first time is run."""
        node = function.node
        if id(node) in self.refused or id(node) in self.valued or function.module.is_stub:
            return False
        if function.module.overlaid or function.module.top:
            return False
        if id(node) in self.candidates:
            return True
        if not isinstance(node, nodes.FunctionDefinition) or node.generator:
            return False
        count = self.calls[id(node)] = self.calls.get(id(node), 0) + 1
        if count in _TRIES:
            filler = self.body(machine, function, frozenset())
            if filler is not None and filler.result != "":
                self.candidates[id(node)] = node
            elif filler is not None or count == max(_TRIES):
                self.valued[id(node)] = node
        return id(node) in self.candidates

    def is_torchs(self, machine: Interpreter, name: str) -> bool:
        """Whether no class of the program has a method of that name."""
        return all(map(_is_of_library, machine.defined.get(name, ())))

    def names_in(self, node: nodes.FunctionDefinition) -> frozenset[str]:
        """The names that a body mentions."""
        known = self.names.get(id(node))
        if known is None:
            known = frozenset(each.name for each in walk(node.body) if isinstance(each, nodes.Name))
            self.names[id(node)] = known
        return known

    def body(self, machine: Interpreter, function: Function, classes: Set[Class]) -> Filler | None:
        """The function as a filler of modules of these classes; None where it may do more."""
        node = function.node
        if id(node) in self.refused or not isinstance(node, nodes.FunctionDefinition) or function.module.is_stub:
            return None
        key = id(node), frozenset(classes), machine.classes_made
        known = self.known.get(key)
        if known is not None and known[0] is node:
            return known[1]
        made = len(self.made)
        self.reading.append(id(node))
        try:
            filler = self._read(machine, function, node, key[1])
        except UnreadyError:
            self._drop(made)
            if len(self.reading) > 1:
                raise
            return None
        finally:
            self.reading.pop()
        if filler is None:
            self._drop(made)
        if not self.reading:
            self.dispatched.clear()
        self.made.append(key)
        self.known[key] = node, filler
        return filler

    def _drop(self, start: int) -> None:
        """Forget what was taken to be a filler while a body was read that is none: it may rest on that body."""
        for key in self.made[start:]:
            self.known.pop(key, None)
        del self.made[start:]

    def is_filler(self, machine: Interpreter, value: Value, classes: Set[Class], names: Set[str] = frozenset()) -> bool:
        """Whether calling a value can only fill; ``names`` are attributes that may stand for methods."""
        if isinstance(value, BoundMethod):
            value = value.function
        if isinstance(value, Object) and is_partial(machine, value):
            return self.is_filler(machine, machine.attributes(value)["func"], classes, names)
        if not isinstance(value, Function):
            return value is None or is_harmless(machine, value)  # None is never called, or raises
        found = self.body(machine, value, classes)
        return found is not None and not found.called and not found.methods & names

    # --- one body -------------------------------------------------------------------------------------------------

    def _read(
        self, machine: Interpreter, function: Function, node: nodes.FunctionDefinition, classes: frozenset[Class]
    ) -> Filler | None:
        def value_of(path: nodes.Expression) -> Value:
            return bound_value(machine, function, path)

        def is_present(kinds: nodes.Expression) -> bool:
            return _are_present(machine, function, kinds, classes)

        reader = Reader(node, value_of, lambda value: is_harmless(machine, value), is_present)
        try:
            body = reader.read()
            methods: set[str] = set()
            done = 0
            while done < len(body.functions) or body.methods - methods:
                for name in body.methods - methods:
                    methods.add(name)
                    if not self._are_fillers(machine, name, classes, methods):
                        return None
                for value, arguments in body.functions[done:]:
                    done += 1
                    if not self._calls_filler(machine, reader, value, arguments, classes, methods):
                        return None
                reader.follow()
        except NoFillerError:
            if not classes:
                self.refused[id(node)] = node
            return None
        if not all(self._is_plain(machine, name, classes) for name in body.attributes):
            return None
        if not all(self._are_fillers(machine, name, classes, set(), said=False) for name in _UNSAID):
            return None
        if body.called and id(node) in self.dispatched:
            return None
        return Filler(frozenset(body.called), frozenset(methods), _result(node, body))

    def _are_fillers(
        self, machine: Interpreter, name: str, classes: frozenset[Class], methods: set[str], *, said: bool = True
    ) -> bool:
        """Whether all that a method of that name can be only fills: of these modules, or of what is no module."""
        is_known = name in FILLS or name in READS or not said
        if not is_known and any(hasattr(host, name) for host in _HOSTS):
            return False
        for value in machine.defined.get(name, ()):
            if is_known and _is_of_library(value):
                continue
            if not isinstance(value, Function) or value.module.is_stub:
                return False
            if value.owner is not None and not _is_concerned(machine, value.owner, classes, said):
                continue
            if id(value.node) in self.reading:
                self.dispatched.add(id(value.node))
                continue
            filler = self.body(machine, value, classes)
            if filler is None or filler.called:
                return False
            methods |= filler.methods
        return True

    def _is_plain(self, machine: Interpreter, name: str, classes: frozenset[Class]) -> bool:
        """Whether reading an attribute of that name runs nothing but fillers."""
        for value in machine.defined.get(name, ()):
            if isinstance(value, Property):
                getter = value.getter
                if _is_of_library(getter):
                    continue
                if not isinstance(getter, Function) or id(getter.node) in self.reading:
                    return False
                filler = self.body(machine, getter, classes)
                if filler is None or filler.called:
                    return False
        return True

    def _calls_filler(
        self,
        machine: Interpreter,
        reader: Reader,
        value: Value,
        arguments: dict[str, nodes.Expression],
        classes: frozenset[Class],
        methods: set[str],
    ) -> bool:
        """Whether a call in a body is one of a filler; what it is handed to be called is called by the body too."""
        if not isinstance(value, Function):
            return False
        itself = value.node is reader.node
        if itself:
            needed = frozenset(reader.body.called)
        elif id(value.node) in self.reading:
            return False
        else:
            filler = self.body(machine, value, classes)
            if filler is None:
                return False
            needed = filler.called
            methods |= filler.methods
        parameters = [parameter.name for parameter in value.node.parameters]
        for name in needed:
            given = arguments.get(name, arguments.get(str(parameters.index(name))))
            if itself and not (isinstance(given, nodes.Name) and given.name == name):
                return False
            if given is not None:
                reader.handed(given)
                continue
            default = value.defaults.get(name, MISSING)
            if default is MISSING or not self.is_filler(machine, default, classes):
                return False
        return True


def _result(node: nodes.FunctionDefinition, body: Body) -> str | None:
    if body.results <= {None}:
        return None
    if len(body.results) == 1 and node.body and isinstance(node.body[-1], nodes.Return):
        return next(iter(body.results))
    return ""


def bound_value(machine: Interpreter, function: Function, path: nodes.Expression) -> Value:
    """What a name or dotted path in a function's module is bound to.

    MISSING for a builtin and for what only running tells; raises `UnreadyError` for a name that cannot be bound now.
    """
    if isinstance(path, nodes.Attribute):
        owner = bound_value(machine, function, path.value)
        return _bound(machine, owner, path.name) if isinstance(owner, PythonModule) else MISSING
    if not isinstance(path, nodes.Name):
        return MISSING
    scope = function.closure
    while scope is not None and scope.function is not None:
        if path.name in scope.local_names:
            raise NoFillerError
        scope = scope.parent
    return _bound(machine, function.module, path.name, imports.module_value)


def _bound(
    machine: Interpreter,
    module: PythonModule,
    name: str,
    ask: Callable[[Interpreter, PythonModule, str], Value] = imports.module_attribute,
) -> Value:
    try:
        found = ask(machine, module, name)
    except ProgramRaise as raised:
        raise UnreadyError from raised
    if isinstance(found, Unknown):
        raise UnreadyError
    return found


def _is_of_library(value: Value) -> bool:
    return isinstance(value, Native) or (isinstance(value, Function) and value.module.is_stub)


def _is_concerned(machine: Interpreter, owner: Class, classes: frozenset[Class], said: bool) -> bool:
    """Whether a method of a class may be called: modules that are met are of these classes, and run alone unsaid."""
    if known_class(machine, MODULE) not in owner.mro:
        return said
    return any(owner in each.mro for each in classes)


def is_partial(machine: Interpreter, value: Value) -> bool:
    """Whether this is an object of functools.partial itself."""
    return isinstance(value, Object) and value.cls.name == "partial" and is_harmless(machine, value.cls)


def is_harmless(machine: Interpreter, value: Value) -> bool:
    """Whether a function of a library changes at most the numbers in tensors."""
    if not isinstance(value, Native | Function | Class):
        return False
    name = value.name.rpartition(".")[2]
    for library in _LIBRARIES:
        module = machine.modules.get(library)
        if module is not None and module.values.get(name) is value:
            return name in _SOME.get(library, (name,))
    return False


def _are_present(machine: Interpreter, function: Function, kinds: nodes.Expression, classes: frozenset[Class]) -> bool:
    """Whether modules of these classes may be instances of what an expression names; also where that is not known."""
    if isinstance(kinds, nodes.Display):
        return any(_are_present(machine, function, each, classes) for each in kinds.elements)
    try:
        named = bound_value(machine, function, kinds)
    except UnreadyError:
        return True
    if not isinstance(named, Class) or known_class(machine, MODULE) not in named.mro:
        return True
    return any(named in each.mro for each in classes)
