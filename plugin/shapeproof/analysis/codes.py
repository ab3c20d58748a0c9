"""The codes a finding can have: one a family, each with its severity unless the configuration says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from shapeproof.analysis.facts import Severity

_ERROR, _WARNING, _INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@dataclass(frozen=True, slots=True)
class Code:
    """A code, the family of operations or promises it belongs to, and what it says in one line."""

    name: str
    family: str
    severity: Severity
    summary: str


_TABLE = (
    ("linear", "layers", _ERROR, "a Linear layer is given another last dimension than it was made for"),
    ("matmul", "operations", _ERROR, "two tensors whose inner or batch dimensions differ are multiplied as matrices"),
    ("conv", "layers", _ERROR, "a convolution is given other channels, or a smaller image, than it accepts"),
    ("pool", "layers", _ERROR, "a pooling or resampling layer is given a shape that it cannot reduce"),
    ("norm", "layers", _ERROR, "a normalisation layer is given other features than it was made for"),
    ("embedding", "layers", _ERROR, "an embedding is given indices or sizes that it cannot look up"),
    ("rnn", "layers", _ERROR, "a recurrent layer is given other features or another hidden state than it was made for"),
    ("attention", "layers", _ERROR, "queries, keys, values, masks or heads of an attention do not fit together"),
    ("broadcast", "operations", _ERROR, "two shapes are combined elementwise that cannot be broadcast"),
    ("reshape", "operations", _ERROR, "a tensor is viewed or reshaped to another number of elements"),
    ("join", "operations", _ERROR, "tensors are concatenated or stacked whose other dimensions differ"),
    ("split", "operations", _ERROR, "a tensor is split into sizes that do not add up, or unpacked into another number"),
    ("index", "operations", _ERROR, "an index or axis lies outside the tensor"),
    ("reduce", "operations", _ERROR, "a reduction is asked for over an axis that the tensor does not have"),
    ("einsum", "operations", _ERROR, "the operands of an einsum do not fit its equation"),
    ("einops", "operations", _ERROR, "a tensor does not fit its einops pattern"),
    ("loss", "layers", _ERROR, "a loss is given predictions and targets that do not fit together"),
    ("inplace", "operations", _ERROR, "an operation in place would change the shape of the tensor it writes to"),
    ("expand", "operations", _ERROR, "a dimension that is not 1 is expanded to another size"),
    ("linalg", "operations", _ERROR, "an operation of linear algebra is given matrices that it is not defined on"),
    ("parameter", "layers", _ERROR, "a layer cannot be built with these sizes"),
    ("annotation", "promises", _ERROR, "a value does not have the shape that its annotation promises"),
    ("assert-type", "promises", _ERROR, "an assert_type about a shape does not hold"),
    ("hole", "promises", _ERROR, "a size left open as ... has been worked out, or cannot be"),
    ("raises", "promises", _ERROR, "a call with known arguments reaches the program's own raise or assert"),
    ("contract", "promises", _ERROR, "a call breaks a condition on sizes that what it calls depends on"),
    ("last-batch", "operations", _ERROR, "a size is fixed that the last, smaller batch of a loader will not have"),
    ("silent-broadcast", "operations", _WARNING, "two tensors are broadcast that were very likely meant to match"),
    ("unregistered", "layers", _WARNING, "layers or parameters are kept where torch does not see them"),
    ("unused-layer", "layers", _WARNING, "a layer with parameters is built and never used"),
    ("comment", "promises", _WARNING, "a comment states a shape that the value cannot have"),
    ("unused-ignore", "the tool", _WARNING, "a comment silences a finding that is not made"),
    ("reveal", "the tool", _INFORMATION, "what is known of a value that reveal_type asks for"),
    ("scrambled-view", "operations", _INFORMATION, "a view mixes elements of axes that were never next to each other"),
    ("implicit-dim", "operations", _INFORMATION, "an operation picks an axis by itself that should be named"),
    ("internal", "the tool", _INFORMATION, "shapeproof itself failed here; the rest of the report stands"),
    ("syntax", "the tool", _ERROR, "a statement that is not Python, and so is not analysed"),
)
CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}
"""Every code by its name, in the order in which they are listed."""
