"""JSON text that is written in the program; files are not read."""

class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

@native("unmodelled.name")
def _unmodelled(name): ...

@native("json.loads")
def _loads(s, *, cls=None, parse_float=None, parse_int=None, parse_constant=None, **kw): ...

def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    found = _loads(s, cls=cls, parse_float=parse_float, parse_int=parse_int, parse_constant=parse_constant, **kw)
    if object_pairs_hook is not None:
        return _hooked(found, lambda made: object_pairs_hook(list(made.items())))
    return found if object_hook is None else _hooked(found, object_hook)

def _hooked(value, hook):
    if isinstance(value, list):
        return [_hooked(item, hook) for item in value]
    if isinstance(value, dict):
        return hook({key: _hooked(item, hook) for key, item in value.items()})
    return value

@native("json.dumps")
def _dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, sort_keys=False, **kw): ...

def dumps(obj, *, default=None, **kw):
    return _dumps(obj if default is None else _written(obj, default), **kw)

def _written(value, default):
    if isinstance(value, (list, tuple)):
        return [_written(item, default) for item in value]
    if isinstance(value, dict):
        return {key: _written(item, default) for key, item in value.items()}
    if value is None or isinstance(value, (str, int, float)):
        return value
    return _written(default(value), default)

def load(fp, **kw): return _unmodelled("the content of a file")
def dump(obj, fp, **kw): return None

def __getattr__(name):
    return _unmodelled(f"json.{name}")
