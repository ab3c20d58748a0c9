"""What a class body annotates is there for a metaclass, for hooks, and for dataclasses."""

from __future__ import annotations

from libraries.running import check

CLASSES = """
import dataclasses

class Registry(type):
    made = []
    def __new__(meta, name, bases, names, **options):
        names = dict(names)
        names["asked"] = list(names.get("__annotations__", {}))
        cls = super().__new__(meta, name, bases, names)
        meta.made.append(name)
        return cls

class Seen:
    def __init_subclass__(cls):
        cls.seen = list(cls.__annotations__)

@dataclasses.dataclass
class Config(metaclass=Registry):
    width: int = 3
    name: str = "x"

class Both(Seen, metaclass=Registry):
    depth: int = 2

class Plain(metaclass=Registry):
    pass
"""


def test_annotations_pass_through_a_metaclass() -> None:
    check(
        CLASSES
        + "result = [Config(4).width, [f.name for f in dataclasses.fields(Config)], repr(Config(5, 'y')), Config.asked,"
        + " Registry.made, list(Config.__annotations__), Both.seen, Both.asked, Plain.asked, 'depth' in vars(Plain)]"
    )
