"""Signatures, as far as models ask for them."""

class _Empty: ...

class Parameter:
    empty = _Empty
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4
    def __init__(self, name, kind, *, default=_Empty, annotation=_Empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

class Signature:
    empty = _Empty
    def __init__(self, parameters):
        self.parameters = {parameter.name: parameter for parameter in parameters}

@native("inspection.parameters")
def _parameters(callable): ...

def signature(callable):
    return Signature([
        Parameter(name, kind, default=default[0]) if default else Parameter(name, kind)
        for name, kind, default in _parameters(callable)
    ])

def isclass(object): return isinstance(object, type)
def isfunction(object): return callable(object) and not isinstance(object, type)
def getdoc(object): return None
