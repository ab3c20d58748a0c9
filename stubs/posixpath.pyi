"""Paths as text."""

import os.path as _path
from os.path import *

def __getattr__(name):
    return getattr(_path, name)
