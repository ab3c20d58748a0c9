"""Units as bytes, for a cache: what is encoded decodes to an equal unit, and nothing but a unit decodes."""

from __future__ import annotations

from functools import cache

import msgspec

from shapeproof.program.nodes import Unit


def encode_unit(unit: Unit) -> bytes | None:
    """The bytes of a unit; None for one that has none: a lone surrogate in a string, or nested too deeply."""
    try:
        return _encoder().encode(unit)
    except (UnicodeEncodeError, RecursionError, OverflowError, msgspec.MsgspecError):
        return None


def decode_unit(content: bytes | msgspec.Raw) -> Unit | None:
    """The unit that the bytes stand for; None where they stand for none."""
    try:
        return _decoder().decode(content)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Unit]:
    return msgspec.msgpack.Decoder(Unit)
