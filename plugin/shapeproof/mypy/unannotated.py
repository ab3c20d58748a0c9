"""Which lines stand in functions without annotations, which mypy by default does not check."""

from __future__ import annotations

import ast


def unannotated_lines(source: str | bytes) -> frozenset[int]:
    """The lines of functions none of whose arguments and results are annotated, those nested in them included."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_annotated(node):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(lines)


def _is_annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = node.args
    arguments = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    return node.returns is not None or any(each is not None and each.annotation is not None for each in arguments)
