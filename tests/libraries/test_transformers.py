"""What stands in for transformers' decorators: a layer under one stays what it is."""

from pathlib import Path
from textwrap import dedent

from snippets import check_snippet


def test_a_layer_that_a_kernel_may_stand_in_for_is_read(tmp_path: Path) -> None:
    text = """
        from torch import nn
        from transformers.integrations.hub_kernels import is_kernel, use_kernel_forward_from_hub, use_kernelized_func

        def rotate(x):
            return x

        @use_kernelized_func(rotate)
        @use_kernel_forward_from_hub("MLP")
        class MLP(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.Linear(8, 32)
                self.down = nn.Linear(16, 8)
            def forward(self, x):
                return self.down(self.up(x))  # error: [linear] expects a last dimension of 16, got 32

        reveal_type(is_kernel("sdpa"))  # reveal: bool
        reveal_type(is_kernel("owner/flash"))  # reveal: Unknown
    """
    check_snippet(tmp_path, dedent(text))
