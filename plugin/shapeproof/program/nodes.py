"""The core program: what remains of a module's text once spelling is gone.

Every node carries a span ``(line, column, end_line, end_column)``. Lines count from 0 and are relative to the
first line of the top-level statement (its `Unit`) the node belongs to; columns count code points from 0; ends are
exclusive. Relative spans let a cached unit move within its file unchanged.

The kinds are few on purpose: `source` lowers every spelling of Python to these, the interpreter runs these alone.
Nodes are plain data: no behaviour, no parent links, encodable by msgspec.
"""

from __future__ import annotations

import msgspec

Span = tuple[int, int, int, int]


class Node(msgspec.Struct, frozen=True, tag=True, array_like=True, gc=False, eq=False):
    span: Span


# --- expressions ----------------------------------------------------------------------------------------------------


class Constant(Node, frozen=True):
    """None, a bool, an int of at most 64 bits, a float or a string (adjacent literals already joined)."""

    value: bool | int | float | str | None


class LargeInteger(Node, frozen=True):
    """An int literal beyond 64 bits, as decimal text of bounded length."""

    text: str


class BytesConstant(Node, frozen=True):
    value: bytes


class Imaginary(Node, frozen=True):
    value: float


class EllipsisConstant(Node, frozen=True):
    pass


class Name(Node, frozen=True):
    name: str


class Attribute(Node, frozen=True):
    value: Expression
    name: str


class Subscript(Node, frozen=True):
    """``value[index]``; ``a[b, c]`` has a `Display` of kind "tuple" as index."""

    value: Expression
    index: Expression


class Slice(Node, frozen=True):
    lower: Expression | None
    upper: Expression | None
    step: Expression | None


class Argument(Node, frozen=True):
    """One argument of a call: positional, ``keyword=``, ``*value`` (stars 1) or ``**value`` (stars 2)."""

    value: Expression
    keyword: str | None
    stars: int


class Call(Node, frozen=True):
    function: Expression
    arguments: tuple[Argument, ...]


class Unary(Node, frozen=True):
    operator: str  # "-", "+", "~", "not"
    operand: Expression


class Binary(Node, frozen=True):
    operator: str  # "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"
    left: Expression
    right: Expression


class Compare(Node, frozen=True):
    """A chain ``left op operands[0] op operands[1] …``."""

    left: Expression
    operators: tuple[str, ...]  # "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"
    operands: tuple[Expression, ...]


class Boolean(Node, frozen=True):
    """``a and b and c`` flattened into one node."""

    operator: str  # "and", "or"
    operands: tuple[Expression, ...]


class Conditional(Node, frozen=True):
    """``then if test else otherwise``."""

    test: Expression
    then: Expression
    otherwise: Expression


class Parameter(Node, frozen=True):
    name: str
    kind: str  # "positional", "normal", "variadic" (*args), "keyword" (keyword-only), "keywords" (**kwargs)
    default: Expression | None
    annotation: Expression | None


class Lambda(Node, frozen=True):
    parameters: tuple[Parameter, ...]
    body: Expression


class Starred(Node, frozen=True):
    value: Expression


class Display(Node, frozen=True):
    kind: str  # "tuple", "list", "set"
    elements: tuple[Expression, ...]


class DictDisplay(Node, frozen=True):
    """A key of None stands for ``**value``."""

    keys: tuple[Expression | None, ...]
    values: tuple[Expression, ...]


class Formatted(Node, frozen=True):
    """One ``{value!conversion:format}`` of an f-string; ``{value=}`` has already put its text before it."""

    value: Expression
    conversion: str  # "", "r", "s", "a"
    format: tuple[Expression, ...]  # parts of the format: Constant or Formatted


class FormattedString(Node, frozen=True):
    parts: tuple[Expression, ...]  # Constant (str) or Formatted
    template: bool = False  # a t-string


class Clause(Node, frozen=True):
    """``for target in iterable if conditions`` of a comprehension."""

    target: Expression
    iterable: Expression
    conditions: tuple[Expression, ...]
    asynchronous: bool


class Comprehension(Node, frozen=True):
    kind: str  # "list", "set", "dict", "generator"
    element: Expression  # the key for "dict"
    value: Expression | None  # for "dict" alone
    clauses: tuple[Clause, ...]


class NamedExpression(Node, frozen=True):
    name: str
    value: Expression


class Await(Node, frozen=True):
    value: Expression


class Yield(Node, frozen=True):
    value: Expression | None


class YieldFrom(Node, frozen=True):
    value: Expression


Expression = (
    Constant
    | LargeInteger
    | BytesConstant
    | Imaginary
    | EllipsisConstant
    | Name
    | Attribute
    | Subscript
    | Slice
    | Call
    | Unary
    | Binary
    | Compare
    | Boolean
    | Conditional
    | Lambda
    | Starred
    | Display
    | DictDisplay
    | Formatted
    | FormattedString
    | Comprehension
    | NamedExpression
    | Await
    | Yield
    | YieldFrom
)


# --- statements -----------------------------------------------------------------------------------------------------


class Evaluate(Node, frozen=True):
    """An expression statement."""

    value: Expression


