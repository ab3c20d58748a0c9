"""Checks at run time: transparent."""

__complete__ = True

@native("unmodelled.name")
def _unmodelled(name): ...

def typechecked(target=None, **keywords):
    return target if target is not None else lambda function: function

def typeguard_ignore(target): return target
def check_type(value, expected_type, **keywords): return value
def suppress_type_checks(target=None): return target

class TypeCheckError(Exception): pass
class TypeCheckWarning(UserWarning): pass

class _Context:
    def __enter__(self): return self
    def __exit__(self, *exc_info): return None
    def uninstall(self): return None

def install_import_hook(packages=None, **keywords): return _Context()

def __getattr__(name): return _unmodelled(f"typeguard.{name}")
