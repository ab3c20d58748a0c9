"""Python modules as values: names are bound when they are asked for."""

from __future__ import annotations

from typing import Any

from shapeproof.program.sources import ProgramSource
from shapeproof.values.objects import Class, Frame, Object, Value


class PythonModule(Object):
    """A module of the analysed program, of a stub, or of a library known by name.

    ``values`` holds what is bound so far; ``binders`` says which statements bind (or touch) a name, in order. What
    functions assign to its names lies in the heap under the module's id (``overlaid`` says that there is such);
    ``top`` are the frames of its statements under way, whose names are not published yet.
    """

    __slots__ = (
        "binders",
        "done",
        "is_package",
        "is_stub",
        "name",
        "observed",
        "overlaid",
        "path",
        "running",
        "source",
        "stars",
        "top",
        "values",
    )

    def __init__(
        self, id: int, cls: Class, name: str, path: str, source: ProgramSource | None, is_package: bool
    ) -> None:
        super().__init__(id, cls)
        self.name = name
        self.path = path
        self.source = source
        self.is_package = is_package
        self.is_stub = path.endswith(".pyi")
        self.observed = False
        self.values: dict[str, Value] = {}
        self.binders: dict[str, list[int]] = {}
        self.stars: list[int] = []
        self.done: set[int] = set()
        self.running: list[int] = []
        self.top: list[Frame] = []
        self.overlaid = False
        statements: Any = source.statements if source is not None else ()
        for index, statement in enumerate(statements):
            for name_ in statement.names:
                self.binders.setdefault(name_, []).append(index)
            if statement.star_imports:
                self.stars.append(index)

    def __repr__(self) -> str:
        return f"<module {self.name}>"
