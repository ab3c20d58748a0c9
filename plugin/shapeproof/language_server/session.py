"""One editor's session: which documents are open, when they are checked, what is published.

A document is checked when it is opened, a moment after it changed (from the editor's unsaved text), and when any open
document is saved. The engine runs in one thread of its own; what it says of a text that has changed since is dropped.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from shapeproof.analysis.facts import Finding
from shapeproof.language_server.diagnostics import diagnostic, engine_fault
from shapeproof.project import Project
from shapeproof.version import VERSION

PAUSE = 0.2
"""Seconds without a keystroke before a changed document is checked."""


class ShapeServer(LanguageServer):
    """A language server that publishes what ``shapeproof check`` finds."""

    def __init__(self) -> None:
        super().__init__("shapeproof", VERSION)
        self._engine = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._project: Project | None = None

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
        texts = {open_.path: open_.source for open_ in self.workspace.text_documents.values() if open_.path}
        checked = document.version
        loop = asyncio.get_running_loop()
        try:
            findings = await loop.run_in_executor(self._engine, self._find, document.path, texts)
            diagnostics = [diagnostic(finding, self.workspace, self.root) for finding in findings]
        except Exception as fault:
            diagnostics = [engine_fault(fault)]
        if self._is_still(uri, checked):
            self.publish(uri, diagnostics, checked)

    async def check_after_pause(self, uri: str) -> None:
        """Check a document that was just edited, once it has rested."""
        edited = self.workspace.text_documents[uri].version
        await asyncio.sleep(PAUSE)
        if self._is_still(uri, edited):
            await self.check(uri)

    def publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        params = types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
        self.text_document_publish_diagnostics(params)

    def _find(self, path: str, texts: dict[str, str]) -> list[Finding]:
        if self._project is None:
            self._project = Project(str(self.root))
        report = self._project.check([path], overlays=texts)
        return [finding for facts in report.files for finding in facts.findings]

    def _is_still(self, uri: str, version: int | None) -> bool:
        document: TextDocument | None = self.workspace.text_documents.get(uri)
        return document is not None and document.version == version


def make_server() -> ShapeServer:
    """A server that answers to the four events a document has."""
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
        ls.publish(params.text_document.uri, [])

    return server
