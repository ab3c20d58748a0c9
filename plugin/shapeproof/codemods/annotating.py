"""``shapeproof annotate``: inferred shapes written into a file, by LibCST: all else stays as it is."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Mapping
from typing import Any

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.metadata import MetadataWrapper, PositionProvider

from shapeproof.analysis.annotating import Annotations, Signature


def with_annotations(text: str, found: Annotations) -> str:
    """The text with annotations on its signatures, and the imports they need."""
    wanted = {(each.line, each.column): each for each in found.signatures}
    if not wanted:
        return text
    wrapper = MetadataWrapper(cst.parse_module(text))
    annotating = _Annotating(wanted)
    changed = wrapper.visit(annotating)
    names = set(re.findall(r"\b(Shaped|Float|Int|UInt|Bool|Complex)\[", " ".join(annotating.written)))
    if not names:
        return text
    context = CodemodContext()
    for name in sorted(names):
        AddImportsVisitor.add_needed_import(context, "jaxtyping", name)
    AddImportsVisitor.add_needed_import(context, "torch", "Tensor")
    return AddImportsVisitor(context).transform_module(changed).code


class _Annotating(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, wanted: Mapping[tuple[int, int], Signature]) -> None:
        super().__init__()
        self.wanted = wanted
        self.written: list[str] = []

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        start = self.get_metadata(PositionProvider, original_node.name).start
        found = self.wanted.get((start.line, start.column + 1))
        if found is None:
            return updated_node
        parameters = dict(found.parameters)
        changed: dict[str, Any] = {}
        for part in ("posonly_params", "params", "kwonly_params"):
            changed[part] = [self._parameter(each, parameters) for each in getattr(updated_node.params, part)]
        updated = updated_node.with_changes(params=updated_node.params.with_changes(**changed))
        if found.returns is None:
            return updated
        self.written.append(found.returns)
        returns = cst.Annotation(cst.parse_expression(found.returns))
        return updated.with_changes(returns=returns)

    def _parameter(self, parameter: cst.Param, texts: Mapping[str, str]) -> cst.Param:
        text = texts.get(parameter.name.value)
        if text is None:
            return parameter
        self.written.append(text)
        changed = parameter.with_changes(annotation=cst.Annotation(cst.parse_expression(text)))
        if parameter.default is not None:
            space = cst.SimpleWhitespace(" ")
            changed = changed.with_changes(equal=cst.AssignEqual(space, space))
        return changed


def with_comments(text: str, found: Annotations) -> str:
    """The text with the shape of what is bound as a comment at the end of each line that has none yet."""
    commented = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    }
    shapes = dict(found.lines)
    lines = re.split(r"(\r\n|\r|\n)", text)
    for index in range(0, len(lines), 2):
        number = index // 2 + 1
        if number in shapes and number not in commented and not lines[index].endswith("\\"):
            lines[index] = f"{lines[index].rstrip()}  # {shapes[number]}"
    return "".join(lines)
