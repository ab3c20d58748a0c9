"""Which findings are told, and how grave they are: configuration and command line applied to what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.project.configuration import Configuration
from shapeproof.project.files import matches


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line says over the configuration; None leaves it to the configuration."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    strict: bool | None = None

    def is_strict(self, configuration: Configuration) -> bool:
        return configuration.strict if self.strict is None else self.strict


def choose(findings: Iterable[Finding], path: str, configuration: Configuration, choice: Choice) -> list[Finding]:
    """The findings of one file (absolute path) that are selected and not ignored, with their configured severity."""
    select = configuration.select if choice.select is None else choice.select
    ignored = {*configuration.ignore, *(choice.ignore or ())}
    for pattern, codes in configuration.per_file_ignores.items():
        if matches([pattern], path, configuration.folder):
            ignored.update(codes)
    chosen = []
    for finding in findings:
        if finding.code in ignored or (select is not None and finding.code not in select):
            continue
        severity = configuration.severity.get(finding.code)
        chosen.append(finding if severity is None else replace(finding, severity=severity))
    return chosen


def merge(by_file: dict[str, tuple[Finding, ...]]) -> dict[str, list[Finding]]:
    """Each finding once, under the checked file it lies in: several files may lead to the same place.

    Where several files do, what the gravest says stands, then what the file itself says, which is the most general,
    then what the first by name says.
    """
    places: dict[tuple[Place, str], dict[str, list[Finding]]] = {}
    for analysed in sorted(by_file):
        for finding in by_file[analysed]:
            told = places.setdefault((finding.place, finding.code), {}).setdefault(analysed, [])
            if finding not in told:
                told.append(finding)
    merged: dict[str, list[Finding]] = {path: [] for path in by_file}
    for (place, _), ways in places.items():
        analysed = min(ways, key=lambda path: (min(map(_gravity, ways[path])), path != place.path, path))
        merged[place.path if place.path in merged else analysed].extend(ways[analysed])
    return merged


def _gravity(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are told: by place, then code."""
    return tuple(
        sorted(
            findings,
            key=lambda each: (
                each.place.path,
                each.place.line,
                each.place.column,
                each.place.end_line,
                each.place.end_column,
                each.code,
                each.message,
            ),
        )
    )
