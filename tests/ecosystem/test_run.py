"""The log of a run over a library: what it holds is taken as long as it would come out the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ecosystem.run import Log, measure

GOOD = "import torch\n\nx = torch.zeros(2, 3)\ny = x @ torch.zeros(3, 4)\n"
BAD = "import torch\n\nx = torch.zeros(2, 3)\ny = x @ torch.zeros(4, 4)\n"


def measured(folder: Path, log: Path, seconds: int = 60) -> dict[str, Any]:
    return measure(folder, "lib", 1, None, seconds, Log(log, folder))


def keys(log: Path) -> list[str]:
    return [json.loads(line)["path"] for line in log.read_text().splitlines()]


def test_a_run_goes_on_where_its_log_ends(tmp_path: Path) -> None:
    folder, log = tmp_path / "site", tmp_path / "log"
    (folder / "lib").mkdir(parents=True)
    for name in ("a", "b"):
        (folder / "lib" / f"{name}.py").write_text(GOOD)
    first = measured(folder, log)
    assert sorted(keys(log)) == ["lib/a.py", "lib/b.py"]
    again = measured(folder, log)
    assert len(keys(log)) == 2
    assert {**again, "seconds": 0} == {**first, "seconds": 0}

    (folder / "lib" / "b.py").write_text(BAD)
    changed = measured(folder, log)
    assert keys(log)[2:] == ["lib/b.py"]
    assert (first["errors"], changed["errors"], changed["findings"]) == (0, 1, {"error matmul": 1})

    (folder / "lib" / "c.py").write_text(GOOD)  # what the others import may be another file now
    assert measured(folder, log)["files"] == 3
    assert sorted(keys(log)[3:]) == ["lib/a.py", "lib/b.py", "lib/c.py"]


def test_what_took_too_long_is_run_again_with_more_time(tmp_path: Path) -> None:
    folder, log = tmp_path / "site", tmp_path / "log"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "a.py").write_text(GOOD)
    measured(folder, log, 60)
    kept = json.loads(log.read_text())
    log.write_text(json.dumps({**kept, "too_long": True}) + "\n")
    assert measured(folder, log, 60)["too long"] == 1
    assert measured(folder, log, 61)["too long"] == 0
