"""Copies: shallow ones share what an object holds, deep ones do not."""

@native("copying.copy")
def copy(x): ...

@native("copying.deep_copy")
def deepcopy(x, memo=None): ...
