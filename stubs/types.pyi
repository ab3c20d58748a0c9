"""Kinds of values, and the small containers of types."""

__complete__ = True

from enum import property as DynamicClassAttribute

def _function(): pass
def _generator():
    yield None

class _Holder:
    def method(self): pass

FunctionType = type(_function)
LambdaType = FunctionType
MethodType = type(_Holder().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = BuiltinFunctionType
GeneratorType = type(_generator())
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)

class ModuleType:
    @native("types.new_module")
    def __new__(cls, name, doc=None): ...

class GenericAlias:
    """``Rows[int]`` of a class that derives from a built-in container."""
    def __init__(self, origin, args, /):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__module__ = origin.__module__
        self.__doc__ = origin.__doc__
    def __call__(self, *args, **keywords):
        made = self.__origin__(*args, **keywords)
        try:
            made.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return made
    def __mro_entries__(self, bases): return (self.__origin__,)
    def __getattr__(self, name): return getattr(self.__origin__, name)
    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__
    def __hash__(self): return hash(self.__origin__) ^ hash(self.__args__)
    def __instancecheck__(self, instance): raise TypeError("isinstance() argument 2 cannot be a parameterized generic")
    def __subclasscheck__(self, subclass): raise TypeError("issubclass() argument 2 cannot be a parameterized generic")
    def __or__(self, other): return _unmodelled("a union of types")
    def __ror__(self, other): return _unmodelled("a union of types")
    def __getitem__(self, item): return _unmodelled("an alias given other types")
    def __repr__(self): return f"{_type_text(self.__origin__)}[{', '.join(map(_type_text, self.__args__)) or '()'}]"

def _type_text(value):
    if not isinstance(value, type):
        return "..." if value is ... else repr(value)
    return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"

class UnionType: ...
class _VariableNames:
    """A function's parameters, then its other names, whose order is not known."""
    def __init__(self, parameters, others): self._parameters, self._others = parameters, others
    def __contains__(self, name):
        if name in self._parameters:
            return True
        return _unmodelled("which names lie in cells") if name in self._others else False
    def index(self, name):
        if name in self._parameters:
            return self._parameters.index(name)
        if name in self._others:
            return _unmodelled("the order of a function's names")
        raise ValueError("tuple.index(x): x not in tuple")
    def __getattr__(self, name): return _unmodelled("the order of a function's names")

class CodeType:
    def __init__(self, function):
        normal, keyword, parameters, others = _names_of(function)
        self.co_argcount, self.co_kwonlyargcount = normal, keyword
        self.co_varnames = _VariableNames(parameters, others) if others else parameters
        self.co_name = function.__name__
    def __getattr__(self, name): return _unmodelled(f"{name} of code")

@native("types.names_of")
def _names_of(function): ...
class FrameType: ...
class TracebackType: ...
class CoroutineType: ...
class AsyncGeneratorType: ...
class CellType: ...
class WrapperDescriptorType: ...
class MethodWrapperType: ...
class MethodDescriptorType: ...
class GetSetDescriptorType: ...
class MemberDescriptorType: ...

class SimpleNamespace:
    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)
    def __eq__(self, other):
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__
    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"

class mappingproxy:
    def __init__(self, mapping):
        if not hasattr(mapping, "__getitem__") or isinstance(mapping, (list, tuple, str, bytes, range)):
            raise TypeError(f"mappingproxy() argument must be a mapping, not {type(mapping).__name__}")
        self._mapping = mapping
    def __getitem__(self, key): return self._mapping[key]
    def __contains__(self, key): return key in self._mapping
    def __len__(self): return len(self._mapping)
    def __iter__(self): return iter(self._mapping)
    def __reversed__(self): return reversed(self._mapping)
    def get(self, key, default=None, /): return self._mapping.get(key, default)
    def keys(self): return self._mapping.keys()
    def values(self): return self._mapping.values()
    def items(self): return self._mapping.items()
    def copy(self): return self._mapping.copy()
    def __or__(self, other): return self._mapping | dict(other)
    def __eq__(self, other): return self._mapping == (other._mapping if isinstance(other, mappingproxy) else other)
    def __repr__(self): return f"mappingproxy({self._mapping!r})"

MappingProxyType = mappingproxy

def new_class(name, bases=(), kwds=None, exec_body=None):
    kwds = {} if kwds is None else dict(kwds)
    meta = kwds.pop("metaclass", type)
    if not isinstance(meta, type) or not all(isinstance(base, type) for base in bases):
        return _unmodelled("types.new_class of what is no class")
    for base in bases:
        if issubclass(type(base), meta):
            meta = type(base)
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    if exec_body is not None:
        exec_body(namespace)
    return meta(name, bases, namespace, **kwds)

def coroutine(func): return func
def get_original_bases(cls, /): return cls.__bases__

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"types.{name}")
