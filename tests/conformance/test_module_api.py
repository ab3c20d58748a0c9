# ruff: noqa: E501
"""What models do with layers besides calling them: nn.Module's methods, torch.nn.utils, init, attention, functional calls."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, disagreement, tensor

SETUP = """
import copy
from collections import OrderedDict
from torch.nn import init
from torch.nn.utils import rnn, parametrize, parametrizations, prune, fusion, stateless
from torch import nn

class Block(nn.Module):
    def __init__(self, wide=4, deep=3):
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(wide, deep), nn.BatchNorm1d(deep), nn.ReLU())
        self.out = nn.Linear(deep, 2, bias=False)
        self.register_buffer("table", torch.zeros(deep, 2))
        self.register_buffer("scratch", torch.zeros(5), persistent=False)
        self.scale = nn.Parameter(torch.ones(deep))
        self.empty = None
        self.register_parameter("missing", None)
    def forward(self, x):
        return self.out(self.inner(x) * self.scale)
    def extra_repr(self):
        return "a block"

def held(module):
    # torch gives a parametrized module a class of its own
    return [(n, p.shape) for n, p in module.named_parameters()], [(n, b.shape) for n, b in module.named_buffers()]

class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)

class Wider(nn.Module):
    def forward(self, x):
        return torch.cat([x, x])
    def right_inverse(self, x):
        return x[: x.shape[0] // 2]
"""

MODULE = [
    "[n for n, _ in Block().named_parameters()]",
    "[n for n, _ in Block().named_parameters(prefix='net')]",
    "[n for n, _ in Block().named_parameters(recurse=False)]",
    "[n for n, _ in Block().named_buffers()]",
    "[n for n, _ in Block().named_children()]",
    "[n for n, _ in Block().named_modules()]",
    "[n for n, _ in Block().named_modules(prefix='p')]",
    "[p.shape for p in Block().parameters()]",
    "[b.shape for b in Block().buffers()]",
    "len(list(Block().modules())), len(list(Block().children()))",
    "list(Block().state_dict())",
    "{k: v.shape for k, v in Block().state_dict().items()}",
    "list(Block().state_dict(prefix='a.'))",
    "list(Block().inner.state_dict().keys())",
    "sum(p.numel() for p in Block().parameters() if p.requires_grad)",
    "(lambda m: (m.load_state_dict(m.state_dict()), m)[1])(Block())",
    "(lambda m: m.load_state_dict(m.state_dict()).missing_keys)(Block())",
    "(lambda m: m.load_state_dict({}, strict=False).missing_keys)(Block())",
    "(lambda m: m.load_state_dict({'zz': torch.zeros(1)}, strict=False).unexpected_keys)(Block())",
    "Block().load_state_dict({})",
    "Block().load_state_dict({**Block().state_dict(), 'zz': torch.zeros(1)})",
    "Block(4, 3).load_state_dict(Block(4, 5).state_dict())",
    "Block().requires_grad_(False)",
    "Block().eval().training, Block().train().training, Block().train(False).inner.training",
    "Block().half(), Block().double(), Block().float(), Block().bfloat16()",
    "Block().half().scale.dtype is torch.float16",
    "Block().double().table.dtype is torch.float64",
    "Block().to(torch.float16).out.weight.dtype is torch.float16",
    "Block().to('cpu'), Block().cpu(), Block().to(dtype=torch.float64), Block().to(torch.device('cpu'), torch.float64)",
    "Block().to(memory_format=torch.channels_last)",
    "Block().type(torch.float64).scale.dtype is torch.float64",
    "Block().share_memory()",
    "Block().zero_grad()",
    "Block().apply(lambda m: init.zeros_(m.weight) if isinstance(m, nn.Linear) else None)",
    "Block().get_submodule('inner.0')",
    "Block().get_submodule('')",
    "Block().get_parameter('inner.0.weight').shape",
    "Block().get_buffer('inner.1.running_mean').shape",
    "Block().get_submodule('inner.7')",
    "Block().get_parameter('inner.0.wait')",
    "Block().get_extra_state()",
    "(lambda m: (m.set_submodule('inner.0', nn.Linear(7, 3)), m)[1])(Block())",
    "(lambda m: (m.add_module('more', nn.Linear(1, 2)), m)[1])(Block())",
    "(lambda m: (m.register_module('more', nn.Linear(1, 2)), m)[1])(Block())",
    "(lambda m: (setattr(m, 'out', nn.Linear(3, 9)), m)[1])(Block())",
    "(lambda m: (delattr(m, 'out'), m)[1])(Block())",
    "(lambda m: (setattr(m, 'empty', nn.Linear(3, 9)), m)[1])(Block())",
    "(lambda m: (setattr(m, 'missing', nn.Parameter(torch.zeros(3))), m)[1])(Block())",
    "(lambda m: (setattr(m, 'scale', torch.zeros(3)), m)[1])(Block())",
    "(lambda m: (setattr(m, 'out', 3), m)[1])(Block())",
    "(lambda m: (setattr(m, 'table', torch.zeros(8)), m)[1])(Block())",
    "(lambda m: (m.register_buffer('scale', torch.zeros(8)), m)[1])(Block())",
    "(lambda m: (m.register_parameter('a.b', None), m)[1])(Block())",
    "(lambda m: (m.register_parameter('a', torch.zeros(2)), m)[1])(Block())",
    "Block().nothing_of_this_name",
    "hasattr(Block(), 'nothing'), hasattr(Block(), 'inner'), hasattr(Block(), 'table'), getattr(Block(), 'no', 7)",
    "Block()._get_name(), Block().extra_repr()",
    "'scale' in dict(Block().named_parameters()), 'out' in Block()._modules, list(Block()._parameters), list(Block()._buffers)",
    "Block().inner[0].in_features, Block().inner[1].num_features, len(Block().inner)",
    "copy.deepcopy(Block())",
    "(lambda m: [p is q for p, q in zip(m.parameters(), copy.deepcopy(m).parameters())])(Block())",
    "(lambda m, h: (m.register_forward_hook(lambda m, i, o: h.append(o.shape)), m(x), h)[2])(Block(), [])",
    "(lambda m: (m.register_forward_hook(lambda m, i, o: o.sum(0)), m(x))[1])(Block())",
    "(lambda m: (m.register_forward_pre_hook(lambda m, i: (i[0][:3],)), m(x))[1])(Block())",
    "(lambda m, h: (h.append(m.register_forward_hook(lambda m, i, o: o.sum(0))), h[0].remove(), m(x))[2])(Block(), [])",
    "(lambda m: (m.register_full_backward_hook(lambda m, i, o: None), m(x))[1])(Block())",
    "Block().compile()",
    "torch.compile(Block())(x)",
    "torch.jit.script(nn.Linear(4, 2))(x)",
    "nn.Sequential(OrderedDict(a=nn.Linear(4, 3), b=nn.Linear(3, 1)))(x)",
    "(lambda m: (m.add_module('a', nn.Linear(4, 3)), m(x))[1])(nn.Sequential())",
    "(lambda m: (m.pop(0), m)[1])(nn.Sequential(nn.Linear(1, 2), nn.ReLU()))",
    "(lambda m: (m.__delitem__(0), m)[1])(nn.Sequential(nn.Linear(1, 2), nn.ReLU()))",
    "(lambda m: (m.__setitem__(0, nn.Linear(4, 5)), m(x))[1])(nn.Sequential(nn.Linear(1, 2), nn.ReLU()))",
    "nn.Sequential(nn.Linear(4, 3)) * 2",
    "nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2))[-1:]",
    "nn.ModuleList([nn.Linear(1, 2)]) + nn.ModuleList([nn.Linear(3, 4)])",
    "(lambda m: (m.insert(0, nn.ReLU()), m.pop(), m)[2])(nn.ModuleList([nn.Linear(1, 2), nn.Linear(2, 3)]))",
    "(lambda m: (m.clear(), m)[1])(nn.ModuleDict({'a': nn.ReLU()}))",
    "nn.ModuleDict({'a': nn.Linear(4, 2)})['a'](x)",
    "nn.ModuleDict({'a': nn.Linear(4, 2)})['b']",
    "(lambda p: (p.append(torch.ones(2)), p.extend([torch.ones(3)]), p)[2])(nn.ParameterList())",
    "nn.ParameterList([torch.ones(2), 3, 'a'])[1]",
    "nn.ParameterDict({'a': torch.ones(2)}).copy()",
    "(lambda p: (p.update({'b': torch.ones(3)}), p.setdefault('c', torch.ones(4)), p.pop('a'), p)[3])(nn.ParameterDict({'a': torch.ones(2)}))",
    "nn.ParameterDict({'a': torch.ones(2)}) | nn.ParameterDict({'b': torch.ones(3)})",
    "nn.Parameter(torch.zeros(3)).requires_grad, nn.Parameter(torch.zeros(3), requires_grad=False)",
    "nn.Buffer(torch.zeros(3)), isinstance(nn.Parameter(torch.zeros(3)), torch.Tensor)",
]  # fmt: skip

UTILS = [
    "nn.utils.weight_norm(nn.Linear(4, 3))",
    "nn.utils.weight_norm(nn.Conv2d(4, 3, 2), dim=1)",
    "nn.utils.weight_norm(nn.Linear(4, 3), dim=None)",
    "nn.utils.weight_norm(nn.Linear(4, 3))(x)",
    "nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Linear(4, 3)))",
    "nn.utils.spectral_norm(nn.Linear(4, 3))",
    "nn.utils.spectral_norm(nn.Conv2d(4, 3, 2))",
    "nn.utils.spectral_norm(nn.Linear(4, 3))(x)",
    "nn.utils.remove_spectral_norm(nn.utils.spectral_norm(nn.Linear(4, 3)))",
    "held(parametrizations.weight_norm(nn.Linear(4, 3)))",
    "held(parametrizations.weight_norm(nn.Conv1d(4, 3, 2), dim=1))",
    "held(parametrizations.spectral_norm(nn.Linear(4, 3)))",
    "held(parametrizations.spectral_norm(nn.Conv2d(4, 3, 2)))",
    "held(parametrizations.orthogonal(nn.Linear(4, 3)))",
    "held(parametrizations.orthogonal(nn.Linear(3, 4)))",
    "held(parametrizations.orthogonal(nn.Linear(4, 3), orthogonal_map='householder'))",
    "parametrizations.weight_norm(nn.Linear(4, 3))(x)",
    "parametrizations.orthogonal(nn.Linear(4, 3))(x)",
    "held(parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Symmetric()))",
    "parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Symmetric())(x)",
    "held(parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Wider()))",
    "parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Symmetric()).weight.shape",
    "parametrize.is_parametrized(parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Symmetric()))",
    "parametrize.is_parametrized(nn.Linear(4, 4)), parametrize.is_parametrized(nn.Linear(4, 4), 'weight')",
    "parametrize.remove_parametrizations(parametrize.register_parametrization(nn.Linear(4, 4), 'weight', Symmetric()), 'weight')",
    "nn.utils.parameters_to_vector(Block().parameters())",
    "(lambda m: (nn.utils.vector_to_parameters(torch.zeros(29), m.parameters()), m)[1])(Block())",
    "(lambda m: (nn.utils.vector_to_parameters(torch.zeros(5), m.parameters()), m)[1])(nn.Linear(2, 3))",
    "nn.utils.clip_grad_norm_(Block().parameters(), 1.0)",
    "nn.utils.get_total_norm([torch.zeros(3), torch.zeros(2)])",
    "fusion.fuse_conv_bn_eval(nn.Conv2d(3, 4, 3).eval(), nn.BatchNorm2d(4).eval())",
    "fusion.fuse_linear_bn_eval(nn.Linear(3, 4, bias=False).eval(), nn.BatchNorm1d(4).eval())",
    "prune.l1_unstructured(nn.Linear(4, 3), 'weight', 0.5)",
    "prune.random_unstructured(nn.Linear(4, 3), 'weight', 2)",
    "prune.ln_structured(nn.Linear(4, 3), 'weight', 0.5, n=2, dim=0)",
    "prune.remove(prune.l1_unstructured(nn.Linear(4, 3), 'bias', 0.5), 'bias')",
    "prune.identity(nn.Linear(4, 3), 'weight')(x)",
    "prune.is_pruned(nn.Linear(4, 3))",
    "rnn.pad_sequence([torch.zeros(3, 2), torch.zeros(5, 2)])",
    "rnn.pad_sequence([torch.zeros(3, 2), torch.zeros(5, 2)], batch_first=True)",
    "rnn.pad_sequence([torch.zeros(3, 2), torch.zeros(5, 3)])",
    "rnn.pack_sequence([torch.zeros(5, 2), torch.zeros(3, 2)]).data",
    "rnn.pack_sequence([torch.zeros(3, 2), torch.zeros(5, 2)]).data",
    "rnn.unpad_sequence(torch.zeros(5, 2, 3), torch.tensor([5, 2]))",
    "rnn.unpack_sequence(rnn.pack_sequence([torch.zeros(5, 2), torch.zeros(3, 2)]))",
    "nn.utils.skip_init(nn.Linear, 3, 4)",
    "nn.utils.convert_conv2d_weight_memory_format(nn.Conv2d(3, 4, 1), torch.channels_last)",
    "torch.func.functional_call(nn.Linear(4, 3), dict(nn.Linear(4, 3).named_parameters()), (x,))",
    "torch.func.functional_call(nn.Linear(4, 3), {'weight': torch.zeros(6, 4), 'bias': torch.zeros(6)}, (x,))",
    "stateless.functional_call(nn.Linear(4, 3), {'weight': torch.zeros(6, 4), 'bias': torch.zeros(6)}, (x,))",
    "torch.func.vmap(nn.Linear(4, 3))(x)",
    "torch.vmap(lambda a: a.sum())(x)",
    "torch.func.vmap(torch.dot)(x, x)",
    "torch.func.vmap(torch.dot, in_dims=(1, 1))(x, x)",
    "torch.func.vmap(torch.mul, in_dims=(0, None))(x, torch.zeros(4))",
    "torch.func.vmap(lambda a: a * 2, out_dims=1)(x)",
    "torch.func.grad(lambda a: (a ** 2).sum())(x)",
    "torch.func.grad(lambda a, b: (a * b).sum(), argnums=1)(x, x)",
    "torch.func.grad_and_value(lambda a: (a ** 2).sum())(x)",
    "torch.func.jacrev(lambda a: a.sum(0))(x)",
    "torch.func.jacfwd(lambda a: a.sum(0))(x)",
    "torch.func.hessian(lambda a: (a ** 3).sum())(x)",
    "torch.func.vjp(lambda a: a.sum(0), x)[0]",
    "torch.func.jvp(lambda a: a.sum(0), (x,), (x,))",
    "torch.func.stack_module_state([nn.Linear(4, 3), nn.Linear(4, 3)])[0]",
    "torch.utils.checkpoint.checkpoint(nn.Linear(4, 3), x, use_reentrant=False)",
    "torch.utils.checkpoint.checkpoint_sequential(nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2)), 2, x, use_reentrant=False)",
    "torch.utils.checkpoint.checkpoint(lambda a, b: a + b, x, x, use_reentrant=False)",
]  # fmt: skip

INIT = [
    f"init.{name}"
    for name in (
        "xavier_uniform_(x)", "xavier_normal_(x, gain=2.0)", "kaiming_uniform_(x, a=5 ** 0.5)", "kaiming_normal_(x, mode='fan_out', nonlinearity='relu')",
        "normal_(x, 0.0, 0.02)", "uniform_(x)", "constant_(x, 1)", "ones_(x)", "zeros_(x)", "eye_(x)", "orthogonal_(x)", "trunc_normal_(x, std=0.02)",
        "sparse_(x, 0.5)", "dirac_(torch.zeros(3, 3, 2))", "dirac_(torch.zeros(3, 3))", "dirac_(torch.zeros(3, 3, 2), groups=2)", "xavier_uniform_(torch.zeros(3))",
        "kaiming_normal_(torch.zeros(3))", "orthogonal_(torch.zeros(3))", "eye_(torch.zeros(3))", "eye_(torch.zeros(3, 2, 2))", "sparse_(torch.zeros(3), 0.1)",
        "calculate_gain('relu')", "calculate_gain('leaky_relu', 0.2)", "calculate_gain('what')", "kaiming_normal_(x, mode='fan_no')",
        "_calculate_fan_in_and_fan_out(torch.zeros(4, 3, 2, 2))", "_calculate_fan_in_and_fan_out(torch.zeros(4))", "_calculate_correct_fan(torch.zeros(4, 3), 'fan_in')",
        "xavier_normal(x)", "orthogonal_(torch.zeros(3, 2, 2))", "constant_(nn.Linear(3, 4).weight, 0.5)",
    )
]  # fmt: skip

ATTENTION = [
    "F.scaled_dot_product_attention(q, q, q)",
    "F.scaled_dot_product_attention(q, q, q, is_causal=True)",
    "F.scaled_dot_product_attention(q, q, q, torch.zeros(5, 5), is_causal=True)",
    "F.scaled_dot_product_attention(q, q, q, torch.zeros(5, 5, dtype=torch.bool))",
    "F.scaled_dot_product_attention(q, q, q, torch.zeros(5, 5, dtype=torch.int64))",
    "F.scaled_dot_product_attention(q, q, q, torch.zeros(4, 5))",
    "F.scaled_dot_product_attention(q, torch.zeros(2, 3, 7, 4), torch.zeros(2, 3, 7, 6))",
    "F.scaled_dot_product_attention(q, torch.zeros(2, 3, 7, 5), torch.zeros(2, 3, 7, 6))",
    "F.scaled_dot_product_attention(q, torch.zeros(2, 3, 7, 4), torch.zeros(2, 3, 8, 6))",
    "F.scaled_dot_product_attention(q, torch.zeros(2, 1, 7, 4), torch.zeros(2, 1, 7, 4), enable_gqa=True)",
    "F.scaled_dot_product_attention(torch.zeros(2, 6, 5, 4), q, q, enable_gqa=True)",
    "F.scaled_dot_product_attention(torch.zeros(2, 4, 5, 4), q, q, enable_gqa=True)",
    "F.scaled_dot_product_attention(torch.zeros(2, 6, 5, 4), q, q)",
    "F.scaled_dot_product_attention(q[0, 0], q[0, 0], q[0, 0])",
    "F.scaled_dot_product_attention(q[0, 0, 0], q[0, 0, 0], q[0, 0, 0])",
    "F.scaled_dot_product_attention(q, q, q, dropout_p=0.1, scale=0.5)",
    "F.scaled_dot_product_attention(q, q.long(), q)",
]  # fmt: skip


def _wrong(row: list[str]) -> str:
    inputs = {"x": tensor(6, 4), "q": tensor(2, 3, 5, 4)}
    cases = [Case(text, inputs, setup=SETUP) for text in row]
    found = [text for case in cases if (text := disagreement(case)) is not None]
    return "\n".join(text.replace(f" after {SETUP!r}", "") for text in found)


@pytest.mark.parametrize("row", [MODULE, UTILS, INIT, ATTENTION], ids=["module", "utils", "init", "attention"])
def test_as_torch(row: list[str]) -> None:
    wrong = _wrong(row)
    assert not wrong, wrong
