"""The pages of all codes, one file a family."""

from shapeproof.report.pages import layers, operations, promises, tool
from shapeproof.report.pages.page import Page

PAGES: dict[str, Page] = {**layers.PAGES, **operations.PAGES, **promises.PAGES, **tool.PAGES}

__all__ = ["PAGES", "Page"]
