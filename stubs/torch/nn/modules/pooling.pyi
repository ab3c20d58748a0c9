from torch import Tensor
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _pair, _single, _triple

class _MaxPoolNd(Module):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

class MaxPool1d(_MaxPoolNd):
    __family__ = "pool"
    @rule("pooling.max_layer1d")
    def forward(self, input): ...

class MaxPool2d(_MaxPoolNd):
    __family__ = "pool"
    @rule("pooling.max_layer2d")
    def forward(self, input): ...

class MaxPool3d(_MaxPoolNd):
    __family__ = "pool"
    @rule("pooling.max_layer3d")
    def forward(self, input): ...

class _MaxUnpoolNd(Module):
    __family__ = "pool"

class MaxUnpool1d(_MaxUnpoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = _single(kernel_size)
        self.stride = _single(stride if stride is not None else kernel_size)
        self.padding = _single(padding)
    @rule("pooling.unpool_layer1d")
    def forward(self, input, indices, output_size=None) -> Tensor: ...

class MaxUnpool2d(_MaxUnpoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = _pair(kernel_size)
        self.stride = _pair(stride if stride is not None else kernel_size)
        self.padding = _pair(padding)
    @rule("pooling.unpool_layer2d")
    def forward(self, input, indices, output_size=None) -> Tensor: ...

class MaxUnpool3d(_MaxUnpoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = _triple(kernel_size)
        self.stride = _triple(stride if stride is not None else kernel_size)
        self.padding = _triple(padding)
    @rule("pooling.unpool_layer3d")
    def forward(self, input, indices, output_size=None) -> Tensor: ...

class _AvgPoolNd(Module):
    __family__ = "pool"

class AvgPool1d(_AvgPoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
        super().__init__()
        self.kernel_size = _single(kernel_size)
        self.stride = _single(stride if stride is not None else kernel_size)
        self.padding = _single(padding)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
    @rule("pooling.avg_layer1d")
    def forward(self, input) -> Tensor: ...

class AvgPool2d(_AvgPoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override
    @rule("pooling.avg_layer2d")
    def forward(self, input) -> Tensor: ...

class AvgPool3d(_AvgPoolNd):
    __family__ = "pool"
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override
    @rule("pooling.avg_layer3d")
    def forward(self, input) -> Tensor: ...

class FractionalMaxPool2d(Module):
    __family__ = "pool"
    def __init__(self, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        super().__init__()
        self.kernel_size = _pair(kernel_size)
        self.return_indices = return_indices
        self.register_buffer("_random_samples", _random_samples)
        self.output_size = _pair(output_size) if output_size is not None else None
        self.output_ratio = _pair(output_ratio) if output_ratio is not None else None
        if output_size is None and output_ratio is None:
            raise ValueError("FractionalMaxPool2d needs an output_size or an output_ratio")
        if output_size is not None and output_ratio is not None:
            raise ValueError("FractionalMaxPool2d takes an output_size or an output_ratio, not both")
        if self.output_ratio is not None:
            for ratio in self.output_ratio:
                if not 0 < ratio < 1:
                    raise ValueError("FractionalMaxPool2d needs an output_ratio between 0 and 1")
    @rule("pooling.fractional_layer2d")
    def forward(self, input): ...
    _random_samples: Buffer

class FractionalMaxPool3d(Module):
    __family__ = "pool"
    def __init__(self, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        super().__init__()
        self.kernel_size = _triple(kernel_size)
        self._check_kernel()
        self.return_indices = return_indices
        self.register_buffer("_random_samples", _random_samples)
        self.output_size = _triple(output_size) if output_size is not None else None
        self.output_ratio = _triple(output_ratio) if output_ratio is not None else None
        if output_size is None and output_ratio is None:
            raise ValueError("FractionalMaxPool3d needs an output_size or an output_ratio")
        if output_size is not None and output_ratio is not None:
            raise ValueError("FractionalMaxPool3d takes an output_size or an output_ratio, not both")
        if self.output_ratio is not None:
            for ratio in self.output_ratio:
                if not 0 < ratio < 1:
                    raise ValueError("FractionalMaxPool3d needs an output_ratio between 0 and 1")
    @rule("pooling.check_kernel")
    def _check_kernel(self): ...
    @rule("pooling.fractional_layer3d")
    def forward(self, input): ...
    _random_samples: Buffer

class _LPPoolNd(Module):
    __family__ = "pool"
    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

class LPPool1d(_LPPoolNd):
    __family__ = "pool"
    @rule("pooling.lp_layer1d")
    def forward(self, input) -> Tensor: ...

class LPPool2d(_LPPoolNd):
    __family__ = "pool"
    @rule("pooling.lp_layer2d")
    def forward(self, input) -> Tensor: ...

class LPPool3d(_LPPoolNd):
    __family__ = "pool"
    @rule("pooling.lp_layer3d")
    def forward(self, input) -> Tensor: ...

class _AdaptiveMaxPoolNd(Module):
    __family__ = "pool"
    def __init__(self, output_size, return_indices: bool = False) -> None: ...

class AdaptiveMaxPool1d(_AdaptiveMaxPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_max_layer1d")
    def forward(self, input): ...

class AdaptiveMaxPool2d(_AdaptiveMaxPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_max_layer2d")
    def forward(self, input): ...

class AdaptiveMaxPool3d(_AdaptiveMaxPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_max_layer3d")
    def forward(self, input): ...

class _AdaptiveAvgPoolNd(Module):
    __family__ = "pool"
    def __init__(self, output_size) -> None: ...

class AdaptiveAvgPool1d(_AdaptiveAvgPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_avg_layer1d")
    def forward(self, input) -> Tensor: ...

class AdaptiveAvgPool2d(_AdaptiveAvgPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_avg_layer2d")
    def forward(self, input) -> Tensor: ...

class AdaptiveAvgPool3d(_AdaptiveAvgPoolNd):
    __family__ = "pool"
    @rule("pooling.adaptive_avg_layer3d")
    def forward(self, input) -> Tensor: ...
