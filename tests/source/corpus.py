"""Real files to compare readings of: Python's own library, and torch's without importing it."""

from __future__ import annotations

import ast
import importlib.util
import os
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

from shapeproof.source import SourceError, SourceFile, read_source

LIBRARY = Path(os.__file__).parent


def torch_file(name: str) -> Path:
    """A file of the installed torch."""
    spec = importlib.util.find_spec("torch")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / name


def library_files(count: int, seed: int) -> list[Path]:
    """Some files of Python's library, always the same ones."""
    files = sorted(path for path in LIBRARY.rglob("*.py") if "site-packages" not in path.parts)
    return random.Random(seed).sample(files, min(count, len(files)))


def readable(files: list[Path]) -> Iterator[tuple[SourceFile, ast.Module]]:
    """The files that Python itself parses, with what it makes of them."""
    for path in files:
        try:
            source = read_source(str(path))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source.text)
        except (SourceError, SyntaxError, ValueError):
            continue
        yield source, tree


def first_line(node: ast.stmt) -> int:
    """Where a statement starts, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
