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
    def substitute(self, mapping={}, /, **kws): return _substitute(self.template, {**mapping, **kws}, False)
    def safe_substitute(self, mapping={}, /, **kws): return _substitute(self.template, {**mapping, **kws}, True)

@native("string.substitute")
def _substitute(template, mapping, safe): ...

class Formatter:
    def format(self, format_string, /, *args, **kwargs): return format_string.format(*args, **kwargs)
    def vformat(self, format_string, args, kwargs): return format_string.format(*args, **kwargs)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"string.{name}")
