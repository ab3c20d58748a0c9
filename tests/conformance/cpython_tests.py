"""CPython's own tests, run through the interpreter: of each method whether it passes, meets a gap, or goes wrong.

    python tests/conformance/cpython_tests.py [list dict …] [--write] [--wrong] [--gaps]

The tests are those of the installed CPython; nothing of them is kept here but numbers: cpython_share.json says for each
file how many of the methods that CPython passes pass here too, how many meet something that is not known, and how many
go wrong. ``--write`` writes it, ``--wrong`` and ``--gaps`` name the methods.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import test

sys.path.insert(0, str(Path(__file__).parents[1]))

from libraries.running import StubImporter
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.imports import module_value
from shapeproof.interpreter.machine import Interpreter
from shapeproof.interpreter.protocols import FoundModule
from shapeproof.interpreter.world import Branches, BudgetSpent
from shapeproof.libraries import PythonLibraries
from shapeproof.shapes import Gap, Refused
from shapeproof.source import read_source
from shapeproof.torch_model.library import StubLibrary
from shapeproof.values import Class, PythonModule, Unknown, Value

HOME = Path(test.__path__[0])
STAND_INS = Path(__file__).with_name("stand_ins")
SHARE = Path(__file__).with_name("cpython_share.json")
STEPS = 60_000  # of one method
FILES = (
    *(
        "augassign",
        "binop",
        "bisect",
        "bool",
        "builtin",
        "call",
        "class",
        "collections",
        "compare",
        "complex",
        "contains",
    ),
    *("contextlib", "copy", "decorators", "defaultdict", "deque", "descr", "dictcomps", "dictviews", "dict", "enum"),
    *(
        "enumerate",
        "except_star",
        "exception_group",
        "exceptions",
        "float",
        "format",
        "fstring",
        "funcattrs",
        "functools",
    ),
    *(
        "generators",
        "global",
        "hash",
        "heapq",
        "index",
        "int",
        "isinstance",
        "iter",
        "itertools",
        "keywordonlyarg",
        "list",
    ),
    *("listcomps", "long", "math", "metaclass", "named_expressions", "numeric_tower", "operator", "patma"),
    *(
        "positional_only_arg",
        "pow",
        "property",
        "raise",
        "range",
        "richcmp",
        "scope",
        "set",
        "setcomps",
        "slice",
        "sort",
    ),
    *("string", "string_literals", "subclassinit", "super", "tuple", "types", "unicode", "unpack", "unpack_ex"),
    *("userdict", "userlist", "userstring", "with", "yield_from"),
)
_STAND_INS = {
    "unittest": "unittest.py",
    "test.support": "test_support.py",
    "test.support.import_helper": "test_import_helper.py",
}


class Importer(StubImporter):
    """Finds the stubs, the stand-ins, and CPython's folder of tests."""

    def find(self, name: str) -> FoundModule | None:
        if name in _STAND_INS:
            path = STAND_INS / _STAND_INS[name]
            return FoundModule(name, str(path), True, read_source(str(path)))
        if name == "test":
            return FoundModule(name, str(HOME), True, None)
        if name.startswith("test."):
            path = HOME.joinpath(*name.split(".")[1:]).with_suffix(".py")
            return FoundModule(name, str(path), False, read_source(str(path))) if path.is_file() else None
        return super().find(name)


class Libraries(PythonLibraries):
    """Python's libraries but for what stands in."""

    def covers(self, module_name: str) -> bool:
        return module_name not in _STAND_INS and module_name.partition(".")[0] != "test" and super().covers(module_name)


@dataclass(frozen=True)
class Outcome:
    """``verdict`` is "pass", "gap", "skip" or "wrong"; ``reason`` says why it is no pass."""

    verdict: str
    reason: str = ""


