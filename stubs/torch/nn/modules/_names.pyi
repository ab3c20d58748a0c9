"""What a layer's module has beside what its stub says: of names that end in an underscore, nothing."""

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    if name.endswith("_") and not name.startswith("__"):
        raise AttributeError(name)
    return _unmodelled(f"{name} of one of torch's modules")
