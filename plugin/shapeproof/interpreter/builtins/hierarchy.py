"""Python's built-in classes and their bases, a base always before what derives from it."""

from __future__ import annotations

_OF_OBJECT = (
    "type", "int", "float", "complex", "str", "bytes", "bytearray", "memoryview", "list", "tuple", "dict", "set",
    "frozenset", "range", "slice", "module", "function", "method", "iterator", "NoneType", "NotImplementedType",
    "ellipsis", "property", "classmethod", "staticmethod", "super", "builtin_function_or_method", "code",
    "method-wrapper", "dict_keys", "dict_values", "dict_items", "UnionType", "GenericAlias", "getset_descriptor",
    "member_descriptor", "traceback", "BaseException",
)  # fmt: skip

_ITERATORS = (
    "list_iterator", "tuple_iterator", "str_iterator", "str_ascii_iterator", "bytes_iterator", "range_iterator",
    "set_iterator", "dict_keyiterator", "dict_valueiterator", "dict_itemiterator", "callable_iterator",
    "list_reverseiterator", "odict_iterator",
)  # fmt: skip

_DERIVED = {
    "int": ("bool",),
    **{f"dict_{name}": (f"odict_{name}",) for name in ("keys", "values", "items")},
    "iterator": (
        "generator", "coroutine", "enumerate", "zip", "map", "filter", "reversed", *_ITERATORS,
    ),
    "BaseException": ("BaseExceptionGroup", "Exception", "GeneratorExit", "KeyboardInterrupt", "SystemExit",),
    "Exception": (
        "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ImportError", "LookupError",
        "MemoryError", "NameError", "OSError", "ReferenceError", "RuntimeError", "StopAsyncIteration", "StopIteration",
        "SyntaxError", "SystemError", "TypeError", "ValueError", "Warning",
    ),
    "ArithmeticError": ("FloatingPointError", "OverflowError", "ZeroDivisionError",),
    "ImportError": ("ModuleNotFoundError",),
    "LookupError": ("IndexError", "KeyError",),
    "NameError": ("UnboundLocalError",),
    "OSError": (
        "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError", "FileNotFoundError",
        "InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "ProcessLookupError",
        "TimeoutError",
    ),
    "ConnectionError": ("BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError",),
    "RuntimeError": ("NotImplementedError", "RecursionError",),
    "SyntaxError": ("IndentationError",),
    "IndentationError": ("TabError",),
    "ValueError": ("UnicodeError",),
    "UnicodeError": ("UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError",),
    "Warning": (
        "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning", "ImportWarning",
        "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning", "UnicodeWarning",
        "UserWarning",
    ),
}  # fmt: skip


def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"object": ()}
    for name in _OF_OBJECT:
        found[name] = ("object",)
    for base, derived in _DERIVED.items():
        for name in derived:
            found[name] = (base,)
    found["ExceptionGroup"] = ("BaseExceptionGroup", "Exception")
    return found


CLASSES = _classes()
ALIASES = {"EnvironmentError": "OSError", "IOError": "OSError"}

# Classes that no global name reaches.
UNNAMED = frozenset({
    "module", "function", "method", "iterator", "generator", "coroutine", "NoneType", "NotImplementedType",
    "ellipsis", "builtin_function_or_method", "code", "dict_keys", "dict_values", "dict_items", "UnionType",
    "GenericAlias", "method-wrapper", "getset_descriptor", "member_descriptor",
    "traceback", "odict_keys", "odict_values", "odict_items", *_ITERATORS,
})  # fmt: skip
