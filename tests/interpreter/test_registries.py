"""Registries that other modules fill while they are imported, as CPython fills them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from shapeproof.project import Project
from snippets import check_snippet

FILES = {
    "zoo/__init__.py": "from . import registry\nfrom .layers import *\nfrom .blocks import Block\n",
    "zoo/registry.py": """
class Registry:
    def __init__(self):
        self.known = {}

    def register(self, name=None):
        def put(thing):
            self.known[name or thing.__name__] = thing
            return thing
        return put

    def build(self, name, *sizes):
        if name not in self.known:
            raise KeyError(name)
        return self.known[name](*sizes)

LAYERS = Registry()
BY_NAME = {}

def register(name, thing):
    BY_NAME[name] = thing
    return thing
""",
    "zoo/layers.py": """
from torch import nn
from .registry import LAYERS, register

__all__ = []

@LAYERS.register()
def wide(size):
    return nn.Linear(size, 4 * size)

@LAYERS.register("narrow")
class Narrow(nn.Linear):
    def __init__(self, size):
        super().__init__(size, size // 2)

register("same", lambda size: nn.Linear(size, size))

for name, factor in (("double", 2), ("triple", 3)):
    register(name, lambda size, factor=factor: nn.Linear(size, factor * size))
""",
    "zoo/blocks.py": """
from torch import nn
from .registry import register

class Block(nn.Module):
    pass

built = register("block", lambda size: nn.Sequential(nn.Linear(size, size), nn.ReLU()))
""",
    "zoo/unheard.py": "from .registry import register\nregister('unheard', lambda size: None)\n",
    "use.py": """
import zoo
from zoo.registry import BY_NAME, LAYERS

def build(name):
    if name in LAYERS.known.keys():
        return LAYERS.build(name, 8)
    made = BY_NAME.get(name)
    return BY_NAME[name](8) if made is None else made(8)
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("registries")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture
def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(folder))
    try:
        yield importlib.import_module("use").build
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] in ("zoo", "use")]:
            del sys.modules[name]


@pytest.mark.parametrize("name", ["wide", "narrow", "same", "double", "triple", "block"])
def test_what_is_registered_is_found(folder: Path, build: Any, name: str) -> None:
    found = Project(folder).params(f"use.py:build({name!r})")
    assert found.error is None
    assert [(row.name, row.shape) for row in found.parameters] == [
        (name, tuple(parameter.shape)) for name, parameter in build(name).named_parameters()
    ]


@pytest.mark.parametrize("name", ["unheard", "nothing"])
def test_what_no_imported_module_registers_is_not(folder: Path, build: Any, name: str) -> None:
    with pytest.raises(KeyError):
        build(name)
    assert Project(folder).params(f"use.py:build({name!r})").error == f"use.py:build({name!r}): KeyError: {name}"


def test_the_top_of_a_module_finds_what_is_registered(folder: Path) -> None:
    text = "from use import build\n\nwide, same, block = build('wide'), build('same'), build('block')\n"
    text += "reveal_type((wide, same, block))\ntry:\n    build('nothing')\nexcept KeyError:\n    reveal_type(0)\n"
    found = Project(folder).check([str(folder / "top.py")], {str(folder / "top.py"): text})
    assert [(each.place.line, each.code, each.message) for each in found.files[0].findings] == [
        (4, "reveal", "tuple[Linear, Linear, Sequential]"),
        (8, "reveal", "int(0)"),
    ]


LAZY = {
    "pack/__init__.py": """
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .layers import *
    from .heads import Head as Top
    try:
        if not is_there():
            raise NotThere()
    except NotThere:
        pass
    else:
        from .tails import Tail
else:
    import os, sys
    from pack.lazily import Lazy
    sys.modules[__name__] = Lazy(__name__, os.listdir(os.path.dirname(__file__)))
""",
    "pack/layers.py": "from torch import nn\n\ndef body(size):\n    return nn.Linear(size, 2 * size)\n",
    "pack/heads.py": "from torch import nn\n\nclass Head(nn.Linear):\n    pass\n",
    "pack/tails.py": "from torch import nn\n\nclass Tail(nn.Linear):\n    pass\n",
    "use_lazy.py": "from pack import Tail, Top, body\nimport pack\n",
}


@pytest.mark.parametrize(
    ("target", "total"), [("body(4)", 40), ("Top(4, 3)", 15), ("Tail(4, 2)", 10), ("pack.body(4)", 40)]
)
def test_a_lazy_module_gives_what_its_branch_for_type_checkers_imports(tmp_path: Path, target: str, total: int) -> None:
    for name, text in LAZY.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = Project(tmp_path).params(f"use_lazy.py:{target}")
    assert found.error is None
    assert found.total is not None
    assert found.total.formula == total


def test_a_recursion_over_what_is_not_known_ends(tmp_path: Path) -> None:
    (tmp_path / "walk.py").write_text("""
from torch import nn
from not_installed import folder

def walk(place):
    found = {}
    for each in place.entries():
        if each.is_folder():
            found[each.name] = walk(each.path)
        elif each.is_file():
            found[each.name] = walk(each)
    return found

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.found = walk(folder)
        self.fc = nn.Linear(3, 4)
""")
    found = Project(tmp_path).params("walk.py:Net()")
    assert found.error is None
    assert [row.count for row in found.parameters] == [12, 4]


BLOCKS = """
    import torch

    BY_NAME, ROW, WIDTHS = {}, [], [8]
    WIDTHS.append(16)

    def register(function):
        BY_NAME[function.__name__] = function
        ROW.append(function)
        return function

    @register
    def once(x):
        return x

    @register
    def twice(x):
        return 2 * x
"""
USE = """
    def joined(x):
        return torch.cat([function(x) for function in BY_NAME.values()])

    def stacked(x):
        return torch.stack([function(x) for function in ROW])

    def first(x):
        return ROW[0](x) if ROW else x @ torch.zeros(3, 3, 3, 3)
"""
MAIN = """
    joined(torch.zeros(3))
    first(torch.zeros(2))
    torch.zeros(WIDTHS[1]) @ torch.zeros(3)  # error: [matmul]
"""


def test_what_a_registry_of_another_file_holds_is_not_known_as_a_whole(tmp_path: Path) -> None:
    files = {"blocks.py": BLOCKS}
    start = "from blocks import BY_NAME, ROW, WIDTHS\n    import torch\n"
    reveals = "    reveal_type(len(BY_NAME))  # reveal: Unknown\n"
    check_snippet(tmp_path, "\n    " + start + USE + reveals + MAIN, files=files)


def test_that_of_the_file_itself_is(tmp_path: Path) -> None:
    reveals = """
    reveal_type(len(BY_NAME))  # reveal: int(2)
    reveal_type(stacked(torch.zeros(3)))  # reveal: Tensor[2, 3]
    """
    check_snippet(tmp_path, BLOCKS + USE + reveals.rstrip() + MAIN)
