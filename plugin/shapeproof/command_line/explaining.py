"""``shapeproof explain``: a code's page, or what a pasted message of torch means and where its sizes meet."""

from __future__ import annotations

import os

from shapeproof.command_line.output import write
from shapeproof.project import Project, RequestError
from shapeproof.report.codes import CODES, explain, nearest_code
from shapeproof.report.torch_messages import Understood, understand


def explain_text(text: str) -> int:
    """Print what is asked for; `RequestError` for what is neither a code nor a message that is known."""
    if text in CODES:
        write(explain(text))
        return 0
    understood = understand(text)
    if understood is not None:
        write(_message(understood))
        return 0
    near = nearest_code(text)
    if near is None and " " in text.strip():
        raise RequestError("this message is not known; paste torch's own line, with the sizes in it")
    hint = f'; did you mean "{near}"?' if near else f"; the codes are {', '.join(CODES)}"
    raise RequestError(f'no code is called "{text}"{hint}')


def _message(understood: Understood) -> str:
    from shapeproof.project.meetings import meetings

    lines = [understood.meaning, ""]
    places = meetings(Project(os.getcwd()), understood.sizes)
    found = [each for each in places if each.is_finding]
    calls = [each for each in places if not each.is_finding]
    numbers = ", ".join(map(str, understood.sizes))
    if found:
        lines += ["Found in this project:", *(f"    {each.path}:{each.line}: {each.text}" for each in found), ""]
    if calls:
        lines += [f"Where {numbers} are written:", *(f"    {each.path}:{each.line}: {each.text}" for each in calls), ""]
    elif understood.sizes and not found:
        lines += [f"No call in this project is given {numbers} as they stand.", ""]
    lines.append(f"Findings like it have the code {understood.code}: shapeproof explain {understood.code}")
    return "\n".join(lines) + "\n"
