"""The engine called for one file or one target, so that no fault of it reaches more than that."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import (
    SHOW_TRACEBACK,
    Contract,
    FileFacts,
    Finding,
    ModelTable,
    Place,
    Severity,
    ShownValue,
)
from shapeproof.analysis.request import InputRequest, Number, ParamsRequest
from shapeproof.project.mending import with_tried_edits
from shapeproof.project.requests import RequestError, file_of, split_target
from shapeproof.project.selection import in_order
from shapeproof.project.sources import UnreadableSource

if TYPE_CHECKING:
    from shapeproof.interpreter.protocols import FoundModule
    from shapeproof.program.nodes import Expression
    from shapeproof.project.reads import Reads


def analyse_file(reads: Reads, path: str, is_checked: Callable[[str], bool]) -> FileFacts:
    """The facts of one file (absolute path); ``is_checked`` says whether a shown path is checked with it."""
    from shapeproof import analysis

    shown = reads.workspace.sources.shown(path)
    try:
        facts = analysis.check_file(reads, reads.module_at(path), is_checked)
        facts = with_tried_edits(reads, path, facts, is_checked)
        tables = _fed_models(reads, path)
        fed = [each for table in tables for each in table.findings if is_checked(each.place.path)]
        errors = tuple(f"inputs in {table.error}" for table in tables if table.error is not None)
        return replace(facts, findings=(*facts.findings, *fed), errors=errors) if tables else facts
    except UnreadableSource:
        reads.is_kept = False
        return FileFacts(shown)  # it vanished since it was first opened
    except Exception as fault:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        reads.is_kept = False
        message = f"shapeproof failed on this file ({_said(fault)}); the other files stand"
        return FileFacts(shown, (Finding(Place(shown, 1, 1, 1, 1), "internal", Severity.INFORMATION, message),))


def values_in_file(reads: Reads, path: str) -> tuple[ShownValue, ...]:
    """What the expressions of one file (absolute path) are, by place; nothing where the engine fails on it."""
    from shapeproof import analysis

    try:
        return analysis.values_in(reads, reads.module_at(path))
    except UnreadableSource:
        reads.is_kept = False
        return ()
    except Exception:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        reads.is_kept = False
        return ()


def answer_target(
    reads: Reads,
    target: str,
    *,
    numbers: tuple[tuple[str, Number], ...] = (),
    inputs: tuple[InputRequest, ...] = (),
    train: bool = False,
    solve: tuple[str, int] | None = None,
) -> ModelTable:
    """The table of one target; what is wrong with it, or with the engine, is the table's error."""
    from shapeproof import analysis

    try:
        module, expression = _resolve(reads, target)
    except (RequestError, UnreadableSource) as error:
        return ModelTable(target, error=str(error))
    try:
        request = ParamsRequest(target, module, expression, numbers, inputs, train, solve)
        table = analysis.model_table(reads, request)
    except Exception as fault:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        reads.is_kept = False
        return ModelTable(
            target, error=f"{target}: shapeproof failed on this target ({_said(fault)}); please report it"
        )
    return replace(table, findings=in_order(table.findings))


def contract_of_target(reads: Reads, target: str) -> Contract:
    """The contract of one target; what is wrong with it, or with the engine, is the contract's error."""
    from shapeproof import analysis

    try:
        module, expression = _resolve(reads, target)
        return analysis.contract(reads, ParamsRequest(target, module, expression))
    except (RequestError, UnreadableSource) as error:
        return Contract(target, error=str(error))
    except Exception as fault:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        return Contract(target, error=f"{target}: shapeproof failed on this target ({_said(fault)}); please report it")


def _resolve(reads: Reads, target: str) -> tuple[FoundModule, Expression]:
    """The module a target names, and the target's expression."""
    from shapeproof.source import SourceError, parse_expression

    workspace = reads.workspace
    module_part, text = split_target(target)
    path = file_of(target, workspace.root)
    if path is not None:
        if path not in workspace.overlays and not os.path.isfile(path):
            raise RequestError(f"{target}: there is no file {module_part}")
        module = reads.module_at(path)
    else:
        found = reads.find(module_part)
        if found is None or found.source is None:
            what = "no module" if found is None else "no source of the module"
            raise RequestError(f"{target}: {what} {module_part} is found; name its folder with --search-path DIR")
        module = found
    try:
        return module, parse_expression(text)
    except SourceError as error:
        raise RequestError(f"{target}: {error}") from None


def _fed_models(reads: Reads, path: str) -> list[ModelTable]:
    """The tables of the file's models that the configuration names inputs for."""
    configuration = reads.workspace.configuration_for(path)
    tables = []
    for target, inputs in configuration.inputs.items():
        module_part, text = split_target(target)
        if os.path.normpath(configuration.folder / module_part) == path:
            tables.append(answer_target(reads, f"{path}:{text}", inputs=inputs))
    return tables


def _said(fault: BaseException) -> str:
    """A fault in one line: its kind and the first line of what it says."""
    first = str(fault).strip().partition("\n")[0]
    return f"{type(fault).__name__}: {first}" if first else type(fault).__name__
