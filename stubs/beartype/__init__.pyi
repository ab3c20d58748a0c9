"""Checks at run time: transparent."""

__complete__ = True

@native("unmodelled.name")
def _unmodelled(name): ...

def beartype(obj=None, *, conf=None):
    return obj if obj is not None else lambda function: function

class BeartypeConf:
    def __init__(self, **keywords): pass

class BeartypeStrategy:
    O0, O1, Ologn, On = range(4)

def __getattr__(name): return _unmodelled(f"beartype.{name}")
