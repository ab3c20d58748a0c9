"""Where in a project certain numbers meet as sizes: calls that are given them, and findings that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from shapeproof.program import nodes
from shapeproof.project.sources import UnreadableSource

if TYPE_CHECKING:
    from shapeproof.project.projects import Project

MAXIMAL = 12


@dataclass(frozen=True, slots=True)
class Meeting:
    """A line where sizes meet: its place, its text or what is found there, how many of the sizes it has."""

    path: str
    line: int
    text: str
    count: int
    is_finding: bool = False


def meetings(project: Project, sizes: Sequence[int]) -> list[Meeting]:
    """The places, those with most of the sizes first; of calls with one size only those where no other has more."""
    if not sizes:
        return []
    report = project.check()
    found: list[Meeting] = []
    for facts in report.files:
        for finding in facts.findings:
            numbers = {int(each) for each in re.findall(r"(?<![\w.])\d+(?![\w.])", finding.message)}
            count = len(numbers & set(sizes))
            if count == len(set(sizes)) or count >= 2:
                found.append(Meeting(facts.path, finding.place.line, finding.message, count, is_finding=True))
    calls: list[Meeting] = []
    for facts in report.files:
        try:
            source = project.open(facts.path)
        except UnreadableSource:
            continue
        for index, statement in enumerate(source.statements):
            constants = _constants_of(source, index)
            for node in source.unit(index).statements:
                for call, values in _calls(node, constants):
                    count = len(values & set(sizes))
                    if count:
                        line = statement.first_line + call.span[0]
                        text = statement.text.splitlines()[call.span[0]].strip()
                        calls.append(Meeting(facts.path, line, text, count))
    most = max((each.count for each in calls), default=0)
    kept = [each for each in calls if each.count == most or each.count > 1]
    unique = {(each.path, each.line): each for each in sorted(kept, key=lambda each: each.count)}
    ordered = sorted(unique.values(), key=lambda each: (-each.count, each.path, each.line))
    return [*found, *ordered][:MAXIMAL]


def _constants_of(source: Any, upto: int) -> dict[str, int]:
    """Whole numbers that names of a file's top level have."""
    found: dict[str, int] = {}
    for index in range(upto):
        if "=" not in source.statements[index].text or len(source.statements[index].text) > 200:
            continue
        for node in source.unit(index).statements:
            if isinstance(node, nodes.Assign) and isinstance(node.targets[0], nodes.Name):
                value = _number(node.value, found)
                if value is not None:
                    found[node.targets[0].name] = value
    return found


def _calls(node: Any, names: Mapping[str, int]) -> Iterator[tuple[nodes.Call, set[int]]]:
    """Calls with the whole numbers they are given, defaults of parameters counted as what these are."""
    if isinstance(node, tuple):
        for each in node:
            yield from _calls(each, names)
        return
    if not isinstance(node, nodes.Node):
        return
    if isinstance(node, nodes.FunctionDefinition):
        defaults = {p.name: value for p in node.parameters if p.default and (value := _number(p.default, names))}
        names = {**names, **defaults}
    if isinstance(node, nodes.Call):
        values = {value for each in node.arguments for value in _all_numbers(each.value, names)}
        if values:
            yield node, values
    for field in msgspec.structs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, nodes.Node | tuple) and field.name != "span":
            yield from _calls(value, names)


def _all_numbers(node: nodes.Expression, names: Mapping[str, int]) -> Iterator[int]:
    if isinstance(node, nodes.Display):
        for element in node.elements:
            yield from _all_numbers(element, names)
        return
    value = _number(node, names)
    if value is not None:
        yield value


def _number(node: nodes.Expression, names: Mapping[str, int]) -> int | None:
    """A whole number written as arithmetic of numbers and names."""
    if isinstance(node, nodes.Constant):
        return node.value if type(node.value) is int else None
    if isinstance(node, nodes.Name):
        return names.get(node.name)
    if isinstance(node, nodes.Binary) and node.operator in ("+", "-", "*", "//"):
        left, right = _number(node.left, names), _number(node.right, names)
        if left is None or right is None or (node.operator == "//" and right == 0):
            return None
        if node.operator == "*":
            return left * right
        return left + right if node.operator == "+" else left - right if node.operator == "-" else left // right
    return None
