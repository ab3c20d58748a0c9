"""os, os.path and pathlib against CPython."""

from libraries.running import check, check_raises

PROGRAM = '''
import os
import os.path as osp
from os import path, environ
from pathlib import Path, PurePath, PurePosixPath
p = PurePosixPath('/a/b') / 'c.tar.gz'
q = PurePosixPath('x/../y//z.py')
environ['SHAPEPROOF_Z'] = '1'
result = [os.path.join('a', 'b', 'c.py'), osp.basename('/x/y.py'), path.dirname('/x/y.py'), osp.splitext('m.tar.gz'), osp.split('/a/b'), osp.normpath('a//b/../c'), osp.isabs('/a'), osp.commonprefix(['/ab', '/ac']), osp.abspath('/a/../b'), osp.relpath('/a/b', '/a'), os.sep, osp.join(Path('a'), 'b'), os.fspath(Path('q')), os.environ.get('SHAPEPROOF_NOT', 5), os.getenv('SHAPEPROOF_NOT'), 'SHAPEPROOF_NOT' in os.environ, os.environ['SHAPEPROOF_Z'], int(os.environ.get('SHAPEPROOF_Q', '3')),
 str(p), p.name, p.stem, p.suffix, p.suffixes, p.parent.name, str(p.parent.parent), p.parts, str(q), str(p.with_suffix('.txt')), str(p.with_name('k')), p.is_absolute(), str(p.relative_to('/a')), p == PurePosixPath('/a/b/c.tar.gz'), [str(x) for x in p.parents], str(PurePosixPath()), str(PurePosixPath('.') / 'a'), str(PurePosixPath('a', 'b', '/c')), repr(p), PurePosixPath('a').with_stem('b').name, str('a' / PurePosixPath('b')), isinstance(Path('x'), PurePath), PurePosixPath('.bashrc').suffix, PurePosixPath('a.').stem, f"{PurePosixPath('u')/'v'}", p.joinpath('x','y').as_posix(), PurePosixPath('a/b') < PurePosixPath('a/c'), p.is_relative_to('/a')]
'''


def test_os() -> None:
    check(PROGRAM)


def test_what_paths_refuse() -> None:
    check_raises(
        "from pathlib import PurePosixPath as P",
        {
            "P('a').relative_to('b')": "ValueError",
            "P('').with_name('x')": "ValueError",
            "P('a').nope": "AttributeError",
        },
    )
