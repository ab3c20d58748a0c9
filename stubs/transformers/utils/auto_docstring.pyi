"""Decorators that write docstrings: what they decorate stays what it is."""

HARDCODED_CONFIG_FOR_MODELS = {}

def auto_docstring(obj=None, *, custom_intro=None, custom_args=None, checkpoint=None):
    return (lambda decorated: decorated) if obj is None else obj

def auto_class_docstring(cls, custom_intro=None, custom_args=None, checkpoint=None): return cls
def auto_method_docstring(func, **keywords): return func

class ClassAttrs: ...
class ClassDocstring: ...
class ImageProcessorArgs: ...
class ModelArgs: ...
class ModelOutputArgs: ...

def parse_docstring(docstring, max_indent_level=0, return_intro=False): return _unmodelled("a docstring")
def get_args_doc_from_source(args_classes): return _unmodelled("a docstring")
def set_min_indent(docstring, indent_level): return docstring

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"transformers.utils.auto_docstring.{name}")
