from torch.nn import Module, Parameter
from torchvision.ops._utils import pair
import torch

def deform_conv2d(input, offset, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), mask=None):
    (step_h, step_w), (pad_h, pad_w), (far_h, far_w) = pair(stride), pair(padding), pair(dilation)
    places = 2 * weight.shape[-2] * weight.shape[-1]
    return torch.ops.torchvision.deform_conv2d(
        input, weight, offset, mask, bias, step_h, step_w, pad_h, pad_w, far_h, far_w,
        input.shape[1] // weight.shape[1], offset.shape[1] // places, mask is not None,
    )

class DeformConv2d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        if in_channels % groups != 0:
            raise ValueError("DeformConv2d needs in_channels that groups divides")
        if out_channels % groups != 0:
            raise ValueError("DeformConv2d needs out_channels that groups divides")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = pair(kernel_size)
        self.stride = pair(stride)
        self.padding = pair(padding)
        self.dilation = pair(dilation)
        self.groups = groups
        self.weight = Parameter(torch.empty(out_channels, in_channels // groups, *self.kernel_size))
        if bias:
            self.bias = Parameter(torch.empty(out_channels))
        else:
            self.register_parameter("bias", None)
    def reset_parameters(self): ...
    def forward(self, input, offset, mask=None):
        return deform_conv2d(
            input, offset, self.weight, self.bias, self.stride, self.padding, self.dilation, mask
        )
