"""Names that fit a pattern of a shell."""

__complete__ = True

@native("fnmatch.matches")
def fnmatchcase(name, pat): ...
def fnmatch(name, pat): return fnmatchcase(name, pat)
def filter(names, pat): return [name for name in names if fnmatchcase(name, pat)]
@native("fnmatch.translate")
def translate(pat): ...
