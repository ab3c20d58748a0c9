class FunctionCtx:
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors
    def save_for_forward(self, *tensors):
        return None
    def mark_dirty(self, *args):
        return None
    def mark_non_differentiable(self, *args):
        return None
    def mark_shared_storage(self, *pairs):
        return None
    def set_materialize_grads(self, value):
        return None
    @property
    def needs_input_grad(self): ...

class Function(FunctionCtx):
    generate_vmap_rule = False
    @staticmethod
    def forward(*args, **kwargs): ...
    @staticmethod
    def setup_context(ctx, inputs, output): ...
    @staticmethod
    def backward(ctx, *grad_outputs): ...
    @staticmethod
    def vjp(ctx, *grad_outputs): ...
    @staticmethod
    def jvp(ctx, *grad_inputs): ...
    @staticmethod
    def vmap(info, in_dims, *args): ...
    @classmethod
    def apply(cls, *args, **kwargs):
        if cls.setup_context is Function.setup_context:
            return cls.forward(FunctionCtx(), *args, **kwargs)
        return cls.forward(*args, **kwargs)

class NestedIOFunction(Function): ...
class InplaceFunction(Function): ...
class BackwardCFunction(FunctionCtx): ...
def once_differentiable(fn):
    return fn
def traceable(fn_cls):
    return fn_cls
