from torch import Tensor
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear
from torch.nn.init import constant_, xavier_normal_, xavier_uniform_
from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
import torch
import torch.nn.functional as F

class Threshold(Module):
    __family__ = "broadcast"
    def __init__(self, threshold, value, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class RReLU(Module):
    __family__ = "broadcast"
    def __init__(self, lower=1.0 / 8, upper=1.0 / 3, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Hardsigmoid(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Hardswish(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class ELU(Module):
    __family__ = "broadcast"
    def __init__(self, alpha=1.0, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class CELU(Module):
    __family__ = "broadcast"
    def __init__(self, alpha=1.0, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class SELU(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class GELU(Module):
    __family__ = "broadcast"
    def __init__(self, approximate="none") -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Hardshrink(Module):
    __family__ = "broadcast"
    def __init__(self, lambd=0.5) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class LeakyReLU(Module):
    __family__ = "broadcast"
    def __init__(self, negative_slope=1e-2, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Mish(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class ReLU(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class SiLU(Module):
    __family__ = "broadcast"
    def __init__(self, inplace=False) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Softplus(Module):
    __family__ = "broadcast"
    def __init__(self, beta=1.0, threshold=20.0) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Softshrink(Module):
    __family__ = "broadcast"
    def __init__(self, lambd=0.5) -> None: ...
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Hardtanh(Module):
    __family__ = "broadcast"
    def __init__(self, min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None):
        super().__init__()
        self.min_val = min_val if min_value is None else min_value
        self.max_val = max_val if max_value is None else max_value
        self.inplace = inplace
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class ReLU6(Hardtanh):
    __family__ = "broadcast"
    def __init__(self, inplace=False):
        super().__init__(0.0, 6.0, inplace)

class LogSigmoid(Module):
    __family__ = "broadcast"
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Sigmoid(Module):
    __family__ = "broadcast"
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Softsign(Module):
    __family__ = "broadcast"
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Tanh(Module):
    __family__ = "broadcast"
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Tanhshrink(Module):
    __family__ = "broadcast"
    @rule("activation.same_layer")
    def forward(self, input) -> Tensor: ...

class Softmin(Module):
    __family__ = "index"
    def __init__(self, dim: int | None = None) -> None: ...
    @rule("activation.softmax_layer")
    def forward(self, input) -> Tensor: ...

class Softmax(Module):
    __family__ = "index"
    def __init__(self, dim: int | None = None) -> None: ...
    @rule("activation.softmax_layer")
    def forward(self, input) -> Tensor: ...

class LogSoftmax(Module):
    __family__ = "index"
    def __init__(self, dim: int | None = None) -> None: ...
    @rule("activation.softmax_layer")
    def forward(self, input) -> Tensor: ...

class Softmax2d(Module):
    __family__ = "broadcast"
    @rule("activation.softmax2d_layer")
    def forward(self, input) -> Tensor: ...

class GLU(Module):
    __family__ = "split"
    def __init__(self, dim: int = -1) -> None: ...
    @rule("activation.glu_layer")
    def forward(self, input) -> Tensor: ...

class PReLU(Module):
    __family__ = "broadcast"
    weight: Float[Parameter, "num_parameters"]
    def __init__(self, num_parameters: int = 1, init: float = 0.25, device=None, dtype=None) -> None: ...
    @rule("activation.prelu_layer")
    def forward(self, input) -> Tensor: ...
    def reset_parameters(self): ...

class MultiheadAttention(Module):
    __family__ = "attention"
    def __init__(
        self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None,
        batch_first=False, device=None, dtype=None,
    ):
        super().__init__()
        self._check_heads(embed_dim, num_heads)
        self.embed_dim = embed_dim
        self.kdim = kdim if kdim is not None else embed_dim
        self.vdim = vdim if vdim is not None else embed_dim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if not self._qkv_same_embed_dim:
            self.q_proj_weight = Parameter(torch.empty(embed_dim, embed_dim))
            self.k_proj_weight = Parameter(torch.empty(embed_dim, self.kdim))
            self.v_proj_weight = Parameter(torch.empty(embed_dim, self.vdim))
            self.register_parameter("in_proj_weight", None)
        else:
            self.in_proj_weight = Parameter(torch.empty(3 * embed_dim, embed_dim))
            self.register_parameter("q_proj_weight", None)
            self.register_parameter("k_proj_weight", None)
            self.register_parameter("v_proj_weight", None)
        if bias:
            self.in_proj_bias = Parameter(torch.empty(3 * embed_dim))
        else:
            self.register_parameter("in_proj_bias", None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias)
        if add_bias_kv:
            self.bias_k = Parameter(torch.empty((1, 1, embed_dim)))
            self.bias_v = Parameter(torch.empty((1, 1, embed_dim)))
        else:
            self.bias_k = self.bias_v = None
        self.add_zero_attn = add_zero_attn
    @rule("attention.check_heads")
    def _check_heads(self, embed_dim, num_heads): ...
    def _reset_parameters(self): ...
    @rule("attention.multihead_layer")
    def forward(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True,
        is_causal=False,
    ): ...
