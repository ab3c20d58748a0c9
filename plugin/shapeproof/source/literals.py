"""Numbers and strings: what a literal's text stands for."""

from __future__ import annotations

import re
import unicodedata

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Expression, Span
from shapeproof.source.lowering import LoweringError, Walk, lowers_expression

LARGEST_DIGITS = 4300
"""Python itself refuses longer decimal literals."""

_SIMPLE_ESCAPES = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b",
    "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^}]+)\}|(.))", re.DOTALL
)
_BYTES_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|(.))", re.DOTALL)


def _escaped(found: re.Match[str]) -> str:
    octal, byte, short, long, name, other = found.groups()
    if other is not None:
        return _SIMPLE_ESCAPES.get(other, found[0])
    if name is not None:
        try:
            return unicodedata.lookup(name)
        except KeyError:
            raise LoweringError(f"no character is named {name!r}") from None
    if octal is not None:
        return chr(int(octal, 8))
    code = int(byte or short or long, 16)
    if code > 0x10FFFF:
        raise LoweringError(f"no character has the code {found[0]}")
    return chr(code)


def _escaped_byte(found: re.Match[str]) -> str:
    octal, byte, other = found.groups()
    if other is not None:
        return _SIMPLE_ESCAPES.get(other, found[0])
    return chr(int(octal, 8) & 0xFF if octal is not None else int(byte, 16))


def unescape(text: str) -> str:
    """The value of a string literal's inside; unknown escapes stay as written, as in Python."""
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def string_value(literal: str) -> str | bytes:
    """The value of one plain string or bytes literal, prefix and quotes included."""
    quote_at = min(at for at in (literal.find("'"), literal.find('"')) if at >= 0)
    prefix = literal[:quote_at].lower()
    width = 3 if literal.startswith((3 * literal[quote_at],), quote_at) and len(literal) >= quote_at + 6 else 1
    inside = literal[quote_at + width : -width]
    if "b" in prefix:
        if not inside.isascii():
            raise LoweringError("bytes can only contain ASCII characters")
        return (inside if "r" in prefix else _BYTES_ESCAPE.sub(_escaped_byte, inside)).encode("latin-1")
    return inside if "r" in prefix else unescape(inside)


@lowers_expression(cst.Integer)
def integer(walk: Walk, node: cst.Integer) -> Expression:
    start = walk.index
    walk.index += 1
    return integer_constant(walk.span(start), node.value)


def integer_constant(span: Span, literal: str) -> Expression:
    """An int literal of any base."""
    if len(literal) > LARGEST_DIGITS:
        raise LoweringError(f"an integer literal of {len(literal)} characters is longer than Python reads")
    value = int(literal, 0)
    if -(2**63) <= value < 2**63:
        return nodes.Constant(span, value)
    try:
        return nodes.LargeInteger(span, str(value))
    except ValueError:
        raise LoweringError(f"an integer literal of {len(literal)} characters is too long") from None


@lowers_expression(cst.Float)
def real(walk: Walk, node: cst.Float) -> Expression:
    start = walk.index
    walk.index += 1
    return nodes.Constant(walk.span(start), float(node.value))


@lowers_expression(cst.Imaginary)
def imaginary(walk: Walk, node: cst.Imaginary) -> Expression:
    start = walk.index
    walk.index += 1
    return nodes.Imaginary(walk.span(start), float(node.value[:-1]))


@lowers_expression(cst.SimpleString)
def simple_string(walk: Walk, node: cst.SimpleString) -> Expression:
    start = walk.index
    walk.index += 1
    value = string_value(node.value)
    span = walk.span(start)
    return nodes.BytesConstant(span, value) if isinstance(value, bytes) else nodes.Constant(span, value)


@lowers_expression(cst.FormattedString, cst.TemplatedString)
def formatted_string(walk: Walk, node: cst.FormattedString | cst.TemplatedString) -> Expression:
    start = walk.index
    walk.index += 1
    parts = _parts(walk, node.parts, "r" in node.start[:2].lower())
    walk.index += 1
    return nodes.FormattedString(walk.span(start), parts, type(node) is cst.TemplatedString)


def _parts(walk: Walk, contents: object, raw: bool) -> tuple[Expression, ...]:
    parts: list[Expression] = []
    for content in contents:  # type: ignore[attr-defined]
        if isinstance(content, (cst.FormattedStringText, cst.TemplatedStringText)):
            span = walk.ends[walk.index - 1] + walk.starts[walk.index]
            text = content.value.replace("{{", "{").replace("}}", "}")
            _join(parts, nodes.Constant(span, text if raw else unescape(text)))
        else:
            _field(walk, content, raw, parts)
    return tuple(parts)


def _field(
    walk: Walk, node: cst.FormattedStringExpression | cst.TemplatedStringExpression, raw: bool, into: list[Expression]
) -> None:
    """One ``{…}``; what ``=`` shows comes before it as a constant."""
    start = walk.index
    walk.index += 1
    value = walk.expression(node.expression)
    conversion = node.conversion or ""
    if node.equal is not None:
        walk.index += 1
        first, last = walk.table.offsets[start] + 1, walk.table.offsets[walk.index]
        span = walk.ends[start] + walk.starts[walk.index]
        _join(into, nodes.Constant(span, walk.text[first:last]))
        if not conversion and node.format_spec is None:
            conversion = "r"
    if node.conversion is not None:
        walk.index += 2
    format_parts: tuple[Expression, ...] = ()
    if node.format_spec is not None:
        walk.index += 1
        format_parts = _parts(walk, node.format_spec, raw)
    walk.index += 1
    into.append(nodes.Formatted(walk.span(start), value, conversion, format_parts))


def _join(parts: list[Expression], part: Expression) -> None:
    """Adds a part of an f-string; text after text becomes one constant, empty text is left out."""
    before = parts[-1] if parts else None
    if not isinstance(part, nodes.Constant):
        parts.append(part)
    elif isinstance(before, nodes.Constant):
        parts[-1] = nodes.Constant(before.span[:2] + part.span[2:], f"{before.value}{part.value}")
    elif part.value:
        parts.append(part)


@lowers_expression(cst.ConcatenatedString)
def concatenated_string(walk: Walk, node: cst.ConcatenatedString) -> Expression:
    """Adjacent literals as one: bytes, a constant, or an f-string whose texts are joined."""
    start = walk.index
    pieces = [walk.expression(node.left)]
    rest: cst.BaseExpression = node.right
    closing = 0
    while type(rest) is cst.ConcatenatedString:
        walk.index += len(rest.lpar)
        closing += len(rest.rpar)
        pieces.append(walk.expression(rest.left))
        rest = rest.right
    pieces.append(walk.expression(rest))
    walk.index += closing
    span = walk.span(start)
    if any(type(piece) is nodes.BytesConstant for piece in pieces):
        values = [piece.value for piece in pieces if isinstance(piece, nodes.BytesConstant)]
        if len(values) != len(pieces):
            raise LoweringError("bytes and str literals cannot be joined")
        return nodes.BytesConstant(span, b"".join(values))
    parts: list[Expression] = []
    for piece in pieces:
        for part in piece.parts if isinstance(piece, nodes.FormattedString) else (piece,):
            _join(parts, part)
    if any(isinstance(piece, nodes.FormattedString) for piece in pieces):
        template = any(isinstance(piece, nodes.FormattedString) and piece.template for piece in pieces)
        return nodes.FormattedString(span, tuple(parts), template)
    return nodes.Constant(span, "".join(str(piece.value) for piece in pieces if isinstance(piece, nodes.Constant)))
