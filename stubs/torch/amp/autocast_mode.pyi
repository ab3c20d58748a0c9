from torch._contexts import switch

class autocast(switch): ...
def custom_fwd(fwd=None, *, device_type=None, cast_inputs=None):
    if fwd is None:
        def decorator(function):
            return function
        return decorator
    return fwd
def custom_bwd(bwd=None, *, device_type=None):
    if bwd is None:
        def decorator(function):
            return function
        return decorator
    return bwd
def is_autocast_available(device_type): ...
