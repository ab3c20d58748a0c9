"""The containers of collections that model code builds."""

class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
        else:
            rest = list(self.items())
            self.clear()
            self[key] = value
            for other, kept in rest:
                self[other] = kept

class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **keywords):
        self.default_factory = default_factory
        self.update(*args, **keywords)
    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

class Counter(dict):
    def __init__(self, iterable=(), /):
        for item in iterable:
            self[item] = self.get(item, 0) + 1
    def __missing__(self, key):
        return 0

class deque(list):
    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        for item in iterable:
            self.append(item)
    def appendleft(self, item):
        self.insert(0, item)
    def popleft(self):
        return self.pop(0)
    def extendleft(self, items):
        for item in items:
            self.insert(0, item)
