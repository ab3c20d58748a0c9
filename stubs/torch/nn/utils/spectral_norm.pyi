from torch import Tensor
from torch.nn.modules.conv import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from torch.nn.parameter import Parameter
from torch.nn.utils.weight_norm import _computed

@rule("norm.singular")
def _singular_vectors(weight, dim): ...

def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    if dim is None:
        dim = 1 if isinstance(module, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)) else 0
    weight = getattr(module, name)
    u, v = _singular_vectors(weight, dim)
    delattr(module, name)
    module.register_parameter(name + "_orig", weight)
    setattr(module, name, _computed(weight))
    module.register_buffer(name + "_u", u)
    module.register_buffer(name + "_v", v)
    return module

def remove_spectral_norm(module, name="weight"):
    weight = getattr(module, name + "_orig")
    for each in (name, name + "_u", name + "_v", name + "_orig"):
        delattr(module, each)
    module.register_parameter(name, Parameter(_computed(weight)))
    return module
