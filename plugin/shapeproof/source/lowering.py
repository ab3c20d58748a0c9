"""The walk over LibCST's tree: one pass that counts tokens to find spans and hands each node to its lowering."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Expression, Span, Statement
from shapeproof.source.lexing import TokenTable, identifier

__all__ = ["LoweringError", "Scope", "Walk", "identifier", "lowers_expression", "lowers_statement"]


class LoweringError(Exception):
    """A statement LibCST reads but the core program has no room for; the message is for people."""


class Scope:
    """What one function's body, class body or module binds while it is walked."""

    __slots__ = ("bound", "declared", "yields")

    def __init__(self) -> None:
        self.bound: dict[str, None] = {}
        self.declared: set[str] = set()
        self.yields = False


class Walk:
    """One walk over one statement: the index of the next token, and the scope of the body it is in."""

    __slots__ = ("ends", "index", "scope", "starts", "table", "text")

    def __init__(self, text: str, table: TokenTable) -> None:
        self.text = text
        self.table = table
        self.starts = table.starts
        self.ends = table.ends
        self.index = 0
        self.scope = Scope()

    def span(self, first: int) -> Span:
        """From token ``first`` to the last one counted."""
        return self.starts[first] + self.ends[self.index - 1]

    def expression(self, node: cst.CSTNode) -> Expression:
        """The lowered expression; parentheses around it are counted and left outside its span."""
        lower = EXPRESSIONS.get(type(node))
        if lower is None:
            raise LoweringError(f"{type(node).__name__} is syntax this version does not know")
        parentheses = len(node.lpar)  # type: ignore[attr-defined]
        if parentheses:
            self.index += parentheses
            lowered = lower(self, node)
            self.index += parentheses
            return lowered
        return lower(self, node)

    def optional(self, node: cst.CSTNode | None) -> Expression | None:
        return None if node is None else self.expression(node)

    def comma(self, node: Any) -> None:
        """Counts the comma a list element may own."""
        if type(node.comma) is cst.Comma:
            self.index += 1

    def statement(self, node: cst.CSTNode) -> Statement:
        lower = STATEMENTS.get(type(node))
        if lower is None:
            raise LoweringError(f"{type(node).__name__} is syntax this version does not know")
        return lower(self, node)

    def statements(self, body: Iterable[cst.CSTNode]) -> tuple[Statement, ...]:
        """The statements of a block; several on one line are one `SimpleStatementLine` in LibCST."""
        lowered: list[Statement] = []
        for node in body:
            if type(node) is cst.SimpleStatementLine:
                self.small_statements(node.body, lowered)
            else:
                lowered.append(self.statement(node))
        return tuple(lowered)

    def small_statements(self, body: Iterable[Any], into: list[Statement]) -> None:
        for node in body:
            into.append(self.statement(node))
            if type(node.semicolon) is cst.Semicolon:
                self.index += 1

    def suite(self, node: cst.BaseSuite) -> tuple[Statement, ...]:
        """The block after a colon; the colon is counted here."""
        self.index += 1
        if type(node) is cst.IndentedBlock:
            return self.statements(node.body)
        lowered: list[Statement] = []
        self.small_statements(node.body, lowered)
        return tuple(lowered)

    def bind(self, name: str) -> None:
        self.scope.bound[name] = None

    def bind_target(self, target: Expression | None) -> None:
        """Binds the names an assignment target holds."""
        if type(target) is nodes.Name:
            self.scope.bound[target.name] = None
        elif type(target) is nodes.Display:
            for element in target.elements:
                self.bind_target(element)
        elif type(target) is nodes.Starred:
            self.bind_target(target.value)


ExpressionLowering = Callable[[Walk, Any], Expression]
StatementLowering = Callable[[Walk, Any], Statement]

EXPRESSIONS: dict[type[cst.CSTNode], ExpressionLowering] = {}
STATEMENTS: dict[type[cst.CSTNode], StatementLowering] = {}


def lowers_expression(*kinds: type[cst.CSTNode]) -> Callable[[ExpressionLowering], ExpressionLowering]:
    """Registers how LibCST nodes of these types lower."""

    def register(function: ExpressionLowering) -> ExpressionLowering:
        for kind in kinds:
            EXPRESSIONS[kind] = function
        return function

    return register


def lowers_statement(*kinds: type[cst.CSTNode]) -> Callable[[StatementLowering], StatementLowering]:
    """Registers how LibCST nodes of these types lower."""

    def register(function: StatementLowering) -> StatementLowering:
        for kind in kinds:
            STATEMENTS[kind] = function
        return function

    return register
