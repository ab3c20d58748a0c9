"""typing's names."""

from typing import *
