"""A generator's body in a form that can be left at a yield and entered again.

Every yield becomes a statement of its own, ``t = yield value`` or ``yield value``: what an expression around it has
evaluated before is kept in names of the frame that no program can write (they start with a NUL).
"""

from __future__ import annotations

from itertools import count
from typing import Any

from shapeproof.program import nodes
from shapeproof.shapes import Gap

Body = tuple[nodes.Statement, ...]
_PURE = (nodes.Constant, nodes.LargeInteger, nodes.BytesConstant, nodes.Imaginary, nodes.EllipsisConstant, nodes.Lambda)
_OWN_SCOPE = (nodes.Lambda, nodes.FunctionDefinition, nodes.ClassDefinition)

SOURCE = "\0source"

_YIELDING: dict[int, tuple[nodes.Node, bool]] = {}
_NORMAL: dict[int, tuple[nodes.Node, Body]] = {}


def has_yield(node: Any) -> bool:
    """Whether a statement or expression itself yields (what it defines is another's matter)."""
    if isinstance(node, tuple):
        return any(map(has_yield, node))
    if not isinstance(node, nodes.Node):
        return False
    known = _YIELDING.get(id(node))
    if known is None or known[0] is not node:
        known = _YIELDING[id(node)] = (node, _looks(node))
    return known[1]


def _looks(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Yield | nodes.YieldFrom):
        return True
    if isinstance(node, _OWN_SCOPE):
        return False
    return any(has_yield(getattr(node, name)) for name in node.__struct_fields__)


def body_of(node: nodes.FunctionDefinition | nodes.Lambda) -> Body:
    """The body of a generator function, every yield a statement."""
    known = _NORMAL.get(id(node))
    if known is None or known[0] is not node:
        written = (nodes.Return(node.body.span, node.body),) if isinstance(node, nodes.Lambda) else node.body
        known = _NORMAL[id(node)] = (node, _Splitting().block(written))
    return known[1]


def body_of_comprehension(node: nodes.Comprehension) -> Body:
    """A generator expression as a loop that yields; its first iterable is evaluated already, in the name `SOURCE`."""
    known = _NORMAL.get(id(node))
    if known is None or known[0] is not node:
        known = _NORMAL[id(node)] = (node, _as_loop(node))
    return known[1]


def _as_loop(node: nodes.Comprehension) -> Body:
    body: Body = (nodes.Evaluate(node.element.span, nodes.Yield(node.element.span, node.element)),)
    for number, clause in reversed(list(enumerate(node.clauses))):
        for condition in reversed(clause.conditions):
            body = (nodes.If(condition.span, condition, body, ()),)
        source = nodes.Name(clause.iterable.span, SOURCE) if number == 0 else clause.iterable
        body = (nodes.For(node.span, clause.target, source, body, (), clause.asynchronous),)
    return body


