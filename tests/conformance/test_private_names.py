"""Private attributes of torch's layers: the stubs know each, so that one they do not know is certainly not there."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import torch.nn.modules
from torch import nn

STUBS = Path(__file__).parents[2] / "stubs"


def private_names(layer: type[nn.Module]) -> set[str]:
    """What torch's class sets on itself or defines, beside what every module has."""
    said = set(re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(layer)))
    return (said | {name for name in vars(layer) if re.match("_[a-z]", name)}) - set(dir(nn.Module()))


def known_names(layer: type) -> set[str]:
    """The private names in the stubs of the class and of its bases."""
    found: set[str] = set()
    for each in layer.__mro__:
        path = STUBS / f"{each.__module__.replace('.', '/')}.pyi"
        if not path.exists():
            continue
        body = re.search(rf"^class {each.__name__}\b.*?(?=^\S|\Z)", path.read_text(encoding="utf-8"), re.M | re.S)
        if body is not None:
            found |= set(re.findall(r"(?:def |self\.|^    |\")(_[a-z]\w*)", body[0], re.M))
    return found


def test_every_private_name_of_a_layer_is_in_its_stub() -> None:
    missing = []
    for found in pkgutil.iter_modules(torch.nn.modules.__path__, "torch.nn.modules."):
        for layer in vars(importlib.import_module(found.name)).values():
            if inspect.isclass(layer) and issubclass(layer, nn.Module) and layer.__module__ == found.name:
                names = private_names(layer) - known_names(layer)
                missing += [f"{layer.__module__}.{layer.__name__}.{name}" for name in sorted(names)]
    assert missing == []
