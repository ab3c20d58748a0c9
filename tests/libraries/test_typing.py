"""typing as programs use it, against CPython."""

from libraries.running import check

PROGRAM = """
from typing import *
import typing, typing_extensions
from typing_extensions import Literal as L2, TypedDict as TD2
T = TypeVar('T', bound='Foo'); P = ParamSpec('P')
X = Optional[Union[int, List[str]]]; Y = Callable[..., Any]; Z = Dict[str, Tuple[int, ...]]; W = Union[int, None]
U = NewType('U', int)
class G(Generic[T]):
    def __init__(self, v: T): self.v = v
class H(G[int]): pass
class Pt(NamedTuple):
    x: int
    y: float = 1.5
    def norm(self): return self.x + self.y
class Pt3(Pt):
    def more(self): return self[0]
class TD(TypedDict, total=False):
    a: int
    b: str
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
class Pr(Protocol):
    def go(self): return 5
class Im(Pr): pass
class Lst(List[int]): pass
NT = NamedTuple('NT', [('q', int), ('r', int)])
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
Mode = Literal['a', 'b']
result = [U(5), G[int](3).v, H(4).v, Pt(1), Pt(1).x, Pt(2, 3.0).norm(), Pt(1)._asdict(), Pt._fields, repr(Pt(1)), isinstance(Pt(1), tuple), Pt3(7).more(), Pt3(7) == (7, 1.5), TD(a=1), TD(a=1)['a'],
 isinstance([], HasLen), isinstance(3, HasLen), Im().go(), NT(1, 2).r, f(3), cast(int, 'x'), TYPE_CHECKING, get_args(Mode), 'a' in get_args(Mode), isinstance([], List), isinstance((), typing.Sequence), isinstance({}, typing.Mapping), isinstance(len, typing.Callable), isinstance('a', Iterable), Lst([1,2]), len(Lst()), isinstance(Lst(), list),
 Pt(x=1, y=2), tuple(Pt(1)), [*Pt(1)], Pt(1)._replace(y=9), T.__name__, L2 is not None]
"""


def test_typing() -> None:
    check(PROGRAM)
