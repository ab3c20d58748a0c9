"""The folder that each test of the plugin works in."""

from pathlib import Path

import pytest
from mypy_runs import MypyProject


@pytest.fixture
def project(tmp_path: Path) -> MypyProject:
    return MypyProject(tmp_path)
