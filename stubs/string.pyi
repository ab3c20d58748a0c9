"""Characters of each kind, and templates."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
digits = "0123456789"
hexdigits = "0123456789abcdefABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace

def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])

class Template:
    def __init__(self, template): self.template = template
    def substitute(self, mapping={}, /, **kws):
        if _is_changed(type(self)):
            return _unmodelled("a template of the program's own kind")
        return _substitute(self.template, {**mapping, **kws}, False)
    def safe_substitute(self, mapping={}, /, **kws):
        if _is_changed(type(self)):
            return _unmodelled("a template of the program's own kind")
        return _substitute(self.template, {**mapping, **kws}, True)

def _is_changed(cls):
    for parent in cls.__mro__:
        if parent is Template:
            return False
        for name in ("delimiter", "idpattern", "braceidpattern", "flags", "pattern"):
            if name in parent.__dict__:
                return True
    return False

@native("string.substitute")
def _substitute(template, mapping, safe): ...

class Formatter:
    def format(self, format_string, /, *args, **kwargs): return self.vformat(format_string, args, kwargs)
    def vformat(self, format_string, args, kwargs):
        if type(self) is not Formatter:
            return _unmodelled("a formatter of the program's own kind")
        return format_string.format(*args, **kwargs)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"string.{name}")