def outcomes(name: str) -> dict[str, Outcome]:
    """Of each test method of CPython's test_<name>, by ``Class.method``."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 30_000))
    machine = Interpreter(Importer(), (StubLibrary(), Libraries()))
    machine.step_budget = STEPS * 20
    module = machine.import_module(f"test.test_{name}")
    if not isinstance(module, PythonModule) or module.source is None:
        return {}
    found: dict[str, Outcome] = {}
    for bound in list(module.binders):
        machine.steps = 0
        try:
            cls = module_value(machine, module, bound)
        except (ProgramRaise, Gap, BudgetSpent):
            continue
        if isinstance(cls, Class) and cls.module is module and any(p.name == "TestCase" for p in cls.mro):
            for method in sorted({key for parent in cls.mro for key in machine.attributes(parent)}):
                if method.startswith("test"):
                    found[f"{bound}.{method}"] = _outcome(machine, cls, method)
    return found


def _outcome(machine: Interpreter, cls: Class, method: str) -> Outcome:
    start, serial = machine.world(), Unknown("").serial
    machine.steps, machine.step_budget, machine.log = 0, STEPS, None
    saved = machine.frame, machine.depth, list(machine.stack), machine.recording
    try:
        result = machine.attempt(_run, machine, cls, method)
    except ProgramRaise as raised:
        return _of_raise(machine, raised, Unknown("").serial > serial + 1)
    except BudgetSpent:
        return Outcome("gap", "budget")
    except (Gap, Refused) as gap:
        return Outcome("gap", str(gap))
    except RecursionError:
        return Outcome("gap", "recursion")
    finally:
        machine.enter(start)
        machine.frame, machine.depth, machine.stack, machine.recording = saved
        machine.handling, machine.catching, machine.catching_names, machine.catching_imports = None, 0, 0, 0
        machine.log = None
    if type(result) is Branches:
        return Outcome("gap", "paths part")
    return Outcome("skip") if result == "skip" else Outcome("pass")


def _run(machine: Interpreter, cls: Class, method: str) -> Value:
    case = machine.call(cls, (method,))
    function = machine.get_attribute(case, method)
    for marked in (cls, function):
        if machine.find_attribute(marked, "skipped_here") is True:
            return "skip"
    machine.call(machine.get_attribute(cls, "setUpClass"))
    machine.call(machine.get_attribute(case, "setUp"))
    result = machine.call(function)
    if isinstance(result, Unknown):
        raise Gap(result.reason)
    return None


def _of_raise(machine: Interpreter, raised: ProgramRaise, something_unknown: bool) -> Outcome:
    exception = raised.exception
    if exception.cls.name == "SkipTest":
        return Outcome("skip")
    held = machine.attributes(exception)
    site = held.get("\0site")
    reason = f"{exception.cls.name}{held.get('args')!r} at {getattr(site, 'line', '?')} of {getattr(site, 'path', '?')}"
    return Outcome("gap" if something_unknown else "wrong", reason)


_HOST = """
import sys, unittest, json
names = []
class Result(unittest.TestResult):
    def addSuccess(self, test):
        if type(test).__module__ == "test.test_" + sys.argv[1] and "<locals>" not in type(test).__qualname__:
            names.append(f"{type(test).__qualname__}.{test._testMethodName}")
suite = unittest.defaultTestLoader.loadTestsFromName("test.test_" + sys.argv[1])
suite.run(Result())
print("\\n@" + json.dumps(names))
"""


def passed_by_cpython(name: str) -> set[str]:
    """The methods that the installed CPython passes."""
    command = [sys.executable, "-W", "ignore", "-c", _HOST, name]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("@")]
    return set(json.loads(lines[-1][1:])) if lines else set()


def share(name: str, passed: set[str] | None = None) -> tuple[dict[str, int], dict[str, Outcome]]:
    """How many methods pass, meet a gap and go wrong, of those that CPython passes (of all where that is not known)."""
    found = {key: outcome for key, outcome in outcomes(name).items() if outcome.verdict != "skip"}
    if passed is not None:
        found = {key: outcome for key, outcome in found.items() if key in passed}
        for key in passed - found.keys():
            found[key] = Outcome("gap", "not reached")
    counted = Counter(outcome.verdict for outcome in found.values())
    return {verdict: counted[verdict] for verdict in ("pass", "gap", "wrong")}, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=FILES)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--quick", action="store_true", help="do not ask CPython which methods it passes")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    table: dict[str, Any] = json.loads(SHARE.read_text(encoding="utf-8")) if SHARE.exists() else {}
    for name in options.names:
        numbers, found = share(name, None if options.quick else passed_by_cpython(name))
        table[name] = numbers
        total.update(numbers)
        print(f"{name}: {numbers}", flush=True)
        for key, outcome in sorted(found.items()):
            if (options.wrong and outcome.verdict == "wrong") or (options.gaps and outcome.verdict == "gap"):
                print(f"    {outcome.verdict} {key}: {outcome.reason[:200]}", flush=True)
    print(dict(total), f"{total['pass'] / max(total.total(), 1):.1%} without a gap")
    if options.write:
        SHARE.write_text(json.dumps(dict(sorted(table.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
