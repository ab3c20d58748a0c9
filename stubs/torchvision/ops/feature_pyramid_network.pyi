from collections import OrderedDict
from torch import nn
from torchvision.ops.misc import Conv2dNormActivation
import torch.nn.functional as F

class ExtraFPNBlock(nn.Module):
    def forward(self, results, x, names): ...

class FeaturePyramidNetwork(nn.Module):
    def __init__(self, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        self.inner_blocks = nn.ModuleList()
        self.layer_blocks = nn.ModuleList()
        for channels in in_channels_list:
            if channels == 0:
                raise ValueError("FeaturePyramidNetwork needs at least one channel at every level")
            self.inner_blocks.append(
                Conv2dNormActivation(
                    channels, out_channels, kernel_size=1, padding=0, norm_layer=norm_layer, activation_layer=None
                )
            )
            self.layer_blocks.append(
                Conv2dNormActivation(
                    out_channels, out_channels, kernel_size=3, norm_layer=norm_layer, activation_layer=None
                )
            )
        self.extra_blocks = extra_blocks
    def forward(self, x):
        names, levels = list(x.keys()), list(x.values())
        last = self.inner_blocks[-1](levels[-1])
        results = [self.layer_blocks[-1](last)]
        for at in range(len(levels) - 2, -1, -1):
            beside = self.inner_blocks[at](levels[at])
            last = beside + F.interpolate(last, size=beside.shape[-2:], mode="nearest")
            results.insert(0, self.layer_blocks[at](last))
        if self.extra_blocks is not None:
            results, names = self.extra_blocks(results, levels, names)
        return OrderedDict(zip(names, results))

class LastLevelMaxPool(ExtraFPNBlock):
    def forward(self, x, y, names):
        return x + [F.max_pool2d(x[-1], 1, 2, 0)], names + ["pool"]

class LastLevelP6P7(ExtraFPNBlock):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.p6 = nn.Conv2d(in_channels, out_channels, 3, 2, 1)
        self.p7 = nn.Conv2d(out_channels, out_channels, 3, 2, 1)
        self.use_P5 = in_channels == out_channels
    def forward(self, p, c, names):
        sixth = self.p6(p[-1] if self.use_P5 else c[-1])
        return p + [sixth, self.p7(F.relu(sixth))], names + ["p6", "p7"]
