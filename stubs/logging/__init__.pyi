"""Loggers that say nothing."""

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
raiseExceptions = True
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"

_LEVELS = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
_NAMES = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}

@native("unmodelled.name")
def _unmodelled(name): ...

def _level(level):
    return _LEVELS[level] if isinstance(level, str) else level

class Filterer:
    def addFilter(self, filter): return None
    def removeFilter(self, filter): return None
    def filter(self, record): return True
    def __getattr__(self, name): return _unmodelled(f"{name} of a logger")

class Logger(Filterer):
    def __init__(self, name, level=0):
        self.name = name
        self.level = _level(level)
        self.propagate = True
        self.handlers = []
        self.disabled = False
    def debug(self, msg, *args, **kwargs): return None
    def info(self, msg, *args, **kwargs): return None
    def warning(self, msg, *args, **kwargs): return None
    def warn(self, msg, *args, **kwargs): return None
    def error(self, msg, *args, **kwargs): return None
    def exception(self, msg, *args, **kwargs): return None
    def critical(self, msg, *args, **kwargs): return None
    fatal = critical
    def log(self, level, msg, *args, **kwargs): return None
    def setLevel(self, level): self.level = _level(level)
    def isEnabledFor(self, level): return _unmodelled("the level of a logger")
    def getEffectiveLevel(self): return _unmodelled("the level of a logger")
    def addHandler(self, hdlr): self.handlers.append(hdlr)
    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)
    def hasHandlers(self): return _unmodelled("the handlers of a logger")
    def getChild(self, suffix): return getLogger(f"{self.name}.{suffix}")

class LoggerAdapter(Logger):
    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger = logger
        self.extra = extra

class Handler(Filterer):
    def __init__(self, level=0):
        self.level = level
        self.formatter = None
    def setLevel(self, level): self.level = _level(level)
    def setFormatter(self, fmt): self.formatter = fmt
    def emit(self, record): return None
    def handle(self, record): return None
    def flush(self): return None
    def close(self): return None

class StreamHandler(Handler):
    def __init__(self, stream=None): Handler.__init__(self)
class FileHandler(StreamHandler):
    def __init__(self, filename, mode="a", **keywords): Handler.__init__(self)
class NullHandler(Handler): ...
class Formatter:
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"
    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, **keywords):
        self._fmt = fmt
        self.datefmt = datefmt
    def converter(self, seconds): return _unmodelled("a time")
    def format(self, record): return _unmodelled("the text of a record")
    def formatTime(self, record, datefmt=None): return _unmodelled("the time of a record")
    def formatException(self, ei): return _unmodelled("the text of an exception")
    def formatMessage(self, record): return _unmodelled("the text of a record")
    def formatStack(self, stack_info): return stack_info
    def usesTime(self): return _unmodelled("whether a format tells the time")
class Filter:
    def __init__(self, name=""): self.name = name
    def filter(self, record): return True
class LogRecord:
    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        self.name = name
        self.msg = msg
        self.args = args
        self.levelno = level
    def getMessage(self): return _unmodelled("the text of a record")
    def __getattr__(self, name): return _unmodelled(f"{name} of a record")

_loggers = {}
root = Logger("root", WARNING)

def getLogger(name=None):
    if not name or name == "root":
        return root
    if (name,) not in _loggers:
        _loggers[(name,)] = Logger(name)
    return _loggers[(name,)]

def getLoggerClass(): return Logger
def setLoggerClass(klass): return None
def getLevelName(level): return _LEVELS[level] if level in _LEVELS else _NAMES.get(level, f"Level {level}")
def getLevelNamesMapping(): return dict(_LEVELS)
def addLevelName(level, levelName): return None
def basicConfig(**kwargs): return None
def shutdown(): return None
def debug(msg, *args, **kwargs): return None
def info(msg, *args, **kwargs): return None
def warning(msg, *args, **kwargs): return None
def warn(msg, *args, **kwargs): return None
def error(msg, *args, **kwargs): return None
def exception(msg, *args, **kwargs): return None
def critical(msg, *args, **kwargs): return None
fatal = critical
def log(level, msg, *args, **kwargs): return None
def disable(level=50): return None
def captureWarnings(capture): return None

def __getattr__(name):
    return _unmodelled(f"logging.{name}")
