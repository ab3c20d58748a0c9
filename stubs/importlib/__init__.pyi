"""Modules by their names."""

@native("unmodelled.name")
def _unmodelled(name): ...

@native("importlib.import_module")
def import_module(name, package=None): ...
def reload(module): return module
def invalidate_caches(): return None

def __getattr__(name):
    return _unmodelled(f"importlib.{name}")
