# ruff: noqa: E501
"""What programs do with layers beside calling them, against torch: attributes, refused constructors, surgery, helpers."""

from __future__ import annotations

from typing import Any

import pytest
from conformance.oracle import Case, disagreement, tensor


def t(*sizes: int, dtype: str = "float32", below: int = 1) -> Any:
    return tensor(*sizes, dtype=dtype, below=below)


ATTRIBUTES = {
    "nn.Linear(3, 4)": "in_features out_features weight.shape bias.shape weight.requires_grad training",
    "nn.Linear(3, 4, bias=False)": "bias",
    "nn.Conv2d(3, 8, 3)": "kernel_size stride padding dilation groups in_channels out_channels padding_mode output_padding transposed _reversed_padding_repeated_twice weight.shape",
    "nn.Conv2d(3, 8, (3, 5), [1, 2], padding=(1, 2))": "kernel_size stride padding _reversed_padding_repeated_twice",
    "nn.Conv1d(3, 8, 3, padding='same')": "padding kernel_size",
    "nn.Conv3d(3, 8, 2)": "kernel_size stride padding dilation output_padding",
    "nn.ConvTranspose2d(4, 6, 3, 2, output_padding=1, groups=2)": "output_padding transposed weight.shape stride groups",
    "nn.MaxPool2d(3)": "kernel_size stride padding dilation return_indices ceil_mode",
    "nn.AvgPool1d(3)": "kernel_size stride padding",
    "nn.AvgPool2d((3, 2), stride=2)": "kernel_size stride padding divisor_override",
    "nn.AdaptiveAvgPool2d((3, None))": "output_size",
    "nn.LPPool2d(2, 3)": "norm_type kernel_size stride",
    "nn.MaxUnpool2d(2)": "kernel_size stride padding",
    "nn.BatchNorm2d(3)": "num_features eps momentum affine track_running_stats running_mean.shape num_batches_tracked.shape",
    "nn.BatchNorm2d(3, affine=False, track_running_stats=False)": "weight bias running_mean running_var num_batches_tracked",
    "nn.InstanceNorm2d(3)": "affine track_running_stats weight running_mean",
    "nn.LayerNorm(4)": "normalized_shape eps elementwise_affine weight.shape",
    "nn.LayerNorm([3, 4], bias=False)": "normalized_shape bias",
    "nn.GroupNorm(2, 4)": "num_groups num_channels affine weight.shape",
    "nn.RMSNorm(4)": "normalized_shape eps",
    "nn.Embedding(10, 4, padding_idx=1)": "num_embeddings embedding_dim padding_idx weight.shape",
    "nn.EmbeddingBag(10, 4)": "mode include_last_offset",
    "nn.LSTM(3, 5, 2, batch_first=True)": "mode input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size weight_ih_l1.shape",
    "nn.RNN(3, 5)": "nonlinearity mode",
    "nn.GRUCell(3, 5)": "input_size hidden_size bias weight_ih.shape",
    "nn.MultiheadAttention(8, 2)": "embed_dim num_heads head_dim kdim vdim batch_first dropout in_proj_weight.shape out_proj.weight.shape bias_k q_proj_weight",
    "nn.Dropout(0.3)": "p inplace",
    "nn.ReLU6()": "min_val max_val inplace",
    "nn.PReLU(3)": "num_parameters weight.shape",
    "nn.Upsample(scale_factor=2)": "scale_factor size mode align_corners",
    "nn.ZeroPad2d(1)": "padding value",
    "nn.ReflectionPad1d((1, 2))": "padding",
    "nn.CircularPad3d(1)": "padding",
    "nn.CrossEntropyLoss()": "weight reduction ignore_index label_smoothing",
    "nn.L1Loss(size_average=False)": "reduction",
    "nn.MSELoss(reduce=False)": "reduction",
    "nn.Flatten()": "start_dim end_dim",
    "nn.Transformer(8, 2, 1, 1, 16)": "d_model nhead batch_first encoder.num_layers",
    "nn.TransformerEncoderLayer(8, 2, 16)": "norm_first linear1.out_features self_attn.num_heads",
}

