from torch import Tensor
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter, UninitializedParameter
import torch

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
    @rule("linear.layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...

class NonDynamicallyQuantizableLinear(Linear):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__(in_features, out_features, bias=bias)

class Bilinear(Module):
    __family__ = "linear"
    weight: Float[Parameter, "out_features in1_features in2_features"]
    bias: Float[Parameter, "out_features"] if bias else None
    def __init__(self, in1_features: int, in2_features: int, out_features: int, bias: bool = True, device=None, dtype=None) -> None:
        assert in1_features > 0, f"Bilinear needs in1_features of at least 1, got {in1_features}"
        ...
    @rule("linear.bilinear_layer")
    def forward(self, input1, input2) -> Tensor: ...
    def reset_parameters(self): ...

class LazyLinear(LazyModuleMixin, Linear):
    def __init__(self, out_features, bias=True, device=None, dtype=None):
        Linear.__init__(self, 0, 0, False)
        self.out_features = out_features
        self.weight = UninitializedParameter()
        if bias:
            self.bias = UninitializedParameter()
    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            self.in_features = input.shape[-1]
            self.weight = Parameter(torch.empty(self.out_features, self.in_features))
            if self.bias is not None:
                self.bias = Parameter(torch.empty(self.out_features))
