from torch.nn import Module
from torchvision.ops._utils import pair, to_regions
import torch

def ps_roi_pool(input, boxes, output_size, spatial_scale=1.0):
    height, width = pair(output_size)
    return torch.ops.torchvision.ps_roi_pool(input, to_regions(boxes), spatial_scale, height, width)[0]

class PSRoIPool(Module):
    def __init__(self, output_size, spatial_scale):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale
    def forward(self, input, rois):
        return ps_roi_pool(input, rois, self.output_size, self.spatial_scale)
