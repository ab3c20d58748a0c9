"""What is installed: torch, and nothing that is not looked up."""

@native("unmodelled.name")
def _unmodelled(name): ...

class PackageNotFoundError(ModuleNotFoundError): ...

def version(distribution_name):
    if distribution_name == "torch":
        from torch import __version__
        return __version__
    return _unmodelled(f"the version of {distribution_name}")

def __getattr__(name):
    return _unmodelled(f"importlib.metadata.{name}")
