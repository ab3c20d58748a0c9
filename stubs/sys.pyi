"""The interpreter a model is meant for."""

version_info = (3, 11, 0, "final", 0)
version = "3.11.0"
platform = "linux"
maxsize = 9223372036854775807
byteorder = "little"
argv = [""]
path = []
modules = {}

def exit(status=None): raise SystemExit(status)
def getrecursionlimit(): return 1000
def setrecursionlimit(limit): return None
def getsizeof(object, default=0): return default
