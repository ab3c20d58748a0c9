"""Drives the interpreter: ways in, findings, contracts, model tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shapeproof.stack_room import with_stack_room

if TYPE_CHECKING:
    from shapeproof.analysis.annotating import Annotations
    from shapeproof.analysis.facts import Contract, FileFacts, ModelTable, ShownValue
    from shapeproof.analysis.request import ParamsRequest
    from shapeproof.interpreter.protocols import FoundModule, Importer


@with_stack_room
def check_file(importer: Importer, module: FoundModule, is_observed: Callable[[str], bool]) -> FileFacts:
    """All findings of one file; ``is_observed`` says of a path whether that file is among those checked."""
    from shapeproof.analysis.checking import check

    return check(importer, module, is_observed)


@with_stack_room
def values_in(importer: Importer, module: FoundModule) -> tuple[ShownValue, ...]:
    """What the expressions of one file are, by place."""
    from shapeproof.analysis.checking import check
    from shapeproof.analysis.viewing import Viewer

    viewer = Viewer(module.path)
    check(importer, module, module.path.__eq__, viewer)
    return viewer.shown()


@with_stack_room
def contract(importer: Importer, request: ParamsRequest) -> Contract:
    """What one class or function demands of its arguments and inputs, and what it gives."""
    from shapeproof.analysis.contracts import contract_of

    return contract_of(importer, request)


@with_stack_room
def annotations_of(importer: Importer, module: FoundModule) -> Annotations:
    """What can be written into one file of the shapes that its functions take and give."""
    from shapeproof.analysis.annotating import inferred

    return inferred(importer, module)


@with_stack_room
def model_table(importer: Importer, request: ParamsRequest) -> ModelTable:
    """The parameters, layers and shapes of one target."""
    from shapeproof.analysis.tables import answer

    return answer(importer, request)
