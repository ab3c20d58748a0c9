from torch.nn import Module
from torchvision.ops._utils import pair, to_regions
from torchvision.ops.roi_align import roi_align

class MultiScaleRoIAlign(Module):
    def __init__(self, featmap_names, output_size, sampling_ratio, *, canonical_scale=224, canonical_level=4):
        super().__init__()
        self.featmap_names = featmap_names
        self.output_size = pair(output_size)
        self.sampling_ratio = sampling_ratio
        self.scales = None
        self.map_levels = None
        self.canonical_scale = canonical_scale
        self.canonical_level = canonical_level
    def forward(self, x, boxes, image_shapes):
        levels = [level for name, level in x.items() if name in self.featmap_names]
        return roi_align(levels[0], to_regions(boxes), self.output_size, 1.0, self.sampling_ratio)
