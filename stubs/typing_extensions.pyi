"""typing's names, those of later versions too."""

import typing as _typing
from typing import *

class Sentinel:
    def __init__(self, name, repr=None): self._name = name

class Doc:
    def __init__(self, documentation, /): self.documentation = documentation

Buffer = _typing._abc.Buffer
runtime = _typing.runtime_checkable

def __getattr__(name):
    return getattr(_typing, name)
