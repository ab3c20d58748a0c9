"""torch.fx calls back what a program overrides; what torch's modules hold beside their stubs is not known."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet


def test_a_tracer_may_change_what_a_program_keeps_in_it(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import fx, nn

        class Names(fx.Tracer):
            def __init__(self):
                super().__init__()
                self.names = {}
                self.count = 0

            def create_proxy(self, kind, target, *arguments, **keywords):
                self.names[target] = kind
                self.count += 1
                return super().create_proxy(kind, target, *arguments, **keywords)

        tracer = Names()
        names = tracer.names
        tracer.trace(nn.Linear(3, 4))
        if not names:
            raise ValueError("nothing was traced")
        reveal_type(tracer.count)  # reveal: Unknown
        """,
    )


def test_what_a_module_of_layers_imports_is_there(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        reveal_type(torch.nn.modules.linear.math)  # reveal: Unknown
        if hasattr(torch.nn.modules.linear, "zeros_"):
            reveal_type(0)
        """,
    )
