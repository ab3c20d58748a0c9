"""Files, configuration and import resolution, and the engine put together with them."""

from shapeproof.project.configuration import ConfigurationError
from shapeproof.project.projects import CheckReport, Project
from shapeproof.project.requests import RequestError

__all__ = ["CheckReport", "ConfigurationError", "Project", "RequestError"]
