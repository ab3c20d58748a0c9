from torch.optim import lr_scheduler, optimizer, swa_utils
from torch.optim.optimizer import Optimizer

class SGD(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Adam(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class AdamW(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Adamax(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Adagrad(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Adadelta(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class RMSprop(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Rprop(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class NAdam(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class RAdam(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class ASGD(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class LBFGS(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class SparseAdam(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Adafactor(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}

class Muon(Optimizer):
    def __init__(self, params, lr=None, *args, **kwargs):
        super().__init__(params)
        self.defaults = {"lr": lr}
