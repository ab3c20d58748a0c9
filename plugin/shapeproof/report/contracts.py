"""Contracts as text and as JSON."""

from __future__ import annotations

import json
from typing import Any

from shapeproof.analysis.facts import Case, Contract
from shapeproof.report.conditions import condition_lines
from shapeproof.report.diagnostics import diagnostic
from shapeproof.report.shapes import tree_json, tree_text


def render_contract_text(contract: Contract) -> str:
    """What a class or function demands and gives, a line each; cases in the order in which they are likeliest."""
    name = contract.target.rpartition(":")[2]
    is_call = name.endswith(")")
    is_built = contract.call == "forward" or contract.arguments
    head = f"{name}({', '.join(contract.arguments)})" if is_built and not is_call else name
    lines = [head]
    lines += [f"  requires {condition}" for condition in condition_lines(contract.requires, contract.unsaid)]
    for number, case in enumerate(contract.cases):
        lines.append(f"  {'or ' if number else ''}{_call_text(contract.call, case)}")
        lines += [f"    requires {condition}" for condition in case.requires]
        if case.accepts is not None:
            lines.append(f"    accepts only {case.accepts}")
    if contract.more_cases:
        lines.append(f"  or in {contract.more_cases} more way{'s' * (contract.more_cases > 1)}, not shown here")
    if not contract.cases and contract.findings:
        lines.append("  accepts no sizes:")
        for finding in contract.findings:
            where = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
            lines.append(f"    {where}: {finding.message} [{finding.code}]")
    lines += [f"  not known: {f'{part.name}: ' if part.name else ''}{part.reason}" for part in contract.unknown]
    return "\n".join(lines) + "\n"


def _call_text(call: str, case: Case) -> str:
    inputs = ", ".join(f"{name}: {tree_text(tree)}" for name, tree in case.inputs)
    return f"{call}({inputs}) -> {tree_text(case.output)}"


def render_contract_json(contract: Contract) -> str:
    """One object on one line."""
    return json.dumps(contract_json(contract), ensure_ascii=False) + "\n"


def contract_json(contract: Contract) -> dict[str, Any]:
    return {
        "version": 1,
        "target": contract.target,
        "error": contract.error,
        "arguments": list(contract.arguments),
        "call": contract.call,
        "requires": list(contract.requires),
        "cases": [
            {
                "inputs": {name: tree_json(tree) for name, tree in case.inputs},
                "output": tree_json(case.output),
                "requires": list(case.requires),
                "accepts": case.accepts,
            }
            for case in contract.cases
        ],
        "more_cases": contract.more_cases,
        "whole": contract.is_whole,
        "findings": [diagnostic(finding) for finding in contract.findings],
        "unknown": [
            {"name": part.name, "reason": part.reason, "path": part.path, "line": part.line}
            for part in contract.unknown
        ],
    }
