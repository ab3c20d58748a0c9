class device:
    def __init__(self, type, index=None):
        if isinstance(type, device):
            self.type = type.type
            self.index = type.index
        elif isinstance(type, str):
            if ":" in type:
                self.type, number = type.split(":")
                self.index = int(number)
            else:
                self.type = type
                self.index = index
        else:
            self.type = type
            self.index = index
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        return None
    def __eq__(self, other):
        return isinstance(other, device) and self.type == other.type and self.index == other.index
    def __hash__(self):
        return hash((self.type, self.index))
    def __str__(self):
        return self.type if self.index is None else self.type + ":" + str(self.index)
    def __repr__(self):
        return "device(type=" + repr(self.type) + ")"
