"""re and json against CPython."""

from libraries.running import by_interpreter, check, check_raises

PROGRAM = r'''
import re, json
m = re.match(r'(?P<op>[a-z]+)_r(\d+)(x)?', 'ds_r12_k3'); pat = re.compile('A+', re.I)
result = [m.group(), m.group(1), m['op'], m.groups(), m.groups('-'), m.groupdict(), m.start(2), m.span(), m.end(), bool(m), re.split(r'(\d.*)', 'k3'), re.split('_', 'a_b_c', maxsplit=1), re.sub(r'\d+', 'N', 'a1b22'), re.sub(r'(\w)(\d)', r'\2\1', 'a1b2'), re.sub(r'\d+', lambda q: str(int(q.group()) * 2), 'a1b22'), re.findall(r'\d', 'a1b2'), re.findall(r'(\w)(\d)', 'a1b2'), [x.group() for x in re.finditer('[ab]', 'cab')], re.search('x', 'abc'), re.fullmatch('a.c', 'abc') is not None, pat.sub('b', 'aAc'), pat.pattern, pat.match('xaa', 1).start(), re.escape('a.b'), re.subn('a', 'b', 'aa', count=1), repr(re.match('a', 'abc')), m.expand(r'\2-\1'), m.string, m.re.groups, re.compile(pat) is pat, re.I | re.M,
 json.loads('{"a": [1, 2.5, null, true], "b": "x"}'), json.dumps({'a': [1, 2.5, None]}), json.dumps([1], indent=2), json.loads('3')]
'''


def test_re() -> None:
    check(PROGRAM)


def test_what_they_refuse() -> None:
    check_raises(
        "import re, json",
        {
            "re.compile('(')": "error",
            "json.loads('{')": "JSONDecodeError",
            "re.match('a', 3)": "TypeError",
            "re.match('a', 'a').group(3)": "IndexError",
        },
    )


def test_a_search_that_may_be_long_is_not_made() -> None:
    for search in ("re.match(r'(a+)+$', 'a' * 40 + 'b')", "re.search('a*a*a*a*a*b', 'a' * 5000)"):
        assert "budget" in by_interpreter(f"import re\nresult = {search}").reason
