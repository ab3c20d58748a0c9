class Optimizer:
    def __init__(self, params, defaults=None):
        self.defaults = defaults
        self.state = {}
        self.param_groups = _groups(params)
    def zero_grad(self, set_to_none=True):
        return None
    def step(self, closure=None):
        if closure is not None:
            return closure()
        return None
    def state_dict(self): ...
    def load_state_dict(self, state_dict):
        return None
    def add_param_group(self, param_group):
        self.param_groups.append(param_group)
    def register_step_pre_hook(self, hook): ...
    def register_step_post_hook(self, hook): ...

def _groups(params): ...
