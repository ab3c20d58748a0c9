"""What CPython's own tests ask of unittest, as text that the interpreter runs."""


class SkipTest(Exception):
    pass


def skip(reason=None):
    def skipped(item):
        item.skipped_here = True
        return item

    return skipped


def skipIf(condition, reason=None):
    return skip(reason) if condition else (lambda item: item)


def skipUnless(condition, reason=None):
    return (lambda item: item) if condition else skip(reason)


expectedFailure = skip()


class _Raising:
    def __init__(self, case, expected, pattern=None):
        self.case, self.expected, self.pattern = case, expected, pattern
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.case.fail(f"{self.expected} was not raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = value
        if self.pattern is not None:
            self.case.assertRegex(str(value), self.pattern)
        return True


class _Nothing:
    warning = None

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = None
    skipped_here = False

    def __init__(self, methodName="runTest"):
        self._method = methodName

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def id(self):
        return self._method

    def skipTest(self, reason=None):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def subTest(self, msg=None, **params):
        return _Nothing()

    def addCleanup(self, function, /, *args, **kwargs):
        pass

    def addTypeEqualityFunc(self, kind, function):
        pass

    def enterContext(self, cm):
        return cm.__enter__()

    def assertTrue(self, expr, msg=None):
        if not expr:
            self.fail(msg)

    def assertFalse(self, expr, msg=None):
        if expr:
            self.fail(msg)

    def assertEqual(self, first, second, msg=None):
        if first != second:
            self.fail(msg or "not equal")

    def assertNotEqual(self, first, second, msg=None):
        if first == second:
            self.fail(msg or "equal")

    def assertIs(self, first, second, msg=None):
        if first is not second:
            self.fail(msg or "not the same")

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            self.fail(msg or "the same")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self.fail(msg or "not None")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self.fail(msg or "None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self.fail(msg or "not in")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self.fail(msg or "in")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self.fail(msg or "not an instance")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self.fail(msg or "an instance")

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self.fail(msg or "not less")

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self.fail(msg or "not less or equal")

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self.fail(msg or "not greater")

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self.fail(msg or "not greater or equal")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference = abs(first - second)
        if delta is not None:
            if difference <= delta:
                return
        elif round(difference, 7 if places is None else places) == 0:
            return
        self.fail(msg or "not almost equal")

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if first != second and (difference > delta if delta is not None else round(difference, places or 7) != 0):
            return
        self.fail(msg or "almost equal")

    def assertCountEqual(self, first, second, msg=None):
        left, right = list(first), list(second)
        for item in left:
            if item not in right:
                self.fail(msg or "not the same items")
            right.remove(item)
        if right:
            self.fail(msg or "not the same items")

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if len(first) != len(second):
            self.fail(msg or "not of the same length")
        for a, b in zip(first, second, strict=False):
            if a != b:
                self.fail(msg or "not equal")

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertMultiLineEqual = assertEqual

    def assertRegex(self, text, expected_regex, msg=None):
        import re

        if not re.search(expected_regex, text):
            self.fail(msg or "no match")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re

        if re.search(unexpected_regex, text):
            self.fail(msg or "a match")

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _Raising(self, expected_exception)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)
        return None

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _Raising(self, expected_exception, expected_regex)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)
        return None

    def assertWarns(self, expected_warning, *args, **kwargs):
        if args:
            return args[0](*args[1:], **kwargs)
        return _Nothing()

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        if args:
            return args[0](*args[1:], **kwargs)
        return _Nothing()


def main(*args, **kwargs):
    pass
