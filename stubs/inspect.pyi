"""Signatures and kinds of values."""

__complete__ = True

from collections import OrderedDict, namedtuple as _namedtuple
from enum import IntEnum as _IntEnum
from types import MappingProxyType

class _empty: ...

class _ParameterKind(_IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4
    def __str__(self): return self.name
    @property
    def description(self):
        return self.name.lower().replace("_", " ").replace("var", "variadic")

_KINDS = list(_ParameterKind)

class Parameter:
    empty = _empty
    POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
    KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
    VAR_KEYWORD = _ParameterKind.VAR_KEYWORD
    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation
    def replace(self, **changes):
        given = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation, **changes}
        return Parameter(given["name"], given["kind"], default=given["default"], annotation=given["annotation"])

class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments
    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == Parameter.VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)
    @property
    def kwargs(self):
        found = {}
        keyword = False
        for name, parameter in self.signature.parameters.items():
            keyword = keyword or parameter.kind == Parameter.KEYWORD_ONLY or name not in self.arguments
            if name not in self.arguments:
                continue
            if parameter.kind == Parameter.VAR_KEYWORD:
                found.update(self.arguments[name])
            elif keyword:
                found[name] = self.arguments[name]
        return found
    def apply_defaults(self):
        made = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif parameter.default is not _empty:
                made[name] = parameter.default
            elif parameter.kind == Parameter.VAR_POSITIONAL:
                made[name] = ()
            elif parameter.kind == Parameter.VAR_KEYWORD:
                made[name] = {}
        self.arguments = made

class Signature:
    empty = _empty
    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = MappingProxyType(OrderedDict((parameter.name, parameter) for parameter in parameters or ()))
        self.return_annotation = return_annotation
    @classmethod
    def from_callable(cls, obj, **keywords): return signature(obj)
    def replace(self, *, parameters=None, return_annotation=_empty):
        return Signature(list(self.parameters.values()) if parameters is None else parameters)
    def bind(self, *args, **kwargs): return BoundArguments(self, _bind(list(self.parameters.values()), args, kwargs, False))
    def bind_partial(self, *args, **kwargs): return BoundArguments(self, _bind(list(self.parameters.values()), args, kwargs, True))

def _bind(parameters, args, kwargs, partial):
    found = {}
    given = list(args)
    rest = dict(kwargs)
    for parameter in parameters:
        name, kind = parameter.name, parameter.kind
        if kind == Parameter.VAR_POSITIONAL:
            if given:
                found[name] = tuple(given)
            given = []
        elif kind == Parameter.VAR_KEYWORD:
            if rest:
                found[name] = rest
            rest = {}
        elif given and kind != Parameter.KEYWORD_ONLY:
            found[name] = given.pop(0)
            if name in rest and kind != Parameter.POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {name!r}")
        elif name in rest and kind != Parameter.POSITIONAL_ONLY:
            found[name] = rest.pop(name)
        elif parameter.default is _empty and not partial:
            raise TypeError(f"missing a required argument: {name!r}")
    if given:
        raise TypeError("too many positional arguments")
    if rest:
        raise TypeError(f"got an unexpected keyword argument {list(rest)[0]!r}")
    return found

@native("inspect.parameters")
def _parameters(callable): ...

@native("unmodelled.name")
def _unmodelled(name): ...

def signature(obj, *, follow_wrapped=True, **keywords):
    rows = _parameters(obj)
    found = []
    for name, kind, default, annotated in rows:
        annotation = _unmodelled("an annotation as a value") if annotated else _empty
        found.append(Parameter(name, _KINDS[kind], default=default[0] if default else _empty, annotation=annotation))
    return Signature(found, return_annotation=_unmodelled("an annotation as a value"))

FullArgSpec = _namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")

def getfullargspec(func):
    args, defaults, kwonly, kwdefaults = [], [], [], {}
    varargs = varkw = None
    for parameter in signature(func).parameters.values():
        if parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(parameter.name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif parameter.kind == Parameter.VAR_POSITIONAL:
            varargs = parameter.name
        elif parameter.kind == Parameter.KEYWORD_ONLY:
            kwonly.append(parameter.name)
            if parameter.default is not _empty:
                kwdefaults[parameter.name] = parameter.default
        else:
            varkw = parameter.name
    if isinstance(func, _METHOD):
        args.insert(0, "self")
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, _unmodelled("annotations"))

class _Holder:
    def method(self): pass

_METHOD = type(_Holder().method)
_FUNCTION = type(lambda: None)

def isclass(object): return isinstance(object, type)
def isfunction(object): return isinstance(object, _FUNCTION)
def ismethod(object): return isinstance(object, _METHOD)
def isroutine(object): return isinstance(object, (_FUNCTION, _METHOD, type(len)))
def isbuiltin(object): return isinstance(object, type(len))
@native("inspect.is_module")
def ismodule(object): ...
@native("inspect.class_annotations")
def _annotations(obj): ...
def get_annotations(obj, *, globals=None, locals=None, eval_str=False): return _annotations(obj)
@native("inspect.source")
def getsource(object): ...
@native("inspect.is_generator_function")
def isgeneratorfunction(obj): ...
@native("inspect.is_coroutine_function")
def iscoroutinefunction(obj): ...
def getmro(cls): return cls.__mro__
def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__"):
        func = func.__wrapped__
    return func

def __getattr__(name):
    return _unmodelled(f"inspect.{name}")
