"""Copies: shallow ones share what an object holds, deep ones do not."""

class Error(Exception): ...
error = Error

@native("copying.copy")
def copy(x): ...

@native("copying.deep_copy")
def deepcopy(x, memo=None): ...

def replace(obj, /, **changes):
    return obj.__replace__(**changes)
