"""What people type to ask for a table: targets, numbers, inputs and what to solve for, read into records."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from shapeproof.analysis.request import InputRequest, Number

DTYPES = (
    "float16", "float32", "float64", "bfloat16", "half", "float", "double",
    "int8", "int16", "int32", "int64", "uint8", "short", "int", "long", "bool", "complex64", "complex128",
)  # fmt: skip
_TARGET = r"(?P<module>.+?\.pyi?|[^:]+?):(?P<expression>.+)"
_DOTTED = r"[^\W\d]\w*(\.\w+)*"
_INPUT_NAME = r"\s*([^\W\d]\w*)\s*=(?!=)"
_WORDS: dict[str, Number] = {"true": True, "false": False, "none": None, "null": None}


class RequestError(Exception):
    """A request that cannot be answered as it stands; the message is one line that says how to mend it."""


def split_target(text: str) -> tuple[str, str]:
    """The module part and the expression part of a target."""
    found = re.fullmatch(_TARGET, text.strip(), re.DOTALL)
    if found is None:
        raise RequestError(
            f"{text}: a target is FILE.py:EXPR or package.module:EXPR; name a class or function behind a colon, "
            "as in model.py:Net"
        )
    return found["module"].strip(), found["expression"].strip()


def is_file_target(module: str) -> bool:
    """Whether the module part of a target names a file rather than a dotted module."""
    return module.endswith((".py", ".pyi")) or "/" in module or "\\" in module


def file_of(target: str, root: Path) -> str | None:
    """The file that a target names (absolute path), which may not exist; None where it names a dotted module."""
    try:
        module, _ = split_target(target)
    except RequestError:
        return None
    return os.path.normpath(root / module) if is_file_target(module) else None


def read_number(text: str) -> tuple[str, Number]:
    """One ``-D name=value``: numbers, true, false, none, and strings (quoted or not)."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not re.fullmatch(_DOTTED, name):
        raise RequestError(f"-D {text}: write it as name=value, as in -D d=100 or -D config.n_embd=768")
    return name, _value(value)


def _value(text: str) -> Number:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    for convert in (int, float):
        try:
            return convert(text)
        except ValueError:
            continue
    return text


def read_input(text: str, option: str = "--input") -> InputRequest:
    """One ``--input``: ``[name=]dim,dim,…[:dtype]``; no dimensions at all are those of a scalar tensor."""
    named = re.match(_INPUT_NAME, text)
    name = named[1] if named else None
    dims, colon, dtype = (text[named.end() :] if named else text).partition(":")
    dtype = dtype.strip().removeprefix("torch.")
    if colon and dtype not in DTYPES:
        raise RequestError(f"{option} {text}: no dtype is called {dtype!r}{nearest(dtype, DTYPES)}")
    sizes = tuple(part.strip() for part in _at_commas(dims)) if dims.strip() else ()
    from shapeproof.dims import DimSyntaxError, parse

    for size in sizes:
        try:
            parse(size)
        except DimSyntaxError as error:
            raise RequestError(
                f"{option} {text}: {size!r} is no size ({error}); write sizes as in x=b,3,224,224 or ids=2,16:int64"
            ) from None
    return InputRequest(name, sizes, dtype if colon else None)


def read_solve(text: str) -> tuple[str, int]:
    """One ``--solve name=count``; a count may be written ``170_200`` or ``170,200``."""
    name, equals, count = (part.strip() for part in text.partition("="))
    digits = count.replace(",", "").replace("_", "")
    if not equals or not name or not re.fullmatch(r"\d+", digits):
        raise RequestError(
            f"--solve {text}: write it as total=COUNT, trainable=COUNT or LAYER=COUNT, as in --solve total=170200"
        )
    return name, int(digits)


def nearest(word: str, choices: Iterable[str]) -> str:
    """``; did you mean "…"?`` where one of the choices is near, else nothing."""
    import difflib

    near = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else ""


def _at_commas(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses; a comma at the very end adds none."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts
