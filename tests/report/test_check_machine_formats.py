"""What ``check`` writes for programs, read whole."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from report.facts_by_hand import BROADCAST, CLEAN, LINEAR, REPORT
from shapeproof.analysis.facts import FileFacts
from shapeproof.project import CheckReport
from shapeproof.report.github import render_github
from shapeproof.report.json import render_json
from shapeproof.report.junit import render_junit
from shapeproof.report.sarif import render_sarif


def test_json() -> None:
    assert json.loads(render_json(REPORT)) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "lib/other.py",
                "line": 3,
                "column": 1,
                "end_line": 3,
                "end_column": 15,
                "code": "reveal",
                "severity": "information",
                "message": "Tensor[b, 4*d]",
                "notes": [],
                "when": None,
                "fix": None,
            },
            {
                "path": "net.py",
                "line": 14,
                "column": 16,
                "end_line": 14,
                "end_column": 27,
                "code": "linear",
                "severity": "error",
                "message": "Linear expects a last dimension of 64, got 128",
                "notes": [
                    {"path": "net.py", "line": 9, "column": 20, "message": "fc2 = nn.Linear(64, 10)"},
                    {"path": "net.py", "line": 8, "column": 20, "message": "128 comes from nn.Linear(784, 128)"},
                ],
                "when": None,
                "fix": {
                    "description": "make fc2 take 128",
                    "safe": True,
                    "edits": [{"path": "net.py", "start": [9, 30], "end": [9, 32], "text": "128"}],
                },
            },
            {
                "path": "net.py",
                "line": 20,
                "column": 9,
                "end_line": 21,
                "end_column": 14,
                "code": "silent-broadcast",
                "severity": "warning",
                "message": "[b, 1] and [b] give [b, b]: 100% of pairs, <all> of them",
                "notes": [],
                "when": "stride != 1",
                "fix": None,
            },
        ],
        "summary": {
            "files": 3,
            "errors": 1,
            "warnings": 1,
            "seconds": 0.041,
            "tensors": {"known": 31, "partial": 2, "assumed": 1, "unknown": 1},
        },
    }


def test_github() -> None:
    assert render_github(REPORT) == (
        "::notice title=shapeproof (reveal),file=lib/other.py,line=3,col=1,endLine=3,endColumn=15::Tensor[b, 4*d]\n"
        "::error title=shapeproof (linear),file=net.py,line=14,col=16,endLine=14,endColumn=27::"
        "Linear expects a last dimension of 64, got 128%0Afc2 = nn.Linear(64, 10) at net.py:9%0A"
        "128 comes from nn.Linear(784, 128) at net.py:8%0Ahelp: nn.Linear(128, 10)\n"
        "::warning title=shapeproof (silent-broadcast),file=net.py,line=20,endLine=21::"
        "[b, 1] and [b] give [b, b]: 100%25 of pairs, <all> of them (when stride != 1)\n"
    )
    assert render_github(CLEAN) == ""


def test_github_escapes_what_a_property_cannot_hold() -> None:
    odd = replace(LINEAR, place=replace(LINEAR.place, path="C:/a,b.py"), notes=(), help=None)
    assert "file=C%3A/a%2Cb.py," in render_github(CheckReport((FileFacts("C:/a,b.py", (odd,)),)))


def test_sarif() -> None:
    place = {"uri": "net.py"}
    log = json.loads(render_sarif(replace(REPORT, files=REPORT.files[2:], errors=("gone.py: no such file or folder",))))
    del log["runs"][0]["tool"]["driver"]["version"]
    assert log == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "shapeproof",
                        "rules": [
                            {
                                "id": "linear",
                                "shortDescription": {
                                    "text": "A Linear layer is given another last dimension than it was made for."
                                },
                                "defaultConfiguration": {"level": "error"},
                                "properties": {"family": "layers"},
                            },
                            {
                                "id": "silent-broadcast",
                                "shortDescription": {
                                    "text": "Two tensors are broadcast that were very likely meant to match."
                                },
                                "defaultConfiguration": {"level": "warning"},
                                "properties": {"family": "operations"},
                            },
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": False,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": "gone.py: no such file or folder"}}
                        ],
                    }
                ],
                "results": [
                    {
                        "ruleId": "linear",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {"text": "Linear expects a last dimension of 64, got 128\nhelp: nn.Linear(128, 10)"},
                        "locations": [_location(place, 14, 16, 14, 27)],
                        "relatedLocations": [
                            {
                                "id": 0,
                                **_location(place, 9, 20, 9, 37),
                                "message": {"text": "fc2 = nn.Linear(64, 10)"},
                            },
                            {
                                "id": 1,
                                **_location(place, 8, 20, 8, 39),
                                "message": {"text": "128 comes from nn.Linear(784, 128)"},
                            },
                        ],
                        "fixes": [
                            {
                                "description": {"text": "make fc2 take 128"},
                                "artifactChanges": [
                                    {
                                        "artifactLocation": place,
                                        "replacements": [
                                            {
                                                "deletedRegion": _region(9, 30, 9, 32),
                                                "insertedContent": {"text": "128"},
                                            }
                                        ],
                                    }
                                ],
                            }
                        ],
                    },
                    {
                        "ruleId": "silent-broadcast",
                        "ruleIndex": 1,
                        "level": "warning",
                        "message": {"text": f"{BROADCAST.message} (when stride != 1)"},
                        "locations": [_location(place, 20, 9, 21, 14)],
                    },
                ],
            }
        ],
    }


def test_sarif_writes_absolute_paths_as_uris() -> None:
    for path, uri in (("/a b/c.py", "file:///a%20b/c.py"), ("C:/a/b.py", "file:///C:/a/b.py"), ("ä.py", "%C3%A4.py")):
        odd = replace(LINEAR, place=replace(LINEAR.place, path=path), notes=(), fix=None)
        (result,) = json.loads(render_sarif(CheckReport((FileFacts(path, (odd,)),))))["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_junit() -> None:
    text = render_junit(REPORT)
    ElementTree.fromstring(text)
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="shapeproof" tests="4" failures="2" errors="0" time="0.041">\n'
        '  <testsuite name="clean.py" tests="1" failures="0" errors="0">\n'
        '    <testcase name="shapeproof" classname="clean.py" />\n'
        "  </testsuite>\n"
        '  <testsuite name="lib/other.py" tests="1" failures="0" errors="0">\n'
        '    <testcase name="reveal at 3:1" classname="lib/other.py" file="lib/other.py" line="3">\n'
        "      <system-out>Tensor[b, 4*d]\n"
        "lib/other.py:3:1</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="net.py" tests="2" failures="2" errors="0">\n'
        '    <testcase name="linear at 14:16" classname="net.py" file="net.py" line="14">\n'
        '      <failure type="error" message="Linear expects a last dimension of 64, got 128">net.py:14:16\n'
        "fc2 = nn.Linear(64, 10) at net.py:9\n"
        "128 comes from nn.Linear(784, 128) at net.py:8\n"
        "help: nn.Linear(128, 10)</failure>\n"
        "    </testcase>\n"
        '    <testcase name="silent-broadcast at 20:9" classname="net.py" file="net.py" line="20">\n'
        '      <failure type="warning" message="[b, 1] and [b] give [b, b]: 100% of pairs, &lt;all&gt; of them '
        '(when stride != 1)">net.py:20:9</failure>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_holds_no_character_that_xml_cannot() -> None:
    odd = replace(LINEAR, message="a \x1b[31mred\x00 word", notes=(), help=None)
    ElementTree.fromstring(render_junit(CheckReport((FileFacts("net.py", (odd,)),))))


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _location(place: dict[str, str], *numbers: int) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": place, "region": _region(*numbers)}}
