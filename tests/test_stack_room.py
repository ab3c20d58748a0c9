"""A function run with stack room is the same function, and its calls find the room."""

from __future__ import annotations

import sys

import pytest
from shapeproof.stack_room import SLOTS, with_stack_room


def test_arguments_results_and_raises_pass() -> None:
    @with_stack_room
    def divided(number: int, *, by: int = 2) -> float:
        """A quotient."""
        return number / by

    assert divided(6) == 3 and divided(6, by=3) == 2
    assert divided.__name__ == "divided" and divided.__doc__ == "A quotient."
    with pytest.raises(ZeroDivisionError):
        divided(1, by=0)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="frames are CPython's")
def test_the_frame_around_has_the_room() -> None:
    def depth_of(count: int) -> int:
        return depth_of(count - 1) + 1 if count else 0

    @with_stack_room
    def room_around() -> int:
        around = sys._getframe(1).f_code.co_stacksize
        assert depth_of(500) == 500
        return around

    assert room_around() == SLOTS
