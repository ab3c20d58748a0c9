"""The pages docs/operators, written from the stubs: what is covered, and how exactly.

As a program (``python tests/docs/operators.py``) it writes the pages anew.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STUBS = ROOT / "stubs"
FOLDER = ROOT / "docs" / "operators"
PAGES = {
    "torch": (
        "torch",
        "torch.functional",
        "torch.linalg",
        "torch.fft",
        "torch.special",
        "torch.signal.windows",
        "torch.masked",
        "torch.sparse",
        "torch._VF",
    ),
    "tensor": ("torch._tensor",),
    "functional": ("torch.nn.functional", "torch.nn.init"),
    "modules": (
        "torch.nn.modules",
        "torch.nn.utils",
        "torch.nn.attention",
        "torch.nn.parallel",
    ),
    "einops": ("einops", "einops.layers.torch"),
    "torchvision": ("torchvision.ops",),
}
TITLES = {
    "torch": "Functions of torch, torch.linalg, torch.fft and torch.special",
    "tensor": "Methods of tensors",
    "functional": "torch.nn.functional and torch.nn.init",
    "modules": "Layers and their tools",
    "einops": "einops",
    "torchvision": "torchvision.ops",
}
INTRODUCTION = """\
Each name is covered in one of these ways:

- *string*: dimension strings say the shapes;
- *rule*: a rule of that name computes the result from the shapes and the arguments, and refuses what torch refuses;
- *body*: a few lines of Python that are followed like any other source;
- *engine*: a function of the engine (registration of parameters, containers, hooks);
- *tensor*: the result is a tensor whose shape is not known;
- *not known*: nothing is known of the result.

What depends on data (`nonzero`, `unique`, `nms`) has a fresh size, which no number is ever given.
"""
WAYS = ("string", "rule", "body", "engine", "tensor", "not known")
_TENSORS = ("Tensor", "Parameter", "Buffer")


@dataclass(frozen=True, order=True)
class Row:
    name: str
    how: str
    says: str


def modules_below(name: str) -> Iterator[tuple[str, Path]]:
    """A module's stub, or of a package all in it; the package's own file first."""
    place = STUBS.joinpath(*name.split("."))
    if place.with_suffix(".pyi").is_file():
        yield name, place.with_suffix(".pyi")
        return
    if (place / "__init__.pyi").is_file():
        yield name, place / "__init__.pyi"
    if name not in ("torch", "einops"):
        for path in sorted(place.glob("*.pyi")):
            if path.name != "__init__.pyi":
                yield f"{name}.{path.stem}", path


def rows_of(path: Path) -> list[Row]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rows = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            rows.append(_function(node, node.name))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            rows += _class(node)
    return sorted(rows)


def _class(node: ast.ClassDef) -> Iterator[Row]:
    if node.name == "Tensor":
        for each in node.body:
            if isinstance(each, ast.FunctionDef) and (not each.name.startswith("_") or each.name.endswith("__")):
                yield _function(each, each.name)
        return
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    declared = [
        f"{each.target.id} {_dimensions(each.annotation)}"
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and _dimensions(each.annotation)
    ]
    if "forward" in methods:
        row = _function(methods["forward"], node.name)
        yield Row(row.name, row.how, "; ".join([row.says, *declared]) if declared else row.says)
    elif node.bases:
        bases = ", ".join(ast.unparse(base) for base in node.bases)
        yield Row(node.name, "body", "; ".join([f"as {bases}", *declared]))
    else:
        yield Row(node.name, "body", "a class")


def _function(node: ast.FunctionDef, name: str) -> Row:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.args:
            said = ast.literal_eval(decorator.args[0])
            if decorator.func.id == "rule":
                return Row(name, "not known", "") if said == "scalars.not_known" else Row(name, "rule", said)
            if decorator.func.id == "native":
                return Row(name, "engine", said)
    if not _is_declaration(node):
        return Row(name, "body", "")
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    given = [f"{each.arg} {text}" for each in arguments if (text := _dimensions(each.annotation))]
    result = _dimensions(node.returns)
    if given or result:
        return Row(name, "string", f"{', '.join(given)} → {result or '?'}")
    returns = "" if node.returns is None else ast.unparse(node.returns)
    return Row(name, "tensor", "") if "Tensor" in returns else Row(name, "not known", "")


def _is_declaration(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Expr) and ast.unparse(each) == "..." for each in node.body)


def _dimensions(annotation: ast.expr | None) -> str:
    """The shapes that an annotation says, as it writes them."""
    if isinstance(annotation, ast.IfExp):
        return f"{_dimensions(annotation.body)} if {ast.unparse(annotation.test)}"
    found = []
    for node in () if annotation is None else ast.walk(annotation):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
            cls, text = node.slice.elts
            if isinstance(cls, ast.Name) and cls.id in _TENSORS and isinstance(text, ast.Constant):
                found.append(f"[{text.value}]")
    return ", ".join(found)


def pages() -> dict[Path, str]:
    """Every page by its path."""
    made: dict[Path, str] = {}
    lines = ["# Operators", "", "Written from the stubs (`python tests/docs/operators.py`).", "", INTRODUCTION]
    lines += [f"| page | names | {' | '.join(WAYS)} |", f"|{'---|' * (len(WAYS) + 2)}"]
    for page, names in PAGES.items():
        sections, every = [], []
        for name, path in (found for each in names for found in modules_below(each)):
            rows = rows_of(path)
            if rows:
                every += rows
                sections.append(_section(name.replace("torch._tensor", "torch.Tensor"), rows))
        made[FOLDER / f"{page}.md"] = f"# {TITLES[page]}\n\n[How to read this](index.md)\n\n" + "\n".join(sections)
        counts = [sum(row.how == how for row in every) for how in WAYS]
        lines.append(f"| [{TITLES[page]}]({page}.md) | {len(every)} | " + " | ".join(map(str, counts)) + " |")
    made[FOLDER / "index.md"] = "\n".join(lines) + "\n"
    return made


def _section(name: str, rows: list[Row]) -> str:
    lines = [f"## {name}", "", "| name | how | |", "|---|---|---|"]
    for row in rows:
        says = f"`{row.says}`".replace("|", "\\|") if row.says else ""
        lines.append(f"| `{row.name}` | {row.how} | {says} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
