"""torch.nn.functional: signatures as torch has them, shapes by rule."""

from torch import Tensor
from torch._jit_internal import BroadcastingList1, BroadcastingList2, BroadcastingList3
from torch.nn import _reduction as _Reduction
from torch.nn import grad
from torch.nn.modules.utils import _list_with_default, _pair, _single, _triple
import math
import torch

@family("conv")
@rule("convolution.conv1d")
def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1) -> Tensor: ...

@family("conv")
@rule("convolution.conv2d")
def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1) -> Tensor: ...

@family("conv")
@rule("convolution.conv3d")
def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1) -> Tensor: ...

@family("conv")
@rule("convolution.conv_transpose1d")
def conv_transpose1d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
) -> Tensor: ...

@family("conv")
@rule("convolution.conv_transpose2d")
def conv_transpose2d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
) -> Tensor: ...

@family("conv")
@rule("convolution.conv_transpose3d")
def conv_transpose3d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
) -> Tensor: ...

@family("conv")
@rule("convolution.conv_tbc")
def conv_tbc(input, weight, bias, pad=0) -> Tensor: ...

@family("pool")
@rule("pooling.max_pool1d")
def max_pool1d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
): ...

@family("pool")
@rule("pooling.max_pool1d_with_indices")
def max_pool1d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.max_unpool1d")
def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None) -> Tensor: ...

@family("pool")
@rule("pooling.max_pool2d")
def max_pool2d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
): ...

@family("pool")
@rule("pooling.max_pool2d_with_indices")
def max_pool2d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.max_unpool2d")
def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None) -> Tensor: ...

@family("pool")
@rule("pooling.max_pool3d")
def max_pool3d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
): ...

@family("pool")
@rule("pooling.max_pool3d_with_indices")
def max_pool3d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.max_unpool3d")
def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None) -> Tensor: ...

@family("pool")
@rule("pooling.avg_pool1d")
def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True) -> Tensor: ...

@family("pool")
@rule("pooling.avg_pool2d")
def avg_pool2d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
) -> Tensor: ...

@family("pool")
@rule("pooling.avg_pool3d")
def avg_pool3d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
) -> Tensor: ...

@family("pool")
@rule("pooling.lp_pool1d")
def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False) -> Tensor: ...

@family("pool")
@rule("pooling.lp_pool2d")
def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False) -> Tensor: ...

@family("pool")
@rule("pooling.lp_pool3d")
def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False) -> Tensor: ...

@family("pool")
@rule("pooling.adaptive_max_pool1d")
def adaptive_max_pool1d(input, output_size, return_indices=False): ...

@family("pool")
@rule("pooling.adaptive_max_pool1d_with_indices")
def adaptive_max_pool1d_with_indices(input, output_size, return_indices=False) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.adaptive_avg_pool1d")
def adaptive_avg_pool1d(input, output_size) -> Tensor: ...

@family("pool")
@rule("pooling.adaptive_max_pool2d")
def adaptive_max_pool2d(input, output_size, return_indices=False): ...

@family("pool")
@rule("pooling.adaptive_max_pool2d_with_indices")
def adaptive_max_pool2d_with_indices(input, output_size, return_indices=False) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.adaptive_avg_pool2d")
def adaptive_avg_pool2d(input, output_size) -> Tensor: ...

@family("pool")
@rule("pooling.adaptive_max_pool3d")
def adaptive_max_pool3d(input, output_size, return_indices=False): ...

@family("pool")
@rule("pooling.adaptive_max_pool3d_with_indices")
def adaptive_max_pool3d_with_indices(input, output_size, return_indices=False) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.adaptive_avg_pool3d")
def adaptive_avg_pool3d(input, output_size) -> Tensor: ...

@family("pool")
@rule("pooling.fractional_max_pool2d")
def fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
): ...

@family("pool")
@rule("pooling.fractional_max_pool2d_with_indices")
def fractional_max_pool2d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
) -> tuple[Tensor, Tensor]: ...

@family("pool")
@rule("pooling.fractional_max_pool3d")
def fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
): ...

