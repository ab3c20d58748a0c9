from torch._tensor import Tensor

class Parameter(Tensor):
    @native("factories.new_parameter")
    def __new__(cls, data=None, requires_grad=True): ...
    def __init__(self, data=None, requires_grad=True): pass

class Buffer(Tensor):
    @native("factories.new_buffer")
    def __new__(cls, data=None, *, persistent=True): ...
    def __init__(self, data=None, *, persistent=True): pass

class UninitializedParameter(Parameter): ...
class UninitializedBuffer(Buffer): ...
