# ruff: noqa: E501
"""torchvision.ops from the stubs: what its operators and blocks give, and what they refuse."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet

GOOD = """
import torch
from torchvision import ops
from torchvision.ops import (
    nms, roi_align, RoIAlign, RoIPool, PSRoIAlign, PSRoIPool, box_iou, box_convert, box_area,
    clip_boxes_to_image, batched_nms, generalized_box_iou, StochasticDepth, Conv2dNormActivation,
    SqueezeExcitation, MLP, Permute, FrozenBatchNorm2d, FeaturePyramidNetwork, MultiScaleRoIAlign, DropBlock2d,
    DropBlock3d, deform_conv2d, DeformConv2d, sigmoid_focal_loss, masks_to_boxes, remove_small_boxes,
    Conv3dNormActivation, generalized_box_iou_loss, complete_box_iou_loss, distance_box_iou_loss,
    stochastic_depth, roi_pool, ps_roi_align, ps_roi_pool,
)
boxes = torch.rand(10, 4)
x = torch.rand(2, 8, 32, 32)
reveal_type(nms(boxes, torch.rand(10), 0.5))  # reveal: Tensor[kept]
reveal_type(batched_nms(boxes, torch.rand(10), torch.zeros(10, dtype=torch.int64), 0.5))  # reveal: Tensor[kept]
reveal_type(roi_align(x, torch.rand(5, 5), 7))  # reveal: Tensor[5, 8, 7, 7]
reveal_type(roi_align(x, [torch.rand(5, 4), torch.rand(3, 4)], (7, 6)))  # reveal: Tensor[8, 8, 7, 6]
reveal_type(RoIAlign(7, 1.0, 2)(x, torch.rand(5, 5)))  # reveal: Tensor[5, 8, 7, 7]
reveal_type(RoIPool(7, 1.0)(x, torch.rand(5, 5)))  # reveal: Tensor[5, 8, 7, 7]
reveal_type(PSRoIAlign(2, 1.0, 2)(x, torch.rand(5, 5)))  # reveal: Tensor[5, 2, 2, 2]
reveal_type(PSRoIPool(2, 1.0)(x, torch.rand(5, 5)))  # reveal: Tensor[5, 2, 2, 2]
reveal_type(box_iou(boxes, torch.rand(6, 4)))  # reveal: Tensor[10, 6]
reveal_type(generalized_box_iou(boxes, torch.rand(6, 4)))  # reveal: Tensor[10, 6]
reveal_type(box_area(boxes))  # reveal: Tensor[10]
reveal_type(box_convert(boxes, 'xyxy', 'cxcywh'))  # reveal: Tensor[10, 4]
reveal_type(clip_boxes_to_image(boxes, (3, 4)))  # reveal: Tensor[10, 4]
reveal_type(remove_small_boxes(boxes, 0.5))  # reveal: Tensor[nonzero]
reveal_type(masks_to_boxes(torch.rand(3, 8, 8)))  # reveal: Tensor[3, 4]
reveal_type(StochasticDepth(0.2, 'row')(x))  # reveal: Tensor[2, 8, 32, 32]
reveal_type(Conv2dNormActivation(8, 16, 3, stride=2)(x))  # reveal: Tensor[2, 16, 16, 16]
reveal_type(Conv3dNormActivation(8, 16, 3)(torch.rand(2, 8, 4, 4, 4)))  # reveal: Tensor[2, 16, 4, 4, 4]
reveal_type(SqueezeExcitation(8, 2)(x))  # reveal: Tensor[2, 8, 32, 32]
reveal_type(MLP(8, [16, 4])(torch.rand(3, 8)))  # reveal: Tensor[3, 4]
reveal_type(Permute([0, 2, 3, 1])(x))  # reveal: Tensor[2, 32, 32, 8]
reveal_type(FrozenBatchNorm2d(8)(x))  # reveal: Tensor[2, 8, 32, 32]
reveal_type(FeaturePyramidNetwork([8, 16], 5)({'a': x, 'b': torch.rand(2, 16, 16, 16)}))  # reveal: dict[a: Tensor[2, 5, 32, 32], b: Tensor[2, 5, 16, 16]]
reveal_type(MultiScaleRoIAlign(['a', 'b'], 3, 2)({'a': x, 'b': torch.rand(2, 8, 16, 16)}, [torch.rand(5, 4), torch.rand(3, 4)], [(64, 64), (64, 64)]))  # reveal: Tensor[8, 8, 3, 3]
reveal_type(DropBlock2d(0.1, 3)(x))  # reveal: Tensor[2, 8, 32, 32]
reveal_type(DropBlock3d(0.1, 3)(torch.rand(2, 8, 4, 4, 4)))  # reveal: Tensor[2, 8, 4, 4, 4]
reveal_type(deform_conv2d(x, torch.rand(2, 18, 30, 30), torch.rand(6, 8, 3, 3)))  # reveal: Tensor[2, 6, 30, 30]
reveal_type(DeformConv2d(8, 6, 3)(x, torch.rand(2, 18, 30, 30)))  # reveal: Tensor[2, 6, 30, 30]
reveal_type(sigmoid_focal_loss(torch.rand(3, 4), torch.rand(3, 4), reduction='mean'))  # reveal: Tensor[]
reveal_type(generalized_box_iou_loss(boxes, boxes))  # reveal: Tensor[10]
reveal_type(complete_box_iou_loss(boxes, boxes, reduction='sum'))  # reveal: Tensor[]
reveal_type(distance_box_iou_loss(boxes, boxes))  # reveal: Tensor[10]
"""

BAD = """
import torch
from torchvision.ops import DeformConv2d, MLP, RoIAlign, box_iou, nms, sigmoid_focal_loss, Conv2dNormActivation

x = torch.rand(2, 8, 32, 32)
nms(torch.rand(10, 5), torch.rand(10), 0.5)  # error: [conv] needs boxes of 4 numbers, got 5
nms(torch.rand(10, 4), torch.rand(9), 0.5)  # error: [conv] needs a score for each of 10 boxes, got 9
box_iou(torch.rand(3, 5), torch.rand(4, 4))  # error: [conv] expects a last dimension of 4
RoIAlign(7, 1.0, 2)(x, torch.rand(5, 4))  # error: [conv] needs regions of 5 numbers, got 4
DeformConv2d(8, 6, 3)(x, torch.rand(2, 18, 32, 32))  # error: [conv] expects [2, 18, 30, 30] for offset, got [2, 18, 32, 32]
DeformConv2d(4, 6, 3)(x, torch.rand(2, 18, 30, 30), torch.rand(2, 8, 30, 30))  # error: [conv] expects [2, 9, 30, 30] for mask
MLP(8, [16, 4])(torch.rand(3, 9))  # error: [linear] Linear expects a last dimension of 8, got 9
Conv2dNormActivation(4, 16)(x)  # error: [conv] Conv2d expects 4 input channels, got 8
sigmoid_focal_loss(torch.rand(3, 4), torch.rand(3, 5))  # error: [loss]
"""


def test_shapes(tmp_path: Path) -> None:
    check_snippet(tmp_path, GOOD)


def test_refusals(tmp_path: Path) -> None:
    check_snippet(tmp_path, BAD)
