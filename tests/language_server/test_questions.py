"""What an editor asks of the server besides diagnostics: hovers, quick fixes, inlay hints; and its way of typing."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugin"), os.environ.get("PYTHONPATH", "")])}
MODEL = """\
from torch import nn


class Net(nn.Module):
    def __init__(self, d: int, heads: int):
        super().__init__()
        assert d % heads == 0
        self.first = nn.Linear(784, 4 * d)
        self.second = nn.Linear(4 * d, 10)

    def forward(self, x):
        hidden = self.first(x)
        return self.second(hidden)


class Wrong(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 128)
        self.second = nn.Linear(64, 10)

    def forward(self, x):
        é = "𝛼"; return self.second(self.first(x))
"""
LINES = MODEL.splitlines()


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "shapeproof", "lsp"],
        server_env=ENVIRONMENT,
    ),
    params=[None, {"inlayHints": True}],
    ids=["as it is", "with hints"],
)
async def client(request: Any, lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(),
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="project")],
            root_uri=tmp_path.as_uri(),
            initialization_options=request.param,
        )
    )
    yield
    await lsp_client.shutdown_session()


async def opened(client: LanguageClient, folder: Path) -> str:
    """The address of the model, open in the editor and checked."""
    uri = (folder / "model.py").as_uri()
    document = types.TextDocumentItem(uri=uri, language_id="python", version=1, text=MODEL)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return uri


def point(text: str, inside: str) -> types.Position:
    """Where a part of a line begins, the line being the first to hold ``text``; in UTF-16 units."""
    line = next(number for number, each in enumerate(LINES) if text in each)
    before = LINES[line][: LINES[line].index(text) + text.index(inside)]
    return types.Position(line, len(before.encode("utf-16-le")) // 2)


async def hovered(client: LanguageClient, uri: str, position: types.Position) -> str | None:
    where = types.HoverParams(types.TextDocumentIdentifier(uri), position)
    hover = await client.text_document_hover_async(where)
    return None if hover is None else hover.contents.value  # type: ignore[union-attr]


@pytest.mark.asyncio
@pytest.mark.parametrize("client", [None], indirect=True)
async def test_hover(client: LanguageClient, tmp_path: Path) -> None:
    uri = await opened(client, tmp_path)
    shape = "```python\nTensor[*x, 4*d]\n```"
    assert await hovered(client, uri, point("hidden = self", "hidden")) == shape
    assert await hovered(client, uri, point("second(hidden)", "hidden")) == shape
    assert await hovered(client, uri, point("self.first(x)", "(x)")) == shape
    assert await hovered(client, uri, point("return self.second(hidden)", "self.second(")) is not None
    assert await hovered(client, uri, point("nn.Linear(784, 4 * d)", "* d)")) == "```python\nint(4*d)\n```"
    assert await hovered(client, uri, point("super()", "super")) is None
    contract = await hovered(client, uri, point("class Net", "Net"))
    assert contract == "**Net**\n\nrequires `d % heads == 0`\n\nparameters `3180*d + 10`"
    assert await hovered(client, uri, point("class Net", "class")) is None


@pytest.mark.asyncio
@pytest.mark.parametrize("client", [None], indirect=True)
async def test_quick_fixes(client: LanguageClient, tmp_path: Path) -> None:
    uri = await opened(client, tmp_path)
    (found,) = client.diagnostics[uri]
    assert found.range.start == point("return self.second(self.first(x))", "self.second")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri),
            types.Range(found.range.start, found.range.start),
            types.CodeActionContext([]),
        )
    )
    assert actions is not None
    (action,) = actions
    assert isinstance(action, types.CodeAction)
    assert (action.title, action.kind, action.is_preferred) == (
        "Write 128 for 64",
        types.CodeActionKind.QuickFix,
        False,
    )
    assert action.diagnostics is not None
    assert action.diagnostics[0].message == found.message
    start = point("nn.Linear(64, 10)", "64")
    end = types.Position(start.line, start.character + 2)
    assert action.edit is not None and action.edit.changes is not None
    assert list(action.edit.changes) == [uri]
    assert list(action.edit.changes[uri]) == [types.TextEdit(types.Range(start, end), "128")]
    elsewhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert not await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), elsewhere, types.CodeActionContext([]))
    )


@pytest.mark.asyncio
async def test_inlay_hints_if_asked_for(client: LanguageClient, tmp_path: Path, request: Any) -> None:
    uri = await opened(client, tmp_path)
    whole = types.Range(types.Position(0, 0), types.Position(len(LINES), 0))
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(types.TextDocumentIdentifier(uri), whole))
    end = point("hidden = self", "hidden").character + len("hidden")
    shown = [(hint.position.line, hint.position.character, hint.label) for hint in hints or ()]
    expected = [(point("hidden = self", "hidden").line, end, ": Tensor[*x, 4*d]")]
    assert shown == (expected if "with hints" in request.node.name else [])


@pytest.mark.asyncio
@pytest.mark.parametrize("client", [None], indirect=True)
async def test_typing_is_checked_once_it_rests(client: LanguageClient, tmp_path: Path) -> None:
    uri = await opened(client, tmp_path)
    for version, text in enumerate(("", "x = 1\n", MODEL + "\n", MODEL.replace("Linear(64", "Linear(128")), 2):
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=version, uri=uri),
                [types.TextDocumentContentChangeWholeDocument(text=text)],
            )
        )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert not client.diagnostics[uri]
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 1.0)
