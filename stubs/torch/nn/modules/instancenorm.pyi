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

class LazyInstanceNorm1d(_LazyNormBase, InstanceNorm1d): ...
class LazyInstanceNorm2d(_LazyNormBase, InstanceNorm2d): ...
class LazyInstanceNorm3d(_LazyNormBase, InstanceNorm3d): ...
