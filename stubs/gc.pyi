"""Garbage nobody sees."""

@native("unmodelled.name")
def _unmodelled(name): ...

def collect(generation=2): return _unmodelled("gc.collect()")
def enable(): return None
def disable(): return None
def isenabled(): return True
def freeze(): return None
def unfreeze(): return None

def __getattr__(name):
    return _unmodelled(f"gc.{name}")
