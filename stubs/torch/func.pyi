"""torch.func: transformations of functions, followed as far as shapes go."""

import torch

@family("broadcast")
@rule("mapping.same_sizes")
def _same_sizes(sizes): ...
@family("reduce")
@rule("mapping.scalar")
def _scalar(value): ...

def _each(value, dims, take):
    """Every tensor in nested containers with its entry of dims; those of None are left as they are."""
    if dims is None:
        return value
    if isinstance(value, torch.Tensor):
        return take(value, dims)
    if isinstance(value, dict):
        return {key: _each(each, dims[key] if isinstance(dims, dict) else dims, take) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        row = [_each(each, dims[i] if isinstance(dims, (tuple, list)) else dims, take) for i, each in enumerate(value)]
        return row if isinstance(value, list) else tuple(row)
    return value

def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    def mapped(*args, **kwargs):
        sizes = []
        def one(tensor, dim):
            sizes.append(tensor.shape[dim])
            return tensor.select(dim, 0)
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        if len(dims) != len(args):
            raise ValueError("vmap needs an entry of in_dims for each argument")
        given = [_each(arg, dim, one) for arg, dim in zip(args, dims)]
        named = {key: _each(arg, 0, one) for key, arg in kwargs.items()}
        if not sizes:
            raise ValueError("vmap needs at least one mapped tensor")
        count = _same_sizes(sizes)
        def every(tensor, dim):
            return tensor.unsqueeze(dim).repeat_interleave(count, dim)
        return _each(func(*given, **named), out_dims, every)
    return mapped

def _like(value):
    return _each(value, 0, lambda tensor, _: torch.empty_like(tensor))

def _parted(result, has_aux):
    return (result[0], (result[1],)) if has_aux else (result, ())

def _gradients(args, argnums):
    return tuple(_like(args[i]) for i in argnums) if isinstance(argnums, (tuple, list)) else _like(args[argnums])

def grad(func, argnums=0, has_aux=False):
    def gradient(*args, **kwargs):
        value, aux = _parted(func(*args, **kwargs), has_aux)
        _scalar(value)
        made = _gradients(args, argnums)
        return (made, *aux) if has_aux else made
    return gradient

def grad_and_value(func, argnums=0, has_aux=False):
    def both(*args, **kwargs):
        value, aux = _parted(func(*args, **kwargs), has_aux)
        _scalar(value)
        return _gradients(args, argnums), ((value, *aux) if has_aux else value)
    return both

def _jacobian(func, argnums, has_aux):
    def derived(*args, **kwargs):
        value, aux = _parted(func(*args, **kwargs), has_aux)
        def against(output, _):
            def one(arg):
                return _each(arg, 0, lambda tensor, _: output.new_empty((*output.shape, *tensor.shape)))
            return tuple(one(args[i]) for i in argnums) if isinstance(argnums, (tuple, list)) else one(args[argnums])
        made = _each(value, 0, against)
        return (made, *aux) if has_aux else made
    return derived

def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None):
    return _jacobian(func, argnums, has_aux)
def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    return _jacobian(func, argnums, has_aux)
def hessian(func, argnums=0):
    return _jacobian(_jacobian(func, argnums, False), argnums, False)

def vjp(func, *primals, has_aux=False):
    value, aux = _parted(func(*primals), has_aux)
    def pulled(*cotangents):
        return tuple(_like(primal) for primal in primals)
    return (value, pulled, *aux)
def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    value, aux = _parted(func(*primals), has_aux)
    return (value, _like(value), *aux)
def linearize(func, *primals):
    value = func(*primals)
    return value, lambda *tangents: _like(value)

def functionalize(func, *, remove="mutations"):
    return func

def _exchanged(module, given):
    """The members of a module by their dotted names, put in; those that were there."""
    kept = {}
    for name, value in given.items():
        path, _, last = name.rpartition(".")
        owner = module.get_submodule(path)
        for table in (owner._parameters, owner._buffers):
            if last in table:
                kept[name] = table[last]
                table[last] = value
    return kept

def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    given = {}
    for each in parameter_and_buffer_dicts if isinstance(parameter_and_buffer_dicts, (tuple, list)) else (parameter_and_buffer_dicts,):
        given.update(each)
    arguments = () if args is None else args if isinstance(args, tuple) else (args,)
    kept = _exchanged(module, given)
    result = module(*arguments, **({} if kwargs is None else kwargs))
    _exchanged(module, kept)
    return result

def stack_module_state(models):
    rows = [list(model.named_parameters()) for model in models]
    others = [list(model.named_buffers()) for model in models]
    parameters = {name: torch.stack([row[i][1] for row in rows]).requires_grad_() for i, (name, _) in enumerate(rows[0])}
    return parameters, {name: torch.stack([row[i][1] for row in others]) for i, (name, _) in enumerate(others[0])}

def replace_all_batch_norm_modules_(root):
    return root
def debug_unwrap(tensor, *, recurse=True):
    return tensor
