class GradScaler:
    def __init__(
        self, device="cuda", init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True
    ): pass
    def scale(self, outputs):
        return outputs
    def unscale_(self, optimizer):
        return None
    def step(self, optimizer, *args, **kwargs):
        return optimizer.step(*args, **kwargs)
    def update(self, new_scale=None):
        return None
    def get_scale(self): ...
    def is_enabled(self): ...
    def state_dict(self): ...
    def load_state_dict(self, state_dict):
        return None
