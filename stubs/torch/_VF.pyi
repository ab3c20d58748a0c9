import math
import torch
from torch._tensor import Tensor

_REDUCTIONS = ("none", "mean", "sum")
_MODES = ("bilinear", "nearest", "bicubic")
_PADDINGS = ("zeros", "border", "reflection")

def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled):
    return torch.nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)
def instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled):
    return torch.nn.functional.instance_norm(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)
def native_layer_norm(input, normalized_shape, weight, bias, eps):
    made = torch.nn.functional.layer_norm(input, normalized_shape, weight, bias, eps)
    count = len(normalized_shape)
    kept = input.new_empty((*input.shape[:input.dim() - count], *([1] * count)))
    return made, kept, kept
def native_group_norm(input, weight, bias, N, C, HxW, group, eps):
    return _native_group_norm(input, weight, bias, N, C, HxW, group), input.new_empty((N, group)), input.new_empty((N, group))
@rule("norm.native_group_norm")
def _native_group_norm(input, weight, bias, N, C, HxW, group) -> Tensor: ...
def native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, *, out=None):
    kept = input.new_empty((input.shape[1] if training else 0,))
    return _native_batch_norm(input, training), kept, kept
@rule("norm.native_batch_norm")
def _native_batch_norm(input, training) -> Tensor: ...
def _native_batch_norm_legit(input, weight, bias, *rest):
    if len(rest) == 3:
        return native_batch_norm(input, weight, bias, None, None, *rest)
    return native_batch_norm(input, weight, bias, *rest)
def _batch_norm_with_update(input, weight, bias, running_mean, running_var, momentum, eps):
    return *native_batch_norm(input, weight, bias, running_mean, running_var, True, momentum, eps), input.new_empty((0,))
@rule("convolution.convolution")
def convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups) -> Tensor: ...
def mkldnn_convolution(input, weight, bias, padding, stride, dilation, groups):
    return convolution(input, weight, bias, stride, padding, dilation, False, 0, groups)
def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=1):
    return torch.nn.functional.binary_cross_entropy_with_logits(
        input, target, weight, reduction=_REDUCTIONS[reduction], pos_weight=pos_weight
    )
def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=1):
    return torch.nn.functional.cosine_embedding_loss(input1, input2, target, margin, reduction=_REDUCTIONS[reduction])
def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=1, zero_infinity=False):
    return torch.nn.functional.ctc_loss(
        log_probs, targets, input_lengths, target_lengths, blank, _REDUCTIONS[reduction], zero_infinity
    )
def hinge_embedding_loss(input, target, margin=1.0, reduction=1):
    return torch.nn.functional.hinge_embedding_loss(input, target, margin, reduction=_REDUCTIONS[reduction])
def kl_div(input, target, reduction=1, *, log_target=False):
    return torch.nn.functional.kl_div(input, target, reduction=_REDUCTIONS[reduction], log_target=log_target)
def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=1):
    return torch.nn.functional.margin_ranking_loss(input1, input2, target, margin, reduction=_REDUCTIONS[reduction])
def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    return torch.nn.functional.poisson_nll_loss(input, target, log_input, full, eps=eps, reduction=_REDUCTIONS[reduction])
def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, reduction=1):
    return torch.nn.functional.triplet_margin_loss(
        anchor, positive, negative, margin, p, eps, swap, reduction=_REDUCTIONS[reduction]
    )
def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners):
    return torch.nn.functional.grid_sample(input, grid, _MODES[interpolation_mode], _PADDINGS[padding_mode], align_corners)
@rule("resize.grid_sampler_2d")
def grid_sampler_2d(input, grid, interpolation_mode, padding_mode, align_corners) -> Tensor: ...
@rule("resize.grid_sampler_3d")
def grid_sampler_3d(input, grid, interpolation_mode, padding_mode, align_corners) -> Tensor: ...
def affine_grid_generator(theta, size, align_corners):
    return torch.nn.functional.affine_grid(theta, size, align_corners)
def native_channel_shuffle(input, groups):
    return torch.channel_shuffle(input, groups)
def native_norm(input, p=2, dim=None, keepdim=False, dtype=None):
    return torch.norm(input, p, dim, keepdim, dtype=dtype)
def adaptive_max_pool1d(input, output_size):
    return torch.nn.functional.adaptive_max_pool1d(input, output_size, True)
def max_pool1d_with_indices(input, kernel_size, stride=(), padding=0, dilation=1, ceil_mode=False):
    return torch.nn.functional.max_pool1d(input, kernel_size, stride or None, padding, dilation, ceil_mode, True)
