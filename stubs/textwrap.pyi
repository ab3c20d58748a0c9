"""Text in lines."""

@native("textwrap.dedent")
def dedent(text): ...
@native("textwrap.indent")
def indent(text, prefix, predicate=None): ...

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"textwrap.{name}")