@family("pool")
@rule("pooling.fractional_max_pool3d_with_indices")
def fractional_max_pool3d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
) -> tuple[Tensor, Tensor]: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def relu(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def relu6(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def elu(input, alpha=1.0, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def selu(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def celu(input, alpha=1.0, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def leaky_relu(input, negative_slope=0.01, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def threshold(input, threshold, value, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def hardsigmoid(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def hardswish(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def silu(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def mish(input, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def dropout(input, p=0.5, training=True, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.feature_dropout")
def dropout2d(input, p=0.5, training=True, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.dropout3d")
def dropout3d(input, p=0.5, training=True, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.same_unless_in_place")
def alpha_dropout(input, p=0.5, training=False, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.feature_dropout")
def feature_alpha_dropout(input, p=0.5, training=False, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.dropout1d")
def dropout1d(input, p=0.5, training=True, inplace=False) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def relu_(input) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def elu_(input, alpha=1.0, scale=1, input_scale=1) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def selu_(input) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def celu_(input, alpha=1.0) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def leaky_relu_(input, negative_slope=0.01) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def rrelu_(input, lower=1.0 / 8, upper=1.0 / 3, training=False) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def threshold_(input, threshold, value) -> Tensor: ...

@family("broadcast")
@rule("activation.in_place")
def hardtanh_(input, min_val=-1.0, max_val=1.0) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def gelu(input, *, approximate="none") -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def logsigmoid(input) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def hardshrink(input, lambd=0.5) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def tanhshrink(input) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def softsign(input) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def softplus(input, beta=1, threshold=20) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def softshrink(input, lambd=0.5) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def tanh(input) -> Tensor: ...

@family("broadcast")
@rule("activation.same")
def sigmoid(input) -> Tensor: ...

@family("index")
@rule("activation.softmax")
def softmax(input, dim=None, _stacklevel=3, dtype=None) -> Tensor: ...

@family("index")
@rule("activation.softmax")
def softmin(input, dim=None, _stacklevel=3, dtype=None) -> Tensor: ...

@family("index")
@rule("activation.softmax")
def log_softmax(input, dim=None, _stacklevel=3, dtype=None) -> Tensor: ...

@family("index")
@rule("activation.gumbel_softmax")
def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1) -> Tensor: ...

@family("split")
@rule("activation.glu")
def glu(input, dim=-1) -> Tensor: ...

@family("broadcast")
@rule("activation.prelu")
def prelu(input, weight) -> Tensor: ...

@family("index")
@rule("activation.normalize")
def normalize(input, p=2.0, dim=1, eps=1e-12, out=None) -> Tensor: ...

@family("index")
@rule("activation.one_hot")
def one_hot(input, num_classes=-1) -> Tensor: ...

@family("linear")
@rule("linear.linear")
def linear(input, weight, bias=None) -> Tensor: ...

@family("linear")
@rule("linear.bilinear")
def bilinear(input1, input2, weight, bias=None) -> Tensor: ...

@family("embedding")
@rule("embedding.embedding")
def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
) -> Tensor: ...

@family("embedding")
@rule("embedding.embedding_bag")
def embedding_bag(
    input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False,
    per_sample_weights=None, include_last_offset=False, padding_idx=None
) -> Tensor: ...

@family("norm")
@rule("norm.batch_norm")
def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
) -> Tensor: ...

@family("norm")
@rule("norm.instance_norm")
def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5
) -> Tensor: ...

@family("norm")
@rule("norm.layer_norm")
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5) -> Tensor: ...

@family("norm")
@rule("norm.rms_norm")
def rms_norm(input, normalized_shape, weight=None, eps=None) -> Tensor: ...

@family("norm")
@rule("norm.group_norm")
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5) -> Tensor: ...

@family("norm")
@rule("norm.local_response_norm")
def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0) -> Tensor: ...

@family("loss")
@rule("class_loss.ctc")
def ctc_loss(
    log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False
) -> Tensor: ...

@family("loss")
@rule("class_loss.nll")
def nll_loss(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.poisson")
def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.gaussian_nll")
def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean") -> Tensor: ...

@family("loss")
@rule("loss.plain")
def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False) -> Tensor: ...

@family("loss")
@rule("class_loss.cross_entropy")
def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean",
    label_smoothing=0.0
) -> Tensor: ...

@family("loss")
@rule("class_loss.linear_cross_entropy")
def linear_cross_entropy(
    input, linear_weight, target, *, linear_bias=None, weight=None, reduction="mean", ignore_index=None,
    label_smoothing=0.0, options=None
) -> Tensor: ...

@family("loss")
@rule("class_loss.binary")
def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean") -> Tensor: ...

@family("loss")
@rule("class_loss.binary")
def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
) -> Tensor: ...

@family("loss")
@rule("loss.plain")
def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0) -> Tensor: ...

@family("loss")
@rule("loss.huber")
def huber_loss(input, target, reduction="mean", delta=1.0, weight=None) -> Tensor: ...

@family("loss")
@rule("loss.weighted")
def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None) -> Tensor: ...

@family("loss")
@rule("loss.weighted")
def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None) -> Tensor: ...

@family("loss")
@rule("loss.margin_ranking")
def margin_ranking_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.with_margin")
def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean") -> Tensor: ...

@family("loss")
@rule("class_loss.multilabel_margin")
def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean") -> Tensor: ...

@family("loss")
@rule("loss.soft_margin")
def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean") -> Tensor: ...

@family("loss")
@rule("class_loss.multilabel_soft_margin")
def multilabel_soft_margin_loss(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.cosine_embedding")
def cosine_embedding_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("class_loss.multi_margin")
def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.triplet")
def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None,
    reduction="mean"
) -> Tensor: ...

@family("loss")
@rule("loss.equal_ranks")
def _equal_ranks(anchor, positive, negative): ...

def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    _equal_ranks(anchor, positive, negative)
    if distance_function is None:
        distance_function = pairwise_distance
    near = distance_function(anchor, positive)
    far = distance_function(anchor, negative)
    if swap:
        far = torch.minimum(far, distance_function(positive, negative))
    loss = torch.clamp_min(margin + near - far, 0)
    if reduction == "sum":
        return torch.sum(loss)
    if reduction == "mean":
        return torch.mean(loss)
    return loss

@family("broadcast")
@rule("loss.pairwise_distance")
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False) -> Tensor: ...

@family("broadcast")
@rule("loss.cosine_similarity")
def cosine_similarity(x1, x2, dim=1, eps=1e-8) -> Tensor: ...

@family("reduce")
@rule("loss.pdist")
def pdist(input, p=2) -> Tensor: ...

@family("pool")
@rule("resize.interpolate")
def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
    antialias=False
) -> Tensor: ...

def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    return interpolate(input, size, scale_factor, mode, align_corners)

def upsample_nearest(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode="nearest")

def upsample_bilinear(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)

@family("pool")
@rule("resize.grid_sample")
def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None) -> Tensor: ...

@family("pool")
@rule("resize.affine_grid")
def affine_grid(theta, size, align_corners=None) -> Tensor: ...

@family("pool")
@rule("resize.pad")
def pad(input, pad, mode="constant", value=None) -> Tensor: ...

@family("reshape")
@rule("resize.pixel_shuffle")
def pixel_shuffle(input, upscale_factor) -> Tensor: ...

@family("reshape")
@rule("resize.pixel_unshuffle")
def pixel_unshuffle(input, downscale_factor) -> Tensor: ...

@family("reshape")
@rule("resize.channel_shuffle")
def channel_shuffle(input, groups) -> Tensor: ...

@family("reshape")
@rule("resize.channel_shuffle")
def native_channel_shuffle(input, groups) -> Tensor: ...

@family("pool")
@rule("folding.unfold")
def unfold(input, kernel_size, dilation=1, padding=0, stride=1) -> Tensor: ...

@family("pool")
@rule("folding.fold")
def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1) -> Tensor: ...

