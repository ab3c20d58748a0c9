"""Arrays of numbers that differ from run to run."""

from numpy import _some, _shape, _unmodelled

def seed(seed=None): return None
def rand(*d): return _some(d, None)
def randn(*d): return _some(d, None)
def _drawn(size, dtype=None): return _unmodelled("a random number") if size is None else _some(size, dtype)
def random(size=None): return _drawn(size)
def random_sample(size=None): return _drawn(size)
def uniform(low=0.0, high=1.0, size=None): return _drawn(size)
def normal(loc=0.0, scale=1.0, size=None): return _drawn(size)
def standard_normal(size=None): return _drawn(size)
def randint(low, high=None, size=None, dtype="int64"): return _drawn(size, dtype)
def permutation(x): return _some((x,), "int64") if isinstance(x, int) else _some(_shape(x), "float64")
def shuffle(x): return None if isinstance(x, list) else _unmodelled("numpy.random.shuffle")

def __getattr__(name):
    return _unmodelled(f"numpy.random.{name}")
