"""How answers are written as bytes: a file's facts as they are, a model's table with its sizes in rows beside it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from shapeproof.analysis import facts
from shapeproof.analysis.facts import FileFacts, ModelTable, Severity
from shapeproof.project.cache.facts import Form

_RECORDS: dict[str, type[Any]] = {
    name: each for name, each in vars(facts).items() if isinstance(each, type) and is_dataclass(each)
}
_SIZE, _SHAPE, _SPLAT, _LARGE, _LEVEL, _LIST, _DICT, _TUPLE = "size", "shape", "splat", "int", "level", "[", "{", "("


def _encode_facts(answer: FileFacts) -> bytes | None:
    try:
        return msgspec.msgpack.encode(answer)
    except (UnicodeEncodeError, OverflowError):
        return None


def _decode_facts(content: bytes) -> FileFacts | None:
    try:
        return msgspec.msgpack.decode(content, type=FileFacts)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _encode_table(answer: ModelTable) -> bytes | None:
    from shapeproof.dims.tables import SizeTable

    sizes = SizeTable()
    try:
        plain = _plain(answer, sizes)
        return msgspec.msgpack.encode([sizes.rows, plain])
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError):
        return None


def _decode_table(content: bytes) -> ModelTable | None:
    from shapeproof.dims import DimBudgetError
    from shapeproof.dims.tables import sizes_of

    try:
        rows, plain = msgspec.msgpack.decode(content)
        table = _record(plain, sizes_of(rows))
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, IndexError, RecursionError, DimBudgetError):
        return None
    return table if isinstance(table, ModelTable) else None


def _plain(value: Any, sizes: Any) -> Any:
    from shapeproof.dims import Dim
    from shapeproof.shapes import Shape, Splat

    if value is None or isinstance(value, bool) or (isinstance(value, str) and not isinstance(value, Severity)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else [_LARGE, str(value)]
    if isinstance(value, Severity):
        return [_LEVEL, value.value]
    if isinstance(value, Dim):
        return [_SIZE, sizes.add(value)]
    if isinstance(value, Shape):
        return [_SHAPE, *(_plain(each, sizes) for each in value.items)]
    if isinstance(value, Splat):
        return [_SPLAT, value.name, value.uid]
    if isinstance(value, tuple | list):
        return [_TUPLE if isinstance(value, tuple) else _LIST, *(_plain(each, sizes) for each in value)]
    if isinstance(value, dict):
        return [_DICT, *([_plain(key, sizes), _plain(each, sizes)] for key, each in value.items())]
    name = type(value).__name__
    if _RECORDS.get(name) is not type(value):
        raise TypeError(f"{name} has no form")
    return [name, *(_plain(getattr(value, field.name), sizes) for field in fields(value))]


def _record(plain: Any, sizes: list[Any]) -> Any:
    from shapeproof.shapes import Shape, Splat

    if not isinstance(plain, list):
        return plain
    kind, *parts = plain
    if kind == _LARGE:
        return int(parts[0])
    if kind == _LEVEL:
        return Severity(parts[0])
    if kind == _SIZE:
        return sizes[parts[0]]
    if kind == _SPLAT:
        return Splat(parts[0], parts[1])
    if kind == _DICT:
        return {_record(key, sizes): _record(each, sizes) for key, each in parts}
    made = [_record(each, sizes) for each in parts]
    if kind == _SHAPE:
        return Shape(made)
    if kind in (_TUPLE, _LIST):
        return tuple(made) if kind == _TUPLE else made
    return _RECORDS[kind](*made)


FILE_FACTS: Form[FileFacts] = Form(_encode_facts, _decode_facts)
TABLE: Form[ModelTable] = Form(_encode_table, _decode_table)
