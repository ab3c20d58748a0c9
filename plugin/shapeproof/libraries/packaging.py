"""Versions as PEP 440 writes and orders them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins.plain import plain
from shapeproof.shapes import Gap
from shapeproof.values import Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_VERSION = re.compile(
    r"\s*v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[-_.]?(?P<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?P<pre_number>\d*))?"
    r"(?:-(?P<bare_post>\d+)|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<post_number>\d*))?"
    r"(?:[-_.]?(?P<dev>dev)[-_.]?(?P<dev_number>\d*))?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*",
    re.IGNORECASE,
)
_PRE = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_LONGEST = 100
_FIRST, _LAST = (-1, "", -1), (9, "", 0)  # before and behind every real part


def parts(machine: Interpreter, version: Value) -> Value:
    """A key to compare by, and the parts of a version; None for a text that is none."""
    text = plain(machine, version)
    if isinstance(text, Unknown):
        raise Gap(text.reason)
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise Gap("a version that is not known")
    found = _VERSION.fullmatch(text)
    if found is None:
        return None
    epoch, release = int(found["epoch"] or 0), tuple([int(part) for part in found["release"].split(".")])
    pre: Any = None
    if found["pre"]:
        word = found["pre"].lower()
        pre = (_PRE.get(word, word), int(found["pre_number"] or 0))
    post = int(found["bare_post"] or found["post_number"] or 0) if found["bare_post"] or found["post"] else None
    dev = int(found["dev_number"] or 0) if found["dev"] else None
    local = None if found["local"] is None else re.sub(r"[-_]", ".", found["local"].lower())
    written = _written(epoch, release, pre, post, dev, local)
    return _key(epoch, release, pre, post, dev, local), epoch, release, pre, post, dev, local, written


def _written(
    epoch: int, release: tuple[int, ...], pre: Any, post: int | None, dev: int | None, local: str | None
) -> str:
    text = (f"{epoch}!" if epoch else "") + ".".join(map(str, release))
    text += "" if pre is None else f"{pre[0]}{pre[1]}"
    text += "" if post is None else f".post{post}"
    text += "" if dev is None else f".dev{dev}"
    return text if local is None else f"{text}+{local}"


def _key(epoch: int, release: tuple[int, ...], pre: Any, post: int | None, dev: int | None, local: str | None) -> Any:
    trimmed = release
    while len(trimmed) > 1 and trimmed[-1] == 0:
        trimmed = trimmed[:-1]
    if pre is not None:
        before: Any = (0, *pre)
    else:
        before = _FIRST if post is None and dev is not None else _LAST
    segments = (
        ()
        if local is None
        else tuple([(1, int(part), "") if part.isdigit() else (0, -1, part) for part in local.split(".")])
    )
    return epoch, trimmed, before, -1 if post is None else post, _LAST[0] * 10**9 if dev is None else dev, segments
