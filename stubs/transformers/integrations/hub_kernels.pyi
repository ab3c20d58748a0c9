"""Kernels that stand in for a layer's own computation and give the same: each layer stays what it is."""

def _kept(*args, **keywords): return lambda decorated: decorated

use_kernel_forward_from_hub = _kept
use_kernelized_func = _kept
use_kernel_func_from_hub = _kept
use_kernel_func_from_hub_with_fallback = _kept

ALLOW_ALL_KERNELS = False

def is_kernel(attn_implementation):
    if attn_implementation is None or "/" not in attn_implementation:
        return False
    return _unmodelled("whether a name is that of a kernel")

def register_kernel_mapping(*args, **keywords): return None
def register_kernel_mapping_transformers(*args, **keywords): return None
def register_kernel_replacements_and_fusions(*args, **keywords): return None
def kernelize(model, mode=None): return None

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"transformers.integrations.hub_kernels.{name}")
