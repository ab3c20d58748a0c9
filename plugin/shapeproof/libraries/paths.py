"""Paths as text, as POSIX has them. No file is looked at."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import classes, special
from shapeproof.interpreter.builtins.plain import compute, is_instance_of, plain
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _text(machine: Interpreter, path: Value) -> Value:
    """A path as a string."""
    path = plain(machine, path)
    if isinstance(path, Unknown):
        raise Gap(path.reason)
    if isinstance(path, Object):
        method = classes.lookup(machine, machine.class_of(path), "__fspath__")
        if method is not MISSING and not isinstance(method, Unknown):
            return _text(machine, special.call(machine, method, path))
    return path


def _of_text(name: str) -> Callable[..., Value]:
    function: Callable[..., Any] = getattr(posixpath, name)

    def call(machine: Interpreter, path: Value) -> Value:
        return compute(machine, function, _text(machine, path))

    return call


basename, dirname, split, splitext, splitdrive = map(
    _of_text, ("basename", "dirname", "split", "splitext", "splitdrive")
)
normpath, normcase, isabs = map(_of_text, ("normpath", "normcase", "isabs"))


def join(machine: Interpreter, first: Value, rest: Value) -> Value:
    return compute(machine, posixpath.join, *[_text(machine, part) for part in (first, *rest)])


def _row(machine: Interpreter, paths: Value) -> list[Value]:
    if isinstance(paths, str) or not (isinstance(paths, tuple) or is_instance_of(machine, paths, "list")):
        raise Gap("paths that are not in a list")
    return [_text(machine, path) for path in machine.iterate(paths)]


def commonprefix(machine: Interpreter, paths: Value) -> Value:
    return compute(machine, lambda *row: posixpath.commonprefix(list(row)), *_row(machine, paths))


def commonpath(machine: Interpreter, paths: Value) -> Value:
    return compute(machine, lambda *row: posixpath.commonpath(list(row)), *_row(machine, paths))


def absolute(machine: Interpreter, path: Value) -> Value:
    text = _text(machine, path)
    if isinstance(text, str) and not text.startswith("/"):
        raise Gap("the folder the program is run in")
    return compute(machine, posixpath.normpath, text)


def relative(machine: Interpreter, path: Value, start: Value) -> Value:
    texts = [_text(machine, path), _text(machine, start)]
    if not all(isinstance(text, str) and text.startswith("/") for text in texts):
        raise Gap("the folder the program is run in")
    return compute(machine, posixpath.relpath, *texts)
