"""Every family of calls by its name."""

from __future__ import annotations

from conformance.calls import algebra, axes, layered, making, pointwise
from conformance.pen import Maker

MAKERS: dict[str, Maker] = {**pointwise.MAKERS, **axes.MAKERS, **making.MAKERS, **algebra.MAKERS, **layered.MAKERS}
