class RemovableHandle:
    def __init__(self, hooks_dict, *, extra_dict=None):
        self.hooks_dict = hooks_dict
        self.id = 0
    @native("hooks.remove")
    def remove(self): ...
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.remove()
