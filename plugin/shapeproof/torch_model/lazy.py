"""Lazy layers: what a first call has told of their sizes is something to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.torch_model.tensors import SITE_MARK
from shapeproof.values import Object, Site, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_SIZES = ("in_features", "in_channels", "num_features")


def settled(machine: Interpreter, layer: Value) -> None:
    """A lazy layer has seen its first input."""
    if machine.observer is None or not isinstance(layer, Object):
        return
    attributes = machine.attributes(layer)
    site = attributes.get(SITE_MARK)
    for name in _SIZES:
        if name in attributes and isinstance(site, Site):
            machine.observer.settled(machine, site, name, attributes[name])
            return
