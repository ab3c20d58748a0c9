"""The interpreter a model is meant for: Python 3.11 on 64-bit Linux, started in the usual way."""

from collections import namedtuple as _namedtuple

_Version = _namedtuple("version_info", "major minor micro releaselevel serial")
version_info = _Version(3, 11, 0, "final", 0)
version = "3.11.0"
hexversion = 51052528
platform = "linux"
byteorder = "little"
maxsize = 9223372036854775807
maxunicode = 1114111
float_info = _namedtuple("float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds")(
    1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1
)
dont_write_bytecode = False

class _Modules:
    @native("sys.module_at")
    def __getitem__(self, name): ...
    @native("sys.module_or")
    def get(self, name, default=None): ...
    @native("sys.has_module")
    def __contains__(self, name): ...
    @native("sys.set_module")
    def __setitem__(self, name, module): ...
    def __getattr__(self, name): return _unmodelled(f"sys.modules.{name}")

modules = _Modules()

class _Stream:
    def write(self, text): return len(text)
    def flush(self): return None
    def isatty(self): return _unmodelled("whether there is a terminal")
    def __getattr__(self, name): return _unmodelled(f"{name} of a stream")

stdout = _Stream()
stderr = _Stream()
__stdout__ = stdout
__stderr__ = stderr

def exit(status=None, /): raise SystemExit(status)
def intern(string, /): return string
def getrecursionlimit(): return 1000
def setrecursionlimit(limit, /): return None
def getdefaultencoding(): return "utf-8"
@native("sys.exception")
def exception(): ...
def exc_info():
    raised = exception()
    return (None, None, None) if raised is None else (type(raised), raised, raised.__traceback__)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"sys.{name}")
