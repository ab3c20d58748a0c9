"""torchvision.ops, where torchvision's own source is not on the search path."""

from torchvision.ops.boxes import (
    batched_nms, box_area, box_convert, box_iou, clip_boxes_to_image, complete_box_iou, distance_box_iou,
    generalized_box_iou, masks_to_boxes, nms, remove_small_boxes,
)
from torchvision.ops.ciou_loss import complete_box_iou_loss
from torchvision.ops.deform_conv import DeformConv2d, deform_conv2d
from torchvision.ops.diou_loss import distance_box_iou_loss
from torchvision.ops.drop_block import DropBlock2d, DropBlock3d, drop_block2d, drop_block3d
from torchvision.ops.feature_pyramid_network import FeaturePyramidNetwork
from torchvision.ops.focal_loss import sigmoid_focal_loss
from torchvision.ops.giou_loss import generalized_box_iou_loss
from torchvision.ops.misc import (
    Conv2dNormActivation, Conv3dNormActivation, FrozenBatchNorm2d, MLP, Permute, SqueezeExcitation,
)
from torchvision.ops.poolers import MultiScaleRoIAlign
from torchvision.ops.ps_roi_align import PSRoIAlign, ps_roi_align
from torchvision.ops.ps_roi_pool import PSRoIPool, ps_roi_pool
from torchvision.ops.roi_align import RoIAlign, roi_align
from torchvision.ops.roi_pool import RoIPool, roi_pool
from torchvision.ops.stochastic_depth import StochasticDepth, stochastic_depth
