"""What a configuration names, made."""

from functools import partial as _partial
from importlib import import_module as _import_module

@native("unmodelled.name")
def _unmodelled(name): ...

def get_class(path): return get_object(path)
def get_method(path): return get_object(path)
def get_object(path):
    module, _, name = path.rpartition(".")
    return getattr(_import_module(module), name)

_SPECIAL = ("_target_", "_args_", "_partial_", "_recursive_", "_convert_")

def instantiate(config, *args, **kwargs):
    if config is None:
        return None
    given = {key: value for key, value in config.items()}
    given.update(kwargs)
    target = given["_target_"]
    recursive = given.get("_recursive_", True)
    keywords = {key: _made(value) if recursive else value for key, value in given.items() if key not in _SPECIAL}
    function = get_object(target) if isinstance(target, str) else target
    positional = args or given.get("_args_", ())
    if given.get("_partial_", False):
        return _partial(function, *positional, **keywords)
    return function(*positional, **keywords)

call = instantiate

def _made(value):
    if hasattr(value, "items") and "_target_" in value:
        return instantiate(value)
    return value

def to_absolute_path(path): return _unmodelled("the folder the program is run in")
def get_original_cwd(): return _unmodelled("the folder the program is run in")