class _Splitting:
    """Takes the yields of one function out of its expressions."""

    def __init__(self) -> None:
        self.numbers = count()

    def block(self, body: Body) -> Body:
        found: list[nodes.Statement] = []
        for statement in body:
            found.extend(self.statement(statement) if has_yield(statement) else (statement,))
        return tuple(found)

    def fresh(self, span: nodes.Span) -> nodes.Name:
        return nodes.Name(span, f"\0kept {next(self.numbers)}")

    # --- statements -----------------------------------------------------------------------------------------------

    def statement(self, node: Any) -> list[nodes.Statement]:
        split = getattr(self, f"_{type(node).__name__}", None)
        if split is None:
            raise Gap(f"a yield in a {type(node).__name__} statement")
        found: list[nodes.Statement] = split(node)
        return found

    def _yielded(self, node: Any) -> tuple[list[nodes.Statement], Any]:
        """A yield that stands alone keeps its place; any other expression loses its yields."""
        if isinstance(node, nodes.Yield) and node.value is not None:
            before, value = self.expression(node.value)
            return before, nodes.Yield(node.span, value)
        if isinstance(node, nodes.YieldFrom):
            before, value = self.expression(node.value)
            return before, nodes.YieldFrom(node.span, value)
        return ([], node) if isinstance(node, nodes.Yield) else self.expression(node)

    def _Evaluate(self, node: nodes.Evaluate) -> list[nodes.Statement]:
        before, value = self._yielded(node.value)
        return [*before, nodes.Evaluate(node.span, value)]

    def _Assign(self, node: nodes.Assign) -> list[nodes.Statement]:
        if has_yield(node.targets):
            raise Gap("a yield in what is assigned to")
        before, value = self._yielded(node.value)
        return [*before, nodes.Assign(node.span, node.targets, value)]

    def _AnnotatedAssign(self, node: nodes.AnnotatedAssign) -> list[nodes.Statement]:
        if has_yield(node.target) or has_yield(node.annotation) or node.value is None:
            raise Gap("a yield in an annotation")
        before, value = self._yielded(node.value)
        return [*before, nodes.Assign(node.span, (node.target,), value)]

    def _AugmentedAssign(self, node: nodes.AugmentedAssign) -> list[nodes.Statement]:
        if has_yield(node.target):
            raise Gap("a yield in what is assigned to")
        before: list[nodes.Statement] = []
        target: Any = node.target
        if isinstance(target, nodes.Attribute | nodes.Subscript):
            owner = self.kept(before, target.value)
            if isinstance(target, nodes.Attribute):
                target = nodes.Attribute(target.span, owner, target.name)
            else:
                target = nodes.Subscript(target.span, owner, self.kept(before, target.index))
        current = self.kept(before, target)
        more, value = self.expression(node.value)
        changed = nodes.AugmentedAssign(node.span, current, node.operator, value)
        return [*before, *more, changed, nodes.Assign(node.span, (target,), current)]

    def _Return(self, node: nodes.Return) -> list[nodes.Statement]:
        before, value = self.expression(node.value)
        return [*before, nodes.Return(node.span, value)]

    def _Raise(self, node: nodes.Raise) -> list[nodes.Statement]:
        before, (exception, cause) = self.row([node.exception, node.cause])
        return [*before, nodes.Raise(node.span, exception, cause)]

    def _Assert(self, node: nodes.Assert) -> list[nodes.Statement]:
        if has_yield(node.message):
            raise Gap("a yield in the message of an assert")
        before, test = self.expression(node.test)
        return [*before, nodes.Assert(node.span, test, node.message)]

    def _If(self, node: nodes.If) -> list[nodes.Statement]:
        before, test = self.expression(node.test)
        return [*before, nodes.If(node.span, test, self.block(node.body), self.block(node.otherwise))]

    def _While(self, node: nodes.While) -> list[nodes.Statement]:
        if not has_yield(node.test):
            return [nodes.While(node.span, node.test, self.block(node.body), self.block(node.otherwise))]
        if node.otherwise:
            raise Gap("a yield in the test of a while loop that has an else")
        before, test = self.expression(node.test)
        leave = nodes.If(node.span, nodes.Unary(test.span, "not", test), (nodes.Break(node.span),), ())
        always = nodes.Constant(node.test.span, True)
        return [nodes.While(node.span, always, (*before, leave, *self.block(node.body)), ())]

    def _For(self, node: nodes.For) -> list[nodes.Statement]:
        before, iterable = self.expression(node.iterable)
        body, otherwise = self.block(node.body), self.block(node.otherwise)
        return [*before, nodes.For(node.span, node.target, iterable, body, otherwise, node.asynchronous)]

    def _With(self, node: nodes.With) -> list[nodes.Statement]:
        item = node.items[0]
        before, context = self.expression(item.context)
        body = node.body
        if len(node.items) > 1:
            body = (nodes.With(node.span, node.items[1:], node.body, node.asynchronous),)
        inner = self.block(body)
        return [*before, nodes.With(node.span, (nodes.WithItem(item.span, context, item.target),), inner, False)]

    def _Try(self, node: nodes.Try) -> list[nodes.Statement]:
        if any(has_yield(handler.exceptions) for handler in node.handlers):
            raise Gap("a yield in what an except clause names")
        handlers = tuple([nodes.Handler(h.span, h.exceptions, h.name, self.block(h.body)) for h in node.handlers])
        body, otherwise, final = self.block(node.body), self.block(node.otherwise), self.block(node.final)
        return [nodes.Try(node.span, body, handlers, otherwise, final, node.group)]

    def _Match(self, node: nodes.Match) -> list[nodes.Statement]:
        if any(has_yield(case.guard) for case in node.cases):
            raise Gap("a yield in the guard of a case")
        before, subject = self.expression(node.subject)
        cases = tuple([nodes.Case(case.span, case.pattern, case.guard, self.block(case.body)) for case in node.cases])
        return [*before, nodes.Match(node.span, subject, cases)]

    # --- expressions ----------------------------------------------------------------------------------------------

    def kept(self, before: list[nodes.Statement], node: Any) -> Any:
        """An expression evaluated now: the name that holds its value."""
        if isinstance(node, _PURE):
            return node
        name = self.fresh(node.span)
        before.append(nodes.Assign(node.span, (name,), node))
        return name

    def row(self, expressions: list[Any]) -> tuple[list[nodes.Statement], list[Any]]:
        """Expressions evaluated in this order: those before the last that yields are kept."""
        last = max((at for at, node in enumerate(expressions) if has_yield(node)), default=-1)
        before: list[nodes.Statement] = []
        found: list[Any] = []
        for at, node in enumerate(expressions):
            if at > last or node is None:
                found.append(node)
                continue
            more, value = self.expression(node)
            before.extend(more)
            found.append(value if at == last else self.kept(before, value))
        return before, found

    def expression(self, node: Any) -> tuple[list[nodes.Statement], Any]:
        """The statements to run first, and what is left of the expression."""
        if not has_yield(node):
            return [], node
        if isinstance(node, nodes.Yield | nodes.YieldFrom):
            before, alone = self._yielded(node)
            name = self.fresh(node.span)
            return [*before, nodes.Assign(node.span, (name,), alone)], name
        if isinstance(node, nodes.Boolean):
            return self._boolean(node)
        if isinstance(node, nodes.Conditional):
            return self._conditional(node)
        if isinstance(node, nodes.Compare) and len(node.operators) > 1:
            raise Gap("a yield in a chain of comparisons")
        if isinstance(node, nodes.Comprehension):
            first, *others = node.clauses
            before, iterable = self.expression(first.iterable)
            clause = nodes.Clause(first.span, first.target, iterable, first.conditions, first.asynchronous)
            return before, nodes.Comprehension(node.span, node.kind, node.element, node.value, (clause, *others))
        return self._generic(node)

    def _boolean(self, node: nodes.Boolean) -> tuple[list[nodes.Statement], Any]:
        name = self.fresh(node.span)
        body: list[nodes.Statement] = []
        for operand in reversed(node.operands):
            before, value = self.expression(operand)
            found: list[nodes.Statement] = [*before, nodes.Assign(operand.span, (name,), value)]
            if body:
                test = name if node.operator == "and" else nodes.Unary(operand.span, "not", name)
                found.append(nodes.If(operand.span, test, tuple(body), ()))
            body = found
        return body, name

    def _conditional(self, node: nodes.Conditional) -> tuple[list[nodes.Statement], Any]:
        name = self.fresh(node.span)
        before, test = self.expression(node.test)
        then, value = self.expression(node.then)
        otherwise, other = self.expression(node.otherwise)
        body = (*then, nodes.Assign(node.span, (name,), value))
        return [*before, nodes.If(node.span, test, body, (*otherwise, nodes.Assign(node.span, (name,), other)))], name

    def _generic(self, node: Any) -> tuple[list[nodes.Statement], Any]:
        """Any other expression: its parts are evaluated in the order of the node's fields."""
        fields = [getattr(node, name) for name in node.__struct_fields__]
        if isinstance(node, nodes.DictDisplay):
            fields = [node.span, *[part for pair in zip(node.keys, node.values, strict=True) for part in pair]]
        places: list[tuple[int, int]] = []
        parts: list[Any] = []
        for at, field in enumerate(fields):
            for inner, part in enumerate(field if isinstance(field, tuple) else (field,)):
                if isinstance(part, nodes.Node):
                    places.append((at, inner))
                    parts.append(part)
        wrapped = [
            part.value if isinstance(part, nodes.Argument | nodes.Starred | nodes.Formatted) else part for part in parts
        ]
        before, left = self.row(wrapped)
        for (at, inner), part, value in zip(places, parts, left, strict=True):
            if isinstance(part, nodes.Argument):
                value = nodes.Argument(part.span, value, part.keyword, part.stars)
            elif isinstance(part, nodes.Starred):
                value = nodes.Starred(part.span, value)
            elif isinstance(part, nodes.Formatted):
                value = nodes.Formatted(part.span, value, part.conversion, part.format)
            field = fields[at]
            fields[at] = (*field[:inner], value, *field[inner + 1 :]) if isinstance(field, tuple) else value
        if isinstance(node, nodes.DictDisplay):
            return before, nodes.DictDisplay(node.span, tuple(fields[1::2]), tuple(fields[2::2]))
        return before, type(node)(*fields)
