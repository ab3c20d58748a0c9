"""Regular expressions over known text, within a budget. See libraries/re."""

__complete__ = True

NOFLAG = 0
T = TEMPLATE = 1
I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
DEBUG = 128
A = ASCII = 256

class error(Exception): ...
PatternError = error
RegexFlag = int

class Match:
    @native("re.group")
    def group(self, /, *args): ...
    @native("re.item")
    def __getitem__(self, item): ...
    @native("re.groups")
    def groups(self, /, default=None): ...
    @native("re.group_dict")
    def groupdict(self, /, default=None): ...
    @native("re.start")
    def start(self, group=0, /): ...
    @native("re.end")
    def end(self, group=0, /): ...
    def span(self, group=0, /): return self.start(group), self.end(group)
    @native("re.expand")
    def expand(self, /, template): ...
    def __bool__(self): return True
    def __repr__(self): return f"<re.Match object; span={self.span()!r}, match={self.group()!r}>"

class Pattern:
    def __class_getitem__(cls, item): return cls
    @native("re.match")
    def match(self, /, string, pos=0, endpos=None): ...
    @native("re.search")
    def search(self, /, string, pos=0, endpos=None): ...
    @native("re.fullmatch")
    def fullmatch(self, /, string, pos=0, endpos=None): ...
    @native("re.findall")
    def findall(self, /, string, pos=0, endpos=None): ...
    @native("re.finditer")
    def finditer(self, /, string, pos=0, endpos=None): ...
    @native("re.split")
    def split(self, /, string, maxsplit=0): ...
    def sub(self, /, repl, string, count=0): return self.subn(repl, string, count)[0]
    @native("re.subn")
    def subn(self, /, repl, string, count=0): ...
    def __eq__(self, other):
        return (self.pattern, self.flags) == (other.pattern, other.flags) if isinstance(other, Pattern) else NotImplemented

@native("re.compile")
def compile(pattern, flags=0): ...
def match(pattern, string, flags=0): return compile(pattern, flags).match(string)
def search(pattern, string, flags=0): return compile(pattern, flags).search(string)
def fullmatch(pattern, string, flags=0): return compile(pattern, flags).fullmatch(string)
def findall(pattern, string, flags=0): return compile(pattern, flags).findall(string)
def finditer(pattern, string, flags=0): return compile(pattern, flags).finditer(string)
def split(pattern, string, maxsplit=0, flags=0): return compile(pattern, flags).split(string, maxsplit)
def sub(pattern, repl, string, count=0, flags=0): return compile(pattern, flags).sub(repl, string, count)
def subn(pattern, repl, string, count=0, flags=0): return compile(pattern, flags).subn(repl, string, count)
@native("re.escape")
def escape(pattern): ...
def purge(): return None

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"re.{name}")
