"""Programs that would take for ever, or all memory, end in seconds: with findings, gaps or budgets, never a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 5  # of the processor, so that a busy machine does not count
MEGABYTES = 500
HOSTILE = {
    "power": "x = 10**10**9",
    "range": "x = list(range(10**12))\ny = sum(range(10**12))",
    "string": 'x = "a" * 10**12\ny = "x".ljust(10**12)',
    "list": "x = [0] * 10**10\ny = (1,) * 10**11",
    "shift": "x = 1 << 10**12",
    "parentheses": "x = " + "(" * 5_000 + "1" + ")" * 5_000,
    "brackets": "x = " + "[" * 5_000 + "]" * 5_000,
    "long sum": "x = " + " + ".join(["1"] * 100_000),
    "own base": "class A(A): pass\nA()",
    "recursion": "def f(n): return f(n + 1)\nf(0)",
    "while": "while True:\n    x = 1",
    "endless generator": "def g():\n    while True: yield 1\nx = list(g())\ny = sum(g())",
    "branches": "def f(" + ", ".join(f"a{i}" for i in range(40)) + "):\n    x = 0\n"
    + "".join(f"    if a{i}: x += {2**i}\n" for i in range(40)) + "    return x",
    "f-string": 'x = f"{1:{10**9}}"\ny = "%1000000000d" % 1\nz = "{:>1000000000}".format(1)',
    "__getattr__": "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().y",
    "__eq__": "class A:\n    def __eq__(self, other): return self == other\nA() == A()\n[A()] == [A()]",
    "__repr__": "class A:\n    def __repr__(self): return repr(self)\nrepr(A())\nstr([A()])",
    "self in list": "x = []\nx.append(x)\nrepr(x)\nx == x\ny = []\ny.append(y)\nx == y\nd = {}\nd['d'] = d\nstr(d)",
    "products": "import itertools\nx = list(itertools.product(range(100), repeat=10))\n"
    "y = list(itertools.permutations(range(20)))\nz = list(itertools.combinations(range(60), 30))",
    "regex": "import re\nx = re.match('(a+)+$', 'a' * 50 + 'b')\ny = re.sub('(x+x+)+y', '', 'x' * 60)",
    "digits": "x = int('9' * 10**6)\ny = str(10**50_000)",
    "deep data": "x = []\nfor _ in range(10**5): x = [x]\nrepr(x)\nx == x",
    "comprehension": "x = [a + b + c for a in range(1000) for b in range(1000) for c in range(1000)]",
    "growing list": "x = [1]\nfor y in x: x.append(y)",
    "doubling": "x = 'a'\nfor _ in range(100): x = x + x\ny = [1]\nfor _ in range(100): y = y + y",
    "large file": "".join(f"def function_{i}(a, b=1):\n    return a + b + {i}\n\n" for i in range(90_000)),
    "fib": "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nx = fib(60)",
    "rows of zeros": "x = [[0] * 10**4 for _ in range(10**5)]\ny = [[0] + [1] * 10**4 for _ in range(10**5)]",
    "lines": "x = ['a' * 10**5 + str(i) for i in range(10**5)]",
    "sets": "x = [set(range(10**4)) for _ in range(10**5)]\ny = [sorted(range(10**4)) for _ in range(10**5)]",
    "squaring": "x = 3\nfor _ in range(100): x = x * x",
}  # fmt: skip


# A process of its own between the test and what is measured: what a child is forked from counts as its memory.
MEASURE = """
import json, resource, subprocess, sys
process = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
print(json.dumps([process.returncode, process.stdout, seconds, megabytes]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_ends(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.py"
    path.write_text(HOSTILE[name], encoding="utf-8")
    command = [sys.executable, "-m", "shapeproof", "check", "--no-cache", "--jobs", "1", str(path)]
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    code, output, seconds, megabytes = json.loads(measured.stdout)
    assert code in (0, 1), output[-500:]
    assert "Traceback" not in output and "shapeproof failed" not in output, output[-500:]
    assert seconds < SECONDS, f"{seconds:.1f} s"
    assert megabytes < MEGABYTES, f"{megabytes:.0f} MB"
