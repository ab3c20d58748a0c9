"""The language server as an editor meets it: started as a process, fed with events."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugin"), os.environ.get("PYTHONPATH", "")])}
CLEAN = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 128)
        self.second = nn.Linear(128, 10)

    def forward(self, x):
        return self.second(self.first(x))
"""
BROKEN = CLEAN.replace("nn.Linear(128, 10)", "nn.Linear(64, 10)")


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "shapeproof", "lsp"],
        server_env=ENVIRONMENT,
    )
)
async def client(lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "net.py").write_text(CLEAN)
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(),
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="project")],
            root_uri=tmp_path.as_uri(),
        )
    )
    yield
    await lsp_client.shutdown_session()


async def published(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


@pytest.mark.asyncio
async def test_diagnostics_follow_the_editors_text(client: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "net.py").as_uri()
    document = types.TextDocumentItem(uri=uri, language_id="python", version=1, text=BROKEN)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    (found,) = await published(client, uri)
    assert (found.code, found.source, found.severity) == ("linear", "shapeproof", types.DiagnosticSeverity.Error)
    assert found.message == "Linear expects a last dimension of 64, got 128"
    assert found.range == types.Range(types.Position(10, 15), types.Position(10, 41))
    assert found.related_information

    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=2, uri=uri),
            [types.TextDocumentContentChangeWholeDocument(text=CLEAN)],
        )
    )
    assert await published(client, uri) == []

    client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri=uri)))
    assert await published(client, uri) == []


def test_without_pygls_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('No module named pygls', name='pygls')\n")
    paths = os.pathsep.join([str(tmp_path), ENVIRONMENT["PYTHONPATH"]])
    done = subprocess.run(
        [sys.executable, "-c", "from shapeproof.language_server.server import serve; serve(None)"],
        env={**ENVIRONMENT, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
    )
    message = "shapeproof lsp needs pygls, which is not installed: pip install 'shapeproof[lsp]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
