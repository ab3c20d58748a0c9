"""One editor's session: which documents are open, when they are checked, what is published.

A document is checked when it is opened, a moment after it changed (from the editor's unsaved text), and when any open
document is saved. The engine runs in one thread of its own; what it says of a text that has changed since is dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from shapeproof.analysis.facts import Finding, ModelTable, ShownValue
from shapeproof.language_server.actions import quick_fixes
from shapeproof.language_server.diagnostics import diagnostic, engine_fault
from shapeproof.language_server.hovering import class_at, contract_of, hints_in, value_at
from shapeproof.project import ConfigurationError, Project, RequestError
from shapeproof.version import VERSION

Answer = TypeVar("Answer")

PAUSE = 0.2
"""Seconds without a keystroke before a changed document is checked."""


class ShapeServer(LanguageServer):
    """A language server that publishes what ``shapeproof check`` finds."""

    def __init__(self) -> None:
        super().__init__("shapeproof", VERSION)
        self._engine = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._project: Project | None = None
        self._findings: dict[str, list[Finding]] = {}
        self._values: dict[str, tuple[int | None, tuple[ShownValue, ...]]] = {}
        self.shows_hints = False

    @property
    def root(self) -> Path:
        """The workspace's folder; without one, the folder the server was started in."""
        path = self.workspace.root_path
        return Path(path) if path else Path.cwd()

    async def check(self, uri: str) -> None:
        """Check one open document and publish what was found, unless its text changed meanwhile."""
        document = self.workspace.text_documents.get(uri)
        if document is None or not document.path:
            return
        checked = document.version
        findings: list[Finding] = []
        try:
            findings = await self._in_engine(self._find, document.path, self._texts())
            diagnostics = [diagnostic(finding, self.workspace, self.root) for finding in findings]
        except Exception as fault:
            diagnostics = [engine_fault(fault)]
        if self._is_still(uri, checked):
            self._findings[uri] = findings
            self.publish(uri, diagnostics, checked)

    async def check_after_pause(self, uri: str) -> None:
        """Check a document that was just edited, once it has rested."""
        edited = self.workspace.text_documents[uri].version
        await asyncio.sleep(PAUSE)
        if self._is_still(uri, edited):
            await self.check(uri)

    async def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """What is known of the class or the expression at a position of an open document."""
        document = self.workspace.text_documents.get(uri)
        if document is None or not document.path:
            return None
        name = class_at(document, position)
        if name is not None:
            return contract_of(name, await self._in_engine(self._table, f"{document.path}:{name}", self._texts()))
        return value_at(await self._values_of(document), document, position)

    async def hints(self, uri: str, asked: types.Range) -> list[types.InlayHint]:
        """The shapes of names that are bound in a range, if the editor asked for them when it started the server."""
        document = self.workspace.text_documents.get(uri)
        if document is None or not document.path or not self.shows_hints:
            return []
        values = await self._values_of(document)
        return hints_in(values, document, asked)

    def actions(self, uri: str, asked: types.Range) -> list[types.CodeAction]:
        """The quick fixes of what was last found in a range."""
        return quick_fixes(self._findings.get(uri, ()), asked, self.workspace, self.root)

    def forget(self, uri: str) -> None:
        """Let go of a document that was closed."""
        self._findings.pop(uri, None)
        self._values.pop(uri, None)
        self.publish(uri, [])

    async def _values_of(self, document: TextDocument) -> tuple[ShownValue, ...]:
        """What the expressions of a document are, asked once for each version of it."""
        known = self._values.get(document.uri)
        if known is None or known[0] != document.version:
            version = document.version
            values = await self._in_engine(self._view, document.path, self._texts())
            known = self._values[document.uri] = (version, values if document.version == version else ())
        return known[1]

    def _texts(self) -> dict[str, str]:
        """The editor's texts, which stand for what is on disk."""
        return {each.path: each.source for each in self.workspace.text_documents.values() if each.path}

    async def _in_engine(self, action: Callable[..., Answer], *arguments: object) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._engine, action, *arguments)

    def publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        params = types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
        self.text_document_publish_diagnostics(params)

    def _find(self, path: str, texts: dict[str, str]) -> list[Finding]:
        report = self._opened().check([path], overlays=texts)
        return [finding for facts in report.files for finding in facts.findings]

    def _view(self, path: str, texts: dict[str, str]) -> tuple[ShownValue, ...]:
        try:
            return self._opened().values(path, overlays=texts)
        except ConfigurationError:
            return ()

    def _table(self, target: str, texts: dict[str, str]) -> ModelTable:
        try:
            return self._opened().params(target, overlays=texts)
        except (ConfigurationError, RequestError) as error:
            return ModelTable(target, error=str(error))

    def _opened(self) -> Project:
        if self._project is None:
            self._project = Project(str(self.root))
        return self._project

    def _is_still(self, uri: str, version: int | None) -> bool:
        document: TextDocument | None = self.workspace.text_documents.get(uri)
        return document is not None and document.version == version


def make_server() -> ShapeServer:
    """A server that answers to what happens to documents, and to questions about them."""
    server = ShapeServer()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: ShapeServer, params: types.DidOpenTextDocumentParams) -> None:
        await ls.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: ShapeServer, params: types.DidChangeTextDocumentParams) -> None:
        await ls.check_after_pause(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: ShapeServer, params: types.DidSaveTextDocumentParams) -> None:
        for uri in list(ls.workspace.text_documents):
            await ls.check(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: ShapeServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(ls: ShapeServer, params: types.HoverParams) -> types.Hover | None:
        return await ls.hover(params.text_document.uri, params.position)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def asked_for_actions(ls: ShapeServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        return ls.actions(params.text_document.uri, params.range)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def asked_for_hints(ls: ShapeServer, params: types.InlayHintParams) -> list[types.InlayHint]:
        return await ls.hints(params.text_document.uri, params.range)

    @server.feature(types.INITIALIZE)
    def started(ls: ShapeServer, params: types.InitializeParams) -> None:
        options = params.initialization_options
        ls.shows_hints = isinstance(options, dict) and options.get("inlayHints") is True

    return server
