"""What functools means to models: calls with arguments filled in, wrappers, caches."""

class partial:
    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords
    def __get__(self, obj, cls=None):
        return partial(self.func, obj, *self.args, **self.keywords)

def update_wrapper(wrapper, wrapped, assigned=(), updated=()):
    wrapper.__wrapped__ = wrapped
    return wrapper

def wraps(wrapped, assigned=(), updated=()):
    def decorate(wrapper):
        wrapper.__wrapped__ = wrapped
        return wrapper
    return decorate

def cache(function):
    return function

def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return maxsize
    def decorate(function):
        return function
    return decorate

_MISSING = object()

def reduce(function, iterable, initial=_MISSING):
    values = list(iterable)
    if initial is _MISSING:
        if not values:
            raise TypeError("reduce() of empty iterable with no initial value")
        result = values[0]
        values = values[1:]
    else:
        result = initial
    for value in values:
        result = function(result, value)
    return result

def total_ordering(cls):
    return cls

def cmp_to_key(compare):
    class Key:
        def __init__(self, value):
            self.value = value
        def __lt__(self, other):
            return compare(self.value, other.value) < 0
    return Key
