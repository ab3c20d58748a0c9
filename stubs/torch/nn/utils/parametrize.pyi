from torch import Tensor
from torch.nn.modules.container import ModuleDict, ModuleList
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
from torch.nn.utils.weight_norm import _computed

class cached:
    def __enter__(self):
        return None
    def __exit__(self, *args):
        return None

def _kept(original, new):
    return Parameter(_computed(new)) if isinstance(original, Parameter) else _computed(new)

class ParametrizationList(ModuleList):
    def __init__(self, modules, original, unsafe=False):
        super().__init__(modules)
        self.unsafe = unsafe
        new = original
        for parametrization in reversed(modules):
            if hasattr(parametrization, "right_inverse"):
                new = parametrization.right_inverse(new)
        self.is_tensor = not isinstance(new, (tuple, list))
        if self.is_tensor:
            self.ntensors = 1
            self.original = original if new is original and isinstance(original, Parameter) else _kept(original, new)
        else:
            self.ntensors = len(new)
            for i, each in enumerate(new):
                setattr(self, f"original{i}", Parameter(each))
    def forward(self):
        if self.is_tensor:
            value = self.original
            first = 0
        else:
            value = self[0](*[getattr(self, f"original{i}") for i in range(self.ntensors)])
            first = 1
        for parametrization in list(self)[first:]:
            value = parametrization(value)
        return value

def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        row = module.parametrizations[tensor_name]
        row.append(parametrization)
    else:
        original = getattr(module, tensor_name)
        row = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            module.parametrizations = ModuleDict()
        module.parametrizations[tensor_name] = row
    object.__setattr__(module, tensor_name, _computed(row.forward()))
    return module

def is_parametrized(module, tensor_name=None):
    if "parametrizations" not in module._modules:
        return False
    return tensor_name is None or tensor_name in module.parametrizations

def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    row = module.parametrizations[tensor_name]
    value = row.forward() if leave_parametrized else row.original
    delattr(module, tensor_name)
    del module.parametrizations[tensor_name]
    if len(module.parametrizations) == 0:
        delattr(module, "parametrizations")
    module.register_parameter(tensor_name, Parameter(_computed(value)))
    return module

def type_before_parametrizations(module):
    return type(module)

def transfer_parametrizations_and_params(from_module, to_module, tensor_name=None): ...
