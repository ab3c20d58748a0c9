"""What CPython's own tests ask of test.support.import_helper, as text that the interpreter runs."""

import importlib


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False):
    return importlib.import_module(name)


def import_module(name, deprecated=False, *, required_on=()):
    return importlib.import_module(name)
