"""The editor face: ``shapeproof lsp`` publishes check's findings as diagnostics."""
