"""Progress that nobody sees."""

@native("unmodelled.name")
def _unmodelled(name): ...

class tqdm:
    def __init__(self, iterable=None, *args, **keywords): self.iterable = iterable
    def __iter__(self): return iter(self.iterable)
    def __len__(self): return len(self.iterable)
    def __enter__(self): return self
    def __exit__(self, *exc_info): return None
    def update(self, n=1): return None
    def close(self): return None
    def refresh(self, *args, **keywords): return None
    def set_description(self, desc=None, refresh=True): return None
    def set_postfix(self, ordered_dict=None, refresh=True, **keywords): return None
    def set_postfix_str(self, s="", refresh=True): return None
    @classmethod
    def write(cls, s, file=None, end="\n", nolock=False): return None
    def __getattr__(self, name): return _unmodelled(f"tqdm.{name}")

def trange(*args, **keywords): return tqdm(range(*args), **keywords)

def __getattr__(name):
    return _unmodelled(f"tqdm.{name}")