@rule("embedding.bag_function")
def embedding_bag(
    weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None,
    include_last_offset=False, padding_idx=None,
): ...
def embedding_renorm_(input, indices, max_norm, norm_type):
    return input

@rule("recurrent.cell_function")
def rnn_tanh_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None) -> Tensor: ...
@rule("recurrent.cell_function")
def rnn_relu_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None) -> Tensor: ...
@rule("recurrent.cell_function")
def gru_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None) -> Tensor: ...
def lstm_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    cell = _lstm_cell(input, hx[1], w_ih, w_hh, b_ih, b_hh)
    return _lstm_cell(input, hx[0], w_ih, w_hh, b_ih, b_hh) + cell, cell
@rule("recurrent.cell_function")
def _lstm_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None) -> Tensor: ...
def _layers(input, hx, bidirectional):
    return input.new_empty((*input.shape[:-1], hx.size(-1) * (2 if bidirectional else 1)))
def gru(input, hx, *rest):
    if isinstance(rest[0], Tensor):
        return _layers(input, rest[0], rest[6]), torch.empty_like(rest[0])
    return _layers(input, hx, rest[5]), torch.empty_like(hx)
def rnn_tanh(input, hx, *rest):
    return gru(input, hx, *rest)
def rnn_relu(input, hx, *rest):
    return gru(input, hx, *rest)
def lstm(input, hx, *rest):
    if isinstance(hx, Tensor):
        first, second = rest[0]
        return _layers(input, first, rest[6]), torch.empty_like(first), torch.empty_like(second)
    first, second = hx
    return _layers(input, first, rest[5]), torch.empty_like(first), torch.empty_like(second)

@rule("pointwise.unary")
def fake_quantize_per_tensor_affine(input, scale, zero_point, quant_min, quant_max) -> Tensor: ...
@rule("pointwise.unary")
def fake_quantize_per_channel_affine(input, scale, zero_point, axis, quant_min, quant_max) -> Tensor: ...
@rule("pointwise.unary")
def fused_moving_avg_obs_fake_quant(
    input, observer_on, fake_quant_on, running_min, running_max, scale, zero_point, averaging_const, quant_min,
    quant_max, ch_axis, per_row_fake_quant=False, symmetric_quant=False,
) -> Tensor: ...
@rule("segments.histogramdd")
def histogramdd(input, bins, range=None, weight=None, density=False): ...
@rule("reductions.hash_tensor")
def hash_tensor(input, dim=(), *, keepdim=False, mode=0, out=None) -> Tensor: ...
@rule("segments.segment_reduce")
def segment_reduce(
    data, reduce, *, lengths=None, indices=None, offsets=None, axis=0, unsafe=False, initial=None
) -> Tensor: ...
@rule("segments.segment_reduce")
def _segment_reduce(
    data, reduce, *, lengths=None, indices=None, offsets=None, axis=0, unsafe=False, initial=None
) -> Tensor: ...
@rule("cutting.chunk_cat")
def _chunk_cat(tensors, dim, num_chunks) -> Tensor: ...
def _masked_index_of_nothing(input, mask, indices, fill): ...
def _unsafe_masked_index(input, mask, indices, fill):
    if input.numel() == 0:
        return _masked_index_of_nothing(input, mask, indices, fill)
    return torch.masked_fill(input[tuple(indices)], mask, fill)
def _unsafe_masked_index_put_accumulate(input, mask, indices, values):
    if input.numel() == 0:
        return input.clone()
    return torch.index_put(input, indices, torch.masked_fill(values, mask, 0), accumulate=True)
@rule("gathering.slice_copy")
def slice_copy(input, dim=0, start=None, end=None, step=1, *, out=None) -> Tensor: ...

def is_nonzero(input):
    return input.is_nonzero()
def is_same_size(input, other):
    return input.shape == other.shape
def can_cast(from_, to):
    if from_.is_complex and not to.is_complex:
        return False
    if from_.is_floating_point and not (to.is_complex or to.is_floating_point):
        return False
    return from_ == torch.bool or to != torch.bool
def sym_int(a):
    return int(a)
def sym_float(a):
    return float(a)
def sym_max(a, b):
    return max(a, b)
def sym_min(a, b):
    return min(a, b)
def sym_not(a):
    return not a
def sym_sqrt(a):
    return math.sqrt(a)
def sym_ite(b, t, f):
    return t if b else f
def sym_sum(args):
    return sum(args)
