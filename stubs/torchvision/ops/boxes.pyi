"""Boxes: four numbers each, in the last axis."""

from torch import Tensor
import torch

def nms(boxes, scores, iou_threshold):
    return torch.ops.torchvision.nms(boxes, scores, iou_threshold)

@family("conv")
def _one_class_each(boxes: Float[Tensor, "n 4"], scores: Float[Tensor, "n"], idxs: Int[Tensor, "n"]) -> Float[Tensor, "n 4"]: ...

def batched_nms(boxes, scores, idxs, iou_threshold):
    return nms(_one_class_each(boxes, scores, idxs), scores, iou_threshold)

def remove_small_boxes(boxes, min_size):
    return torch.where((boxes[..., 2] >= min_size) & (boxes[..., 3] >= min_size))[0]

@family("conv")
def clip_boxes_to_image(boxes: Float[Tensor, "*shape"], size) -> Float[Tensor, "*shape"]: ...

@family("conv")
def _converted4(boxes: Float[Tensor, "*batch 4"]) -> Float[Tensor, "*batch 4"]: ...
@family("conv")
def _converted5(boxes: Float[Tensor, "*batch 5"]) -> Float[Tensor, "*batch 5"]: ...
@family("conv")
def _corners_to_rotated(boxes: Float[Tensor, "*batch 8"]) -> Float[Tensor, "*batch 5"]: ...
@family("conv")
def _rotated_to_corners(boxes: Float[Tensor, "*batch 5"]) -> Float[Tensor, "*batch 8"]: ...

_STRAIGHT = ("xyxy", "xywh", "cxcywh")
_ROTATED = ("xywhr", "cxcywhr", "xyxyxyxy")

def box_convert(boxes, in_fmt, out_fmt):
    known = (*_STRAIGHT, *_ROTATED)
    if in_fmt not in known or out_fmt not in known:
        raise ValueError("box_convert does not know one of these formats")
    if in_fmt == out_fmt:
        return boxes.clone()
    if in_fmt in _STRAIGHT and out_fmt in _STRAIGHT:
        return _converted4(boxes)
    if in_fmt in _STRAIGHT or out_fmt in _STRAIGHT:
        raise NotImplementedError("box_convert cannot go between straight and rotated boxes")
    if in_fmt == "xyxyxyxy":
        return _corners_to_rotated(boxes)
    return _rotated_to_corners(boxes) if out_fmt == "xyxyxyxy" else _converted5(boxes)

def box_area(boxes, fmt="xyxy"):
    if fmt not in _STRAIGHT:
        raise ValueError("box_area does not know this format")
    return boxes[..., 2] * boxes[..., 3]

@family("conv")
def _areas(boxes: Float[Tensor, "*batch n 4"]) -> Float[Tensor, "*batch n"]: ...
@family("conv")
def _rotated_pairs(boxes1: Float[Tensor, "n 5"], boxes2: Float[Tensor, "m 5"]) -> Float[Tensor, "n m"]: ...

def _pairs(boxes1, boxes2):
    return _areas(boxes1)[..., None] + _areas(boxes2)[..., None, :]

def box_iou(boxes1, boxes2, fmt="xyxy"):
    if fmt in _STRAIGHT:
        return _pairs(boxes1, boxes2)
    if fmt not in _ROTATED:
        raise ValueError("box_iou does not know this format")
    return _rotated_pairs(box_convert(boxes1, fmt, "cxcywhr"), box_convert(boxes2, fmt, "cxcywhr"))

def generalized_box_iou(boxes1, boxes2):
    return _pairs(boxes1, boxes2)

def complete_box_iou(boxes1, boxes2, eps=1e-7):
    return _pairs(boxes1, boxes2)

def distance_box_iou(boxes1, boxes2, eps=1e-7):
    return _pairs(boxes1, boxes2)

@family("conv")
def masks_to_boxes(masks: Float[Tensor, "n h w"]) -> Float[Tensor, "n 4"]: ...
