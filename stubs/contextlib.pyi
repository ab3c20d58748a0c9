"""Context managers, as Python text."""

__complete__ = True

from abc import ABC, abstractmethod
from functools import wraps

class AbstractContextManager(ABC):
    def __class_getitem__(cls, item): return cls
    def __enter__(self): return self
    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback): return None
    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            for name in ("__enter__", "__exit__"):
                if getattr(C, name, None) is None:
                    return NotImplemented
            return True
        return NotImplemented

class AbstractAsyncContextManager:
    def __class_getitem__(cls, item): return cls
    def __aenter__(self): return self
    def __aexit__(self, exc_type, exc_value, traceback): return None

class ContextDecorator:
    def _recreate_cm(self): return self
    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner

class AsyncContextDecorator(ContextDecorator): ...

class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, func, args, kwds):
        self.func = func
        self.args = args
        self.kwds = kwds
        self.gen = func(*args, **kwds)
    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)
    def __enter__(self):
        for entered in self.gen:
            return entered
        raise RuntimeError("generator didn't yield")
    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        thrown = exc_type() if exc_value is None else exc_value
        try:
            self.gen.throw(thrown)
        except BaseException as raised:
            if raised is thrown:
                return False
            if isinstance(raised, StopIteration):
                return True
            if isinstance(raised, RuntimeError) and isinstance(thrown, StopIteration) and raised.__cause__ is thrown:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")
    __aenter__ = __enter__
    __aexit__ = __exit__

def contextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper

def asynccontextmanager(func):
    return contextmanager(func)

class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None): self.enter_result = enter_result
    def __enter__(self): return self.enter_result
    def __exit__(self, *excinfo): return None
    def __aenter__(self): return self.enter_result
    def __aexit__(self, *excinfo): return None

class closing(AbstractContextManager):
    def __init__(self, thing): self.thing = thing
    def __enter__(self): return self.thing
    def __exit__(self, *excinfo): self.thing.close()

class suppress(AbstractContextManager):
    def __init__(self, *exceptions): self._exceptions = exceptions
    def __enter__(self): return None
    def __exit__(self, exc_type, exc_value, traceback):
        return exc_type is not None and issubclass(exc_type, self._exceptions)

class _Redirected(AbstractContextManager):
    def __init__(self, new_target): self._new_target = new_target
    def __enter__(self): return self._new_target
    def __exit__(self, *excinfo): return None

class redirect_stdout(_Redirected): ...
class redirect_stderr(_Redirected): ...
class chdir(_Redirected): ...

class ExitStack(AbstractContextManager):
    def __init__(self): self._exits = []
    def enter_context(self, cm):
        leave = type(cm).__exit__
        entered = type(cm).__enter__(cm)
        self._exits.append(lambda *details: leave(cm, *details))
        return entered
    def push(self, exit):
        leave = getattr(type(exit), "__exit__", None)
        self._exits.append(exit if leave is None else lambda *details: leave(exit, *details))
        return exit
    def callback(self, callback, /, *args, **kwds):
        self._exits.append(lambda *details: callback(*args, **kwds) and False)
        return callback
    def pop_all(self):
        made = type(self)()
        made._exits = self._exits
        self._exits = []
        return made
    def close(self):
        self.__exit__(None, None, None)
    def __enter__(self): return self
    def __exit__(self, *details):
        raised = details[0] is not None
        handled = details[1]
        swallowed = False
        pending = None
        while self._exits:
            each = self._exits.pop()
            try:
                if each(*details):
                    swallowed = True
                    pending = None
                    details = (None, None, None)
            except BaseException as failure:
                _chain(failure, details[1], handled)
                pending = failure
                details = (type(failure), failure, None)
        if pending is not None:
            context = pending.__context__
            try:
                raise pending
            except BaseException:
                pending.__context__ = context
                raise
        return raised and swallowed

def _chain(failure, before, handled):
    """A failure of one exit comes after that of the exit before it."""
    while True:
        context = failure.__context__
        if context is None or context is before:
            return
        if context is handled:
            failure.__context__ = before
            return
        failure = context

class AsyncExitStack(ExitStack):
    enter_async_context = ExitStack.enter_context
    def __aenter__(self): return self
    def __aexit__(self, *details): return self.__exit__(*details)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"contextlib.{name}")
