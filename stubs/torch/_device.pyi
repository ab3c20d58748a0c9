class device:
    def __init__(self, type, index=None):
        if isinstance(type, device):
            self._type = type.type
            self._index = type.index
        elif isinstance(type, str):
            if ":" in type:
                self._type, number = type.split(":")
                self._index = int(number)
            else:
                self._type = type
                self._index = index
        else:
            self._type = type
            self._index = index
    @property
    @rule("scalars.device_type")
    def type(self): ...
    @property
    @rule("scalars.device_index")
    def index(self): ...
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        return None
    def __eq__(self, other):
        return isinstance(other, device) and self._is_same(other)
    @rule("scalars.is_same_device")
    def _is_same(self, other): ...
    def __hash__(self):
        return hash((self.type, self.index))
    def __str__(self):
        return self.type if self.index is None else self.type + ":" + str(self.index)
    def __repr__(self):
        return "device(type=" + repr(self.type) + ")"
