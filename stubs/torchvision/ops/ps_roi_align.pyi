from torch.nn import Module
from torchvision.ops._utils import pair, to_regions
import torch

def ps_roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1):
    height, width = pair(output_size)
    return torch.ops.torchvision.ps_roi_align(input, to_regions(boxes), spatial_scale, height, width, sampling_ratio)[0]

class PSRoIAlign(Module):
    def __init__(self, output_size, spatial_scale, sampling_ratio):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale
        self.sampling_ratio = sampling_ratio
    def forward(self, input, rois):
        return ps_roi_align(input, rois, self.output_size, self.spatial_scale, self.sampling_ratio)
