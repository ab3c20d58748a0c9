"""docs/operators says what the stubs say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path


def test_the_pages_are_current() -> None:
    spec = importlib.util.spec_from_file_location("operators_pages", Path(__file__).with_name("operators.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["operators_pages"] = module
    spec.loader.exec_module(module)
    wanted = module.pages()
    assert sorted(module.FOLDER.glob("*.md")) == sorted(wanted)
    for path, text in wanted.items():
        current = path.read_text(encoding="utf-8") == text
        assert current, f"{path.name} is not current: run python tests/docs/operators.py"
