"""Where mypy calls, and what the engine found becomes its errors.

Every module that mypy analyses, with or without classes, calls or torch, annotated or not, in this process or in a
worker, begins with the implicit ``__name__: str``; so the hook of the type ``str`` is where a module's findings are
reported, once for each time that mypy analyses the module anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cached_property
from typing import cast

from mypy.errors import Errors
from mypy.modulefinder import BuildSource
from mypy.nodes import MypyFile, TypeInfo
from mypy.options import Options
from mypy.plugin import AnalyzeTypeContext, MethodContext, Plugin, ReportConfigContext
from mypy.semanal import SemanticAnalyzer
from mypy.typeanal import TypeAnalyser
from mypy.types import Type

from shapeproof.mypy import calls
from shapeproof.mypy.findings import Findings, Told
from shapeproof.mypy.memory import Memory, Modules
from shapeproof.mypy.messages import Message
from shapeproof.mypy.modules import ModulesOfBuild, is_ignored_whole, may_be_checked
from shapeproof.mypy.reporting import announce, report
from shapeproof.mypy.settings import read_settings
from shapeproof.mypy.sources import sources_of_build, texts_not_on_disk
from shapeproof.mypy.stub_conflicts import stop_at_stubs_for_another_checker
from shapeproof.mypy.surroundings import search_paths, unknown_folders

_STR = "builtins.str"


class ShapePlugin(Plugin):
    """Reports what ``shapeproof check`` finds in each module that mypy checks."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        settings = read_settings(options.config_file)
        self._settings_error = settings.error
        self._memory = Memory(options)
        self._findings = Findings(
            unknown_folders([*options.mypy_path, *search_paths(options)]),
            lambda: texts_not_on_disk(options, self._sources),
            check_untyped_defs=settings.check_untyped_defs,
        )
        self._is_worker = "mypy.build_worker.worker" in sys.modules
        self._reported: dict[str, tuple[Message, ...]] = {}
        self._announced: dict[str, str] = {}
        self._current: tuple[Modules, Told] | None = None

    @cached_property
    def _sources(self) -> list[BuildSource]:
        return sources_of_build()

    @cached_property
    def _build(self) -> ModulesOfBuild:
        """Made when mypy reads the first module: a plugin that a daemon loads to compare versions never does."""
        stop_at_stubs_for_another_checker(self.options)
        return ModulesOfBuild(self.options, self._memory, self._sources)

    # --- before mypy analyses ---------------------------------------------------------------------------------------

    def report_config_data(self, ctx: ReportConfigContext) -> str | None:
        """A digest of the findings of a module, so that a change of them alone makes mypy check it again."""
        if not may_be_checked(ctx.path):
            return None
        path = os.path.abspath(ctx.path)
        if ctx.is_check:
            self._build.saw_cached(ctx.id, ctx.path)
            expected = self._build.expected
            return _digest(self._told(expected).get(path)) if path in expected else None
        return _digest(self._reported.get(path))

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """No more dependencies; where mypy tells which modules it parsed."""
        if may_be_checked(file.path):
            self._build.saw_parsed(file)
        return []

    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """Where mypy has read the whole build, and starts its workers if there are any."""
        super().set_modules(modules)
        if self.options.num_workers and not self._is_worker:
            self._memory.keep(self._build.parsed, self._told(self._build.checked(None)))

    # --- while mypy analyses ----------------------------------------------------------------------------------------

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """The hook of ``str``, which each module meets first."""
        return self._str_seen if fullname == _STR else None

    def _str_seen(self, ctx: AnalyzeTypeContext) -> Type:
        types = cast(TypeAnalyser, ctx.api)
        analyzer = cast(SemanticAnalyzer, types.api)
        if ctx.type.name.startswith("__builtins__.") and "__name__" not in analyzer.cur_mod_node.names:
            self._begins(analyzer, analyzer.cur_mod_node)
        info = cast(TypeInfo, analyzer.lookup_fully_qualified(_STR).node)
        return types.analyze_type_with_type_info(info, ctx.type.args, ctx.type, ctx.type.empty_tuple_index)

    def _begins(self, analyzer: SemanticAnalyzer, tree: MypyFile) -> None:
        is_daemon = self.options.fine_grained_incremental
        is_silent = tree.path in analyzer.errors.ignored_files
        if not may_be_checked(tree.path) or (is_silent and not is_daemon):
            return
        path = os.path.abspath(tree.path)
        if is_silent and self._build.is_installed(path):
            return
        if self._is_worker:
            told = self._left_by_starter(path, tree.fullname)
        else:
            modules, told = self._found(analyzer.errors)
            if is_daemon:
                self._announce(analyzer, tree, path, told, modules)
        if not is_silent:
            messages = self._reported[path] = told.get(path, ())
            if is_ignored_whole(tree):
                messages = tuple(message for message in messages if message.is_of_run)
            report(analyzer.errors, tree, messages)

    def _found(self, errors: Errors) -> tuple[Modules, Told]:
        """The modules that are checked, with what is found in them: in a run, as it was when the first one began."""
        is_daemon = self.options.fine_grained_incremental
        if self._current is None or is_daemon or self._build.has_news:
            self._build.settle(errors)
            modules = self._build.checked(self._modules if is_daemon else None)
            self._memory.keep(self._build.parsed)
            self._current = modules, self._told(modules)
        return self._current

    def _announce(self, analyzer: SemanticAnalyzer, tree: MypyFile, path: str, told: Told, modules: Modules) -> None:
        """Have the daemon renew the modules whose findings this module's edit changed."""
        changed = [
            other
            for other, before in self._reported.items()
            if other != path and other in modules and told.get(other, ()) != before
        ]
        if changed:
            self._announced[path] = _digest(tuple((other, told.get(other, ())) for other in changed)) or ""
        if path in self._announced:
            announce(analyzer, tree, self._announced[path], [modules[other] for other in changed])

    def _left_by_starter(self, path: str, name: str) -> Told:
        """What the process that started this worker found; asked anew of a module that it did not count in."""
        left = self._memory.told()
        return left if path in left else self._told({path: name})

    def _told(self, modules: Modules) -> Told:
        told = self._findings.of(modules, self._build.read)
        if self._settings_error is None or not told:
            return told
        first = min(told)
        return {**told, first: (Message.of_run(self._settings_error, is_error=True), *told[first])}

    # --- types of calls ---------------------------------------------------------------------------------------------

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """The hook of calls of layers."""
        owner = calls.called_class(fullname)
        if owner is None:
            return None
        symbol = self.lookup_fully_qualified(owner)
        return _layer_called if symbol is not None and calls.is_layer(symbol.node) else None


def _layer_called(ctx: MethodContext) -> Type:
    if not calls.is_any(ctx.default_return_type):
        return ctx.default_return_type
    arguments = ctx.arg_types[0] if ctx.arg_types else []
    return calls.result_of_forward(ctx.type, arguments) or ctx.default_return_type


def _digest(messages: object) -> str | None:
    return None if messages is None else hashlib.sha256(repr(messages).encode()).hexdigest()
