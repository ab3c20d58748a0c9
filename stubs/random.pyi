"""Numbers that differ from run to run: nothing is known of them."""

@native("unmodelled.name")
def _unmodelled(name): ...
@native("random.forget")
def _forget(x): ...

class Random:
    def __init__(self, x=None): pass
    def seed(self, a=None, version=2): return None
    def setstate(self, state): return None
    def random(self): return _unmodelled("random.random()")
    def uniform(self, a, b): return _unmodelled("random.uniform()")
    def gauss(self, mu=0.0, sigma=1.0): return _unmodelled("random.gauss()")
    def randint(self, a, b): return a if a == b else _unmodelled("random.randint()")
    def randrange(self, start, stop=None, step=1): return _unmodelled("random.randrange()")
    def choice(self, seq): return seq[0] if len(seq) == 1 else _unmodelled("random.choice()")
    def choices(self, population, weights=None, *, cum_weights=None, k=1): return [_unmodelled("random.choices()") for _ in range(k)]
    def sample(self, population, k, *, counts=None): return [_unmodelled("random.sample()") for _ in range(k)]
    def shuffle(self, x): return _forget(x)
    def __getattr__(self, name): return _unmodelled(f"random.{name}")

class SystemRandom(Random): ...

_one = Random()
def seed(a=None, version=2): return None
def setstate(state): return None
def random(): return _one.random()
def uniform(a, b): return _one.uniform(a, b)
def gauss(mu=0.0, sigma=1.0): return _one.gauss(mu, sigma)
def randint(a, b): return _one.randint(a, b)
def randrange(start, stop=None, step=1): return _one.randrange(start, stop, step)
def choice(seq): return _one.choice(seq)
def choices(population, weights=None, *, cum_weights=None, k=1): return _one.choices(population, weights, k=k)
def sample(population, k, *, counts=None): return _one.sample(population, k)
def shuffle(x): return _forget(x)

def __getattr__(name):
    return _unmodelled(f"random.{name}")