@family("attention")
@rule("attention.scaled_dot_product")
def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, *, scale=None, enable_gqa=False
) -> Tensor: ...

@family("attention")
@rule("multihead.forward")
def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn,
    dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None,
    static_v=None, average_attn_weights=True, is_causal=False
) -> tuple[Tensor, Tensor]: ...

def grouped_mm(mat_a: Tensor, mat_b: Tensor, *, offs=None, bias=None, out_dtype=None) -> Tensor: ...

def scaled_mm(
    mat_a: Tensor, mat_b: Tensor, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None,
    bias=None, output_dtype=torch.bfloat16, contraction_dim=(), use_fast_accum=False,
) -> Tensor: ...

def scaled_grouped_mm(
    mat_a: Tensor, mat_b: Tensor, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None,
    bias=None, offs=None, output_dtype=torch.bfloat16, contraction_dim=(), use_fast_accum=False,
) -> Tensor: ...

def boolean_dispatch(arg_name, arg_index, default, if_true, if_false, module_name, func_name): ...
def assert_int_or_pair(arg, arg_name, message): ...

def _get_softmax_dim(name, ndim, stacklevel):
    return 0 if ndim in (0, 1, 3) else 1

def _canonical_mask(mask, mask_name, other_type, other_name, target_type, check_other=True):
    return mask

def _none_or_dtype(input):
    return None if input is None else input.dtype

def _verify_batch_size(size): ...
def _verify_spatial_size(size): ...

def _in_projection(q, k, v, w_q, w_k, w_v, b_q=None, b_k=None, b_v=None):
    return linear(q, w_q, b_q), linear(k, w_k, b_k), linear(v, w_v, b_v)

def _in_projection_packed(q, k, v, w, b=None):
    E = q.size(-1)
    w_q, w_k, w_v = w.chunk(3)
    b_q, b_k, b_v = (None, None, None) if b is None else b.chunk(3)
    return linear(q, w_q, b_q), linear(k, w_k, b_k), linear(v, w_v, b_v)

GRID_SAMPLE_INTERPOLATION_MODES = {"bilinear": 0, "nearest": 1, "bicubic": 2}
GRID_SAMPLE_PADDING_MODES = {"zeros": 0, "border": 1, "reflection": 2}
