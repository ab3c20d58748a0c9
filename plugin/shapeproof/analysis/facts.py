"""What an analysis found: plain records that every face reads and none changes.

Sizes are `shapeproof.dims.Size` (an int, or a Dim that renders as a formula). Lines and columns count from 1,
columns in code points, ends exclusive. Paths are as the project opened them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapeproof.dims import Size
    from shapeproof.shapes import Shape

SHOW_TRACEBACK = "SHAPEPROOF_TRACEBACK"
"""An environment variable for those who work on shapeproof: if set, a fault of the engine ends the run, as it is."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Note:
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the code points from start to end (line, column pairs) of a file by text."""

    path: str
    start: tuple[int, int]
    end: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    description: str
    safe: bool
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    place: Place
    code: str
    severity: Severity
    message: str
    notes: tuple[Note, ...] = ()
    when: str | None = None
    fix: Fix | None = None
    help: str | None = None
    chain: tuple[Note, ...] = ()
    """The way of the sizes, from where they were born to where they meet."""
    mends: tuple[Fix, ...] = ()
    """Edits that might mend it, not yet tried; none are left in what a project tells."""


# A shape as faces show it: a Shape for a tensor (None in place of one whose shape is not known), a list for a
# tuple or list of values, a dict for a dict or a ModelOutput, NOTHING for Python's None.
@dataclass(frozen=True, slots=True)
class TensorShape:
    shape: Shape | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is no tensor: its text, as ``reveal_type`` shows it."""

    text: str


ShapeTree = TensorShape | Scalar | list["ShapeTree"] | dict[str, "ShapeTree"] | None


@dataclass(frozen=True, slots=True)
class ParameterRow:
    name: str
    shape: tuple[Size, ...]
    count: Size
    count_value: int | None
    trainable: bool
    tied_to: str | None


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One module of the tree; ``calls`` counts its forward calls, with the input and output of each."""

    name: str
    type: str
    own: Size | None
    own_value: int | None
    total: Size | None
    total_value: int | None
    calls: int = 0
    inputs: tuple[ShapeTree, ...] = ()
    outputs: tuple[ShapeTree, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A number of parameters: formula None where a part is not known, then at_least says what is."""

    formula: Size | None
    value: int | None
    at_least: Size | None = None
    at_least_value: int | None = None


@dataclass(frozen=True, slots=True)
class CountedWay:
    """The counts of a model where these conditions hold."""

    when: tuple[str, ...]
    total: Total
    trainable: Total


@dataclass(frozen=True, slots=True)
class UnknownPart:
    name: str
    reason: str
    path: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Solution:
    symbol: str
    exact: tuple[int, ...]
    nearest: int | None
    count: int | None
    curve: tuple[tuple[tuple[tuple[str, int], ...], int], ...] = ()
    """Where two symbols are free: numbers for both, by name, with the count they give, from below or exact."""
    free: tuple[str, ...] = ()
    """The free symbols, where there are more than two: too many to solve for."""
    refused: tuple[tuple[int, str], ...] = ()
    """Numbers that would give the count but that the model does not take, each with the requirement it breaks."""


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The answer to one ``params`` target."""

    target: str
    error: str | None = None
    total: Total | None = None
    trainable: Total | None = None
    parameters: tuple[ParameterRow, ...] = ()
    layers: tuple[LayerRow, ...] = ()
    output: ShapeTree = None
    has_output: bool = False
    requires: tuple[str, ...] = ()
    requires_all: bool = True
    """Whether that is all it requires, as far as sizes decide; if not, these are needed and more may be."""
    unsaid: tuple[str, ...] = ()
    """What of it all arguments meet that are 1 or more: text leaves it out."""
    findings: tuple[Finding, ...] = ()
    solve: Solution | None = None
    unknown: tuple[UnknownPart, ...] = ()
    counts: tuple[CountedWay, ...] = ()
    """Where the total depends on what is not given: each total that there is, and when."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which a call works: what each input is, what comes out, and what that demands of the inputs.

    ``accepts`` names the sizes that fit where only few do (``28 × 28``).
    """

    inputs: tuple[tuple[str, ShapeTree], ...]
    output: ShapeTree
    requires: tuple[str, ...] = ()
    accepts: str | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """What a class or function demands of its arguments and inputs, and what it gives.

    ``arguments`` are the constructor's (none for a function), each as it is written; ``call`` is what is called then.
    Without a case and without an error no sizes are accepted: the findings say why.
    """

    target: str
    error: str | None = None
    arguments: tuple[str, ...] = ()
    call: str = ""
    requires: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    """What of it all arguments meet that are 1 or more: text leaves it out."""
    cases: tuple[Case, ...] = ()
    more_cases: int = 0
    """Ways in which it works that are not among the cases."""
    findings: tuple[Finding, ...] = ()
    unknown: tuple[UnknownPart, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every way is told and all of it is known: what it demands is then all that is needed."""
        return self.error is None and not self.unknown and not self.more_cases


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the shape of the tensor-valued expressions is known."""

    known: int = 0
    partial: int = 0
    assumed: int = 0
    unknown: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.known + other.known,
            self.partial + other.partial,
            self.assumed + other.assumed,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True)
class ShownValue:
    """What an expression at a place is, as ``reveal_type`` shows it; ``is_target`` where a value is bound there."""

    place: Place
    text: str
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that ``check`` knows of one file."""

    path: str
    findings: tuple[Finding, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    unknown_reasons: tuple[tuple[str, int], ...] = ()
    errors: tuple[str, ...] = ()
    """What was asked about the file and could not be answered, a line each."""
