from torch.nn.modules.batchnorm import _LazyNormBase, _NormBase

class _InstanceNorm(_NormBase):
    __family__ = "norm"
    weight: Float[Parameter, "num_features"] if affine else None
    bias: Float[Parameter, "num_features"] if affine and bias else None
    running_mean: Float[Buffer, "num_features"] if track_running_stats else None
    running_var: Float[Buffer, "num_features"] if track_running_stats else None
    num_batches_tracked: Int[Buffer, ""] if track_running_stats else None
    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = False,
        track_running_stats: bool = False, device=None, dtype=None, *, bias: bool = True,
    ) -> None: ...
    def _get_no_batch_dim(self): ...
    def _handle_no_batch_input(self, input): ...
    def _apply_instance_norm(self, input): ...

class InstanceNorm1d(_InstanceNorm):
    __family__ = "norm"
    @rule("norm.instance_layer1d")
    def forward(self, input) -> Tensor: ...

class InstanceNorm2d(_InstanceNorm):
    __family__ = "norm"
    @rule("norm.instance_layer2d")
    def forward(self, input) -> Tensor: ...

class InstanceNorm3d(_InstanceNorm):
    __family__ = "norm"
    @rule("norm.instance_layer3d")
    def forward(self, input) -> Tensor: ...

class _LazyInstanceNorm(_LazyNormBase):
    def _places(self): return 1
    def initialize_parameters(self, input):
        channels = input.shape[input.dim() - self._places() - 1]
        super().initialize_parameters(input.movedim(input.dim() - self._places() - 1, 1) if input.dim() == self._places() + 1 else input)
        self.num_features = channels

class LazyInstanceNorm1d(_LazyInstanceNorm, InstanceNorm1d):
    def _places(self): return 1
class LazyInstanceNorm2d(_LazyInstanceNorm, InstanceNorm2d):
    def _places(self): return 2
class LazyInstanceNorm3d(_LazyInstanceNorm, InstanceNorm3d):
    def _places(self): return 3
