"""What a layer's module has beside what its stub says: of names that end in an underscore, nothing."""

def _another_name(name): ...

def __getattr__(name):
    if name.endswith("_") and not name.startswith("__"):
        raise AttributeError(name)
    return _another_name(name)
