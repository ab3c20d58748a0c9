"""Context variables, in the one context that a program runs in."""

_absent = object()

class Token:
    MISSING = object()
    def __init__(self, var, old_value): self.var, self.old_value, self._used = var, old_value, False
    def __enter__(self): return self
    def __exit__(self, *exception): self.var.reset(self)

class ContextVar:
    def __init__(self, name, *, default=_absent):
        self.name = name
        self._default = default
        self._value = _absent
    def get(self, default=_absent, /):
        for value in (self._value, default, self._default):
            if value is not _absent:
                return value
        raise LookupError(self)
    def set(self, value, /):
        old = self._value
        self._value = value
        return Token(self, Token.MISSING if old is _absent else old)
    def reset(self, token, /):
        if token._used:
            raise RuntimeError("Token has already been used once")
        if token.var is not self:
            raise ValueError("Token was created by a different ContextVar")
        token._used = True
        self._value = _absent if token.old_value is Token.MISSING else token.old_value
    def __class_getitem__(cls, item): return cls

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"contextvars.{name}")
