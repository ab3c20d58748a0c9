from torch import Tensor

@rule("init.fill")
def uniform_(tensor, a=0.0, b=1.0, generator=None) -> Tensor: ...
@rule("init.fill")
def normal_(tensor, mean=0.0, std=1.0, generator=None) -> Tensor: ...
@rule("init.fill")
def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None) -> Tensor: ...
@rule("init.fill")
def constant_(tensor, val) -> Tensor: ...
@rule("init.fill")
def ones_(tensor) -> Tensor: ...
@rule("init.fill")
def zeros_(tensor) -> Tensor: ...
@family("parameter")
@rule("init.matrix")
def eye_(tensor) -> Tensor: ...
@family("parameter")
@rule("init.kernel")
def dirac_(tensor, groups=1) -> Tensor: ...
@family("parameter")
@rule("init.with_fans")
def xavier_uniform_(tensor, gain=1.0, generator=None) -> Tensor: ...
@family("parameter")
@rule("init.with_fans")
def xavier_normal_(tensor, gain=1.0, generator=None) -> Tensor: ...
@family("parameter")
@rule("init.with_fan")
def kaiming_uniform_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None) -> Tensor: ...
@family("parameter")
@rule("init.with_fan")
def kaiming_normal_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None) -> Tensor: ...
@family("parameter")
@rule("init.with_fans")
def orthogonal_(tensor, gain=1, generator=None) -> Tensor: ...
@family("parameter")
@rule("init.matrix")
def sparse_(tensor, sparsity, std=0.01, generator=None) -> Tensor: ...
@family("parameter")
@rule("init.fans")
def _calculate_fan_in_and_fan_out(tensor): ...

def _calculate_correct_fan(tensor, mode):
    fan_in, fan_out = _calculate_fan_in_and_fan_out(tensor)
    if mode.lower() not in ("fan_in", "fan_out"):
        raise ValueError("a mode of initialisation is fan_in or fan_out")
    return fan_in if mode.lower() == "fan_in" else fan_out

def calculate_gain(nonlinearity, param=None):
    if nonlinearity == "tanh":
        return 5.0 / 3
    if nonlinearity == "relu":
        return 2.0**0.5
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        return (2.0 / (1 + slope**2)) ** 0.5
    if nonlinearity == "selu":
        return 3.0 / 4
    if nonlinearity == "sigmoid" or nonlinearity in ("linear", "conv1d", "conv2d", "conv3d") or "conv_transpose" in nonlinearity:
        return 1
    raise ValueError("calculate_gain does not know this nonlinearity")

def _no_grad_fill_(tensor, val):
    return tensor

def _no_grad_zero_(tensor):
    return tensor

def _no_grad_uniform_(tensor, a, b, generator=None):
    return tensor

def _no_grad_normal_(tensor, mean, std, generator=None):
    return tensor

def _no_grad_trunc_normal_(tensor, mean, std, a, b, generator=None):
    return tensor

uniform = uniform_
normal = normal_
constant = constant_
eye = eye_
dirac = dirac_
xavier_uniform = xavier_uniform_
xavier_normal = xavier_normal_
kaiming_uniform = kaiming_uniform_
kaiming_normal = kaiming_normal_
orthogonal = orthogonal_
sparse = sparse_
