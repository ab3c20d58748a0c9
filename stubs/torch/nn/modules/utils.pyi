@family("parameter")
@rule("tuples.repeated")
def _repeated(x, n): ...

def _ntuple(n, name="parse"):
    def parse(x):
        return _repeated(x, n)
    return parse

def _single(x):
    return _repeated(x, 1)

def _pair(x):
    return _repeated(x, 2)

def _triple(x):
    return _repeated(x, 3)

def _quadruple(x):
    return _repeated(x, 4)

def _reverse_repeat_tuple(t, n):
    return tuple(x for x in reversed(t) for _ in range(n))

def _list_with_default(out_size, defaults):
    if isinstance(out_size, (int, float)):
        return out_size
    if len(defaults) <= len(out_size):
        raise ValueError("the input has too few dimensions for this output size")
    return [v if v is not None else d for v, d in zip(out_size, defaults[-len(out_size):])]

def consume_prefix_in_state_dict_if_present(state_dict, prefix): ...
