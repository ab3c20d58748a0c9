"""Commands measured as whole processes, by the operating system's own account of each."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time (its children's too) and of waiting, and the peak of memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] = {}, *, patience: float = 600.0
) -> Cost | None:
    """What one run costs; None where it does not end in time or cannot be started."""
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    while True:
        ended, _, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = 0
            break
        if time.monotonic() - started > patience:
            os.killpg(process.pid, 9)
            os.wait4(process.pid, 0)
            process.returncode = -9
            return None
        time.sleep(0.002)
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024)


def middle(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] = {}, *, runs: int = 5, patience: float = 600.0
) -> Cost | None:
    """The median of several runs, each figure by itself."""
    costs = [run(command, folder, environment, patience=patience) for _ in range(runs)]
    found = [cost for cost in costs if cost is not None]
    if len(found) < runs:
        return None
    return Cost(median(c.cpu for c in found), median(c.wall for c in found), median(c.memory for c in found))
