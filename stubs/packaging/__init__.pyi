"""packaging, of which versions are compared."""
