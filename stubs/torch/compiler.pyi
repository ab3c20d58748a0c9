def compile(model=None, *args, **kwargs):
    if model is None:
        def decorator(function):
            return function
        return decorator
    return model
def disable(fn=None, recursive=True, *, reason=None):
    if fn is None:
        def decorator(function):
            return function
        return decorator
    return fn
def allow_in_graph(fn):
    return fn
def assume_constant_result(fn):
    return fn
def is_compiling():
    return False
def is_dynamo_compiling():
    return False
def is_exporting():
    return False
def reset():
    return None
def cudagraph_mark_step_begin():
    return None
