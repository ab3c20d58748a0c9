class AbstractContextManager:
    def __enter__(self): return self
    def __exit__(self, *args): return None
class nullcontext:
    def __init__(self, enter_result=None): self.enter_result = enter_result
    def __enter__(self): return self.enter_result
    def __exit__(self, *args): return None
class suppress:
    def __init__(self, *exceptions): self.exceptions = exceptions
    def __enter__(self): return None
    def __exit__(self, kind, value, trace):
        return kind is not None and issubclass(kind, self.exceptions)
class _Generated:
    def __init__(self, values): self.values = values
    def __enter__(self): return next(self.values)
    def __exit__(self, *args): return None
    def __call__(self, function): return function
def contextmanager(function):
    def make(*args, **keywords): return _Generated(function(*args, **keywords))
    return make
class ContextDecorator:
    def __call__(self, function): return function
class ExitStack:
    def __enter__(self): return self
    def __exit__(self, *args): return None
    def enter_context(self, context): return context.__enter__()
    def callback(self, *args, **keywords): return None
