"""Paths as objects: their text is computed, files are not looked at."""

__complete__ = True

import os as _os
import os.path as _path

@native("unmodelled.name")
def _unmodelled(name): ...

class _Parents(tuple):
    # What lies above a relative path is not known: that of a module's __file__ goes on to the root.
    def __getitem__(self, at):
        if isinstance(at, int) and not -len(self) <= at < len(self):
            return _unmodelled("what lies above a relative path")
        return tuple.__getitem__(self, at)

class PurePath:
    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        text = _path.join(*[_os.fspath(part) for part in args]) if args else ""
        made._text = _tidy(text)
        return made
    def as_uri(self): return _unmodelled("a path as an address")
    def is_reserved(self): return _unmodelled("whether a path is reserved")
    def _with(self, text):
        made = object.__new__(type(self))
        made._text = _tidy(text)
        return made
    def __str__(self): return self._text
    def __fspath__(self): return self._text
    def as_posix(self): return self._text
    def __repr__(self): return f"{type(self).__name__}({self._text!r})"
    def __truediv__(self, key): return self._with(_path.join(self._text, _os.fspath(key)))
    def __rtruediv__(self, key): return self._with(_path.join(_os.fspath(key), self._text))
    def joinpath(self, *pathsegments): return self._with(_path.join(self._text, *[_os.fspath(part) for part in pathsegments]))
    with_segments = joinpath
    def __eq__(self, other): return self._text == other._text if isinstance(other, PurePath) else NotImplemented
    def __lt__(self, other): return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented
    def __le__(self, other): return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented
    def __gt__(self, other): return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented
    def __ge__(self, other): return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented
    def __hash__(self): return hash(self._text)
    def __bytes__(self): return self._text.encode()
    @property
    def parts(self):
        text = self._text
        if text == ".":
            return ()
        root = ("/",) if text.startswith("/") else ()
        return (*root, *[part for part in text.split("/") if part])
    @property
    def drive(self): return ""
    @property
    def root(self): return "/" if self._text.startswith("/") else ""
    @property
    def anchor(self): return self.root
    @property
    def name(self):
        parts = self.parts
        return "" if not parts or parts[-1] == "/" else parts[-1]
    @property
    def suffix(self):
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""
    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]
    @property
    def stem(self):
        name = self.name
        at = name.rfind(".")
        return name[:at] if 0 < at < len(name) - 1 else name
    @property
    def parent(self):
        parts = self.parts
        if not parts or parts == ("/",):
            return self
        return self._with(_path.join("", *parts[:-1]))
    @property
    def parents(self):
        found = []
        path = self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return tuple(found) if self.is_absolute() else _Parents(found)
    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._with(_path.join("", *self.parts[:-1], name))
    def with_stem(self, stem): return self.with_name(stem + self.suffix)
    def with_suffix(self, suffix):
        if (suffix and not suffix.startswith(".")) or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)
    def is_absolute(self): return self._text.startswith("/")
    def is_relative_to(self, other, *_deprecated):
        parts = type(self)(other, *_deprecated).parts
        return self.parts[:len(parts)] == parts
    def relative_to(self, other, *_deprecated):
        parts = type(self)(other, *_deprecated).parts
        if self.parts[:len(parts)] != parts:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        return self._with(_path.join("", *self.parts[len(parts):]))
    def match(self, pattern, **keywords): return _unmodelled("whether a path fits a pattern")

def _tidy(text):
    root = "/" if text.startswith("/") else ""
    return root + "/".join([part for part in text.split("/") if part and part != "."]) or "."

class PurePosixPath(PurePath): ...
class PureWindowsPath(PurePath): ...

class Path(PurePath):
    @classmethod
    def cwd(cls): return _unmodelled("the folder the program is run in")
    @classmethod
    def home(cls): return _unmodelled("the home folder")
    def absolute(self): return self if self.is_absolute() else _unmodelled("the folder the program is run in")
    def resolve(self, strict=False): return _unmodelled("a real path")
    def expanduser(self): return _unmodelled("the home folder") if self._text.startswith("~") else self
    def mkdir(self, mode=511, parents=False, exist_ok=False): return None
    def touch(self, mode=438, exist_ok=True): return None
    def unlink(self, missing_ok=False): return None
    def rmdir(self): return None
    def rename(self, target): return type(self)(target)
    def replace(self, target): return type(self)(target)
    def chmod(self, mode, **keywords): return None
    def symlink_to(self, target, target_is_directory=False): return None
    def write_text(self, data, **keywords): return len(data)
    def write_bytes(self, data): return len(data)
    def __getattr__(self, name):
        if name in _ASKING:
            return lambda *args, **keywords: _unmodelled(f"Path.{name}")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

_ASKING = ("exists", "is_file", "is_dir", "is_symlink", "is_mount", "is_socket", "is_fifo", "is_block_device", "is_char_device", "stat", "lstat", "owner", "group", "open", "read_text", "read_bytes", "glob", "rglob", "iterdir", "walk", "samefile", "readlink", "hardlink_to", "as_uri")

class PosixPath(Path): ...
class WindowsPath(Path): ...

def __getattr__(name):
    return _unmodelled(f"pathlib.{name}")
