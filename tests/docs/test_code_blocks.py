"""Every block of code in the documentation does what the page says."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from snippets import check_snippet


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("code_blocks", Path(__file__).with_name("code_blocks.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["code_blocks"] = module
    spec.loader.exec_module(module)
    return module


pages = _load()


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_page(page: Path, tmp_path: Path) -> None:
    environment = pages.prepare(tmp_path)
    for block in pages.blocks_of(page):
        match block.language:
            case "console":
                for command, printed in pages.commands_of(block):
                    real = pages.run(command, tmp_path, environment)
                    assert pages.without_durations(real) == pages.without_durations(printed), f"{block}: $ {command}"
            case "python" if block.file_name:
                pages.write(block, tmp_path)
            case "python" if "import shapeproof" in block.text or "from shapeproof" in block.text:
                subprocess.run(
                    [sys.executable, "-c", block.text], cwd=tmp_path, env=environment, check=True, timeout=120
                )
            case "python":
                check_snippet(tmp_path / f"line_{block.line}", block.text)
            case "json":
                json.loads(block.text)
            case "lua":
                assert '{ "shapeproof", "lsp" }' in block.text, f"{block}: the one lua block shown starts the server"
            case "pyi":
                ast.parse(block.text)
                if block.file_name:
                    pages.write(block, tmp_path)
            case "toml":
                tomllib.loads(block.text)
                if block.file_name:
                    pages.write(block, tmp_path)
            case "yaml":
                assert block.text.startswith("- repo:"), f"{block}: the one yaml block shown is a pre-commit entry"
            case "sh":
                assert block.text.strip() in pages.SET_UP, f"{block}: a set-up command that nothing runs"
            case other:
                pytest.fail(f"{block}: nothing runs a block of language {other}")


def test_readme_shows_both_set_ups() -> None:
    shown = {block.text.strip() for block in pages.blocks_of(pages.PAGES[0]) if block.language == "sh"}
    assert shown == pages.SET_UP


def test_links_between_pages_lead_somewhere() -> None:

    for page in pages.PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
