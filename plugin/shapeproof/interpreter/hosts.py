"""What the Python that runs the engine says of its own library: its names, and its words for errors."""

from __future__ import annotations

import importlib
import re
import sys
from functools import cache
from types import FunctionType, MethodDescriptorType, WrapperDescriptorType
from typing import Any

from shapeproof.values import Class, Frame, Function

# Modules of the standard library that do nothing when they are imported; only names in them are read.
_READ_FOR_NAMES = frozenset({
    "bisect", "builtins", "collections", "contextlib", "copy", "dataclasses", "enum", "functools", "heapq", "itertools",
    "math", "operator", "re", "string", "types",
})  # fmt: skip
# Libraries whose stubs fail in their own words: an operator's function fails as the operator does.
_WORDED = frozenset({"json", "operator"})
# Classes that CPython names with their module in its messages, and one that stands for several of its own.
_NAMED_OTHERWISE = re.compile(
    r"\b(deque|defaultdict|OrderedDict|SimpleNamespace|partial|itemgetter|attrgetter|methodcaller|_lru_cache_wrapper)\b"
    r"|\biterator'|(not|non-iterable) iterator\b"
)


@cache
def real_class(module: str, name: str) -> type | None:
    """CPython's own class that a stub describes."""
    found = _named(module, name)
    return found if isinstance(found, type) else None


_SAID_ALIKE = re.compile(
    r"^'\w+' object is not (iterable|callable)$|^unhashable type|not supported between instances|^unsupported operand"
)
_CALLED_FOR_WORDS = frozenset({"collections", "functools", "itertools", "math", "operator"})
_OF_ARGUMENTS = re.compile(r"\bargument|\bexpected (at \w+ )?\d")


def words_for(function: Function, count: int, keywords: tuple[str, ...]) -> str | None:
    """What CPython's own function, written in C, says of arguments that do not fit; None where that is not known."""
    module = function.module.name
    owner, _, name = function.qualname.rpartition(".")
    if module not in _CALLED_FOR_WORDS:
        return None
    called: Any = _named(module, function.qualname)
    if owner:
        kind = real_class(module, owner)
        if kind is None:
            return None
        count -= 1
        called = kind
        if name not in ("__init__", "__new__"):
            try:
                called = getattr(kind(), name)
            except TypeError:
                return None
    if (
        called is None
        or isinstance(called, FunctionType)
        or isinstance(getattr(called, "__func__", None), FunctionType)
    ):
        return None
    try:
        called(*[None] * count, **dict.fromkeys(keywords))
    except TypeError as error:
        return str(error) if _OF_ARGUMENTS.search(str(error)) else None
    except Exception:
        return None
    return None


@cache
def name_in_messages(cls: type) -> str:
    """What CPython calls one of its classes in its messages: of some the name alone, of others the module's too."""
    try:
        (str if issubclass(cls, int) else int).__new__(cls)
    except TypeError as error:
        return str(error).partition("(")[2].partition(")")[0]
    raise AssertionError(cls)


@cache
def descriptor(module: str, qualname: str) -> MethodDescriptorType | WrapperDescriptorType | None:
    """The method written in C that a stub's method describes, None where it is none."""
    owner, _, name = qualname.rpartition(".")
    kind = real_class(module, owner) if owner else None
    found = None if kind is None else vars(kind).get(name)
    return found if isinstance(found, MethodDescriptorType | WrapperDescriptorType) else None


def made_by(cls: Class, method: str) -> str | None:
    """The name of the class of what CPython's method gives for an empty container, of a class that derives from one
    that a stub describes; None for others."""
    parent = next((p for p in cls.mro if p.module is not None and p.module.is_stub), None)
    return None if parent is None or parent.module is None else _made_by(parent.module.name, parent.name, method)


@cache
def _made_by(module: str, name: str, method: str) -> str | None:
    real = real_class(module, name)
    return None if real is None else type(getattr(real(), method)()).__name__


@cache
def lacks(module: str, name: str) -> bool:
    """Whether a module of the standard library has no such name in the Python that runs the engine."""
    return module in _READ_FOR_NAMES and not hasattr(importlib.import_module(module), name)


@cache
def _named(module: str, qualname: str) -> Any:
    if module.partition(".")[0] not in _READ_FOR_NAMES:
        return None
    found: Any = importlib.import_module(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found


def is_of_library(frame: Frame | None) -> bool:
    """Whether a stub of the standard library is running: what fails in it fails in CPython in other words."""
    return frame is not None and frame.module.is_stub and _says_otherwise(frame.module.name)


def is_said_alike(message: str) -> bool:
    """Whether CPython has these words wherever it happens: they name no container that a stub holds for another."""
    return _SAID_ALIKE.search(message) is not None


def has_known_words(message: str) -> bool:
    return _NAMED_OTHERWISE.search(message) is None


def inherits(cls: Class, owner: type | None, name: str) -> bool:
    """Whether a class that derives from a built-in one has that one's own method, as far as its stubs know."""
    for parent in cls.mro:
        if parent.module is not None and parent.module.is_stub:
            real = real_class(parent.module.name, parent.name)
            if getattr(real, name, None) is not getattr(owner, name, None):
                return False
    return True


def binds(function: Function) -> bool:
    """Whether a function becomes a method when it is found in a class: a library's own written in C does not."""
    if not function.module.is_stub or function.owner is not None or not _is_standard(function.module.name):
        return True
    found = _named(function.module.name, function.qualname)
    return found is None or isinstance(found, FunctionType)


def refuses_alike(function: Function) -> bool:
    """Whether CPython has the same words for arguments that do not fit: of a program's function, or of a stub's
    whose real one is written in Python with the same parameters."""
    if not function.module.is_stub or not _is_standard(function.module.name):
        return True
    found = _named(function.module.name, function.qualname)
    if not isinstance(found, FunctionType) or found.__qualname__ != function.qualname:
        return False
    code = found.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return names == tuple(p.name for p in function.node.parameters if p.kind not in ("variadic", "keywords"))


def _says_otherwise(module: str) -> bool:
    return module.partition(".")[0] not in _WORDED and _is_standard(module)


@cache
def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names
