"""Layers and functions against the samples torch tests itself with, those that it must refuse among them."""

from __future__ import annotations

import re

import pytest
from conformance.oracle import run_ours, run_real, run_symbolic, same_value
from conformance.samples import of_module, of_operator
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.common_modules import module_db

NOT_ABOUT_SIZES = re.compile(
    "not implemented for|should be the same|same dtype|expected scalar type|is not a valid value|must be not zero"
    "|approximate argument|cannot be greater|Lower bound|lambda must be|margin must be|only p ==|non-positive values"
    "|ignore_index cannot"
)
LIMIT = 15
MODULES = {info.name: info for info in module_db}
FUNCTIONS: dict[str, list] = {}
for _info in op_db:
    if _info.name.startswith("nn.functional."):
        FUNCTIONS.setdefault(_info.name, []).append(_info)


def _disagreements(cases: list, symbolic: bool) -> list[str]:
    wrong = []
    for case in cases:
        real, ours = run_real(case), (run_symbolic if symbolic else run_ours)(case)
        if real.kind == "refused":
            agreed = ours.kind != "value" or symbolic or NOT_ABOUT_SIZES.search(real.text)
        elif symbolic:
            agreed = ours.kind == "gap" or (ours.kind == "value" and same_value(real.value, ours.value, parts=True))
        else:
            parts = "one_hot" in case.expression  # which may depend on the data
            agreed = ours.kind == "value" and same_value(real.value, ours.value, parts=parts)
        if not agreed:
            wrong.append(f"{case}\n    torch: {real}\n    ours:  {ours}"[:1000])
    return wrong


@pytest.mark.parametrize("symbolic", [False, True], ids=["known", "symbolic"])
@pytest.mark.parametrize("name", sorted(MODULES))
def test_layers(name: str, symbolic: bool) -> None:
    wrong = _disagreements(list(of_module(MODULES[name], LIMIT)), symbolic)
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


@pytest.mark.parametrize("symbolic", [False, True], ids=["known", "symbolic"])
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions(name: str, symbolic: bool) -> None:
    wrong = _disagreements([case for info in FUNCTIONS[name] for case in of_operator(info, LIMIT)], symbolic)
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)
