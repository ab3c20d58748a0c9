from torch.nn.modules.module import Module
from torch.nn.modules.utils import _ntuple, _pair, _quadruple

class _CircularPadNd(Module):
    __family__ = "pool"
    @rule("resize.circular_pad_layer")
    def forward(self, input) -> Tensor: ...
    def _check_input_dim(self, input): ...

class CircularPad1d(_CircularPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)

class CircularPad2d(_CircularPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)

class CircularPad3d(_CircularPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _ntuple(6)(padding)

class _ConstantPadNd(Module):
    __family__ = "pool"
    def __init__(self, value):
        super().__init__()
        self.value = value
    @rule("resize.constant_pad_layer")
    def forward(self, input) -> Tensor: ...

class ConstantPad1d(_ConstantPadNd):
    __family__ = "pool"
    def __init__(self, padding, value):
        super().__init__(value)
        self.padding = _pair(padding)

class ConstantPad2d(_ConstantPadNd):
    __family__ = "pool"
    def __init__(self, padding, value):
        super().__init__(value)
        self.padding = _quadruple(padding)

class ConstantPad3d(_ConstantPadNd):
    __family__ = "pool"
    def __init__(self, padding, value):
        super().__init__(value)
        self.padding = _ntuple(6)(padding)

class _ReflectionPadNd(Module):
    __family__ = "pool"
    @rule("resize.reflection_pad_layer")
    def forward(self, input) -> Tensor: ...

class ReflectionPad1d(_ReflectionPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)

class ReflectionPad2d(_ReflectionPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)

class ReflectionPad3d(_ReflectionPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _ntuple(6)(padding)

class _ReplicationPadNd(Module):
    __family__ = "pool"
    @rule("resize.replication_pad_layer")
    def forward(self, input) -> Tensor: ...

class ReplicationPad1d(_ReplicationPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)

class ReplicationPad2d(_ReplicationPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)

class ReplicationPad3d(_ReplicationPadNd):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__()
        self.padding = _ntuple(6)(padding)

class ZeroPad1d(ConstantPad1d):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__(padding, 0.0)

class ZeroPad2d(ConstantPad2d):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__(padding, 0.0)

class ZeroPad3d(ConstantPad3d):
    __family__ = "pool"
    def __init__(self, padding):
        super().__init__(padding, 0.0)
