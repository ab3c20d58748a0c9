"""shapeproof: symbolic shapes for PyTorch source, without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapeproof.project import CheckReport, ConfigurationError, Project, RequestError

__all__ = ["CheckReport", "ConfigurationError", "Project", "RequestError"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first asked for."""
    if name in __all__:
        from shapeproof import project

        return getattr(project, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