class Assign(Node, frozen=True):
    """``targets[0] = targets[1] = … = value``; targets are Name, Attribute, Subscript, Display or Starred."""

    targets: tuple[Expression, ...]
    value: Expression


class AugmentedAssign(Node, frozen=True):
    target: Expression
    operator: str  # as in Binary
    value: Expression


class AnnotatedAssign(Node, frozen=True):
    target: Expression
    annotation: Expression
    value: Expression | None


class Return(Node, frozen=True):
    value: Expression | None


class Raise(Node, frozen=True):
    exception: Expression | None
    cause: Expression | None


class Assert(Node, frozen=True):
    test: Expression
    message: Expression | None


class Delete(Node, frozen=True):
    targets: tuple[Expression, ...]


class Pass(Node, frozen=True):
    pass


class Break(Node, frozen=True):
    pass


class Continue(Node, frozen=True):
    pass


class Global(Node, frozen=True):
    names: tuple[str, ...]


class Nonlocal(Node, frozen=True):
    names: tuple[str, ...]


class Alias(Node, frozen=True):
    """``name as asname``; a dotted name as written."""

    name: str
    asname: str | None


class Import(Node, frozen=True):
    names: tuple[Alias, ...]


class ImportFrom(Node, frozen=True):
    """``from {'.' * level}{module} import names``; a star import has one alias named "*"."""

    module: str
    level: int
    names: tuple[Alias, ...]


class If(Node, frozen=True):
    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


class While(Node, frozen=True):
    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


class For(Node, frozen=True):
    target: Expression
    iterable: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    asynchronous: bool


class WithItem(Node, frozen=True):
    context: Expression
    target: Expression | None


class With(Node, frozen=True):
    items: tuple[WithItem, ...]
    body: tuple[Statement, ...]
    asynchronous: bool


class Handler(Node, frozen=True):
    """``except exceptions as name``; exceptions is None for a bare ``except``."""

    exceptions: Expression | None
    name: str | None
    body: tuple[Statement, ...]


class Try(Node, frozen=True):
    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...]
    otherwise: tuple[Statement, ...]
    final: tuple[Statement, ...]
    group: bool  # except*


class MatchValue(Node, frozen=True):
    value: Expression


class MatchSingleton(Node, frozen=True):
    value: bool | None


class MatchSequence(Node, frozen=True):
    patterns: tuple[Pattern, ...]


class MatchStar(Node, frozen=True):
    name: str | None


class MatchMapping(Node, frozen=True):
    keys: tuple[Expression, ...]
    patterns: tuple[Pattern, ...]
    rest: str | None


class MatchClass(Node, frozen=True):
    cls: Expression
    patterns: tuple[Pattern, ...]
    keywords: tuple[str, ...]
    keyword_patterns: tuple[Pattern, ...]


class MatchAs(Node, frozen=True):
    """``pattern as name``; a bare name has no pattern, ``_`` neither."""

    pattern: Pattern | None
    name: str | None


class MatchOr(Node, frozen=True):
    patterns: tuple[Pattern, ...]


Pattern = MatchValue | MatchSingleton | MatchSequence | MatchStar | MatchMapping | MatchClass | MatchAs | MatchOr


class Case(Node, frozen=True):
    pattern: Pattern
    guard: Expression | None
    body: tuple[Statement, ...]


class Match(Node, frozen=True):
    subject: Expression
    cases: tuple[Case, ...]


class FunctionDefinition(Node, frozen=True):
    """``span`` covers decorators; ``name_span`` the name alone.

    ``local_names`` are the names bound in the body itself (parameters included, nested functions' own names not,
    global and nonlocal ones not); ``generator`` is true where the body itself yields.
    """

    name: str
    name_span: Span
    decorators: tuple[Expression, ...]
    parameters: tuple[Parameter, ...]
    returns: Expression | None
    body: tuple[Statement, ...]
    docstring: str | None
    local_names: tuple[str, ...]
    generator: bool
    asynchronous: bool
    type_parameters: tuple[str, ...]


class ClassDefinition(Node, frozen=True):
    name: str
    name_span: Span
    decorators: tuple[Expression, ...]
    arguments: tuple[Argument, ...]  # bases and keywords
    body: tuple[Statement, ...]
    docstring: str | None
    type_parameters: tuple[str, ...]


class TypeAlias(Node, frozen=True):
    name: str
    type_parameters: tuple[str, ...]
    value: Expression


class Unreadable(Node, frozen=True):
    """A statement that could not be parsed: kept in place so that the rest of the file stands."""

    message: str


Statement = (
    Evaluate
    | Assign
    | AugmentedAssign
    | AnnotatedAssign
    | Return
    | Raise
    | Assert
    | Delete
    | Pass
    | Break
    | Continue
    | Global
    | Nonlocal
    | Import
    | ImportFrom
    | If
    | While
    | For
    | With
    | Try
    | Match
    | FunctionDefinition
    | ClassDefinition
    | TypeAlias
    | Unreadable
)


# --- units and files ------------------------------------------------------------------------------------------------


class Comment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comment with its ``#``; the line is relative to the unit (or the file, in `ProgramFile.comments`)."""

    line: int
    column: int
    text: str


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """One logical line at top level (``a = 1; b = 2`` is one unit of two statements), lowered."""

    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...]
