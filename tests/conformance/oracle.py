"""torch (or CPython) as the oracle: one piece of source run by both, and what came out compared.

    case = Case("F.conv2d(x, w, stride=2)", {"x": tensor(1, 3, 8, 8), "w": tensor(4, 3, 3, 3)})
    assert disagreement(case) is None

`run_real` runs the source with torch; `run_ours` has the interpreter read it. Both give an `Outcome`: a value (tensors
as `Sized`), a refusal, or (ours alone) a gap. `run_symbolic` gives every size of the inputs a symbol first, and
evaluates the result and the contract at the real sizes afterwards; `run_open` gives the inputs no shape at all
(``[*x]``), and looks afterwards whether what was solved about them is true.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch
from shapeproof.dims import EQ, NE, All, Dim, Kind, Opinion, Symbol, atom_of, evaluate, symbol, symbols_of
from shapeproof.dims import Any as Any_
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.machine import Interpreter
from shapeproof.interpreter.protocols import FoundModule
from shapeproof.interpreter.world import Branches, Raising, items
from shapeproof.shapes import Gap, Shape, Splat
from shapeproof.source.file import SourceFile, read_source
from shapeproof.torch_model import registration
from shapeproof.torch_model.library import StubLibrary
from shapeproof.torch_model.tensors import new_tensor, tensor_state
from shapeproof.values import Object, ShapeValue, Truth, Unknown

torch.set_num_threads(1)  # many small calls
STUBS = Path(__file__).parents[2] / "stubs"
PREAMBLE = (
    "import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nfrom torch import Tensor\n"
)


@dataclass(frozen=True)
class Input:
    """A tensor argument: its sizes and dtype; integers are zeros unless `below` says how large they may be."""

    sizes: tuple[int, ...]
    dtype: str = "float32"
    below: int = 1
    requires_grad: bool = False
    value: torch.Tensor | None = field(default=None, compare=False, repr=False)  # what torch is given, if it matters


def tensor(*sizes: int, dtype: str = "float32", below: int = 1, requires_grad: bool = False) -> Input:
    return Input(sizes, dtype, below, requires_grad)


@dataclass(frozen=True)
class Number:
    """An int argument that `run_symbolic` gives a symbol."""

    value: int
    least: int | None = None


@dataclass(frozen=True)
class Case:
    """An expression over named inputs (tensors, or plain values that are passed as they are), after some statements."""

    expression: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    setup: str = ""

    @property
    def source(self) -> str:
        return f"{PREAMBLE}{self.setup}\ndef run({', '.join(self.inputs)}):\n    return {self.expression}\n"

    def __str__(self) -> str:
        given = ", ".join(f"{k}={_spell(v)}" for k, v in self.inputs.items())
        setup = f" after {self.setup!r}" if self.setup else ""
        return f"{self.expression} with {given}{setup}"


def _spell(value: Any) -> str:
    if isinstance(value, Input):
        return f"{list(value.sizes)}" + ("" if value.dtype == "float32" else f" {value.dtype}")
    if isinstance(value, Number):
        return str(value.value)
    return repr(value)


@dataclass(frozen=True)
class Sized:
    """A tensor, as far as it is compared."""

    sizes: tuple[Any, ...]
    dtype: str | None = None

    def __repr__(self) -> str:
        return f"{list(self.sizes)}:{self.dtype}"


@dataclass(frozen=True)
class NotKnown:
    """A part of a value that is not known, and why."""

    reason: str


SOME_BOOL = "a bool that depends on values"


@dataclass(frozen=True)
class Outcome:
    """``kind`` is value, refused or gap; ``text`` the error's or gap's."""

    kind: str
    value: Any = None
    text: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.value!r}" if self.kind == "value" else f"{self.kind}: {self.text}"


# --- torch ----------------------------------------------------------------------------------------------------------


def real_tensor(given: Input) -> torch.Tensor:
    if given.value is not None:
        return given.value.detach().clone().requires_grad_(given.requires_grad)
    dtype = getattr(torch, given.dtype)
    if dtype.is_floating_point or dtype.is_complex:
        return torch.rand(given.sizes, dtype=dtype).requires_grad_(given.requires_grad)
    if dtype is torch.bool:
        return torch.zeros(given.sizes, dtype=dtype)
    return torch.randint(0, given.below, given.sizes, dtype=dtype)


def _real_argument(value: Any) -> Any:
    return real_tensor(value) if isinstance(value, Input) else value.value if isinstance(value, Number) else value


def run_real(case: Case) -> Outcome:
    """What torch says. Every exception counts as a refusal."""
    space: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.manual_seed(0)
        try:
            exec(case.source, space)
            arguments = {name: _real_argument(value) for name, value in case.inputs.items()}
            return Outcome("value", _real_value(space["run"](**arguments)))
        except Exception as error:
            return Outcome("refused", text=f"{type(error).__name__}: {error}")


def _real_value(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return Sized(tuple(value.shape), str(value.dtype).removeprefix("torch."))
    if isinstance(value, torch.nn.Module):
        return _real_module(value)
    if isinstance(value, tuple | list):
        return tuple(_real_value(item) for item in value)
    if isinstance(value, dict):
        return {key: _real_value(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | int | float | complex | str):
        return value
    return f"<{type(value).__name__}>"


def _real_module(module: torch.nn.Module) -> dict[str, Any]:
    return {
        "parameters": [(name, _real_value(p).sizes, p.requires_grad) for name, p in module.named_parameters()],
        "buffers": [(name, _real_value(b)) for name, b in module.named_buffers()],
        "modules": [(name, type(m).__name__) for name, m in module.named_modules()],
    }


# --- ours -----------------------------------------------------------------------------------------------------------


class _Importer:
    """Finds the stubs, and the cases by name."""

    def __init__(self) -> None:
        self.cases: dict[str, FoundModule] = {}

    def find(self, name: str) -> FoundModule | None:
        return self.cases.get(name) or _stub(name)


@cache
def _stub(name: str) -> FoundModule | None:
    place = STUBS.joinpath(*name.split("."))
    for path, is_package in ((place / "__init__.pyi", True), (place.with_suffix(".pyi"), False)):
        if path.is_file():
            return FoundModule(name, str(path), is_package, read_source(str(path)))
    return FoundModule(name, str(place), True, None) if place.is_dir() else None


class _Runner:
    """One interpreter for many cases; each starts from the same world."""

    def __init__(self) -> None:
        self.importer = _Importer()
        self.machine = Interpreter(self.importer, self._libraries())
        self.start = self.machine.world()
        self.count = 0

    @staticmethod
    def _libraries() -> list[Any]:
        return [StubLibrary()]

    def run(self, case: Case, sizes: str = "known") -> Outcome:
        machine = self.machine
        self.count += 1
        name = f"case_{self.count}"
        source = SourceFile(f"{name}.py", case.source)
        self.importer.cases[name] = FoundModule(name, f"{name}.py", False, source)
        machine.enter(self.start)
        machine.log, machine.stack, machine.steps, machine.depth, machine.catching = None, [], 0, 0, 0
        function = machine.get_attribute(machine.import_module(name), "run")
        self.values: dict[Any, int] = {}
        self.open: list[tuple[Splat, tuple[int, ...]]] = []
        arguments = tuple(self._argument(k, v, sizes) for k, v in case.inputs.items())
        try:
            result = machine.attempt(machine.call, function, arguments)
        except ProgramRaise as raised:
            return self._raised(raised.exception)
        except Gap as gap:
            return Outcome("gap", text=str(gap))
        finally:
            del self.importer.cases[name]
        if isinstance(result, Branches):
            return self._among(result)
        return self._ended(result)

    def _argument(self, name: str, given: Any, sizes: str) -> Any:
        if isinstance(given, Number):
            if sizes == "known":
                return given.value
            made = symbol(name, Kind.RIGID, lower=given.least)
            self.values[made] = given.value
            return made
        if not isinstance(given, Input):
            if isinstance(given, list):
                return self.machine.new_list(self._argument(name, item, sizes) for item in given)
            return given
        row: list[Any] = list(given.sizes)
        if sizes == "symbolic":
            for axis, size in enumerate(given.sizes):
                row[axis] = symbol(f"{name}{axis}", Kind.RIGID, lower=0)
                self.values[row[axis]] = size
        elif sizes == "open":
            row = [self.machine.judge.free_splat(name)]
            self.open.append((row[0], given.sizes))
        return new_tensor(self.machine, Shape(row), given.dtype, requires_grad=given.requires_grad)

    def _among(self, branches: Branches) -> Outcome:
        """The end whose conditions hold at the real sizes."""
        found = []
        for world, result in branches.ends:
            self.machine.enter(world)
            solved = all(self._number(made) == size for made, size in self.values.items())
            if self._solve_open() and solved and all(self._true(fact) for fact in world.facts.known):
                if type(result) is Raising:
                    found.append(self._raised(result.exception))
                else:
                    found.append(self._ended(result))
        outcomes = list({str(outcome): outcome for outcome in found}.values())
        if len(outcomes) == 1:
            return outcomes[0]
        if not outcomes:
            return Outcome("refused", text="no world has these sizes")
        return Outcome("gap", text=f"{len(outcomes)} different ends: {'; '.join(map(str, outcomes))}"[:400])

    def _solve_open(self) -> bool:
        """Give the sizes found for inputs of open rank their real values; False where they cannot be these."""
        judge = self.machine.judge
        pairs: list[tuple[Any, int]] = []
        for splat, sizes in self.open:
            found = judge.reading(Shape((splat,)))
            if found.least_rank > len(sizes) or (found.splat is None and found.rank != len(sizes)):
                return False
            if found.splat is not None:
                before, after = len(found.before), len(found.after)
                judge.bind_splat(found.items[found.splat], sizes[before : len(sizes) - after])
                found = judge.reading(Shape((splat,)))
            pairs.extend(zip(found.dims, sizes, strict=True))
        for item, size in pairs:
            if isinstance(item, Dim) and isinstance(atom_of(item), Symbol):
                self.values.setdefault(item, size)
        return all(self._number(item) == size for item, size in pairs)

    def _raised(self, exception: Object) -> Outcome:
        arguments = self.machine.attributes(exception).get("args", ())
        return Outcome("refused", text=f"{exception.cls.name}: {arguments}")

    def _ended(self, result: Any) -> Outcome:
        machine = self.machine
        if not self._solve_open():
            return Outcome("refused", text="what was solved about the inputs is not true of these")
        events = items(machine.refusals)
        if events:
            return Outcome("refused", text=events[0].refusal.message, value=events[0].refusal.code)
        for condition, refusal in machine.judge.assumed:
            if not self._true(condition):
                return Outcome("refused", text=refusal.message, value=refusal.code)
        try:
            value = self._value(result)
        except Gap as gap:
            return Outcome("gap", text=str(gap))
        return Outcome("gap", text=value.reason) if isinstance(value, NotKnown) else Outcome("value", value)

    def _true(self, condition: Any) -> bool:
        """Whether a condition holds at the real sizes; an opinion, which is not about sizes, may."""
        if isinstance(condition, bool | Opinion):
            return condition is not False
        if isinstance(condition, All | Any_):
            row = [self._true(each) for each in condition.conditions]
            return all(row) if isinstance(condition, All) else any(row)
        known = all(symbol in self.values for symbol in symbols_of(condition.dim))
        number = evaluate(condition.dim, self.values) if known else self._number(condition.dim)
        if isinstance(number, NotKnown):
            return True
        return bool(number == 0 if condition.op is EQ else number != 0 if condition.op is NE else number >= 0)

    def _value(self, value: Any) -> Any:
        machine = self.machine
        if isinstance(value, Unknown):
            return NotKnown(value.reason)
        state = tensor_state(machine, value)
        if state is not None:
            if state.shape is None:
                return NotKnown(state.reason or "a shape that is not known")
            shape = machine.judge.reading(state.shape)
            if shape.splat is not None:
                return NotKnown(f"an open rank: {shape}")
            return Sized(tuple(self._number(size) for size in shape.dims), state.dtype)
        if isinstance(value, Dim):
            return self._number(value)
        if isinstance(value, Truth):
            return SOME_BOOL if isinstance(value.condition, Opinion) else self._true(value.condition)
        if isinstance(value, ShapeValue):
            return NotKnown("a shape of open rank")
        if isinstance(value, tuple):
            return tuple(self._value(item) for item in value)
        if isinstance(value, Object):
            return self._object(value)
        return value

    def _number(self, size: Any) -> Any:
        size = self.machine.judge.resolve(size) if isinstance(size, Dim) else size
        if not isinstance(size, Dim):
            return size
        if any(symbol not in self.values for symbol in symbols_of(size)):
            return NotKnown(f"the size {size}")
        return evaluate(size, self.values)

    def _object(self, value: Object) -> Any:
        machine = self.machine
        if registration.is_module(machine, value):
            return self._module(value)
        content = machine.state(value).content
        if isinstance(content, tuple):
            return tuple(self._value(item) for item in content)
        if isinstance(content, dict):
            return {key: self._value(item) for key, item in content.items()}
        return f"<{value.cls.name}>"

    def _module(self, module: Object) -> dict[str, Any]:
        machine = self.machine
        parameters = []
        for name, parameter in machine.iterate(registration.named_parameters(machine, module)):
            state, sized = tensor_state(machine, parameter), self._value(parameter)
            assert state is not None
            parameters.append((name, sized.sizes if isinstance(sized, Sized) else sized, state.requires_grad))
        buffers = [(n, self._value(b)) for n, b in machine.iterate(registration.named_buffers(machine, module))]
        modules = [(n, m.cls.name) for n, m in machine.iterate(registration.named_modules(machine, module))]
        return {"parameters": parameters, "buffers": buffers, "modules": modules}


@cache
def _runner() -> _Runner:
    return _Runner()


def run_ours(case: Case) -> Outcome:
    return _runner().run(case)


def run_symbolic(case: Case) -> Outcome:
    """As `run_ours` with a symbol for every size of the inputs, the result evaluated at the real sizes."""
    return _runner().run(case, "symbolic")


def run_open(case: Case) -> Outcome:
    """As `run_ours` with inputs of which nothing is known."""
    return _runner().run(case, "open")


# --- comparing ------------------------------------------------------------------------------------------------------


def same_value(real: Any, ours: Any, dtypes: bool = True, parts: bool = False) -> bool:
    """Whether a value of ours is torch's; with ``parts``, what is not known in ours agrees with everything."""
    if isinstance(ours, NotKnown):
        return parts
    if ours is SOME_BOOL:
        return isinstance(real, bool)
    if isinstance(real, Sized):
        if not isinstance(ours, Sized) or len(real.sizes) != len(ours.sizes):
            return False
        sizes = all(same_value(a, b, dtypes, parts) for a, b in zip(real.sizes, ours.sizes, strict=True))
        return sizes and (not dtypes or ours.dtype is None or real.dtype == ours.dtype)
    if isinstance(real, tuple | list):
        if not isinstance(ours, tuple | list) or len(real) != len(ours):
            return False
        return all(same_value(a, b, dtypes, parts) for a, b in zip(real, ours, strict=True))
    if isinstance(real, dict):
        return (
            isinstance(ours, dict)
            and list(real) == list(ours)
            and all(same_value(real[key], ours[key], dtypes, parts) for key in real)
        )
    return bool(real == ours)


def disagreement(
    case: Case,
    *,
    gaps: bool = False,
    missed: bool = False,
    symbolic: bool = False,
    open: bool = False,
    dtypes: bool = True,
) -> str | None:
    """What is wrong with our answer, None if nothing is.

    ``gaps`` lets ours not know (a part of) the value, ``missed`` lets ours give a value where torch raises (for a
    reason that is not about sizes).
    """
    real = run_real(case)
    ours = (run_symbolic if symbolic else run_open if open else run_ours)(case)
    if real.kind == "value" and ours.kind == "value" and same_value(real.value, ours.value, dtypes, gaps):
        return None
    if real.kind == "refused" and (ours.kind == "refused" or (missed and ours.kind == "value")):
        return None
    if ours.kind == "gap" and gaps:
        return None
    way = " (symbolic)" if symbolic else " (open)" if open else ""
    return f"{case}{way}\n    torch: {real}\n    ours:  {ours}"


def check_all(cases: Iterable[Case], **options: Any) -> None:
    """Fail with every disagreement."""
    wrong = [text for case in cases if (text := disagreement(case, **options)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)
