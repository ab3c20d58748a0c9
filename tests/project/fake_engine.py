"""An engine that finds what the source says: ``# finds: code message`` on a line is a finding there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from shapeproof import analysis
from shapeproof.analysis.codes import CODES
from shapeproof.analysis.facts import Coverage, FileFacts, Finding, ModelTable, Place, Total
from shapeproof.analysis.request import ParamsRequest
from shapeproof.interpreter.protocols import FoundModule, Importer

_FINDS = re.compile(r"# finds: ([\w-]+)(?: at ([\w./]+):(\d+))?(?: \"(.*?)\")?")


def check_file(importer: Importer, module: FoundModule, is_observed: Callable[[str], bool]) -> FileFacts:
    """What the comments of a file say, in the file itself or, ``at path:line``, in another; ``# crash`` is a fault."""
    text = "".join(statement.text for statement in module.source.statements) if module.source else ""
    if "crash()" in text:
        raise KeyError("what the engine\nfell over")
    findings = []
    for number, line in enumerate(Path(module.path).read_text(encoding="utf-8").splitlines(), 1):
        for code, path, at, message in _FINDS.findall(line):
            where, there = (path, int(at)) if path and is_observed(path) else (module.path, number)
            place = Place(where, there, 1, there, 2)
            findings.append(Finding(place, code, CODES[code].severity, message or f"from {module.name}"))
    return FileFacts(module.path, tuple(findings), Coverage(known=1), (("a reason", 1),))


def model_table(importer: Importer, request: ParamsRequest) -> ModelTable:
    """A table whose requirements are the request; a target that holds ``crash`` is a fault."""
    if "crash" in request.target:
        raise RuntimeError("no")
    given = (request.module.name, request.numbers, request.inputs, request.train, request.solve)
    place = Place(request.module.path, 1, 1, 1, 2)
    refused = Finding(place, "linear", CODES["linear"].severity, f"fed {request.inputs}")
    findings = (refused,) if request.inputs else ()
    return ModelTable(request.target, total=Total(7, 7), requires=tuple(map(repr, given)), findings=findings)


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "check_file", check_file)
    monkeypatch.setattr(analysis, "model_table", model_table)
