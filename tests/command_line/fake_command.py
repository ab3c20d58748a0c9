"""``shapeproof`` with the engine of tests/project/fake_engine.py: run as a program by the tests."""

from __future__ import annotations

import pytest
from project.fake_engine import check_file, model_table
from shapeproof import analysis

if __name__ == "__main__":
    patch = pytest.MonkeyPatch()
    patch.setattr(analysis, "check_file", check_file)
    patch.setattr(analysis, "model_table", model_table)

    from shapeproof.command_line.main import run

    run()
