from torch import Tensor
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter

class Identity(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
    def forward(self, input):
        return input

class Linear(Module):
    __family__ = "linear"
    weight: Float[Parameter, "out_features in_features"]
    bias: Float[Parameter, "out_features"] if bias else None
    def __init__(self, in_features: int, out_features: int, bias: bool = True, device=None, dtype=None) -> None: ...
    def forward(self, input: Float[Tensor, "*batch in_features"]) -> Float[Tensor, "*batch out_features"]: ...

class Bilinear(Module):
    __family__ = "linear"
    weight: Float[Parameter, "out_features in1_features in2_features"]
    bias: Float[Parameter, "out_features"] if bias else None
    def __init__(self, in1_features: int, in2_features: int, out_features: int, bias: bool = True, device=None, dtype=None) -> None: ...
    def forward(
        self, input1: Float[Tensor, "*batch in1_features"], input2: Float[Tensor, "*batch in2_features"]
    ) -> Float[Tensor, "*batch out_features"]: ...
