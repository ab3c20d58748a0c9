from einops import einsum
from torch import Tensor
from torch.nn import Module, Parameter
import torch

class Rearrange(Module):
    __family__ = "einops"
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths
        self._check()
    @rule("einops.check_layer")
    def _check(self): ...
    @rule("einops.layer")
    def forward(self, input) -> Tensor: ...

class Reduce(Module):
    __family__ = "einops"
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths
        self._check()
    @rule("einops.check_layer")
    def _check(self): ...
    @rule("einops.layer")
    def forward(self, input) -> Tensor: ...

class EinMix(Module):
    __family__ = "einops"
    def __init__(self, pattern, weight_shape, bias_shape=None, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.weight_shape = weight_shape
        self.bias_shape = bias_shape
        self.axes_lengths = axes_lengths
        before, behind, weight, bias, self._equation = self._plan(pattern, weight_shape, bias_shape, axes_lengths)
        given = {} if before is None else {k: n for k, n in axes_lengths.items() if k in before.split("->")[1].split()}
        self.pre_rearrange = None if before is None else Rearrange(before, **given)
        self.post_rearrange = None if behind is None else Rearrange(behind)
        self.weight = Parameter(torch.zeros(weight))
        self.bias = None if bias is None else Parameter(torch.zeros(bias))
    @rule("einops_mix.plan")
    def _plan(self, pattern, weight_shape, bias_shape, axes_lengths): ...
    def forward(self, input):
        if self.pre_rearrange is not None:
            input = self.pre_rearrange(input)
        result = einsum(input, self.weight, self._equation)
        if self.bias is not None:
            result += self.bias
        if self.post_rearrange is not None:
            result = self.post_rearrange(result)
        return result
