"""Configurations. What is written in the program is known; what stands in a file is not."""

MISSING = "???"

@native("unmodelled.name")
def _unmodelled(name): ...

class ConfigAttributeError(AttributeError): ...
class ConfigKeyError(KeyError): ...
class MissingMandatoryValue(Exception): ...

class Container: ...

class DictConfig(Container):
    def __init__(self, content, **keywords):
        object.__setattr__(self, "_content", {key: _wrap(value) for key, value in dict(content).items()})
    def __getattr__(self, name):
        if name in self._content:
            return _read(self._content[name])
        if name.startswith("__"):
            raise AttributeError(name)
        raise ConfigAttributeError(f"Missing key {name}")
    def __setattr__(self, name, value): self._content[name] = _wrap(value)
    def __getitem__(self, key):
        if key in self._content:
            return _read(self._content[key])
        raise ConfigKeyError(f"Missing key {key}")
    def __setitem__(self, key, value): self._content[key] = _wrap(value)
    def __delitem__(self, key): del self._content[key]
    def __contains__(self, key): return key in self._content and self._content[key] != MISSING
    def __len__(self): return len(self._content)
    def __iter__(self): return iter(self._content)
    def __eq__(self, other):
        if isinstance(other, DictConfig):
            return self._content == other._content
        return OmegaConf.to_container(self) == other
    def __bool__(self): return len(self._content) > 0
    def get(self, key, default_value=None):
        found = self._content.get(key, default_value)
        return _read(found)
    def pop(self, key, default=MISSING):
        if key not in self._content and default is MISSING:
            raise ConfigKeyError(f"Key not found: {key!r}")
        return self._content.pop(key, default)
    def setdefault(self, key, default=None): return self._content.setdefault(key, _wrap(default))
    def update(self, other=(), **keywords):
        for key, value in dict(other, **keywords).items():
            self[key] = value
    def keys(self): return self._content.keys()
    def values(self): return [self[key] for key in self._content]
    def items(self): return [(key, self[key]) for key in self._content]
    def copy(self): return DictConfig(OmegaConf.to_container(self))

class ListConfig(Container):
    def __init__(self, content, **keywords): self._items = [_wrap(value) for value in content]
    def __getitem__(self, index): return ListConfig(self._items[index]) if isinstance(index, slice) else _read(self._items[index])
    def __setitem__(self, index, value): self._items[index] = _wrap(value)
    def __len__(self): return len(self._items)
    def __iter__(self): return iter([_read(value) for value in self._items])
    def __contains__(self, item): return item in self._items
    def __eq__(self, other): return list(self) == list(other)
    def __add__(self, other): return ListConfig([*self._items, *other])
    def append(self, item): self._items.append(_wrap(item))
    def extend(self, items): self._items.extend([_wrap(item) for item in items])
    def index(self, item): return self._items.index(item)

def _wrap(value):
    if isinstance(value, dict):
        return DictConfig(value)
    if isinstance(value, (list, tuple)):
        return ListConfig(value)
    return value

def _read(value):
    if isinstance(value, str) and value == MISSING:
        raise MissingMandatoryValue("Missing mandatory value")
    if isinstance(value, str) and "${" in value:
        return _unmodelled("an interpolation in a configuration")
    return value

class OmegaConf:
    def __init__(self): raise NotImplementedError("Use one of the static construction functions")
    @staticmethod
    def create(obj=None, parent=None, flags=None):
        if obj is None:
            return DictConfig({})
        if isinstance(obj, str):
            return _unmodelled("a configuration in YAML")
        return _copied(obj)
    @staticmethod
    def structured(obj, parent=None, flags=None):
        from dataclasses import asdict
        return DictConfig(asdict(obj() if isinstance(obj, type) else obj))
    @staticmethod
    def load(file_): return _unmodelled("a configuration from a file")
    @staticmethod
    def from_cli(args_list=None): return _unmodelled("a configuration from the command line")
    @staticmethod
    def from_dotlist(dotlist): return _unmodelled("a configuration from a list")
    @staticmethod
    def save(config, f, resolve=False): return None
    @staticmethod
    def to_container(cfg, *, resolve=False, throw_on_missing=False, **keywords):
        if isinstance(cfg, DictConfig):
            return {key: OmegaConf.to_container(value) for key, value in cfg._content.items()}
        if isinstance(cfg, ListConfig):
            return [OmegaConf.to_container(value) for value in cfg._items]
        return cfg
    @staticmethod
    def to_object(cfg): return OmegaConf.to_container(cfg)
    @staticmethod
    def to_yaml(cfg, *, resolve=False, sort_keys=False): return _unmodelled("a configuration in YAML")
    @staticmethod
    def merge(*configs):
        made = {}
        for config in configs:
            _merge(made, OmegaConf.to_container(OmegaConf.create(config)))
        return DictConfig(made)
    @staticmethod
    def is_config(obj): return isinstance(obj, Container)
    @staticmethod
    def is_dict(obj): return isinstance(obj, DictConfig)
    @staticmethod
    def is_list(obj): return isinstance(obj, ListConfig)
    @staticmethod
    def is_missing(cfg, key): return cfg._content.get(key) == MISSING
    @staticmethod
    def select(cfg, key, *, default=None, throw_on_missing=False):
        for part in key.split("."):
            if not isinstance(cfg, DictConfig) or part not in cfg:
                return default
            cfg = cfg[part]
        return cfg
    @staticmethod
    def update(cfg, key, value=None, **keywords):
        *path, last = key.split(".")
        for part in path:
            if part not in cfg:
                cfg[part] = {}
            cfg = cfg[part]
        cfg[last] = value
    @staticmethod
    def set_struct(conf, value): return None
    @staticmethod
    def set_readonly(conf, value): return None
    @staticmethod
    def resolve(cfg): return None
    @staticmethod
    def register_new_resolver(name, resolver, **keywords): return None
    @staticmethod
    def has_resolver(name): return _unmodelled("whether a resolver is registered")

def _copied(obj):
    return _wrap(OmegaConf.to_container(obj) if isinstance(obj, Container) else obj)

def _merge(into, other):
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value

class open_dict:
    def __init__(self, config): self._config = config
    def __enter__(self): return self._config
    def __exit__(self, *exc_info): return None

read_write = open_dict

def __getattr__(name):
    return _unmodelled(f"omegaconf.{name}")
