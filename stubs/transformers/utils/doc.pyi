"""Decorators that write docstrings: what they decorate stays what it is."""

def _kept(*args, **keywords): return lambda decorated: decorated

add_start_docstrings = _kept
add_start_docstrings_to_model_forward = _kept
add_end_docstrings = _kept
add_code_sample_docstrings = _kept
replace_return_docstrings = _kept

def copy_func(f): return lambda *args, **keywords: f(*args, **keywords)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"transformers.utils.doc.{name}")
