"""Lowered nodes as Python's own `ast`, so that the two can be compared whole."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from shapeproof.program import nodes

_OPERATORS: dict[str, ast.AST] = {
    "+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div(), "//": ast.FloorDiv(), "%": ast.Mod(),
    "**": ast.Pow(), "@": ast.MatMult(), "&": ast.BitAnd(), "|": ast.BitOr(), "^": ast.BitXor(), "<<": ast.LShift(),
    ">>": ast.RShift(), "==": ast.Eq(), "!=": ast.NotEq(), "<": ast.Lt(), "<=": ast.LtE(), ">": ast.Gt(),
    ">=": ast.GtE(), "in": ast.In(), "not in": ast.NotIn(), "is": ast.Is(), "is not": ast.IsNot(),
    "and": ast.And(), "or": ast.Or(),
}  # fmt: skip
_UNARY: dict[str, ast.AST] = {"+": ast.UAdd(), "-": ast.USub(), "~": ast.Invert(), "not": ast.Not()}
_DISPLAYS: dict[str, Any] = {"tuple": ast.Tuple, "list": ast.List, "set": ast.Set}
_COMPREHENSIONS: dict[str, Any] = {"list": ast.ListComp, "set": ast.SetComp, "generator": ast.GeneratorExp}
_CONVERSIONS = {"": -1, "r": ord("r"), "s": ord("s"), "a": ord("a")}
_LOAD = ast.Load()


def all_of(values: Iterable[Any]) -> list[Any]:
    return [one(value) for value in values]


def one(node: Any) -> Any:
    """The `ast` node that a lowered node stands for; contexts are all `Load`, type parameters are left out."""
    match node:
        case None:
            return None
        case nodes.Constant(_, value) | nodes.BytesConstant(_, value):
            return ast.Constant(value)
        case nodes.LargeInteger(_, text):
            return ast.Constant(int(text))
        case nodes.Imaginary(_, value):
            return ast.Constant(complex(0, value))
        case nodes.EllipsisConstant():
            return ast.Constant(...)
        case nodes.Name(_, name):
            return ast.Name(name, _LOAD)
        case nodes.Attribute(_, value, name):
            return ast.Attribute(one(value), name, _LOAD)
        case nodes.Subscript(_, value, index):
            return ast.Subscript(one(value), one(index), _LOAD)
        case nodes.Slice(_, lower, upper, step):
            return ast.Slice(one(lower), one(upper), one(step))
        case nodes.Call(_, function, arguments):
            return ast.Call(one(function), *_arguments(arguments))
        case nodes.Unary(_, operator, operand):
            return ast.UnaryOp(_UNARY[operator], one(operand))
        case nodes.Binary(_, operator, left, right):
            return ast.BinOp(one(left), _OPERATORS[operator], one(right))
        case nodes.Compare(_, left, operators, operands):
            return ast.Compare(one(left), [_OPERATORS[operator] for operator in operators], all_of(operands))
        case nodes.Boolean(_, operator, operands):
            return ast.BoolOp(_OPERATORS[operator], all_of(operands))
        case nodes.Conditional(_, test, then, otherwise):
            return ast.IfExp(one(test), one(then), one(otherwise))
        case nodes.Lambda(_, parameters, body):
            return ast.Lambda(_parameters(parameters), one(body))
        case nodes.Starred(_, value):
            return ast.Starred(one(value), _LOAD)
        case nodes.Display(_, "set", elements):
            return ast.Set(all_of(elements))
        case nodes.Display(_, kind, elements):
            return _DISPLAYS[kind](all_of(elements), _LOAD)
        case nodes.DictDisplay(_, keys, values):
            return ast.Dict(all_of(keys), all_of(values))
        case nodes.FormattedString(_, parts):
            return ast.JoinedStr(all_of(parts))
        case nodes.Formatted(_, value, conversion, format):
            return ast.FormattedValue(
                one(value), _CONVERSIONS[conversion], ast.JoinedStr(all_of(format)) if format else None
            )
        case nodes.Comprehension(_, "dict", key, value, clauses):
            return ast.DictComp(one(key), one(value), all_of(clauses))
        case nodes.Comprehension(_, kind, element, _, clauses):
            return _COMPREHENSIONS[kind](one(element), all_of(clauses))
        case nodes.Clause(_, target, iterable, conditions, asynchronous):
            return ast.comprehension(one(target), one(iterable), all_of(conditions), int(asynchronous))
        case nodes.NamedExpression(_, name, value):
            return ast.NamedExpr(ast.Name(name, _LOAD), one(value))
        case nodes.Await(_, value):
            return ast.Await(one(value))
        case nodes.Yield(_, value):
            return ast.Yield(one(value))
        case nodes.YieldFrom(_, value):
            return ast.YieldFrom(one(value))
        case _:
            return _statement(node)


def _statement(node: Any) -> Any:
    match node:
        case nodes.Evaluate(_, value):
            return ast.Expr(one(value))
        case nodes.Assign(_, targets, value):
            return ast.Assign(all_of(targets), one(value))
        case nodes.AugmentedAssign(_, target, operator, value):
            return ast.AugAssign(one(target), _OPERATORS[operator], one(value))
        case nodes.AnnotatedAssign(_, target, annotation, value):
            return ast.AnnAssign(one(target), one(annotation), one(value), 0)
        case nodes.Return(_, value):
            return ast.Return(one(value))
        case nodes.Raise(_, exception, cause):
            return ast.Raise(one(exception), one(cause))
        case nodes.Assert(_, test, message):
            return ast.Assert(one(test), one(message))
        case nodes.Delete(_, targets):
            return ast.Delete(all_of(targets))
        case nodes.Pass():
            return ast.Pass()
        case nodes.Break():
            return ast.Break()
        case nodes.Continue():
            return ast.Continue()
        case nodes.Global(_, names):
            return ast.Global(list(names))
        case nodes.Nonlocal(_, names):
            return ast.Nonlocal(list(names))
        case nodes.Alias(_, name, asname):
            return ast.alias(name, asname)
        case nodes.Import(_, names):
            return ast.Import(all_of(names))
        case nodes.ImportFrom(_, module, level, names):
            return ast.ImportFrom(module or None, all_of(names), level)
        case nodes.If(_, test, body, otherwise):
            return ast.If(one(test), all_of(body), all_of(otherwise))
        case nodes.While(_, test, body, otherwise):
            return ast.While(one(test), all_of(body), all_of(otherwise))
        case nodes.For(_, target, iterable, body, otherwise, asynchronous):
            loop: Any = ast.AsyncFor if asynchronous else ast.For
            return loop(one(target), one(iterable), all_of(body), all_of(otherwise))
        case nodes.With(_, items, body, asynchronous):
            block: Any = ast.AsyncWith if asynchronous else ast.With
            return block([ast.withitem(one(item.context), one(item.target)) for item in items], all_of(body))
        case nodes.Try(_, body, handlers, otherwise, final, group):
            kind: Any = ast.TryStar if group else ast.Try
            caught = [ast.ExceptHandler(one(each.exceptions), each.name, all_of(each.body)) for each in handlers]
            return kind(all_of(body), caught, all_of(otherwise), all_of(final))
        case nodes.Match(_, subject, cases):
            return ast.Match(
                one(subject),
                [ast.match_case(_pattern(case.pattern), one(case.guard), all_of(case.body)) for case in cases],
            )
        case nodes.FunctionDefinition():
            function: Any = ast.AsyncFunctionDef if node.asynchronous else ast.FunctionDef
            decorators = all_of(node.decorators)
            return function(node.name, _parameters(node.parameters), all_of(node.body), decorators, one(node.returns))
        case nodes.ClassDefinition():
            return ast.ClassDef(node.name, *_arguments(node.arguments), all_of(node.body), all_of(node.decorators))
        case _:
            raise TypeError(f"{type(node).__name__} has no counterpart: {node}")


def _pattern(node: Any) -> Any:
    match node:
        case None:
            return None
        case nodes.MatchValue(_, value):
            return ast.MatchValue(one(value))
        case nodes.MatchSingleton(_, value):
            return ast.MatchSingleton(value)
        case nodes.MatchSequence(_, patterns):
            return ast.MatchSequence([_pattern(each) for each in patterns])
        case nodes.MatchStar(_, name):
            return ast.MatchStar(name)
        case nodes.MatchMapping(_, keys, patterns, rest):
            return ast.MatchMapping(all_of(keys), [_pattern(each) for each in patterns], rest)
        case nodes.MatchClass(_, cls, patterns, keywords, keyword_patterns):
            positional, named = [_pattern(each) for each in patterns], [_pattern(each) for each in keyword_patterns]
            return ast.MatchClass(one(cls), positional, list(keywords), named)
        case nodes.MatchAs(_, pattern, name):
            return ast.MatchAs(_pattern(pattern), name)
        case nodes.MatchOr(_, patterns):
            return ast.MatchOr([_pattern(each) for each in patterns])
        case _:
            raise TypeError(f"{type(node).__name__} is no pattern")


def _arguments(arguments: tuple[nodes.Argument, ...]) -> tuple[list[Any], list[Any]]:
    positional, named = [], []
    for argument in arguments:
        value = one(argument.value)
        if argument.keyword is not None or argument.stars == 2:
            named.append(ast.keyword(argument.keyword, value))
        else:
            positional.append(ast.Starred(value, _LOAD) if argument.stars else value)
    return positional, named


def _parameters(parameters: tuple[nodes.Parameter, ...]) -> ast.arguments:
    kinds: dict[str, list[nodes.Parameter]] = {}
    for parameter in parameters:
        kinds.setdefault(parameter.kind, []).append(parameter)

    def named(kind: str) -> list[Any]:
        return [ast.arg(each.name, one(each.annotation)) for each in kinds.get(kind, [])]

    placed = kinds.get("positional", []) + kinds.get("normal", [])
    return ast.arguments(
        named("positional"),
        named("normal"),
        next(iter(named("variadic")), None),
        named("keyword"),
        [one(each.default) for each in kinds.get("keyword", [])],
        next(iter(named("keywords")), None),
        [one(each.default) for each in placed if each.default is not None],
    )


class _Plain(ast.NodeTransformer):
    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if hasattr(node, "ctx"):
            node.ctx = _LOAD
        if hasattr(node, "type_params"):
            node.type_params = []
        if isinstance(node, ast.Constant):
            node.kind = None
        if isinstance(node, ast.AnnAssign):
            node.simple = 0
        if isinstance(node, ast.Delete) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Tuple):
            node.targets = node.targets[0].elts
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            node.format_spec = node.format_spec if node.format_spec.values else None
        if isinstance(node, ast.ImportFrom):
            node.level = node.level or 0
        return node


def dump(tree: list[Any]) -> str:
    """A body as text, without what lowering leaves out: contexts, type parameters, spelling of strings and ``del``."""
    return "\n".join(ast.dump(_Plain().visit(statement)) for statement in tree)
