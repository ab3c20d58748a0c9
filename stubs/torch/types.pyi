from torch._tensor import Tensor
from torch._device import device as Device
