"""hydra: what it reads from files and the command line is not known."""

@native("unmodelled.name")
def _unmodelled(name): ...

def main(config_path=None, config_name=None, version_base=None):
    return lambda task_function: lambda cfg=None: task_function(_unmodelled("a configuration from a file") if cfg is None else cfg)

def compose(config_name=None, overrides=(), **keywords): return _unmodelled("a configuration from a file")

class initialize:
    def __init__(self, *args, **keywords): pass
    def __enter__(self): return None
    def __exit__(self, *exc_info): return None

initialize_config_dir = initialize_config_module = initialize

def __getattr__(name):
    return _unmodelled(f"hydra.{name}")
