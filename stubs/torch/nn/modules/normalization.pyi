from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module

class LayerNorm(Module):
    __family__ = "norm"
    weight: Float[Parameter, "*normalized_shape"] if elementwise_affine else None
    bias: Float[Parameter, "*normalized_shape"] if elementwise_affine and bias else None
    def __init__(
        self, normalized_shape: Sizes[1], eps: float = 1e-5, elementwise_affine: bool = True, bias: bool = True,
        device=None, dtype=None,
    ) -> None: ...
    @rule("norm.layer_norm_layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...

class RMSNorm(Module):
    __family__ = "norm"
    weight: Float[Parameter, "*normalized_shape"] if elementwise_affine else None
    def __init__(
        self, normalized_shape: Sizes[1], eps: float | None = None, elementwise_affine: bool = True, device=None, dtype=None
    ) -> None: ...
    @rule("norm.rms_norm_layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...

class GroupNorm(Module):
    __family__ = "norm"
    weight: Float[Parameter, "num_channels"] if affine else None
    bias: Float[Parameter, "num_channels"] if affine and bias else None
    def __init__(
        self, num_groups: int, num_channels: int, eps: float = 1e-5, affine: bool = True, device=None, dtype=None, *,
        bias: bool = True,
    ) -> None:
        assert num_groups != 0, "GroupNorm needs at least one group, got 0"
        assert num_channels % num_groups == 0, f"GroupNorm cannot divide {num_channels} channels into {num_groups} groups"
        ...
    @rule("norm.group_norm_layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...

class LocalResponseNorm(Module):
    __family__ = "norm"
    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0) -> None: ...
    @rule("norm.local_response_layer")
    def forward(self, input) -> Tensor: ...

class CrossMapLRN2d(Module):
    __family__ = "norm"
    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1) -> None: ...
    @rule("norm.cross_map_layer")
    def forward(self, input) -> Tensor: ...
