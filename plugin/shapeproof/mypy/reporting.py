"""Messages put among mypy's own errors, which then treats them as such: ignore comments, settings, cache, output."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.errorcodes import ErrorCode
from mypy.errors import ErrorInfo, Errors
from mypy.nodes import GDEF, MypyFile, SymbolTableNode, Var
from mypy.semanal import SemanticAnalyzer
from mypy.types import Instance, LiteralType

from shapeproof.mypy.messages import Message

SHAPE = ErrorCode("shape", "Check the sizes of tensors", "PyTorch")
CHANGES = "__shapeproof__"
"""A name that a daemon sees in a module: its value changes when an edit of the module changed findings elsewhere."""


def report(errors: Errors, tree: MypyFile, messages: Iterable[Message]) -> None:
    """Make the errors of code ``shape`` in a module these and no others.

    All belong to the module's top level, which is what a daemon analyses again when it has to renew them.
    """
    path = tree.path
    before = errors.error_info_map.get(path, [])
    others = [info for info in before if info.code is not SHAPE]
    if len(others) < len(before):
        errors.error_info_map[path] = others
        if not others:
            del errors.error_info_map[path]
    for message in messages:
        info = _info(errors, tree, message)
        errors.add_error_info(info, file=path)
        is_shown = any(each is info for each in errors.error_info_map.get(path, ())) and not info.hidden
        for note in message.notes if is_shown else ():
            errors.note_for_info(path, info, note, SHAPE)


def announce(analyzer: SemanticAnalyzer, tree: MypyFile, value: str, modules: Iterable[str]) -> None:
    """Let a daemon that analyses a module look at others too; ``value`` differs each time it has to."""
    text = analyzer.named_type_or_none("builtins.str")
    if not isinstance(text, Instance):
        return
    var = Var(CHANGES, LiteralType(value, text))
    var._fullname = f"{tree.fullname}.{CHANGES}"
    var.is_ready = True
    tree.names[CHANGES] = SymbolTableNode(GDEF, var, module_public=False, plugin_generated=True, no_serialize=True)
    for name in modules:
        analyzer.add_plugin_dependency(f"<{tree.fullname}.{CHANGES}>", name)


def _info(errors: Errors, tree: MypyFile, message: Message) -> ErrorInfo:
    column, end_column = message.column - 1, message.end_column - 1
    if message.end_line == message.line:
        end_column = max(end_column, column + 1)
    return ErrorInfo(
        import_ctx=errors.import_context(),
        local_ctx=(None, None),
        line=message.line,
        column=column,
        end_line=message.end_line,
        end_column=end_column,
        severity="error" if message.is_error else "note",
        message=message.text,
        code=SHAPE,
        blocker=False,
        only_once=False,
        module=tree.fullname,
        target=tree.fullname,
        origin_span=sorted({message.line, message.end_line}),
    )
