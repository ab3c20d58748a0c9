"""``import shapeproof`` is cheap, and hands its names on when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest
import shapeproof
from shapeproof.project import Project


def test_the_names() -> None:
    assert shapeproof.Project is Project
    assert all(hasattr(shapeproof, name) for name in shapeproof.__all__)
    with pytest.raises(AttributeError, match="module 'shapeproof' has no attribute 'project_'"):
        shapeproof.project_  # noqa: B018


def test_importing_it_imports_no_room() -> None:
    program = "import sys, shapeproof; sys.exit(any(name.startswith('shapeproof.') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0
