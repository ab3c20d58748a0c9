"""JSON text that is written in the program; files are not read."""

class JSONDecodeError(ValueError): ...

@native("unmodelled.name")
def _unmodelled(name): ...

@native("json.loads")
def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw): ...

@native("json.dumps")
def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw): ...

def load(fp, **kw): return _unmodelled("the content of a file")
def dump(obj, fp, **kw): return None

def __getattr__(name):
    return _unmodelled(f"json.{name}")
