"""What the body of a function does beside filling weights, read from its text: nothing, or what must be asked further.

A *filler* changes no more of a model than the numbers in its tensors (``nn.init.normal_(m.weight)``), so that no shape
depends on it. Whatever is not known here to be harmless makes a body no filler: an assignment to an attribute or item,
``del``, ``global``, a method of another name, a call of what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from shapeproof.interpreter.channels import MISSING
from shapeproof.program import nodes
from shapeproof.values import Class, Value

FILLS = frozenset({
    "fill_", "zero_", "normal_", "uniform_", "trunc_normal_", "exponential_", "log_normal_", "bernoulli_", "random_",
    "copy_", "mul_", "add_", "sub_", "div_", "clamp_", "clamp_min_", "clamp_max_", "erfinv_", "sqrt_", "exp_", "neg_",
    "abs_", "log_", "pow_",
})  # fmt: skip
"""Methods that work in place and leave shape and dtype as they are."""
READS = frozenset({
    "named_children", "children", "named_modules", "modules", "named_parameters", "parameters", "named_buffers",
    "buffers", "size", "dim", "numel", "item", "float", "abs", "mean", "startswith", "endswith", "split",
    "rsplit", "join", "format", "lower", "upper", "strip", "replace", "items", "keys", "values", "get", "info",
    "warning", "debug", "reset_parameters", "apply",
})  # fmt: skip
"""Methods that change nothing that a shape depends on."""
BUILTINS = frozenset({
    "isinstance", "issubclass", "hasattr", "getattr", "len", "range", "enumerate", "zip", "min", "max", "sum", "abs",
    "int", "float", "bool", "str", "tuple", "print", "any", "all", "callable", "type", "reversed", "sorted", "round",
    "iter",
})  # fmt: skip
_PLAIN = (nodes.Constant, nodes.LargeInteger, nodes.BytesConstant, nodes.Imaginary, nodes.EllipsisConstant, nodes.Name)
_OF_NUMBERS = frozenset({"/", "//", "%", "**"})  # operators that no container has: none is changed in place
_SILENT = (nodes.Pass, nodes.Break, nodes.Continue)


class NoFillerError(Exception):
    """A body may do more than fill weights."""


@dataclass
class Body:
    """What a body does that is not decided by its text alone."""

    methods: set[str] = field(default_factory=set)  # called on what is not known here
    attributes: set[str] = field(default_factory=set)  # read: a property may run
    functions: list[tuple[Value, dict[str, nodes.Expression]]] = field(default_factory=list)  # called, with arguments
    called: set[str] = field(default_factory=set)  # its parameters that it calls
    results: set[str | None] = field(default_factory=set)  # the parameters it returns; "" for anything else


class Reader:
    """Reads one body.

    ``value_of`` gives the value of a name or dotted path from outside the body, MISSING where that is not known;
    ``is_present`` says whether something of the classes that an expression names may be among the modules concerned.
    """

    def __init__(
        self,
        node: nodes.FunctionDefinition,
        value_of: Callable[[nodes.Expression], Value],
        is_harmless: Callable[[Value], bool],
        is_present: Callable[[nodes.Expression], bool],
    ) -> None:
        self.node = node
        self.value_of = value_of
        self.is_harmless = is_harmless
        self.is_present = is_present
        self.parameters = {parameter.name for parameter in node.parameters}
        self.locals = frozenset(node.local_names) | self.parameters
        self.inner: dict[str, nodes.FunctionDefinition] = {}
        self.aliases: dict[str, list[nodes.Expression | None]] = {}  # what each name was assigned; None: not known
        self.followed: set[str] = set()
        self.body = Body()

    def read(self) -> Body:
        """The body; raises `NoFillerError`."""
        if self.node.asynchronous:
            raise NoFillerError
        self.block(self.node.body)
        self.follow()
        return self.body

    def follow(self) -> None:
        """Follow the names that are called to what they were assigned."""
        while waiting := (self.body.called & self.aliases.keys()) - self.followed:
            for name in waiting:
                self.followed.add(name)
                for source in self.aliases[name]:
                    if source is None:
                        raise NoFillerError
                    self.call_value(source, ())
        self.body.called &= self.parameters

    # --- statements -----------------------------------------------------------------------------------------------

    def block(self, statements: Iterable[nodes.Statement]) -> None:
        for statement in statements:
            self.statement(statement)

    def statement(self, node: nodes.Statement) -> None:
        if isinstance(node, _SILENT):
            return
        if isinstance(node, nodes.Evaluate):
            self.expression(node.value)
        elif isinstance(node, nodes.If):
            self.branches(node)
        elif isinstance(node, nodes.For) and not node.asynchronous:
            self.target(node.target)
            self.expression(node.iterable)
            self.block(node.body)
            self.block(node.otherwise)
        elif isinstance(node, nodes.With) and not node.asynchronous:
            for item in node.items:
                if item.target is not None or not self.is_harmless_call(item.context):
                    raise NoFillerError  # entering it may do anything
                self.expression(item.context)
            self.block(node.body)
        elif isinstance(node, nodes.Assign):
            for target in node.targets:
                self.target(target, node.value)
            self.expression(node.value)
        elif isinstance(node, nodes.AnnotatedAssign) and node.value is not None:
            self.target(node.target, node.value)
            self.expression(node.value)
        elif isinstance(node, nodes.AugmentedAssign) and node.operator in _OF_NUMBERS:
            self.target(node.target)
            self.expression(node.value)
        elif isinstance(node, nodes.Assert):
            self.expression(node.test)
        elif isinstance(node, nodes.Return):
            self.result(node.value)
        elif isinstance(node, nodes.Raise):
            if node.exception is not None and isinstance(node.exception, nodes.Call):
                for argument in node.exception.arguments:
                    self.expression(argument.value)
        elif isinstance(node, nodes.Try):
            self.attempt(node)
        elif isinstance(node, nodes.FunctionDefinition) and not node.decorators and not node.generator:
            self.inner_function(node)
        else:
            raise NoFillerError

    def branches(self, node: nodes.If) -> None:
        """Both sides; one that needs an instance of classes that are not there is left out."""
        self.expression(node.test)
        if not self.is_absent(node.test):
            self.block(node.body)
        self.block(node.otherwise)

    def is_absent(self, test: nodes.Expression) -> bool:
        if isinstance(test, nodes.Boolean) and test.operator == "and":
            return any(map(self.is_absent, test.operands))
        if not (isinstance(test, nodes.Call) and isinstance(test.function, nodes.Name) and len(test.arguments) == 2):
            return False
        subject, kinds = test.arguments[0].value, test.arguments[1].value
        is_asked = test.function.name == "isinstance" and "isinstance" not in self.locals
        return is_asked and isinstance(subject, nodes.Name) and not self.is_present(kinds)

    def attempt(self, node: nodes.Try) -> None:
        """All that may run of a ``try``, whatever is raised."""
        self.block((*node.body, *node.otherwise, *node.final))
        for handler in node.handlers:
            self.expression(handler.exceptions)
            if handler.name is not None:
                self.aliases.setdefault(handler.name, []).append(None)
            self.block(handler.body)

    def inner_function(self, node: nodes.FunctionDefinition) -> None:
        """A function defined here: its body is read as a part of this one."""
        names = frozenset(node.local_names) | {parameter.name for parameter in node.parameters}
        if names & self.locals or node.name in self.inner:
            raise NoFillerError
        self.inner[node.name] = node
        around, self.locals = self.locals, self.locals | names
        results, self.body.results = self.body.results, set()
        self.block(node.body)
        self.locals, self.body.results = around, results

    def result(self, value: nodes.Expression | None) -> None:
        if value is None or (isinstance(value, nodes.Constant) and value.value is None):
            self.body.results.add(None)
            return
        self.expression(value)
        name = value.name if isinstance(value, nodes.Name) else ""
        self.body.results.add(name if name in self.parameters and name not in self.aliases else "")

    def target(self, node: nodes.Expression, value: nodes.Expression | None = None) -> None:
        if isinstance(node, nodes.Name) and node.name in self.locals:
            self.aliases.setdefault(node.name, []).append(value)
        elif isinstance(node, nodes.Display):
            for element in node.elements:
                self.target(element)
        else:
            raise NoFillerError

    # --- expressions ----------------------------------------------------------------------------------------------

    def expression(self, node: nodes.Expression | None) -> None:
        if node is None or isinstance(node, _PLAIN):
            return
        if isinstance(node, nodes.Call):
            self.call(node)
        elif isinstance(node, nodes.Attribute):
            self.body.attributes.add(node.name)
            self.expression(node.value)
        elif isinstance(node, nodes.Comprehension):
            for clause in node.clauses:
                self.expression(clause.iterable)
                for condition in clause.conditions:
                    self.expression(condition)
            self.expression(node.element)
            self.expression(node.value)
        elif isinstance(node, nodes.NamedExpression | nodes.Await | nodes.Lambda):
            raise NoFillerError
        else:
            for name in node.__struct_fields__:
                self.parts(getattr(node, name))

    def parts(self, value: object) -> None:
        if isinstance(value, nodes.Node):
            self.expression(value)  # type: ignore[arg-type]
        elif isinstance(value, tuple):
            for item in value:
                self.parts(item)

    def call(self, node: nodes.Call) -> None:
        if any(argument.stars or argument.keyword == "out" for argument in node.arguments):
            raise NoFillerError
        for argument in node.arguments:
            self.expression(argument.value)
        self.call_value(node.function, node.arguments)

    def call_value(self, function: nodes.Expression, arguments: tuple[nodes.Argument, ...]) -> None:
        """A call of what an expression gives."""
        if isinstance(function, nodes.Boolean | nodes.Conditional):
            choices = function.operands if isinstance(function, nodes.Boolean) else (function.then, function.otherwise)
            for each in choices:
                self.call_value(each, arguments)
            return
        if isinstance(function, nodes.Name) and function.name in self.locals:
            if function.name in self.inner and function.name not in self.aliases:
                return
            if function.name not in self.parameters and function.name not in self.aliases:
                raise NoFillerError
            self.body.called.add(function.name)
            return
        value = self.value_of(function) if self.is_path(function) else MISSING
        if value is not MISSING:
            if not self.is_harmless(value):
                self.body.functions.append((value, self.by_place(arguments)))
            return
        if isinstance(function, nodes.Name) and function.name in BUILTINS:
            if function.name in ("getattr", "hasattr"):
                self.attribute(arguments)
            return
        if not isinstance(function, nodes.Attribute):
            raise NoFillerError
        if function.name == "apply":
            if len(arguments) != 1:
                raise NoFillerError
            self.handed(arguments[0].value)
        self.expression(function.value)
        self.body.methods.add(function.name)

    def attribute(self, arguments: tuple[nodes.Argument, ...]) -> None:
        """An attribute is read by a name that stands there."""
        name = arguments[1].value if len(arguments) > 1 else None
        if not (isinstance(name, nodes.Constant) and isinstance(name.value, str)):
            raise NoFillerError
        self.body.attributes.add(name.value)

    def handed(self, function: nodes.Expression) -> None:
        """What an expression gives is handed on to be called: ``init``, ``self.init``, ``partial(self.init, …)``."""
        if isinstance(function, nodes.Call):
            made = self.value_of(function.function) if self.is_path(function.function) else MISSING
            if not (
                isinstance(made, Class) and self.is_harmless(made) and made.name == "partial" and function.arguments
            ):
                raise NoFillerError
            self.call(function)
            self.handed(function.arguments[0].value)
        else:
            self.call_value(function, ())

    def is_harmless_call(self, node: nodes.Expression) -> bool:
        """Whether this calls what a library is known for (``torch.no_grad()``)."""
        if not (isinstance(node, nodes.Call) and self.is_path(node.function)):
            return False
        value = self.value_of(node.function)
        return value is not MISSING and self.is_harmless(value)

    def is_path(self, node: nodes.Expression) -> bool:
        """Whether this is a dotted path from a name outside the body."""
        while isinstance(node, nodes.Attribute):
            node = node.value
        return isinstance(node, nodes.Name) and node.name not in self.locals

    @staticmethod
    def by_place(arguments: tuple[nodes.Argument, ...]) -> dict[str, nodes.Expression]:
        """The arguments by keyword, or by place as text."""
        return {argument.keyword or str(place): argument.value for place, argument in enumerate(arguments)}
