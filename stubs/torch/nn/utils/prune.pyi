from torch import Tensor
from torch.nn.parameter import Parameter
from torch.nn.utils.weight_norm import _computed

@rule("activation.same")
def _mask_like(tensor) -> Tensor: ...

def _pruned(module, name):
    if not hasattr(module, name + "_orig"):
        weight = getattr(module, name)
        delattr(module, name)
        module.register_parameter(name + "_orig", weight)
        module.register_buffer(name + "_mask", _mask_like(weight.detach()))
        setattr(module, name, _computed(weight))
    return module

def identity(module, name): return _pruned(module, name)
def random_unstructured(module, name, amount): return _pruned(module, name)
def l1_unstructured(module, name, amount, importance_scores=None): return _pruned(module, name)
def random_structured(module, name, amount, dim): return _pruned(module, name)
def ln_structured(module, name, amount, n, dim, importance_scores=None): return _pruned(module, name)
def custom_from_mask(module, name, mask): return _pruned(module, name)

def global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs):
    for module, name in parameters:
        _pruned(module, name)

def is_pruned(module):
    return any(name.endswith("_mask") for name, _ in module.named_buffers())

def remove(module, name):
    weight = getattr(module, name + "_orig")
    for each in (name, name + "_mask", name + "_orig"):
        delattr(module, each)
    module.register_parameter(name, weight)
    return module

class BasePruningMethod: ...
class Identity(BasePruningMethod): ...
class RandomUnstructured(BasePruningMethod): ...
class L1Unstructured(BasePruningMethod): ...
class RandomStructured(BasePruningMethod): ...
class LnStructured(BasePruningMethod): ...
class CustomFromMask(BasePruningMethod): ...
class PruningContainer(BasePruningMethod): ...
