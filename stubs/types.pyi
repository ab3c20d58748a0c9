"""Kinds of values, and the two small containers of types."""

def _function(): ...
def _generator():
    yield None

class _Holder:
    def method(self): ...

FunctionType = LambdaType = type(_function)
MethodType = type(_Holder().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
GeneratorType = type(_generator())
NoneType = type(None)
ModuleType = type(__import__("types"))
EllipsisType = type(...)

class GenericAlias: ...
class UnionType: ...
class CodeType: ...

class SimpleNamespace:
    def __init__(self, mapping=None, /, **attributes):
        for name, value in attributes.items():
            setattr(self, name, value)
    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__

def MappingProxyType(mapping):
    return mapping

class DynamicClassAttribute(property): ...
