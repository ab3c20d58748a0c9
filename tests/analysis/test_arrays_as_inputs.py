"""An input that nobody annotates may be an array of NumPy's: what only its methods take is no error."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet

ARRAYS = """
import numpy as np
import torch

def softmax(x):
    m = x.max(axis=1)
    e = np.exp(x - m[:, None])
    return e / e.sum(axis=1)[:, None]

def softmax2(x):
    m = x.max(1)
    return x - m[:, None]

def srt(x):
    i = x.argsort()[::-1]
    return x[i], x[::-1], x[:, ::-1]

def imgs(img):
    h, w, c = img.shape
    img = img[:, :, ::-1].transpose(2, 0, 1)
    return torch.from_numpy(img.copy()), img.reshape(c, h * w), img.astype("f")

def acc(out, y):
    p = out.argmax(1)
    return (p == y).sum() / y.size, (p == y).mean(), y.size // 2

def pad(x, n):
    return np.pad(x, ((0, n - x.shape[0]), (0, 0)))

def idx(x, b):
    keep = np.where(x[:, 4] > 0.5)[0]
    return x[keep], x[keep, :4], b[x[:, 0].astype(int)], x.nonzero()[0]

def rep(x):
    return x.repeat(3, axis=1), x.repeat([1, 2]), x.T.dot(x), x.take([0], axis=0), x.swapaxes(0, 1)

def stats(x):
    lo, hi = x.min(axis=0), x.max(axis=0)
    return (x - lo) / (hi - lo), x.mean(axis=(0, 1)), x.cumsum(), x.cumsum(axis=0), x.prod()

def mx(a):
    a = a + a.T.multiply(a.T > a) - a.multiply(a.T > a)
    r = a.sum(1)
    d = np.diag(r)
    return d.dot(a).dot(d)

def split(x):
    a, b = np.split(x, 2, axis=-1)
    c = np.concatenate([x, x], 1)
    return a.dot(b.T), c.reshape(-1).tolist(), x.tobytes(), x.view(np.uint8), x.max(-1, keepdims=True) + x

def expand(x):
    return x[None], x[..., None] * x[:, None, :], np.expand_dims(x, 0).squeeze(0), x.any(axis=1), x.all()

def norm(v):
    return v / np.linalg.norm(v), v.dot(v), (v ** 2).sum() ** 0.5, v.round(2), v.round(decimals=1), v.clip(min=0)

def sort_boxes(boxes, scores):
    order = scores.argsort()[::-1]
    x1 = boxes[:, 0]
    while order.size > 0:
        i = order[0]
        xx1 = np.maximum(x1[i], x1[order[1:]])
        order = order[np.where(xx1 < 1)[0] + 1]
    return order


def counted(m, n):
    return m.sum(1).dot(n), n.dot(m), m.swapaxes(0, 1).dot(m)
"""


def test_methods_of_arrays_stay_silent(tmp_path: Path) -> None:
    check_snippet(tmp_path, ARRAYS)


def test_what_is_certainly_a_tensor_of_torchs_is_judged(tmp_path: Path) -> None:
    source = """
        import torch

        def weighted(x):
            w = torch.ones(3, 4)
            return w.dot(x)  # error: [matmul] dot needs a vector for input, got [3, 4]

        def summed(a, b):
            a = torch.cat([a, a])
            return torch.dot(a[:, :3], b)  # error: [matmul] torch.dot needs a vector for input

        def right(x):
            return torch.ones(4).dot(x)
        """
    check_snippet(tmp_path, source)