REFUSED = (
    "nn.Conv2d(3, 8, 3, groups=2)", "nn.Conv2d(4, 7, 3, groups=2)", "nn.Conv1d(4, 8, 3, groups=0)", "nn.ConvTranspose2d(3, 8, 3, groups=2)",
    "nn.GroupNorm(3, 4)", "nn.MultiheadAttention(8, 3)", "nn.Embedding(5, 2, padding_idx=5)", "nn.Embedding(5, 2, padding_idx=-6)", "nn.Dropout(1.5)",
    "nn.LSTM(3, 0)", "nn.LSTM(3, 4, 0)", "nn.LSTM(3, 4, proj_size=4)", "nn.LSTM(3, 4, proj_size=-1)", "nn.RNN(3, 4, nonlinearity='elu')", "nn.GRU(3, -1)",
    "nn.FractionalMaxPool2d(2)", "nn.FractionalMaxPool2d(2, output_ratio=1.5)", "nn.MultiMarginLoss(p=3)", "nn.TripletMarginLoss(margin=-1)",
    "nn.AdaptiveLogSoftmaxWithLoss(8, 10, [])", "nn.AdaptiveLogSoftmaxWithLoss(8, 10, [5, 3])", "nn.TransformerEncoderLayer(9, 2)", "nn.RMSNorm(-1)", "nn.Linear(-1, 3)",
    "nn.init.xavier_uniform_(torch.empty(3))", "nn.init.kaiming_normal_(torch.empty(()))", "nn.init.eye_(torch.empty(3))", "nn.init.dirac_(torch.empty(3, 4))", "nn.init.orthogonal_(torch.empty(3))", "nn.init.sparse_(torch.empty(3, 4, 5), 0.1)",
)  # fmt: skip

BUILT = (
    "nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10])", "nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5], div_value=2.0, head_bias=True)",
    "nn.BCELoss(weight=torch.ones(3))", "nn.BCEWithLogitsLoss(pos_weight=torch.ones(3))", "nn.CrossEntropyLoss(torch.ones(3))", "nn.NLLLoss(torch.ones(3))", "nn.MultiMarginLoss(weight=torch.ones(3))", "nn.CrossEntropyLoss()", "nn.CTCLoss()",
    "nn.LinearCrossEntropyLoss(4, 3)", "nn.LinearCrossEntropyLoss(4, 3, out_features=(2, 5), bias=True)", "nn.TripletMarginWithDistanceLoss()", "nn.DataParallel(nn.Linear(2, 3))",
    "nn.utils.weight_norm(nn.Linear(3, 4))", "nn.utils.weight_norm(nn.Conv1d(3, 4, 5), dim=1)", "nn.utils.weight_norm(nn.Linear(3, 4), dim=None)", "nn.utils.weight_norm(nn.Linear(3, 4), name='bias')", "nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Linear(3, 4)))",
    "nn.utils.spectral_norm(nn.Linear(3, 4))", "nn.utils.spectral_norm(nn.ConvTranspose2d(3, 4, 2))", "nn.utils.spectral_norm(nn.Conv2d(3, 4, 2, bias=False))", "nn.utils.remove_spectral_norm(nn.utils.spectral_norm(nn.Linear(3, 4)))", "nn.utils.skip_init(nn.Linear, 3, 4)",
    "nn.utils.fuse_conv_bn_eval(nn.Conv2d(3, 4, 3, bias=False).eval(), nn.BatchNorm2d(4).eval())", "nn.SyncBatchNorm.convert_sync_batchnorm(nn.Linear(2, 3))",
    "nn.modules.linear.NonDynamicallyQuantizableLinear(2, 3)", "nn.modules.conv.Conv2d(2, 3, 1)", "nn.modules.batchnorm.BatchNorm1d(4)", "nn.Container(a=nn.Linear(1, 2))",
)  # fmt: skip

