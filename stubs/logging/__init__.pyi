"""Loggers that say nothing."""

CRITICAL, ERROR, WARNING, WARN, INFO, DEBUG, NOTSET = 50, 40, 30, 30, 20, 10, 0

class Logger:
    def __init__(self, name="root"):
        self.name = name
        self.level = 0
        self.handlers = []
    def debug(self, *args, **keywords): return None
    def info(self, *args, **keywords): return None
    def warning(self, *args, **keywords): return None
    def warn(self, *args, **keywords): return None
    def warning_once(self, *args, **keywords): return None
    def error(self, *args, **keywords): return None
    def exception(self, *args, **keywords): return None
    def critical(self, *args, **keywords): return None
    def log(self, *args, **keywords): return None
    def setLevel(self, level): return None
    def addHandler(self, handler): return None
    def removeHandler(self, handler): return None

class Handler:
    def __init__(self, *args, **keywords): pass
    def setLevel(self, level): return None
    def setFormatter(self, formatter): return None

class StreamHandler(Handler): ...
class FileHandler(Handler): ...
class NullHandler(Handler): ...
class Formatter:
    def __init__(self, *args, **keywords): pass

def getLogger(name=None): return Logger(name)
def basicConfig(**keywords): return None
def debug(*args, **keywords): return None
def info(*args, **keywords): return None
def warning(*args, **keywords): return None
def error(*args, **keywords): return None
def exception(*args, **keywords): return None
def disable(level=50): return None
def captureWarnings(capture): return None
