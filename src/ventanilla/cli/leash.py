"""Becomes another program, one that ends with its parent: `python -m … PARENT PROGRAM ARGUMENT…`.

A parent killed with -9 can't end its children. The kernel does it: prctl(2), PR_SET_PDEATHSIG, which a
program sets for itself and keeps through execve(2). To set it between fork and exec is not safe with threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tie(parent: int) -> None:
    """Have this process get SIGTERM when process `parent`, which started it, ends; exit if it has already."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    tie(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
