"""Abstract classes. One that still has abstract methods can be made an instance of here: its code is read anyway."""

__complete__ = True

class ABCMeta(type):
    @native("abc.is_instance")
    def __instancecheck__(cls, instance): ...
    def register(cls, subclass):
        cls._abc_registered = (*cls.__dict__.get("_abc_registered", ()), subclass)
        return subclass

class ABC(metaclass=ABCMeta): ...

def abstractmethod(funcobj): return funcobj
abstractproperty = property
abstractclassmethod = classmethod
abstractstaticmethod = staticmethod
def update_abstractmethods(cls): return cls
def get_cache_token(): return 0
