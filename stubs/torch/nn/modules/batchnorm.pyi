from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter, UninitializedBuffer, UninitializedParameter
import torch

class _NormBase(Module):
    __family__ = "norm"
    weight: Float[Parameter, "num_features"] if affine else None
    bias: Float[Parameter, "num_features"] if affine and bias else None
    running_mean: Float[Buffer, "num_features"] if track_running_stats else None
    running_var: Float[Buffer, "num_features"] if track_running_stats else None
    num_batches_tracked: Int[Buffer, ""] if track_running_stats else None
    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float | None = 0.1, affine: bool = True,
        track_running_stats: bool = True, device=None, dtype=None, *, bias: bool = True,
    ) -> None: ...
    def reset_running_stats(self): ...
    def reset_parameters(self): ...
    def _check_input_dim(self, input): ...

class _BatchNorm(_NormBase):
    __family__ = "norm"
    @rule("norm.batch_layer")
    def forward(self, input) -> Tensor: ...
    def _check_input_dim(self, input): ...

class BatchNorm1d(_BatchNorm):
    __family__ = "norm"
    @rule("norm.batch_layer1d")
    def forward(self, input) -> Tensor: ...

class BatchNorm2d(_BatchNorm):
    __family__ = "norm"
    @rule("norm.batch_layer2d")
    def forward(self, input) -> Tensor: ...

class BatchNorm3d(_BatchNorm):
    __family__ = "norm"
    @rule("norm.batch_layer3d")
    def forward(self, input) -> Tensor: ...

class SyncBatchNorm(_BatchNorm):
    __family__ = "norm"
    def __init__(
        self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, process_group=None,
        device=None, dtype=None, *, bias=True,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, bias=bias)
        self.process_group = process_group
    @classmethod
    def convert_sync_batchnorm(cls, module, process_group=None):
        return module
    def _check_non_zero_input_channels(self, input): ...
    @rule("norm.sync_layer")
    def forward(self, input) -> Tensor: ...

class _LazyNormBase(LazyModuleMixin, _NormBase):
    __family__ = "norm"
    def __init__(
        self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True
    ):
        super().__init__(0, eps, momentum, False, False)
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter()
            if bias:
                self.bias = UninitializedParameter()
        if track_running_stats:
            self.running_mean = UninitializedBuffer()
            self.running_var = UninitializedBuffer()
            self.num_batches_tracked = torch.tensor(0)
    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            if self.affine:
                self.weight = Parameter(torch.ones(self.num_features))
                if self.bias is not None:
                    self.bias = Parameter(torch.zeros(self.num_features))
            if self.track_running_stats:
                self.running_mean = torch.zeros(self.num_features)
                self.running_var = torch.ones(self.num_features)

class LazyBatchNorm1d(_LazyNormBase, BatchNorm1d): ...
class LazyBatchNorm2d(_LazyNormBase, BatchNorm2d): ...
class LazyBatchNorm3d(_LazyNormBase, BatchNorm3d): ...
