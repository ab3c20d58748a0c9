"""Enumerations: members are made from a class's plain values when the class is."""

def _function(): ...

_FUNCTION = type(_function)

class auto:
    def __init__(self, value=None): pass

class nonmember:
    def __init__(self, value): self.value = value

class EnumType(type):
    def __init__(cls, name, bases, namespace):
        members = {}
        count = 0
        for key, value in namespace.items():
            if key.startswith("_") or isinstance(value, (property, classmethod, staticmethod, type)):
                continue
            if type(value) is _FUNCTION or type(value) is nonmember:
                continue
            if isinstance(value, auto):
                count = cls._generate_next_value_(key, 1, len(members), [m._value_ for m in members.values()])
                value = count
            for member in members.values():
                if type(member._value_) is type(value) and member._value_ == value:
                    break
            else:
                member = cls.__make_member__(value)
                if not hasattr(member, "_value_"):
                    member._value_ = value
                member._name_ = key
            members[key] = member
            setattr(cls, key, member)
        cls._member_map_ = members
        cls._member_names_ = [key for key, member in members.items() if member._name_ == key]
    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])
    def __len__(cls):
        return len(cls._member_names_)
    def __getitem__(cls, name):
        return cls._member_map_[name]
    def __contains__(cls, item):
        for member in cls._member_map_.values():
            if member is item or member._value_ == item:
                return True
        return False
    def __call__(cls, value, names=None, **keywords):
        if names is not None:
            raise NotImplementedError("enums made by a call")
        for member in cls._member_map_.values():
            if member is value or member._value_ == value:
                return member
        return cls._missing_or_error_(value)
    @property
    def __members__(cls):
        return cls._member_map_

EnumMeta = EnumType

class Enum(metaclass=EnumType):
    @classmethod
    def __make_member__(cls, value):
        member = object.__new__(cls)
        if cls.__init__ is not object.__init__:
            args = value if isinstance(value, tuple) else (value,)
            member.__init__(*args)
        return member
    @classmethod
    def _missing_(cls, value):
        return None
    @classmethod
    def _missing_or_error_(cls, value):
        found = cls._missing_(value)
        if found is None:
            raise ValueError(f"{value!r} is not a valid {cls.__name__}")
        return found
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return last_values[-1] + 1 if last_values else start
    @property
    def name(self): return self._name_
    @property
    def value(self): return self._value_
    def __str__(self): return f"{type(self).__name__}.{self._name_}"
    def __repr__(self): return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"
    def __hash__(self): return hash(self._name_)

class IntEnum(int, Enum):
    @classmethod
    def __make_member__(cls, value):
        return int.__new__(cls, value)
    def __str__(self): return str(self._value_)

class StrEnum(str, Enum):
    @classmethod
    def __make_member__(cls, value):
        return str.__new__(cls, value)
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()
    def __str__(self): return self._value_

class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 2 * last_values[-1] if last_values else 1

class IntFlag(IntEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 2 * last_values[-1] if last_values else 1

def unique(cls): return cls
def verify(*checks): return lambda cls: cls
