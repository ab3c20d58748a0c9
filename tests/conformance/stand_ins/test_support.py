"""What CPython's own tests ask of test.support, as text that the interpreter runs."""

import unittest

verbose = 0
MISSING_C_DOCSTRINGS = False
max_memuse = 0
is_emscripten = is_wasi = False
Py_DEBUG = False
PGO = False
has_strftime_extensions = True


def _same(item):
    return item


def cpython_only(test):
    return test


def impl_detail(msg=None, **guards):
    return _same


def check_impl_detail(**guards):
    return guards.get("cpython", True)


def requires_docstrings(test):
    return unittest.skip()(test)


def requires_IEEE_754(test):
    return test


def no_tracing(test):
    return test


def refcount_test(test):
    return unittest.skip()(test)


def requires_resource(resource):
    return unittest.skip()


def skip_if_sanitizer(*args, **kwargs):
    return _same


def bigmemtest(size, memuse, dry_run=True):
    return unittest.skip()


def bigaddrspacetest(test):
    return unittest.skip()(test)


def requires_limited_api(test):
    return unittest.skip()(test)


def run_with_locale(*args):
    return _same


def reap_children():
    pass


def gc_collect():
    pass


def findfile(file, subdir=None):
    raise unittest.SkipTest(file)


def sortdict(d):
    return "{" + ", ".join("{!r}: {!r}".format(*pair) for pair in sorted(d.items())) + "}"


class _Always:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _Never:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __gt__(self, other):
        return not self == other

    def __le__(self, other):
        return self == other

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False

    def __lt__(self, other):
        return not self == other

    def __ge__(self, other):
        return self == other

    def __le__(self, other):
        return True


ALWAYS_EQ = _Always()
NEVER_EQ = _Never()
LARGEST = _Largest()
SMALLEST = _Smallest()


class Error(Exception):
    pass


class _Swap:
    def __init__(self, owner, name, new):
        self.owner, self.name, self.new = owner, name, new

    def __enter__(self):
        self.old = getattr(self.owner, self.name)
        setattr(self.owner, self.name, self.new)
        return self.old

    def __exit__(self, *details):
        setattr(self.owner, self.name, self.old)


def swap_attr(obj, attr, new_val):
    return _Swap(obj, attr, new_val)
