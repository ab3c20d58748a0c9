from torch import Tensor
from torch.nn.parameter import Parameter

@rule("norm.except_dim")
def _norm_except_dim(v, dim) -> Tensor: ...
@rule("activation.same")
def _computed(weight) -> Tensor: ...

def weight_norm(module, name="weight", dim=0):
    weight = getattr(module, name)
    delattr(module, name)
    module.register_parameter(name + "_g", Parameter(_norm_except_dim(weight, dim)))
    module.register_parameter(name + "_v", Parameter(_computed(weight)))
    setattr(module, name, _computed(weight))
    return module

def remove_weight_norm(module, name="weight"):
    weight = getattr(module, name + "_v")
    delattr(module, name)
    delattr(module, name + "_g")
    delattr(module, name + "_v")
    module.register_parameter(name, Parameter(_computed(weight)))
    return module
