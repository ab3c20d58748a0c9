"""Python modules as values: names are bound when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shapeproof.program.sources import ProgramSource
from shapeproof.values.objects import Class, Frame, Object, Value


class PythonModule(Object):
    """A module of the analysed program, of a stub, or of a library known by name.

    ``values`` holds what is bound so far; ``settled`` what no statement left to run binds anew. What functions
    assign to its names lies in the heap under the module's id (``overlaid`` says that there is such); ``opened``
    says that something not followed was handed all of its names, and may have bound any.
    ``top`` are the frames of its statements under way, whose names are not published yet.
    """

    __slots__ = (
        "_binders",
        "_held",
        "_held_at",
        "_stars",
        "done",
        "is_package",
        "is_stub",
        "name",
        "observed",
        "opened",
        "overlaid",
        "path",
        "running",
        "settled",
        "source",
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
        self.settled: dict[str, Value] = {}
        self._binders: dict[str, list[int]] | None = None
        self._stars: list[int] = []
        self._held: dict[int, list[str]] = {}
        self._held_at = (0, 0)
        self.done: set[int] = set()
        self.running: list[int] = []
        self.top: list[Frame] = []
        self.overlaid = False
        self.opened = False

    def bind(self, names: Mapping[str, Value]) -> None:
        """Bind names, for all worlds."""
        self.values.update(names)
        self.settled.clear()

    def never_binds(self, name: str) -> bool:
        """Whether none of its statements can bind a name."""
        return self.source is not None and name not in self.binders and not self.stars

    def unbind(self, name: str) -> None:
        self.values.pop(name, None)
        self.settled.clear()

    def names_of(self, ident: int) -> Sequence[str]:
        """The names bound by now to the object with this identity."""
        at = len(self.done), len(self.values)
        if self._held_at != at:
            self._held, self._held_at = {}, at
            for name, value in self.values.items():
                if isinstance(value, Object):
                    self._held.setdefault(value.id, []).append(name)
        return self._held.get(ident, ())

    @property
    def binders(self) -> dict[str, list[int]]:
        """The statements that bind or touch each name, in order; the text is cut when this is first asked for."""
        if self._binders is None:
            self._binders = self._read()
        return self._binders

    @property
    def stars(self) -> list[int]:
        """The statements that hold ``from … import *``, in order."""
        if self._binders is None:
            self._binders = self._read()
        return self._stars

    def _read(self) -> dict[str, list[int]]:
        binders: dict[str, list[int]] = {}
        statements: Any = self.source.statements if self.source is not None else ()
        for index, statement in enumerate(statements):
            for name in statement.names:
                binders.setdefault(name, []).append(index)
            if statement.star_imports:
                self._stars.append(index)
        return binders

    def __repr__(self) -> str:
        return f"<module {self.name}>"