PROGRAMS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "weights of one layer used with a function": ("c = nn.Conv2d(3, 8, 3, 2, 1)", "F.conv2d(x, c.weight, c.bias, c.stride, c.padding, c.dilation, c.groups)", {"x": t(1, 3, 8, 8)}),
    "a weight put in by hand": ("l = nn.Linear(3, 4)\nl.weight = nn.Parameter(torch.zeros(5, 6))\nl.bias = None", "l(x)", {"x": t(2, 6)}),
    "a weight put in by hand, refused": ("l = nn.Linear(3, 4)\nl.weight = nn.Parameter(torch.zeros(5, 6))\nl.bias = None", "l(x)", {"x": t(2, 3)}),
    "a tied weight": ("e = nn.Embedding(10, 4)\nl = nn.Linear(4, 10, bias=False)\nl.weight = e.weight", "(l(x), nn.ModuleList([e, l]))", {"x": t(2, 4)}),
    "a bias removed": ("c = nn.Conv2d(3, 8, 3)\nc.bias = None", "(c(x), c)", {"x": t(1, 3, 5, 5)}),
    "isinstance of bases": ("from torch.nn.modules.batchnorm import _BatchNorm, _NormBase\nfrom torch.nn.modules.conv import _ConvNd", "(isinstance(nn.BatchNorm2d(3), _BatchNorm), isinstance(nn.InstanceNorm1d(3), _NormBase), isinstance(nn.InstanceNorm1d(3), _BatchNorm), isinstance(nn.Conv1d(1, 1, 1), _ConvNd), isinstance(nn.ConvTranspose3d(1, 1, 1), (nn.Conv2d, _ConvNd)), issubclass(nn.ZeroPad2d, nn.ConstantPad2d))", {}),
    "a subclass of a layer": ("class C(nn.Conv2d):\n    def forward(self, x):\n        return self._conv_forward(F.pad(x, (1, 1, 1, 1)), self.weight, self.bias)", "C(3, 8, 3, bias=False)(x)", {"x": t(1, 3, 5, 5)}),
    "a subclass with its own weight": ("class L(nn.Linear):\n    def __init__(self, n):\n        super().__init__(n, n, bias=False)\n        self.scale = nn.Parameter(torch.ones(n))\n    def forward(self, x):\n        return F.linear(x, self.weight * self.scale)", "(L(4)(x), L(4))", {"x": t(2, 4)}),
    "a normalisation over channels last": ("class N(nn.LayerNorm):\n    def forward(self, x):\n        return F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)", "N(3)(x)", {"x": t(2, 3, 4, 5)}),
    "a batch norm of one's own": ("from torch.nn.modules.batchnorm import _BatchNorm\nclass B(_BatchNorm):\n    def _check_input_dim(self, x): pass", "(B(3)(x), B(3))", {"x": t(2, 3, 4, 5, 2)}),
    "pairs and triples": ("from torch.nn.modules.utils import _pair, _triple, _single, _quadruple, _ntuple, _reverse_repeat_tuple", "(_pair(3), _pair((1, 2)), _triple(2), _single(4), _quadruple([1, 2, 3, 4]), _ntuple(5)(0), _reverse_repeat_tuple((1, 2), 2))", {}),
    "fans": ("from torch.nn.init import _calculate_fan_in_and_fan_out, _calculate_correct_fan", "(_calculate_fan_in_and_fan_out(torch.empty(4, 3, 2, 2)), _calculate_correct_fan(torch.empty(4, 3), 'fan_out'), nn.init.calculate_gain('relu'), nn.init.calculate_gain('leaky_relu', 0.2))", {}),
    "initialising gives the tensor": ("w = torch.empty(3, 4)", "(nn.init.kaiming_uniform_(w, a=5), nn.init.zeros_(w), nn.init.trunc_normal_(w, std=0.02), nn.init.constant_(w, 1.0), nn.init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu'))", {}),
    "initialising all": ("def init(m):\n    if isinstance(m, nn.Linear):\n        nn.init.xavier_uniform_(m.weight)\n        if m.bias is not None:\n            nn.init.zeros_(m.bias)\nnet = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, bias=False))\nnet.apply(init)", "net(x)", {"x": t(2, 3)}),
    "weight norm is called": ("c = nn.utils.weight_norm(nn.Conv1d(3, 4, 3, padding=1))", "(c(x), c.weight.shape, c.weight_g.shape)", {"x": t(2, 3, 7)}),
    "weight norm by parametrization": ("from torch.nn.utils.parametrizations import weight_norm\nc = weight_norm(nn.Conv1d(3, 4, 3))", "(c(x), [(n, p.shape) for n, p in c.named_parameters()])", {"x": t(2, 3, 7)}),
    "spectral norm by parametrization": ("from torch.nn.utils.parametrizations import spectral_norm\nc = spectral_norm(nn.Linear(3, 4))", "(c(x), [(n, p.shape) for n, p in c.named_parameters()], [(n, p.shape) for n, p in c.named_buffers()])", {"x": t(2, 3)}),
    "a parametrization of one's own": ("from torch.nn.utils import parametrize\nclass S(nn.Module):\n    def forward(self, X):\n        return X.triu() + X.triu(1).transpose(-1, -2)\nl = nn.Linear(4, 4)\nparametrize.register_parametrization(l, 'weight', S())", "(l(x), [(n, p.shape) for n, p in l.named_parameters()], parametrize.is_parametrized(l))", {"x": t(2, 4)}),
    "pruning": ("import torch.nn.utils.prune as prune\nl = nn.Linear(4, 3)\nprune.l1_unstructured(l, 'weight', amount=0.3)", "(l(x), [(n, p.shape) for n, p in l.named_parameters()], [(n, p.shape) for n, p in l.named_buffers()])", {"x": t(2, 4)}),
    "functional_call": ("l = nn.Linear(4, 3)\nfrom torch.nn.utils.stateless import functional_call", "functional_call(l, dict(l.named_parameters()), (x,))", {"x": t(2, 4)}),
    "packed sequences": ("from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence\nr = nn.LSTM(3, 5, batch_first=True, bidirectional=True)\ndef f(x):\n    out, (h, c) = r(pack_padded_sequence(x, [4, 2], batch_first=True))\n    out, lengths = pad_packed_sequence(out, batch_first=True)\n    return out, lengths, h, c", "f(x)", {"x": t(2, 4, 3)}),
    "packed sequences of lengths in a tensor": ("from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence\nr = nn.GRU(3, 5)\ndef f(x, n):\n    out, h = r(pack_padded_sequence(x, n, enforce_sorted=False))\n    out, lengths = pad_packed_sequence(out, total_length=7)\n    return out, lengths, h", "f(x, n + 2)", {"x": t(4, 2, 3), "n": t(2, dtype="int64")}),
    "packed sequences, too few lengths": ("from torch.nn.utils.rnn import pack_padded_sequence", "pack_padded_sequence(x, [4, 2, 1], batch_first=True)", {"x": t(2, 4, 3)}),
    "padded sequences": ("from torch.nn.utils.rnn import pad_sequence", "(pad_sequence([x, y]), pad_sequence([x, y], batch_first=True), pad_sequence([y]))", {"x": t(4, 3), "y": t(2, 3)}),
    "padded sequences that do not fit": ("from torch.nn.utils.rnn import pad_sequence", "pad_sequence([x, y])", {"x": t(4, 3), "y": t(2, 4)}),
    "clipped gradients": ("l = nn.Linear(2, 3)\nl(torch.zeros(1, 2)).sum().backward()", "(nn.utils.clip_grad_norm_(l.parameters(), 1.0), nn.utils.clip_grad_value_(l.parameters(), 1.0))", {}),
    "parameters in one vector": ("l = nn.Linear(2, 3)", "nn.utils.parameters_to_vector(l.parameters())", {}),
    "a lazy linear layer": ("l = nn.LazyLinear(4)\nl(torch.zeros(2, 3))", "(l(x), [(n, p.shape) for n, p in l.named_parameters()], l.in_features)", {"x": t(5, 3)}),
    "a lazy linear layer, refused later": ("l = nn.LazyLinear(4)\nl(torch.zeros(2, 3))", "l(x)", {"x": t(5, 4)}),
    "a lazy convolution": ("l = nn.LazyConv2d(4, 3, padding=1)\nl(torch.zeros(2, 3, 5, 5))", "(l(x), [(n, p.shape) for n, p in l.named_parameters()], l.in_channels)", {"x": t(1, 3, 4, 4)}),
    "a lazy transposed convolution": ("l = nn.LazyConvTranspose1d(4, 3, groups=2)\nl(torch.zeros(2, 6, 5))", "[(n, p.shape) for n, p in l.named_parameters()]", {}),
    "a lazy batch norm": ("l = nn.LazyBatchNorm2d()\nl(torch.zeros(2, 3, 5, 5))", "(l(x), [(n, p.shape) for n, p in l.named_parameters()], [(n, b.shape) for n, b in l.named_buffers()])", {"x": t(2, 3, 4, 4)}),
    "a lazy instance norm": ("l = nn.LazyInstanceNorm1d(affine=True)\nl(torch.zeros(2, 3, 5))", "(l(x), [(n, p.shape) for n, p in l.named_parameters()])", {"x": t(2, 3, 4)}),
    "data parallel": ("l = nn.DataParallel(nn.Linear(3, 4))", "(l(x), l.module.in_features)", {"x": t(2, 3)}),
    "adaptive softmax": ("l = nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10])", "(l(x, y).output, l(x, y).loss, l.log_prob(x), l.predict(x))", {"x": t(6, 8), "y": t(6, dtype="int64", below=20)}),
    "a kernel context": ("from torch.nn.attention import SDPBackend, sdpa_kernel\ndef f(x):\n    with sdpa_kernel(SDPBackend.MATH):\n        return F.scaled_dot_product_attention(x, x, x)", "f(x)", {"x": t(1, 2, 3, 4)}),
    "a hook that keeps what comes out": ("kept = {}\nnet = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))\nnet[0].register_forward_hook(lambda m, i, o: kept.update(first=o))", "(net(x), kept)", {"x": t(2, 3)}),
    "a hook that changes what comes out": ("l = nn.Linear(3, 4)\nl.register_forward_hook(lambda m, i, o: o[:, :2])", "l(x)", {"x": t(2, 3)}),
    "a hook that changes what goes in": ("l = nn.Linear(3, 4)\nl.register_forward_pre_hook(lambda m, i: i[0][:, :3])", "l(x)", {"x": t(2, 5)}),
    "a hook with keywords": ("class M(nn.Module):\n    def forward(self, x, scale=1):\n        return x\nm = M()\nm.register_forward_pre_hook(lambda m, a, k: ((a[0].flatten(1),), k), with_kwargs=True)", "m(x, scale=2)", {"x": t(2, 5, 3)}),
    "a hook that is removed": ("l = nn.Linear(3, 4)\nh = l.register_forward_hook(lambda m, i, o: o[:, :2])\nh.remove()", "l(x)", {"x": t(2, 3)}),
    "hooks in order": ("l = nn.Linear(3, 4)\nl.register_forward_hook(lambda m, i, o: o[:, :3])\nl.register_forward_hook(lambda m, i, o: o.t(), prepend=True)", "l(x)", {"x": t(5, 3)}),
    "a state dict": ("class M(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.l = nn.Linear(3, 4)\n        self.n = nn.BatchNorm1d(4)\n        self.register_buffer('seen', torch.zeros(2))\n        self.register_buffer('hidden', torch.zeros(2), persistent=False)", "(M().state_dict(), list(M().state_dict()), M().l.state_dict(prefix='l.'))", {}),
    "a repeated Sequential": ("s = nn.Sequential(nn.Linear(3, 3), nn.ReLU())", "(s * 2)(x)", {"x": t(2, 3)}),
    "parts of containers": ("s = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5))\nl, q = nn.ModuleList(s), nn.ParameterList([torch.zeros(2), torch.zeros(3)])\ndef names(m):\n    return [(n, p.shape) for n, p in m.named_parameters()]", "(names(s[1:]), names(s[::-1]), names(l[1:]), names(q[1:]), names(s[1:][:2]), s[:2](x), [n for n, _ in s[1:].named_children()])", {"x": t(2, 3)}),
    "names that torch's layers do not have": ("c = nn.Conv2d(3, 4, 1)", "(getattr(c, '_mark', False), hasattr(nn.Sequential(c), '_mark'), hasattr(c, '_conv_forward'))", {}),
    "a submodule set by its path": ("s = nn.Sequential(nn.Sequential(nn.Linear(3, 4)))\ns.set_submodule('0.0', nn.Linear(3, 5))", "s(x)", {"x": t(2, 3)}),
    "flat weights": ("r = nn.LSTM(2, 3, bidirectional=True)", "[w.shape for w in r._flat_weights]", {}),
    "loss of a target with one axis too many": ("", "nn.CrossEntropyLoss()(x, y)", {"x": t(4, 3), "y": t(4, 1, dtype="int64")}),
    "an upsampled skip connection": ("", "torch.cat([F.interpolate(x, size=y.shape[2:], mode='bilinear'), y], dim=1)", {"x": t(1, 2, 4, 4), "y": t(1, 3, 9, 7)}),
    "an embedding of its own rows": ("e = nn.Embedding.from_pretrained(torch.zeros(7, 3), padding_idx=0)", "(e(x), e.num_embeddings, e.embedding_dim, e.weight.requires_grad)", {"x": t(2, 3, dtype="int64", below=7)}),
}  # fmt: skip


@pytest.mark.parametrize("layer", ATTRIBUTES)
def test_attributes(layer: str) -> None:
    row = ", ".join(f"m.{name}" for name in ATTRIBUTES[layer].split())
    assert disagreement(Case(f"({row},)", setup=f"m = {layer}")) is None


@pytest.mark.parametrize("layer", REFUSED)
def test_constructors_torch_refuses(layer: str) -> None:
    assert disagreement(Case(layer)) is None


@pytest.mark.parametrize("layer", BUILT)
def test_what_is_built(layer: str) -> None:
    assert disagreement(Case(layer)) is None


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name: str) -> None:
    setup, expression, inputs = PROGRAMS[name]
    body = "\n".join(f"    {line}" for line in setup.split("\n"))
    case = Case(
        f"program({', '.join(inputs)})", inputs, f"def program({', '.join(inputs)}):\n{body}\n    return {expression}"
    )
    assert disagreement(case) is None
