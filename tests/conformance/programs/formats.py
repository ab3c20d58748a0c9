"""Programs that format: specifications, conversions, nested fields, percent forms, and how numbers are shown."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn

_POOLS: Pools = {
    "fill": ("", "", "", "*", "0", " ", "é", "<", "x"), "align": ("<", ">", "^", "="), "aligned": ("", "", "$fill$align"),
    "sign": ("", "", "", "+", "-", " "), "z": ("", "", "", "", "", "z"), "alt": ("", "", "", "#"), "zero": ("", "", "0"), "width": ("", "", "1", "3", "6", "10", "14"),
    "group": ("", "", "", ",", "_"), "precision": ("", "", ".0", ".1", ".2", ".3", ".6", ".10", ".", ".17"),
    "type": ("", "", "d", "f", "e", "g", "F", "E", "G", "%", "s", "x", "X", "b", "o", "c", "n", "r", "q"),
    "spec": ("$aligned$sign$z$alt$zero$width$group$precision$type", "$aligned$sign$width$precision$type", "$width$type", "$group$type", "$aligned$width", "", "$precision$type"),
    "conv": ("", "", "", "!r", "!s", "!a", "!x"), "flag": ("", "", "-", "+", "0", "#", " ", "-+", "0+"), "percent": tuple("sdrifFeEgGxXocau%b"),
    "shown": ("$int", "$real", "$real", "$float", "$big", "$str", "$str", "$scalar", "$list", "$any", "o", "t", "d"),
    "field": (
        "{}", "{0}", "{1}", "{a}", "{0[0]}", "{0[a]}", "{0.real}", "{a.x}", "{a.nope}", "{0$conv}", "{:$spec}", "{$conv:$spec}", "{0$conv:$spec}", "{:{w}}", "{:{0}}", "{0:{1}}",
        "{:>{w}.{p}}", "{{", "}}", "{", "}", "{{}}", "{0[1][0]}", "{0[-1]}", "{0.__class__.__name__}", "{}{0}", "{a:{a}}", "{9}", "{b}", "{0[}", "{!r}", "{0!}", "{0:{w:}>}", "{ 0}", "{'a'}", "{0.}",
    ),
    "fields": ("$field", "$field $field", "a$field", "$field|$field|$field"),
    "f": (
        'f"{$shown$conv:$spec}"', 'f"{($shown)$conv}"', "f'{o=}'", "f'{o.x=!s:>5}'", "f'{t[0]:{w}}'", "f'{d[\"a\"]:>{w}.{p}}'", "f'{{{t}}}'", "f'{o!r:^{w + 3}}'", "f'{w:{w}}{p:<{p}}'",
        "f'{(lambda v: v * 2)(w)}'", "f'{w if p else t}'", "f'{ w }'", "f'{w!s}{p!r}'", "f'{[v for v in t]}'", "f'{nope}'", "f'{t[9]}'", "f'a' 'b{w}' f'{p}'", "f'{w:#x}{w:08b}'", "f'{d}'", "f'''{\nw}'''", "f'{w, p}'", "f'{w:%}'", "f'{-w:+}'", "f'{w:{\"x\"}}'",
        "rf'\\d{w}'", "f'\\N{BULLET}{w}'", "f'{w}' '{w}'", "f'{\"q\"!r}'", "f'{w == 3}'", "f'{w:=+6}'", "f'{x:=^5}'", "f'{(y := 5)}{y}'", "f'{o:custom}'", "f'{o:{w}{p}}'", "f'{w = }'",
    ),
    "mapped": ("'%(a)s %(b)d' % d", "'%(a)5.1f' % {'a': $shown}", "'%(z)s' % d", "'%s' % d", "'%(a)s %%' % d", "'%(a)' % d", "'%s %(a)s' % d", "'%(a)s' % 5"),
}  # fmt: skip
_ROW = (
    "format($shown, '$spec')", "format($shown, '$spec')", "'$fields'.format($shown, $shown, a=$shown, w=$int, p=$n)", "'$fields'.format(t, o, a=o, w=4, p=1)", "'$fields'.format(*t, **d)",
    "'$fields'.format_map(d)", "'%$flag$width$precision$percent' % ($shown,)", "'%$flag$width$precision$percent' % $shown", "'%$percent %$percent' % ($shown, $shown)",
    "'%*d|%-*s' % ($int, $shown, $int, $shown)", "'%.*f' % ($n, $shown)", "$f", "$f", "$f", "$mapped", "str($real)", "repr($real)", "str($complex)", "repr($str)", "ascii($str)", "repr($bytes)", "repr($any)", "str($any)",
    "($shown).__format__('$spec')", "b'%$percent' % ($shown,)", "'{:$spec}'.format($shown)", "'{:$spec}'.format($real)", "format($real, '$spec')", "format($big, '$spec')", "format($str, '$spec')", "format($complex, '$spec')", "'%$flag$width$precision$percent' % ($real,)",
)  # fmt: skip


def formatted(source: Source) -> str:
    lines = [
        "class O:\n    x = 3\n    def __format__(self, spec): return f'<{spec}>'\n    def __repr__(self): return 'O()'\n    def __str__(self): return 'o'",
        "o, t, d, w, p, x = O(), (1, 2.5, 'q'), {'a': 7, 'b': 2}, 6, 2, 12.0",
    ]
    return logged(lines, drawn(source, _ROW, 4, 9, _POOLS))
