"""The module-level names a statement binds or touches."""

from __future__ import annotations

import ast

import pytest
from shapeproof.source import SourceFile
from source.corpus import first_line, library_files, readable


def names(text: str) -> tuple[str, ...]:
    return SourceFile("m.py", text).statements[-1].names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(x, y=z): global q", "f"),
        ("async def f(): pass", "f"),
        ("class A(B, metaclass=M):\n  x = 1", "A"),
        ("import a.b, c as d, e.f as g", "a d g"),
        ("from a.b import (c,  # why\n  d as e,)", "c e"),
        ("from . import a", "a"),
        ("x = y = 1", "x y"),
        ("x = f(a=1)", "x"),
        ("x = lambda a=1: a", "x"),
        ("x, (y, *z), w.v[i], q[j].r = 1", "x y z w q"),
        ("[a, b] = c", "a b"),
        ("x: int = 3", "x"),
        ("x: int", "x"),
        ("x += y", "x"),
        ("__all__ += ['a']", "__all__"),
        ("__all__.extend(a)", "__all__ a"),
        ("X['a'] = 1", "X"),
        ("Net.forward = f", "Net"),
        ("registry.register(Net, k=v)", "registry Net v"),
        ("register(Net)", "Net"),
        ("main()", ""),
        ("del x, y.z", "x y"),
        ("for i, (j, k[0]) in l: m = 1", "i j k m"),
        ("async for i in a: b += 1", "i b"),
        ("with a as b, c as (d, e), f: g.h()", "b d e g"),
        ("with (a as b, c as d,): pass", "b d"),
        ("try:\n  a = 1\nexcept B as e:\n  c = 1\nelse: d = 1\nfinally:\n  f = 1", "a e c d f"),
        ("try:\n  import a\nexcept ImportError: a = None", "a"),
        ("if a:\n  b = 1\nelif (c := 2): d = 1\nelse:\n  def e():\n    f = 1\n  g = 1", "b c d e g"),
        ("if a:\n  class B:\n    c = 1\n    def d(self): e = 1\n  @f.g\n  def h(): i = 1", "B f h"),
        ("while (a := b): c.d()", "a c"),
        ("match x:\n  case [1, *r]: a = 1\n  case {'k': v, **w}: pass\n  case C(y=z) as q: pass", "r a v w z q case"),
        ("match x:\n  case (a, b): c = 1\n  case 3: case = 1", "a b c case"),
        ("match: int = 3", "match"),
        ("type X[T] = list[T]", "X"),
        ("type = 3", "type"),
        ("a = 1; b.c(); import d", "a b d"),
        ("assert (x := 1)", "x"),
        ("x = [y := 1, 2]", "y x"),
        ("print(f'{a.b}')", "a"),
        ("é = 1", "é"),
        ("ﬁ = 1", "fi"),
        ("@a.b\n@c\n@d(e)\ndef f(): pass", "f a e"),
        ("import a.x\nfrom m import b\n@a.x.y\n@b.c\ndef f(): pass", "f b"),
        ("x = (", "x"),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert sorted(names(text)) == sorted(expected.split())


def test_star_imports() -> None:
    source = SourceFile("m.py", "from a import *\nif x:\n  from b import *\nfrom c import d\ny = 2 * 3")
    assert [each.star_imports for each in source.statements] == [True, True, False, False]


def test_no_name_is_missed() -> None:
    for source, tree in readable(library_files(150, 2)):
        bound: dict[int, set[str]] = {}
        for node in tree.body:
            bound.setdefault(first_line(node), set()).update(_bound(node))
        for each in source.statements:
            assert bound.get(each.first_line, set()) <= set(each.names), (source.path, each)


def _bound(node: ast.AST) -> set[str]:
    """What Python says a statement binds or assigns into, or calls methods of."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=aliases):
            return {alias.asname or alias.name.partition(".")[0] for alias in aliases}
        case ast.ImportFrom(names=aliases):
            return {alias.asname or alias.name for alias in aliases} - {"*"}
        case ast.Lambda():
            return set()
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.ExceptHandler(name=str(name)):
            found = {name}
        case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            found = _root(node)
        case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
            found = _root(method)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return {each.target.id for each in ast.walk(node) if isinstance(each, ast.NamedExpr)}
        case _:
            found = set()
    return found.union(*map(_bound, ast.iter_child_nodes(node)))


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
