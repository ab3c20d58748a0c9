"""Words that people use for dimensions: what tells ``(B, T, C)`` from prose in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOUNS = frozenset({
    "b", "bs", "bsz", "batch", "batchsize", "n", "t", "time", "timesteps", "steps", "s", "l", "len", "length", "seq",
    "seqlen", "sequence", "tokens", "token", "words", "d", "dim", "dims", "dmodel", "model", "c", "ch", "chan", "chans",
    "channel", "channels", "cin", "cout", "h", "height", "w", "width", "hw", "hs", "nh", "heads", "head", "nhead",
    "nheads", "dh", "hd", "e", "emb", "embd", "embed", "embedding", "f", "feat", "feats", "feature", "features", "k",
    "q", "v", "vocab", "classes", "class", "nclasses", "num", "hidden", "in", "out", "x", "y", "z", "p", "patches",
    "patch", "g", "groups", "group", "m", "r", "points", "nodes", "edges", "frames", "samples", "size", "src", "tgt",
    "queries", "keys", "layers", "experts", "units", "rows", "cols", "columns", "depth", "ctx", "context", "block",
    "memory", "mem", "pos", "window", "windows", "kernel", "latent", "codes", "codebook", "bins", "views", "rank",
})  # fmt: skip
_FORMULA = r"(?:[*#]?[A-Za-z_]\w*(?:[-+*/]+\w+)+|\d+\*[A-Za-z_]\w*(?:[-+*/]+\w+)*)"
_MARKED = re.compile(_FORMULA + r"|\d+|\.\.\.|_|[*#?]+\w+|\w+=\d+|\{[\w.]+\}")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_']*")
_SMALL_WORDS = frozenset({"an", "the", "of", "to", "or", "and", "is", "as", "at", "by", "on", "no", "it"})


def reads_as_dimensions(words: Sequence[str]) -> bool:
    """Whether every word is a number, a formula, or a name that people give to dimensions."""
    return bool(words) and all(reads_as_dimension(word) for word in words)


def reads_as_dimension(word: str) -> bool:
    """A number, a formula, one or two letters, or words for dimensions joined by underscores."""
    if _MARKED.fullmatch(word):
        return True
    if not _WORD.fullmatch(word):
        return False
    plain = word.rstrip("'")
    if plain in _SMALL_WORDS:
        return False
    if len(plain.rstrip("0123456789")) <= 2:
        return True
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", plain).lower().split("_")
    return all(not part or part.rstrip("0123456789") in _NOUNS or part.isdigit() for part in parts)
