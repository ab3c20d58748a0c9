"""With pydantic's plugin. pytest collects this where it is named: in CI, which has pydantic beside another mypy."""

import pytest
from mypy_programs import BROKEN, FOUND
from mypy_runs import STUBS, MypyProject

MODEL = """\
from pydantic import BaseModel


class Settings(BaseModel):
    width: int


Settings(width="wide")
"""


@pytest.mark.parametrize("order", ["shapeproof.mypy, pydantic.mypy", "pydantic.mypy, shapeproof.mypy"])
def test_beside_pydantics_plugin(project: MypyProject, order: str) -> None:
    project.write("net.py", BROKEN)
    project.write("settings.py", MODEL)
    project.torch = "installed"
    project.search = [str(STUBS)]
    project.settings = "[pydantic-mypy]\ninit_typed = True\n"
    project.plugins = "pydantic.mypy"
    alone = project.mypy("settings.py", code=1).lines
    assert 'expected "int"' in alone[0]
    project.plugins = order
    for _ in ("cold", "warm"):
        both = project.mypy(".", code=1)
        assert set(alone) <= set(both.lines)
        assert both.shapes == [FOUND]
