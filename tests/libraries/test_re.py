"""re and json against CPython."""

from libraries.running import by_interpreter, check_raises


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
