"""What Python's own libraries mean. Each stands in ``stubs/`` as plain Python; its natives are in the file of its name.

A stub's function is either Python that the interpreter runs, or names a function of this room:
``@native("functools.reduce")``. What a stub does not have, its module ``__getattr__`` answers: not known, never absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_NOT_DESCRIBED = frozenset({
    "ast", "asyncio", "atexit", "base64", "binascii", "bz2", "cProfile", "concurrent", "configparser", "csv",
    "ctypes", "datetime", "decimal", "difflib", "dis", "fcntl", "fractions", "ftplib", "getpass",
    "glob", "gzip", "hashlib", "hmac", "io", "linecache", "lzma", "marshal", "mmap", "multiprocessing",
    "pickle", "pkgutil", "platform", "pstats", "pty", "runpy", "shelve", "shlex", "shutil", "smtplib", "socket",
    "sqlite3", "ssl", "struct", "subprocess", "tarfile", "telnetlib", "tempfile", "timeit", "tkinter",
    "tokenize", "tomllib", "traceback", "tracemalloc", "unicodedata", "unittest", "urllib", "uuid", "xml",
    "zipfile", "zlib", "zoneinfo",
})  # fmt: skip


class PythonLibraries:
    """The standard library's modules that no stub describes: they exist, and nothing in them is known."""

    def lookup(self, machine: Interpreter, qualified_name: str) -> Value | None:
        if qualified_name.partition(".")[0] in _NOT_DESCRIBED:
            return machine.unknown(f"{qualified_name} is not known")
        return None

    def covers(self, module_name: str) -> bool:
        return module_name.partition(".")[0] in _NOT_DESCRIBED
