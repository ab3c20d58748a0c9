"""The names that Python has without an import."""

@native("named_builtins.get")
def _named(name): ...

def __getattr__(name):
    return _named(name)
