# ruff: noqa: E501
"""torch.nn.functional against torch itself: every function, by expression."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import torch.nn.functional as real
from conformance.oracle import Case, Input, NotKnown, Sized, _runner, disagreement, run_ours, tensor
from shapeproof.values import Unknown


def t(*sizes: int, dtype: str = "float32", below: int = 1) -> Input:
    return tensor(*sizes, dtype=dtype, below=below)


def ids(*sizes: int, below: int = 1) -> Input:
    return tensor(*sizes, dtype="int64", below=below)


X1, X2, X3, X4, X5 = t(4), t(2, 4), t(2, 4, 6), t(2, 4, 6, 7), t(2, 4, 6, 7, 5)

UNARY = (
    "relu(x)", "relu6(x)", "relu(x, inplace=True)", "elu(x, 0.5)", "selu(x)", "celu(x, alpha=2.0)", "leaky_relu(x, 0.1)", "rrelu(x)",
    "threshold(x, 0.1, 1.0)", "hardtanh(x, -2, 2)", "hardsigmoid(x)", "hardswish(x)", "silu(x)", "mish(x)", "gelu(x)", "gelu(x, approximate='tanh')",
    "logsigmoid(x)", "hardshrink(x)", "tanhshrink(x)", "softsign(x)", "softplus(x)", "softshrink(x)", "tanh(x)", "sigmoid(x)", "dropout(x)",
    "dropout(x, 0.1, training=False)", "dropout2d(x)", "dropout3d(x)", "alpha_dropout(x)", "feature_alpha_dropout(x)", "softmax(x, dim=0)",
    "softmax(x, dim=-1)", "softmax(x)", "softmax(x, 1, dtype=torch.float64)", "softmin(x, 0)", "log_softmax(x, dim=-2)", "gumbel_softmax(x, dim=-1)",
    "gumbel_softmax(x, hard=True)", "normalize(x)", "normalize(x, dim=-1)", "normalize(x, p=1, dim=0)", "glu(x)", "glu(x, 0)", "relu_(x)", "elu_(x)",
    "leaky_relu_(x)", "hardtanh_(x)", "celu_(x)", "selu_(x)", "rrelu_(x)", "threshold_(x, 0.1, 1.0)",
)  # fmt: skip

CALLS: dict[str, list[tuple[Any, ...]]] = {
    "convolution": [
        ("F.conv1d(x, w)", t(2, 3, 9), t(4, 3, 3)), ("F.conv1d(x, w)", t(3, 9), t(4, 3, 3)), ("F.conv1d(x, w)", t(2, 3, 9), t(4, 2, 3)),
        ("F.conv1d(x, w, b, 2, 1, 2)", t(2, 3, 9), t(4, 3, 3), t(4)), ("F.conv1d(x, w, b)", t(2, 3, 9), t(4, 3, 3), t(3)),
        ("F.conv1d(x, w, padding='same')", t(2, 3, 9), t(4, 3, 4)), ("F.conv1d(x, w, stride=2, padding='same')", t(2, 3, 9), t(4, 3, 3)),
        ("F.conv1d(x, w, groups=3)", t(2, 3, 9), t(6, 1, 3)), ("F.conv1d(x, w, groups=3)", t(2, 3, 9), t(4, 1, 3)), ("F.conv1d(x, w)", t(2, 3, 9), t(4, 3)),
        ("F.conv2d(x, w)", t(2, 3, 9, 8), t(4, 3, 3, 2)), ("F.conv2d(x, w, stride=(2, 1), padding=(1, 0), dilation=2)", t(2, 3, 9, 8), t(4, 3, 3, 2)),
        ("F.conv2d(x, w, stride=(2,))", t(2, 3, 9, 8), t(4, 3, 3, 2)), ("F.conv2d(x, w, stride=(2, 2, 2))", t(2, 3, 9, 8), t(4, 3, 3, 2)),
        ("F.conv2d(x, w, groups=2)", t(2, 4, 9, 8), t(4, 2, 3, 3)), ("F.conv2d(x, w, groups=2)", t(2, 4, 9, 8), t(4, 4, 3, 3)),
        ("F.conv2d(x, w, stride=0)", t(2, 3, 9, 8), t(4, 3, 3, 2)), ("F.conv2d(x, w, padding=-1)", t(2, 3, 9, 8), t(4, 3, 3, 2)),
        ("F.conv2d(x, w, dilation=0)", t(2, 3, 9, 8), t(4, 3, 3, 2)), ("F.conv2d(x, w, groups=0)", t(2, 3, 9, 8), t(4, 3, 3, 2)),
        ("F.conv3d(x, w, padding=1)", t(2, 3, 4, 4, 5), t(4, 3, 3, 3, 3)),
        ("F.conv_transpose1d(x, w)", t(2, 3, 9), t(3, 4, 3)), ("F.conv_transpose1d(x, w, stride=2, output_padding=2)", t(2, 3, 9), t(3, 4, 3)),
        ("F.conv_transpose2d(x, w, b, 2, 1, 1, 3)", t(2, 3, 9, 8), t(3, 4, 3, 3), t(12)), ("F.conv_transpose2d(x, w, groups=2)", t(2, 3, 9, 8), t(3, 4, 3, 3)),
        ("F.conv_transpose3d(x, w, dilation=2)", t(2, 3, 4, 4, 5), t(3, 4, 2, 2, 2)), ("F.conv_tbc(x, w, b, 1)", t(9, 2, 3), t(3, 3, 4), t(4)),
        ("F.conv_tbc(x, w, b)", t(9, 2, 3), t(3, 2, 4), t(4)), ("F.conv_tbc(x, w, b)", t(2, 2, 3), t(4, 3, 4), t(4)),
        ("nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)(x, output_size=(10, 12))", t(1, 3, 5, 6)),
        ("nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)(x, output_size=(9, 11))", t(1, 3, 5, 6)),
        ("nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)(x, output_size=(11, 12))", t(1, 3, 5, 6)),
        ("nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)(x, output_size=x.size())", t(1, 3, 5, 6)),
        ("nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)(x, [1, 4, 10, 11])", t(1, 3, 5, 6)),
    ],
    "pooling": [
        ("F.max_pool1d(x, 2)", t(2, 3, 9)), ("F.max_pool2d(x, 2)", t(2, 3, 9, 8)), ("F.max_pool2d(x, (2, 3), stride=[])", t(2, 3, 9, 8)), ("F.max_pool2d(x, [2], [1])", t(2, 3, 9, 8)),
        ("F.max_pool2d(x, 3, 2, 1, 1, True, True)", t(2, 3, 9, 8)), ("F.max_pool2d(x, 3, 2, 1, ceil_mode=False, return_indices=True)", t(2, 3, 9, 8)), ("F.max_pool2d(x, 3, 0)", t(2, 3, 9, 8)),
        ("F.max_pool2d(x, (1, 2, 3))", t(2, 3, 9, 8)), ("F.max_pool2d(x, 3, padding=2)", t(2, 3, 9, 8)), ("F.max_pool2d(x, 0)", t(2, 3, 9, 8)), ("F.max_pool2d(x, 2, padding=1, dilation=2)", t(2, 3, 9, 8)),
        ("F.max_pool3d(x, 2, return_indices=True)", t(2, 3, 4, 5, 6)), ("F.max_pool2d_with_indices(x, 2)", t(2, 3, 9, 8)), ("F.max_pool1d_with_indices(x, 2)", t(2, 3, 9)), ("F.max_pool3d_with_indices(x, 2)", t(2, 3, 4, 5, 6)),
        ("F.avg_pool1d(x, 3, 2, 1, True)", t(2, 3, 9)), ("F.avg_pool2d(x, 3, 2, 1)", t(2, 3, 9, 8)), ("F.avg_pool2d(x, x.shape[2:])", t(2, 3, 9, 8)), ("F.avg_pool2d(x, x.size(-1))", t(2, 3, 8, 8)), ("F.avg_pool3d(x, 2)", t(2, 3, 4, 5, 6)),
        ("F.lp_pool1d(x, 2, 3)", t(2, 3, 9)), ("F.lp_pool2d(x, 2, 3, 2, True)", t(2, 3, 9, 8)), ("F.lp_pool3d(x, 2, 2)", t(2, 3, 4, 5, 6)),
        ("F.adaptive_avg_pool1d(x, 3)", t(2, 3, 9)), ("F.adaptive_avg_pool2d(x, (1, 1)).flatten(1)", t(2, 3, 9, 8)), ("F.adaptive_avg_pool2d(x, [None, 2])", t(2, 3, 9, 8)), ("F.adaptive_avg_pool3d(x, 2)", t(2, 3, 4, 5, 6)),
        ("F.adaptive_max_pool1d(x, 3)", t(2, 3, 9)), ("F.adaptive_max_pool2d(x, 3, return_indices=True)", t(2, 3, 9, 8)), ("F.adaptive_max_pool2d(x, 3, True)", t(2, 3, 9, 8)), ("F.adaptive_max_pool3d(x, (1, 2, 3))", t(2, 3, 4, 5, 6)),
        ("F.adaptive_max_pool1d_with_indices(x, 3)", t(2, 3, 9)), ("F.adaptive_max_pool2d_with_indices(x, 3)", t(2, 3, 9, 8)), ("F.adaptive_max_pool3d_with_indices(x, 2)", t(2, 3, 4, 5, 6)),
        ("F.fractional_max_pool2d(x, 3, output_size=(3, 2))", t(2, 3, 9, 8)), ("F.fractional_max_pool2d(x, 3, output_ratio=(0.5, 0.5), return_indices=True)", t(2, 3, 9, 8)), ("F.fractional_max_pool3d(x, 2, 3)", t(2, 3, 4, 5, 6)), ("F.fractional_max_pool3d(x, 2, (2, 3, 4))", t(2, 3, 4, 5, 6)),
        ("F.fractional_max_pool2d_with_indices(x, 2, 3)", t(2, 3, 9, 8)), ("F.fractional_max_pool3d_with_indices(x, 2, 2)", t(2, 3, 4, 5, 6)),
        ("F.max_unpool1d(x, y, 2)", t(2, 3, 4), ids(2, 3, 4)), ("F.max_unpool2d(x, y, 2, 2)", t(2, 3, 4, 5), ids(2, 3, 4, 5)), ("F.max_unpool2d(x, y, 2, 2, output_size=(9, 11))", t(2, 3, 4, 5), ids(2, 3, 4, 5)),
        ("F.max_unpool2d(x, y, 2, 2, output_size=(2, 3, 9, 11))", t(2, 3, 4, 5), ids(2, 3, 4, 5)), ("F.max_unpool2d(x, y, 2, 2, output_size=(11, 11))", t(2, 3, 4, 5), ids(2, 3, 4, 5)), ("F.max_unpool3d(x, y, 2)", t(2, 3, 4, 5, 2), ids(2, 3, 4, 5, 2)),
    ],
    "linear": [
        ("F.linear(x, w)", t(2, 4), t(3, 4)), ("F.linear(x, w, b)", t(5, 2, 4), t(3, 4), t(3)), ("F.linear(x, w, b)", t(2, 4), t(3, 4), t(4)), ("F.linear(x, w)", t(2, 4), t(4, 3)), ("F.linear(x, w)", t(2, 4), t(4)),
        ("F.linear(x, w)", t(4), t(3, 4)), ("F.linear(x, w, b)", t(2, 4), t(3, 4), t(1)), ("F.linear(x, w)", t(4), t(4)), ("F.linear(x, w)", t(2, 5, 4), t(4)),
        ("F.bilinear(x, y, w)", t(2, 3), t(2, 4), t(5, 3, 4)), ("F.bilinear(x, y, w, b)", t(2, 3), t(2, 4), t(5, 3, 4), t(5)), ("F.bilinear(x, y, w)", t(2, 3), t(3, 4), t(5, 3, 4)),
        ("F.embedding(x, w)", ids(2, 3), t(9, 4)), ("F.embedding(x, w)", ids(), t(9, 4)), ("F.embedding(x, w)", ids(2), t(9)), ("F.embedding_bag(x, w)", ids(2, 3), t(9, 4)), ("F.embedding_bag(x, w, o)", ids(6), t(9, 4), ids(2)),
        ("F.embedding_bag(x, w, mode='sum', per_sample_weights=p)", ids(2, 3), t(9, 4), t(2, 3)), ("F.embedding_bag(x, w, mode='sum', per_sample_weights=p)", ids(2, 3), t(9, 4), t(2, 4)), ("F.embedding_bag(x, w)", ids(6), t(9, 4)),
        ("F.one_hot(x, 5)", ids(2, 3, below=5)), ("F.one_hot(x, num_classes=3)", ids()),
        ("F.prelu(x, w)", t(2, 3, 4), t(3)), ("F.prelu(x, w)", t(2, 3, 4), t(1)), ("F.prelu(x, w)", t(2, 3, 4), t(4)), ("F.prelu(x, w)", t(2), t()), ("F.dropout1d(x)", X3), ("F.dropout1d(x)", X4), ("F.dropout1d(x)", X2),
        ("F.pairwise_distance(x, y)", t(2, 3), t(2, 3)), ("F.pairwise_distance(x, y, keepdim=True)", t(2, 3), t(3)), ("F.cosine_similarity(x, y)", t(2, 3), t(2, 3)), ("F.cosine_similarity(x, y, dim=-1)", t(2, 1, 3), t(4, 3)), ("F.cosine_similarity(x, y, dim=2)", t(2, 3), t(2, 3)),
        ("F.pdist(x)", t(5, 3)), ("F.pdist(x)", t(1, 3)), ("F.pdist(x)", t(3)),
    ],
    "norm": [
        ("F.batch_norm(x, m, v)", t(2, 3, 4), t(3), t(3)), ("F.batch_norm(x, m, v, training=True)", t(2, 3), t(3), t(3)), ("F.batch_norm(x, m, v, training=True)", t(1, 3), t(3), t(3)), ("F.batch_norm(x, m, v)", t(2, 4), t(3), t(3)),
        ("F.batch_norm(x, None, None, w, b, True)", t(2, 3, 4), t(3), t(3)), ("F.batch_norm(x, None, None, w, b, True)", t(2, 3, 4), t(3), t(4)),
        ("F.instance_norm(x)", t(2, 3, 4)), ("F.instance_norm(x)", t(2, 3, 1)), ("F.instance_norm(x, weight=w)", t(2, 3, 4), t(3)), ("F.instance_norm(x, weight=w)", t(2, 3, 4), t(4)), ("F.instance_norm(x)", t(2, 3)),
        ("F.layer_norm(x, (4,))", t(2, 3, 4)), ("F.layer_norm(x, x.shape[1:])", t(2, 3, 4)), ("F.layer_norm(x, [4], w, b)", t(2, 4), t(4), t(4)), ("F.layer_norm(x, [4], w)", t(2, 4), t(3)), ("F.layer_norm(x, [3])", t(2, 4)), ("F.layer_norm(x, [])", t(2, 4)),
        ("F.rms_norm(x, (4,))", t(2, 3, 4)), ("F.rms_norm(x, (4,), w)", t(2, 3, 4), t(4)), ("F.rms_norm(x, (3,))", t(2, 3, 4)),
        ("F.group_norm(x, 2)", t(2, 4, 5)), ("F.group_norm(x, 3)", t(2, 4, 5)), ("F.group_norm(x, 2, w, b)", t(2, 4, 5), t(4), t(4)), ("F.group_norm(x, 2, w)", t(2, 4, 5), t(2)), ("F.group_norm(x, 2)", t(4)),
        ("F.local_response_norm(x, 2)", t(2, 4, 5)), ("F.local_response_norm(x, 2)", t(2, 4)),
    ],
    "loss": [
        (f"F.{loss}(x, y, {option})", *shapes)
        for loss in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "soft_margin_loss", "kl_div", "hinge_embedding_loss", "poisson_nll_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits")
        for option in ("", "reduction='none'", "reduction='sum'")
        for shapes in ((t(2, 3), t(2, 3)), (t(2, 3), t(2, 4)), (t(2, 3), t(3)), (t(2, 1), t(2)), (t(), t()), (t(2, 3), t(2, 1)))
    ] + [
        (f"F.{loss}(x, y, {option})", *shapes)
        for loss in ("cross_entropy", "nll_loss")
        for option in ("", "reduction='none'", "reduction='sum', ignore_index=0")
        for shapes in (
            (t(2, 3), ids(2)), (t(3), ids()), (t(2, 3, 4), ids(2, 4)), (t(2, 3, 4, 5), ids(2, 4, 5)), (t(2, 3), ids(2, 1)), (t(2, 3), ids(3)), (t(2, 3, 4), ids(2, 3)), (t(2, 3, 4, 5), ids(2, 4)), (t(2, 3, 4), ids(2, 5)), (t(2, 3), ids()),
            (t(2, 3, 4, 5, 6), ids(2, 4, 5, 6)), (t(2, 3, 4, 5, 6), ids(2, 4, 5, 7)), (t(3), ids(3)), (t(3), ids(1)), (t(2, 3, 4, 5), ids(3, 4, 5)),
        )
    ] + [
        ("F.cross_entropy(x, y)", t(2, 3), t(2, 3)), ("F.cross_entropy(x, y, reduction='none')", t(2, 3, 4), t(2, 3, 4)), ("F.cross_entropy(x, y)", t(2, 3), t(2, 4)), ("F.cross_entropy(x, y, reduction='none')", t(3), t(3)),
        ("F.cross_entropy(x, y, weight=w)", t(2, 3), ids(2), t(3)), ("F.cross_entropy(x, y, weight=w)", t(2, 3), ids(2), t(2)), ("F.cross_entropy(x, y, w)", t(2, 3), t(2, 3), t(3)), ("F.cross_entropy(x, y, w)", t(2, 3), t(2, 3), t(2)),
        ("F.cross_entropy(x, y, label_smoothing=0.1)", t(2, 3), ids(2)), ("F.cross_entropy(x, y, reduce=False)", t(2, 3), ids(2)), ("F.cross_entropy(x, y, size_average=False)", t(2, 3), ids(2)),
        ("F.linear_cross_entropy(x, w, y)", t(2, 4), t(3, 4), ids(2)), ("F.linear_cross_entropy(x, w, y)", t(2, 5), t(3, 4), ids(2)), ("F.linear_cross_entropy(x, w, y, reduction='none')", t(2, 4), t(3, 6, 4), ids(2, 6)), ("F.linear_cross_entropy(x, w, y, linear_bias=b)", t(2, 4), t(3, 4), ids(2), t(2)),
        ("F.mse_loss(x, y, weight=w)", t(2, 3), t(2, 3), t(2, 3)), ("F.mse_loss(x, y, weight=w)", t(2, 3), t(2, 3), t(3)), ("F.huber_loss(x, y, delta=2.0, reduction='none')", t(2, 3), t(2, 3)), ("F.kl_div(x, y, reduction='batchmean')", t(2, 3), t(2, 3)),
        ("F.binary_cross_entropy(x, y, weight=w)", t(2, 3), t(2, 3), t(3)), ("F.binary_cross_entropy(x, y, weight=w)", t(2, 3), t(2, 3), t(2)), ("F.binary_cross_entropy_with_logits(x, y, pos_weight=w)", t(2, 3), t(2, 3), t(3)), ("F.binary_cross_entropy_with_logits(x, y, pos_weight=w)", t(2, 3), t(2, 3), t(2)),
        ("F.gaussian_nll_loss(x, y, v)", t(2, 3), t(2, 3), t(2, 3)), ("F.gaussian_nll_loss(x, y, v, reduction='none')", t(2, 3), t(2, 3), t(2, 1)), ("F.gaussian_nll_loss(x, y, v, reduction='none')", t(2, 3), t(2, 3), t(2)), ("F.gaussian_nll_loss(x, y, v)", t(2, 3), t(2, 3), t(3)), ("F.gaussian_nll_loss(x, y, 1.0)", t(2, 3), t(2, 3)),
        ("F.margin_ranking_loss(x, y, z)", t(2), t(2), t(2)), ("F.margin_ranking_loss(x, y, z, reduction='none')", t(2, 3), t(2, 3), t(2, 1)), ("F.margin_ranking_loss(x, y, z)", t(2, 3), t(2, 3), t(2)),
        ("F.cosine_embedding_loss(x, y, z)", t(2, 3), t(2, 3), t(2)), ("F.cosine_embedding_loss(x, y, z, reduction='none')", t(2, 3), t(2, 3), t(2)), ("F.cosine_embedding_loss(x, y, z, reduction='none')", t(3), t(3), t()), ("F.cosine_embedding_loss(x, y, z)", t(2, 3), t(2, 4), t(2)), ("F.cosine_embedding_loss(x, y, z)", t(2, 3), t(2, 3), t(2, 1)), ("F.cosine_embedding_loss(x, y, z)", t(2, 3), t(2, 3), t(3)),
        ("F.triplet_margin_loss(x, y, z)", t(2, 3), t(2, 3), t(2, 3)), ("F.triplet_margin_loss(x, y, z, reduction='none')", t(2, 3), t(2, 3), t(2, 3)), ("F.triplet_margin_loss(x, y, z, swap=True, reduction='none')", t(3), t(3), t(3)), ("F.triplet_margin_loss(x, y, z)", t(2, 3), t(3), t(2, 3)), ("F.triplet_margin_loss(x, y, z)", t(2, 3), t(2, 4), t(2, 3)),
        ("F.triplet_margin_with_distance_loss(x, y, z)", t(2, 3), t(2, 3), t(2, 3)), ("F.triplet_margin_with_distance_loss(x, y, z, reduction='none', swap=True)", t(2, 3), t(2, 3), t(2, 3)),
        ("F.multilabel_margin_loss(x, y)", t(2, 3), ids(2, 3)), ("F.multilabel_margin_loss(x, y, reduction='none')", t(2, 3), ids(2, 3)), ("F.multilabel_margin_loss(x, y, reduction='none')", t(3), ids(3)), ("F.multilabel_margin_loss(x, y)", t(2, 3), ids(2, 4)),
        ("F.multilabel_soft_margin_loss(x, y)", t(2, 3), t(2, 3)), ("F.multilabel_soft_margin_loss(x, y, reduction='none')", t(2, 3), t(2, 3)), ("F.multilabel_soft_margin_loss(x, y, w, reduction='none')", t(2, 3), t(2, 3), t(3)), ("F.multilabel_soft_margin_loss(x, y)", t(2, 3), t(2, 4)),
        ("F.multi_margin_loss(x, y)", t(2, 3), ids(2)), ("F.multi_margin_loss(x, y, reduction='none')", t(2, 3), ids(2)), ("F.multi_margin_loss(x, y, weight=w)", t(2, 3), ids(2), t(2)), ("F.multi_margin_loss(x, y)", t(2, 3), ids(3)), ("F.multi_margin_loss(x, y)", t(3), ids()),
        ("F.ctc_loss(x, y, (5, 5), (2, 3))", t(5, 2, 4), ids(2, 3)), ("F.ctc_loss(x, y, a, b, reduction='none')", t(5, 2, 4), ids(2, 3), ids(2), ids(2)), ("F.ctc_loss(x, y, a, b)", t(5, 2, 4), ids(2, 3), ids(3), ids(2)),
    ],
    "resize": [
        (f"F.interpolate(x, {option})", *shapes)
        for option in ("size=3", "size=(3, 4)", "scale_factor=2", "scale_factor=0.5, mode='area'", "scale_factor=(1.5, 2), mode='bilinear', align_corners=False", "scale_factor=1.7, recompute_scale_factor=True", "size=5, mode='trilinear'", "size=7, mode='linear', align_corners=True",
                       "size=[4, 4], mode='bicubic', antialias=True", "size=4, scale_factor=2", "scale_factor=2.0, mode='nearest-exact'", "size=x.shape[2:]", "size=x.shape[-2:], mode='bilinear'", "scale_factor=1/3", "size=(0, 2)")
        for shapes in ((t(1, 2, 4, 5),), (t(1, 2, 4),), (t(1, 2, 4, 5, 6),), (t(4, 5),))
    ] + [
        (f"F.pad(x, {option})", *shapes)
        for option in ("(1, 2)", "(1, 2, 3, 4)", "[0, 0, 1, -1]", "(1,)", "(1, 1), mode='reflect'", "(1, 1, 2, 2), 'reflect'", "(3, 3, 1, 1), mode='replicate'", "(2, 1), mode='circular'", "(4, 4, 4, 4), mode='circular'", "(0,) * 6, 'replicate'", "(1, 2, 3, 4, 5, 6), value=2.0", "(-3, -2)", "(-5, 5)", "()", "(-1, 2, -1, 0), 'replicate'", "(-1, 2), 'circular'")
        for shapes in ((t(1, 2, 4, 5),), (t(2, 4, 5),), (t(4, 5),), (t(5),), (t(1, 2, 3, 4, 5),))
    ] + [
        ("F.upsample(x, scale_factor=2)", t(1, 2, 4, 5)), ("F.upsample_nearest(x, size=(3, 4))", t(1, 2, 4, 5)), ("F.upsample_bilinear(x, scale_factor=2)", t(1, 2, 4, 5)),
        ("F.grid_sample(x, g)", t(2, 3, 4, 5), t(2, 6, 7, 2)), ("F.grid_sample(x, g, align_corners=True)", t(2, 3, 4, 5, 6), t(2, 6, 7, 8, 3)), ("F.grid_sample(x, g)", t(2, 3, 4, 5), t(1, 6, 7, 2)), ("F.grid_sample(x, g)", t(2, 3, 4, 5), t(2, 6, 7, 3)), ("F.grid_sample(x, g)", t(2, 3, 4, 5), t(2, 6, 7)), ("F.grid_sample(x, g, mode='bicubic')", t(2, 3, 4, 5, 6), t(2, 6, 7, 8, 3)),
        ("F.affine_grid(x, (2, 3, 4, 5))", t(2, 2, 3)), ("F.affine_grid(x, [2, 3, 4, 5, 6], align_corners=False)", t(2, 3, 4)), ("F.affine_grid(x, (2, 3, 4, 5))", t(2, 3, 3)), ("F.affine_grid(x, (2, 3, 4, 5))", t(3, 2, 3)), ("F.affine_grid(x, (2, 3, 4))", t(2, 2, 3)), ("F.affine_grid(x, torch.Size((2, 3, 4, 5)))", t(2, 2, 3)),
        ("F.pixel_shuffle(x, 2)", t(2, 8, 3, 4)), ("F.pixel_shuffle(x, 2)", t(8, 3, 4)), ("F.pixel_shuffle(x, 2)", t(2, 6, 3, 4)), ("F.pixel_unshuffle(x, 2)", t(2, 3, 4, 6)), ("F.pixel_unshuffle(x, 2)", t(2, 3, 5, 6)), ("F.channel_shuffle(x, 2)", t(2, 4, 3)), ("F.channel_shuffle(x, 2)", t(2, 3, 3)), ("F.native_channel_shuffle(x, 2)", t(2, 4, 3, 3)),
        ("F.unfold(x, 3, padding=1)", t(2, 3, 5, 6)), ("F.unfold(x, (2, 3), 2, 1, (1, 2))", t(2, 3, 5, 6)), ("F.unfold(x, 7)", t(2, 3, 5, 6)), ("F.unfold(x, 2, stride=2)", t(3, 4, 4)), ("F.fold(x, (4, 5), 2)", t(2, 12, 12)), ("F.fold(x, 4, 2, stride=2)", t(2, 12, 4)), ("F.fold(x, 4, 2, stride=2)", t(2, 12, 5)),
    ],
    "attention": [
        ("F.scaled_dot_product_attention(q, k, v)", *shapes)
        for shapes in (
            (t(2, 4, 5, 8), t(2, 4, 6, 8), t(2, 4, 6, 3)), (t(5, 8), t(6, 8), t(6, 8)), (t(2, 5, 8), t(2, 6, 8), t(2, 6, 8)), (t(2, 4, 5, 8), t(2, 4, 6, 7), t(2, 4, 6, 8)), (t(2, 4, 5, 8), t(2, 4, 6, 8), t(2, 4, 5, 8)), (t(2, 4, 5, 8), t(2, 1, 6, 8), t(2, 1, 6, 8)),
            (t(2, 4, 5, 8), t(2, 3, 6, 8), t(2, 3, 6, 8)), (t(2, 4, 5, 8), t(3, 4, 6, 8), t(3, 4, 6, 8)), (t(4, 5, 8), t(2, 4, 6, 8), t(2, 4, 6, 8)), (t(8), t(8), t(8)), (t(2, 4, 5, 8), t(4, 6, 8), t(4, 6, 8)), (t(2, 4, 5, 8), t(6, 8), t(6, 8)), (t(1, 4, 5, 8), t(2, 4, 6, 8), t(2, 4, 6, 8)), (t(2, 4, 5, 8), t(2, 4, 6, 8), t(2, 4, 5, 3)), (t(4, 5, 8), t(4, 6, 8), t(4, 5, 8)),
        )
    ] + [
        ("F.scaled_dot_product_attention(q, k, v, attn_mask=m)", t(2, 4, 5, 8), t(2, 4, 6, 8), t(2, 4, 6, 8), shape)
        for shape in (t(5, 6), t(2, 1, 5, 6), t(2, 4, 5, 6), t(1, 6), t(6), t(6, 5), t(2, 5, 6), t(4, 5, 6), t(2, 1, 1, 6), t(3, 1, 5, 6), t(5, 6, dtype="bool"), t(1, 2, 4, 5, 6))
    ] + [
        ("F.scaled_dot_product_attention(q, k, v, is_causal=True)", t(2, 4, 5, 8), t(2, 4, 5, 8), t(2, 4, 5, 8)), ("F.scaled_dot_product_attention(q, k, v, dropout_p=0.1, scale=0.5)", t(2, 4, 5, 8), t(2, 4, 5, 8), t(2, 4, 5, 8)),
        ("F.scaled_dot_product_attention(q, k, v, enable_gqa=True)", t(2, 4, 5, 8), t(2, 2, 6, 8), t(2, 2, 6, 8)), ("F.scaled_dot_product_attention(q, k, v, enable_gqa=True)", t(2, 4, 5, 8), t(2, 3, 6, 8), t(2, 3, 6, 8)), ("F.scaled_dot_product_attention(q, k, v, enable_gqa=True)", t(2, 4, 5, 8), t(2, 1, 6, 8), t(2, 2, 6, 8)),
        ("nn.MultiheadAttention(8, 2)(x, x, x, need_weights=False)", t(5, 3, 8)), ("nn.MultiheadAttention(8, 2)(x, x, x, average_attn_weights=False)", t(5, 3, 8)), ("nn.MultiheadAttention(8, 2)(x, x, x, average_attn_weights=False)", t(5, 8)), ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, attn_mask=m)", t(3, 5, 8), t(5, 5)),
        ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, attn_mask=m)", t(3, 5, 8), t(6, 5, 5)), ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, attn_mask=m)", t(3, 5, 8), t(3, 5, 5)), ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, attn_mask=m)", t(3, 5, 8), t(5, 6)), ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, key_padding_mask=m)", t(3, 5, 8), t(3, 5, dtype="bool")),
        ("nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x, key_padding_mask=m)", t(3, 5, 8), t(5, 3, dtype="bool")), ("nn.MultiheadAttention(8, 2)(x, x, x, m)", t(5, 8), t(5, dtype="bool")), ("nn.MultiheadAttention(8, 2).eval()(x, x, x, need_weights=False)", t(5, 3, 8)), ("nn.MultiheadAttention(8, 2)(x, x, x, is_causal=True, attn_mask=m, need_weights=False)", t(5, 3, 8), t(5, 5)),
        ("nn.MultiheadAttention(8, 2, add_zero_attn=True)(x, x, x, attn_mask=m, average_attn_weights=False)", t(5, 3, 8), t(5, 5)),
        ("F.multi_head_attention_forward(x, x, x, 8, 2, w, b, None, None, False, 0.0, o, p)", t(5, 3, 8), t(24, 8), t(24), t(8, 8), t(8)),
        ("F.multi_head_attention_forward(x, x, x, 8, 3, w, b, None, None, False, 0.0, o, p)", t(5, 3, 8), t(24, 8), t(24), t(8, 8), t(8)),
        ("nn.Transformer(8, 2, 1, 1, 16)(x, x, tgt_mask=nn.Transformer.generate_square_subsequent_mask(5))", t(5, 3, 8)), ("nn.TransformerEncoderLayer(8, 2, 16)(x, m)", t(5, 3, 8), t(5, 5)), ("nn.TransformerEncoderLayer(8, 2, 16)(x, m)", t(5, 3, 8), t(4, 5)),
    ],
}  # fmt: skip


def _cases(family: str) -> list[Case]:
    cases = []
    for expression, *inputs in CALLS[family]:
        names = _names(expression)
        assert len(names) == len(inputs), expression
        cases.append(Case(expression, dict(zip(names, inputs, strict=True))))
    return cases


def _names(expression: str) -> list[str]:
    """The one-letter names of an expression, in order."""
    import ast

    tree = ast.parse(expression, mode="eval")
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and len(node.id) == 1 and node.id != "F"]
    nodes.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in nodes))


@pytest.mark.parametrize("family", list(CALLS))
def test_calls(family: str) -> None:
    wrong = [text for case in _cases(family) if (text := disagreement(case)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


@pytest.mark.parametrize("family", list(CALLS))
def test_calls_with_symbolic_sizes(family: str) -> None:
    missed = family in ("norm", "attention")  # what depends on more than sizes is told where it is certain
    wrong = [t for c in _cases(family) if (t := disagreement(c, symbolic=True, gaps=True, missed=missed)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


@pytest.mark.parametrize("symbolic", [False, True])
def test_functions_of_each_element(symbolic: bool) -> None:
    cases = [Case(f"F.{call}", {"x": x}) for call in UNARY for x in (t(), X1, X2, X3, X4)]
    wrong = [text for case in cases if (text := disagreement(case, symbolic=symbolic)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


def test_one_hot_without_a_number_of_classes_depends_on_the_data() -> None:
    ours = run_ours(Case("F.one_hot(x)", {"x": ids(2, below=3)}))
    assert ours.value == Sized((2, NotKnown("the size num_classes")), "int64")


def test_every_function_is_known() -> None:
    machine = _runner().machine
    module = machine.import_module("torch.nn.functional")
    public = [name for name, value in vars(real).items() if callable(value) and not name.startswith("_")]
    inner = {"handle_torch_function", "has_torch_function", "has_torch_function_unary", "has_torch_function_variadic"}
    inner |= {name for name in public if inspect.isclass(getattr(real, name)) or name in ("Callable", "Optional")}
    unknown = [n for n in public if n not in inner and isinstance(machine.get_attribute(module, n), Unknown)]
    assert not unknown
