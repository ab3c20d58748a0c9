"""The operating system, of which nothing is asked: paths are computed, the rest is not known.

The environment is taken to be one in which no variable of the program's own is set: its defaults hold.
"""

__complete__ = True

from os import path

name = "posix"
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
linesep = "\n"
curdir = "."
pardir = ".."
devnull = "/dev/null"
error = OSError

@native("unmodelled.name")
def _unmodelled(name): ...

_USUAL = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TERM", "PWD", "TMPDIR", "TEMP", "TMP", "HOSTNAME", "EDITOR", "DISPLAY")

class _Environ:
    def __init__(self):
        self._set = []
    def _find(self, key):
        return [value for name, value in self._set if name == key]
    def __getitem__(self, key):
        found = self._find(key)
        if found:
            return found[0]
        return _unmodelled(f"the environment variable {key}")
    def get(self, key, default=None):
        found = self._find(key)
        if found:
            return found[0]
        if key in _USUAL:
            return _unmodelled(f"the environment variable {key}")
        return default
    def __contains__(self, key):
        return True if self._find(key) else _unmodelled(f"whether {key} is set") if key in _USUAL else False
    def __setitem__(self, key, value):
        self.__delitem__(key)
        self._set.append((key, value))
    def __delitem__(self, key):
        self._set = [pair for pair in self._set if pair[0] != key]
    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]
    def pop(self, key, default=None):
        found = self._find(key)
        self.__delitem__(key)
        return found[0] if found else default
    def update(self, *args, **keywords):
        for key, value in dict(*args, **keywords).items():
            self[key] = value
    def copy(self): return _unmodelled("the environment")
    def keys(self): return _unmodelled("the environment")
    def values(self): return _unmodelled("the environment")
    def items(self): return _unmodelled("the environment")
    def __iter__(self): return _unmodelled("the environment")
    def __len__(self): return _unmodelled("the environment")
    def __or__(self, other): return _unmodelled("the environment")

environ = _Environ()

def getenv(key, default=None): return environ.get(key, default)
def putenv(key, value): environ[key] = value
def unsetenv(key): del environ[key]

class PathLike:
    def __fspath__(self): raise NotImplementedError
    def __class_getitem__(cls, item): return cls

def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return path.__fspath__()

def makedirs(name, mode=511, exist_ok=False): return None
def mkdir(path, mode=511, **keywords): return None
def remove(path, **keywords): return None
def unlink(path, **keywords): return None
def rmdir(path, **keywords): return None
def removedirs(name): return None
def rename(src, dst, **keywords): return None
def replace(src, dst, **keywords): return None
def chmod(path, mode, **keywords): return None
def chdir(path): return None
def symlink(src, dst, **keywords): return None
def _exit(status): raise SystemExit(status)

def __getattr__(name):
    return _unmodelled(f"os.{name}")
