"""Settings that every test shares."""

from hypothesis import settings

settings.register_profile("shapeproof", deadline=None, derandomize=True)
settings.load_profile("shapeproof")
