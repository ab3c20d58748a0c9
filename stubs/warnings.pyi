"""Warnings that nobody sees."""

def warn(message, category=None, stacklevel=1, source=None, **keywords): return None
def warn_explicit(message, category, filename, lineno, **keywords): return None
def showwarning(message, category, filename, lineno, file=None, line=None): return None
def formatwarning(message, category, filename, lineno, line=None): return f"{filename}:{lineno}: {category.__name__}: {message}\n"
def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False): return None
def simplefilter(action, category=Warning, lineno=0, append=False): return None
def resetwarnings(): return None

class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
    def __enter__(self): return _unmodelled("the warnings given") if self._record else None
    def __exit__(self, *exc_info): return None

def deprecated(message, /, **keywords): return lambda decorated: decorated

filters = []

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"warnings.{name}")
