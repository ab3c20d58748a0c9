"""functools: calls with arguments filled in, wrappers, caches, dispatch on a type."""

__complete__ = True

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_MISSING = object()

class partial:
    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        return _filled_in(cls, *args, **keywords)
    @native("functools.call_filled_in")
    def __call__(self, /, *args, **keywords): ...
    def __setattr__(self, name, value):
        if name in ("func", "args", "keywords"):
            raise AttributeError("readonly attribute")
        object.__setattr__(self, name, value)
    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(repr(x) for x in self.args)
        parts.extend(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"functools.partial({', '.join(parts)})"

@native("functools.fill_in")
def _filled_in(cls, func, /, *args, **keywords): ...

class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords
    @property
    def __isabstractmethod__(self): return getattr(self.func, "__isabstractmethod__", False)
    def _unbound(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        return _method
    def __get__(self, obj, cls=None):
        function = _bound(self.func, obj, cls)
        if function is self.func:
            return self._unbound().__get__(obj, cls)
        made = partial(function, *self.args, **self.keywords)
        if hasattr(function, "__self__"):
            made.__self__ = function.__self__
        return made

@native("functools.bound")
def _bound(function, obj, cls): ...

@native("functools.update_wrapper")
def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES): ...

def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)

@native("functools.reduce")
def reduce(function, iterable, initial=_MISSING, /): ...

# --- caches

class _lru_cache_wrapper:
    def __init__(self, function, maxsize, typed):
        self.__wrapped__ = function
        self._maxsize = maxsize
        self._typed = typed
        self._results = {}
        self._hits = self._misses = 0
        update_wrapper(self, function)
    @native("functools.call_cached")
    def __call__(self, /, *args, **keywords): ...
    def __get__(self, obj, cls=None):
        from types import MethodType
        return self if obj is None else MethodType(self, obj)
    def __copy__(self): return self
    def __deepcopy__(self, memo): return self
    def cache_clear(self):
        self._results = {}
        self._hits = self._misses = 0
    def cache_info(self):
        from collections import namedtuple
        made = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])
        return made(self._hits, self._misses, self._maxsize, len(self._results))
    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}

def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        return _lru_cache_wrapper(maxsize, 128, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _lru_cache_wrapper(function, maxsize, typed)

def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)

@native("functools.cached_property")
def cached_property(func): ...

# --- order

def total_ordering(cls):
    roots = {name for name in ("__lt__", "__le__", "__gt__", "__ge__") if _defines(cls, name)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, method in _ORDERS[root]:
        if name not in roots:
            setattr(cls, name, method)
    return cls

_ORDERED = (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice)

def _defines(cls, name):
    for parent in cls.__mro__[:-1]:
        if name in parent.__dict__ or parent in _ORDERED:
            return True
    return False

def _not(function):
    def method(self, other):
        result = function(self, other)
        return result if result is NotImplemented else not result
    return method

def _and_differs(function):
    def method(self, other):
        result = function(self, other)
        return result if result is NotImplemented else result and self != other
    return method

def _or_equals(function):
    def method(self, other):
        result = function(self, other)
        return result if result is NotImplemented else result or self == other
    return method

def _lt(self, other): return type(self).__lt__(self, other)
def _le(self, other): return type(self).__le__(self, other)
def _gt(self, other): return type(self).__gt__(self, other)
def _ge(self, other): return type(self).__ge__(self, other)

_ORDERS = {
    "__lt__": [("__gt__", _not(_or_equals(_lt))), ("__le__", _or_equals(_lt)), ("__ge__", _not(_lt))],
    "__le__": [("__ge__", _not(_and_differs(_le))), ("__lt__", _and_differs(_le)), ("__gt__", _not(_le))],
    "__gt__": [("__lt__", _not(_or_equals(_gt))), ("__ge__", _or_equals(_gt)), ("__le__", _not(_gt))],
    "__ge__": [("__le__", _not(_and_differs(_ge))), ("__gt__", _and_differs(_ge)), ("__lt__", _not(_ge))],
}

def cmp_to_key(mycmp):
    class K:
        def __init__(self, obj): self.obj = obj
        def __lt__(self, other): return mycmp(self.obj, other.obj) < 0
        def __gt__(self, other): return mycmp(self.obj, other.obj) > 0
        def __eq__(self, other): return mycmp(self.obj, other.obj) == 0
        def __le__(self, other): return mycmp(self.obj, other.obj) <= 0
        def __ge__(self, other): return mycmp(self.obj, other.obj) >= 0
    return K

# --- dispatch

class _Dispatcher:
    def __init__(self, function):
        self._function = function
        self._registered = {}
        update_wrapper(self, function)
    @property
    def registry(self):
        return {object: self._function, **self._registered}
    def dispatch(self, cls):
        if cls in self._registered:
            return self._registered[cls]
        for known in self._registered:
            if known not in cls.__mro__ and issubclass(cls, known):
                return _unmodelled("functools.singledispatch on an abstract class")
        for parent in cls.__mro__:
            if parent in self._registered:
                return self._registered[parent]
        return self._function
    def register(self, cls, func=None):
        if func is not None and _is_alias(cls):
            raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
        if func is None:
            if isinstance(cls, type):
                return lambda f: self.register(cls, f)
            func, named = cls, getattr(cls, "__annotations__", {})
            if not named:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            cls = next(iter(named.values()))
            if not isinstance(cls, type):
                return _unmodelled("functools.singledispatch with types read from annotations")
        self._registered[cls] = func
        return func
    def __call__(self, *args, **keywords):
        if not args:
            raise TypeError(f"{getattr(self._function, '__name__', 'singledispatch function')} requires at least 1 positional argument")
        return self.dispatch(args[0].__class__)(*args, **keywords)

def _is_alias(value):
    """Whether a value is a class with the types it is to hold."""
    from types import GenericAlias
    from typing import _GenericAlias
    return isinstance(value, (GenericAlias, _GenericAlias))

def singledispatch(func):
    return _Dispatcher(func)

class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func
    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)
    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return _bound(method, obj, cls)(*args, **kwargs)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method
    @property
    def __isabstractmethod__(self): return getattr(self.func, "__isabstractmethod__", False)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"functools.{name}")
