from torch.nn.parameter import UninitializedBuffer, UninitializedParameter

class LazyModuleMixin:
    def has_uninitialized_params(self):
        for held in (self._parameters, self._buffers):
            for value in held.values():
                if isinstance(value, (UninitializedParameter, UninitializedBuffer)):
                    return True
        return False
    def initialize_parameters(self, *args, **kwargs):
        pass
    @native("lazy.settled")
    def _settled(self): ...
    def __call__(self, *args, **kwargs):
        if self.has_uninitialized_params():
            self.initialize_parameters(*args, **kwargs)
            self._settled()
        return super().__call__(*args, **kwargs)
