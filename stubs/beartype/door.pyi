"""Questions asked of types at run time."""

__complete__ = True

@native("unmodelled.name")
def _unmodelled(name): ...

def is_bearable(obj, hint, **keywords): return _unmodelled("whether a value is what an annotation says")
def die_if_unbearable(obj, hint, **keywords): return None

def __getattr__(name): return _unmodelled(f"beartype.door.{name}")
