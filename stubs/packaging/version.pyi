"""Versions in the order of PEP 440."""

__complete__ = True

@native("packaging.parts")
def _parts(version): ...

class InvalidVersion(ValueError): ...

class Version:
    def __init__(self, version):
        found = _parts(version)
        if found is None:
            raise InvalidVersion(f"Invalid version: {version!r}")
        self._key, self.epoch, self.release, self.pre, self.post, self.dev, self.local, self._text = found
    @property
    def major(self): return self.release[0]
    @property
    def minor(self): return self.release[1] if len(self.release) > 1 else 0
    @property
    def micro(self): return self.release[2] if len(self.release) > 2 else 0
    @property
    def public(self): return self._text.split("+")[0]
    @property
    def base_version(self):
        epoch = f"{self.epoch}!" if self.epoch else ""
        return epoch + ".".join([str(part) for part in self.release])
    @property
    def is_prerelease(self): return self.dev is not None or self.pre is not None
    @property
    def is_postrelease(self): return self.post is not None
    @property
    def is_devrelease(self): return self.dev is not None
    def __str__(self): return self._text
    def __repr__(self): return f"<Version('{self._text}')>"
    def __hash__(self): return hash(self._key)
    def __eq__(self, other): return self._key == other._key if isinstance(other, Version) else NotImplemented
    def __ne__(self, other): return self._key != other._key if isinstance(other, Version) else NotImplemented
    def __lt__(self, other): return self._key < other._key if isinstance(other, Version) else NotImplemented
    def __le__(self, other): return self._key <= other._key if isinstance(other, Version) else NotImplemented
    def __gt__(self, other): return self._key > other._key if isinstance(other, Version) else NotImplemented
    def __ge__(self, other): return self._key >= other._key if isinstance(other, Version) else NotImplemented

def parse(version): return Version(version)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"packaging.version.{name}")
