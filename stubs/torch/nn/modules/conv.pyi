from torch import Tensor
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _pair, _reverse_repeat_tuple, _single, _triple
from torch.nn.parameter import Parameter, UninitializedParameter
import torch

class _ConvNd(Module):
    __family__ = "conv"
    transposed = False
    weight: Float[Parameter, "out_channels in_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups, bias,
        padding_mode, device=None, dtype=None,
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        if transposed:
            self.weight = Parameter(torch.empty((in_channels, out_channels // groups, *kernel_size), dtype=dtype))
        else:
            self.weight = Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), dtype=dtype))
        self.register_parameter("bias", Parameter(torch.empty(out_channels, dtype=dtype)) if bias else None)
    @property
    def _reversed_padding_repeated_twice(self):
        return _reverse_repeat_tuple(self.padding, 2)
    def reset_parameters(self): ...
    @rule("convolution.layer")
    def forward(self, input) -> Tensor: ...
    @rule("convolution.layer_with")
    def _conv_forward(self, input, weight, bias) -> Tensor: ...

class Conv1d(_ConvNd):
    __family__ = "conv"
    output_padding = (0,)
    weight: Float[Parameter, "out_channels in_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[1], stride: Sizes[1] = 1,
        padding: Sizes[1] | str = 0, dilation: Sizes[1] = 1, groups: int = 1, bias: bool = True,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"Conv1d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"Conv1d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"Conv1d cannot divide {out_channels} output channels into {groups} groups"
        ...

class Conv2d(_ConvNd):
    __family__ = "conv"
    output_padding = (0, 0)
    weight: Float[Parameter, "out_channels in_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[2], stride: Sizes[2] = 1,
        padding: Sizes[2] | str = 0, dilation: Sizes[2] = 1, groups: int = 1, bias: bool = True,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"Conv2d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"Conv2d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"Conv2d cannot divide {out_channels} output channels into {groups} groups"
        ...

class Conv3d(_ConvNd):
    __family__ = "conv"
    output_padding = (0, 0, 0)
    weight: Float[Parameter, "out_channels in_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[3], stride: Sizes[3] = 1,
        padding: Sizes[3] | str = 0, dilation: Sizes[3] = 1, groups: int = 1, bias: bool = True,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"Conv3d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"Conv3d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"Conv3d cannot divide {out_channels} output channels into {groups} groups"
        ...

class _ConvTransposeNd(_ConvNd):
    __family__ = "conv"
    transposed = True
    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups, bias,
        padding_mode, device=None, dtype=None,
    ) -> None:
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups, bias,
            padding_mode, device, dtype,
        )
    @rule("convolution.transposed_layer")
    def forward(self, input, output_size=None) -> Tensor: ...
    def _output_padding(self, *args, **kwargs): ...

class ConvTranspose1d(_ConvTransposeNd):
    __family__ = "conv"
    weight: Float[Parameter, "in_channels out_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[1], stride: Sizes[1] = 1, padding: Sizes[1] = 0,
        output_padding: Sizes[1] = 0, groups: int = 1, bias: bool = True, dilation: Sizes[1] = 1,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"ConvTranspose1d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"ConvTranspose1d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"ConvTranspose1d cannot divide {out_channels} output channels into {groups} groups"
        ...

class ConvTranspose2d(_ConvTransposeNd):
    __family__ = "conv"
    weight: Float[Parameter, "in_channels out_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[2], stride: Sizes[2] = 1, padding: Sizes[2] = 0,
        output_padding: Sizes[2] = 0, groups: int = 1, bias: bool = True, dilation: Sizes[2] = 1,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"ConvTranspose2d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"ConvTranspose2d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"ConvTranspose2d cannot divide {out_channels} output channels into {groups} groups"
        ...

class ConvTranspose3d(_ConvTransposeNd):
    __family__ = "conv"
    weight: Float[Parameter, "in_channels out_channels//groups *kernel_size"]
    bias: Float[Parameter, "out_channels"] if bias else None
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Sizes[3], stride: Sizes[3] = 1, padding: Sizes[3] = 0,
        output_padding: Sizes[3] = 0, groups: int = 1, bias: bool = True, dilation: Sizes[3] = 1,
        padding_mode: str = "zeros", device=None, dtype=None,
    ) -> None:
        assert groups > 0, f"ConvTranspose3d needs at least one group, got {groups}"
        assert in_channels % groups == 0, f"ConvTranspose3d cannot divide {in_channels} input channels into {groups} groups"
        assert out_channels % groups == 0, f"ConvTranspose3d cannot divide {out_channels} output channels into {groups} groups"
        ...

_ConvTransposeMixin = _ConvTransposeNd

class _LazyConvXdMixin(LazyModuleMixin):
    def _begin(self, out_channels, bias):
        self.in_channels = 0
        self.out_channels = out_channels
        self.weight = UninitializedParameter()
        self.register_parameter("bias", UninitializedParameter() if bias else None)
    def initialize_parameters(self, input, *args, **kwargs):
        if self.has_uninitialized_params():
            self.in_channels = self._get_in_channels(input)
            shape = (self.in_channels, self.out_channels) if self.transposed else (self.out_channels, self.in_channels)
            self.weight = Parameter(torch.empty((shape[0], shape[1] // self.groups, *self.kernel_size)))
            if self.bias is not None:
                self.bias = Parameter(torch.empty(self.out_channels))
    def _get_in_channels(self, input):
        return input.shape[input.dim() - self._get_num_spatial_dims() - 1]

class LazyConv1d(_LazyConvXdMixin, Conv1d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Conv1d.__init__(self, 0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 1

class LazyConv2d(_LazyConvXdMixin, Conv2d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Conv2d.__init__(self, 0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 2

class LazyConv3d(_LazyConvXdMixin, Conv3d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Conv3d.__init__(self, 0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 3

class LazyConvTranspose1d(_LazyConvXdMixin, ConvTranspose1d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        ConvTranspose1d.__init__(self, 0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 1

class LazyConvTranspose2d(_LazyConvXdMixin, ConvTranspose2d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        ConvTranspose2d.__init__(self, 0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 2

class LazyConvTranspose3d(_LazyConvXdMixin, ConvTranspose3d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        ConvTranspose3d.__init__(self, 0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode)
        self._begin(out_channels, bias)
    def _get_num_spatial_dims(self): return 3
