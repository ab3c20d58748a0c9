"""Whether there is a module of a name."""

@native("unmodelled.name")
def _unmodelled(name): ...

@native("importlib.find_spec")
def find_spec(name, package=None): ...

def __getattr__(name):
    return _unmodelled(f"importlib.util.{name}")
