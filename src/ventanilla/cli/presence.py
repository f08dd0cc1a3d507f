"""Who supervises in a data folder: one file for each, locked as long as its process lives."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def present(folder: Path) -> Iterator[None]:
    """Be found by `others` during the block. The lock goes with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{os.getpid()}.pid"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def others(folder: Path) -> list[int]:
    """The process ids of those who are present; what the dead left is cleared away."""
    found = []
    for path in sorted(folder.glob("*.pid")):
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                found.append(int(path.stem))
            else:
                path.unlink(missing_ok=True)
    return found
