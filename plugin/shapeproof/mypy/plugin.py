"""Where mypy calls and the engine's findings become its errors.

A module's findings are reported all at once, from the first class of it whose bases are known and include nn.Module (or
are unknown, where torch is not installed), or from the first call of torch's in a module that has none. mypy then
treats them as its own: ``# type: ignore[shape]``, disabled codes, per-module settings, JSON output and the cache apply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from mypy.checker import TypeChecker
from mypy.errorcodes import ErrorCode
from mypy.errors import Errors
from mypy.nodes import MypyFile
from mypy.options import Options
from mypy.plugin import ClassDefContext, FunctionContext, MethodContext, Plugin, ReportConfigContext
from mypy.semanal import SemanticAnalyzer
from mypy.types import Type

from shapeproof.mypy.module_facts import Message, ModuleFacts, is_users_own

MODULE = "torch.nn.modules.module.Module"
SHAPE = ErrorCode("shape", "Check the sizes of tensors", "PyTorch")


class ShapePlugin(Plugin):
    """Reports what ``shapeproof check`` finds in each module of the user's."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._facts = ModuleFacts(options)
        self._passes: dict[str, tuple[MypyFile, set[str]]] = {}

    def report_config_data(self, ctx: ReportConfigContext) -> str | None:
        """A digest of the findings, so that a change of them alone makes mypy check the module again."""
        return self._facts.digest(ctx.path, fresh=ctx.is_check) if is_users_own(ctx.path) else None

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None]:
        return self._class_seen

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return self._call_seen if fullname.startswith("torch.") else None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        return self._call_seen if fullname.startswith("torch.") else None

    def _class_seen(self, ctx: ClassDefContext) -> None:
        info = ctx.cls.info
        if not info.fallback_to_any and all(base.fullname != MODULE for base in info.mro):
            return
        analyzer = cast(SemanticAnalyzer, ctx.api)
        self._report_once(analyzer.cur_mod_node, ctx.cls.fullname, analyzer.errors)

    def _call_seen(self, ctx: FunctionContext | MethodContext) -> Type:
        checker = cast(TypeChecker, ctx.api)
        trial = any(True for _ in checker.errors.get_watchers())
        if not trial and checker.tree.fullname not in self._passes:
            self._report_once(checker.tree, "", checker.errors)
        return ctx.default_return_type

    def _report_once(self, tree: MypyFile, class_name: str, errors: Errors) -> None:
        """Report in the first class of each pass over the module: a class that comes up again began a new pass."""
        if not is_users_own(tree.path):
            return
        last_tree, seen = self._passes.get(tree.fullname, (None, set()))
        if last_tree is not tree or class_name in seen:
            seen = set()
            self._passes[tree.fullname] = (tree, seen)
        if not seen:
            for message in self._facts.read(tree.path):
                _report(errors, message)
        seen.add(class_name)


def _report(errors: Errors, message: Message) -> None:
    place: dict[str, Any] = {"end_line": message.end_line, "end_column": message.end_column - 1, "code": SHAPE}
    severity = "error" if message.is_error else "note"
    line, column = message.line, message.column - 1
    errors.report(line, column, message.text, severity=severity, **place)
    for note in message.notes:
        errors.report(line, column, note, severity="note", **place)


def plugin(version: str) -> type[Plugin]:
    """The entry point that mypy looks for."""
    return ShapePlugin
