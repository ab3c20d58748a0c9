"""Abstract classes."""

__complete__ = True

class ABCMeta(type):
    @native("abc.is_instance")
    def __instancecheck__(cls, instance): ...
    @native("abc.is_subclass")
    def __subclasscheck__(cls, subclass): ...
    def register(cls, subclass):
        cls._abc_registered = (*cls.__dict__.get("_abc_registered", ()), subclass)
        return subclass

class ABC(metaclass=ABCMeta): ...

def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj

abstractproperty = property
abstractclassmethod = classmethod
abstractstaticmethod = staticmethod
@native("abc.update_abstract_methods")
def update_abstractmethods(cls): ...
def get_cache_token(): return 0
