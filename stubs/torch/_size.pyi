class Size(tuple):
    def __new__(cls, iterable=()):
        return tuple(iterable)
