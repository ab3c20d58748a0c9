"""Stubs of torch that are written for another checker, at which mypy stops before anything is checked."""

from __future__ import annotations

import os

from mypy.errors import CompileError, Errors
from mypy.options import Options
from mypy.parse import parse

from shapeproof.mypy.surroundings import search_paths

_MARK = b"from shape_extensions import"


def stop_at_stubs_for_another_checker(options: Options) -> None:
    """End mypy's run with a line that says what to do, if it would end at Pyrefly's stubs of torch in any case."""
    for folder in search_paths(options):
        path = os.path.join(folder, "torch-stubs", "__init__.pyi")
        try:
            with open(path, "rb") as file:
                source = file.read()
        except OSError:
            continue
        if _MARK in source and not _parses(source, path, options):
            raise CompileError([_message(os.path.relpath(path))], use_stdout=True, module_with_blocker="torch")


def _parses(source: bytes, path: str, options: Options) -> bool:
    errors = Errors(options)
    parse(source.decode("utf-8", "replace"), path, "torch", errors, options, eager=True)
    return not errors.is_blockers()


def _message(path: str) -> str:
    return (
        f"{path}:1: error: These stubs of torch are written for Pyrefly, and mypy cannot read them: "
        "pip uninstall pyrefly-torch-stubs, or give mypy an environment without them with --python-executable  [shape]"
    )
