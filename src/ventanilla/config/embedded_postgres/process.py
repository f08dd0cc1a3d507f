"""The server's process, as the cluster's folder and /proc tell of it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from ventanilla.config.embedded_postgres.faults import PostgresFault

STOP_SECONDS = 60


def server_pid(home: Path) -> int | None:
    """The process id of this cluster's server if it lives; a zombie doesn't."""
    pid = _noted_pid(home)
    if pid is None:
        return None
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    program = state[state.index("(") + 1 : state.rindex(")")]
    alive = state[state.rindex(")") + 2] not in "ZX"
    return pid if alive and program == "postgres" and os.fsencode(home) in arguments else None


def forget_stale_pid(home: Path) -> None:
    """Remove postmaster.pid when its number has passed to another process, as after the machine restarted.

    PostgreSQL sees to numbers that nobody has. While any process stands in the data folder (every server
    process does) the file stays: it is what keeps two servers from writing to the same files.
    """
    pid = _noted_pid(home)
    if pid is None or not Path(f"/proc/{pid}").exists() or server_pid(home) or _inhabited(home):
        return
    (home / "postmaster.pid").unlink(missing_ok=True)


def shut_down(home: Path) -> bool:
    """Stop the server, if there is one: what is open is rolled back, all else written down."""
    pid = server_pid(home)
    if pid is None:
        return False
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + STOP_SECONDS
    while server_pid(home):
        if time.monotonic() > until:
            raise PostgresFault(f"PostgreSQL (process {pid}) did not stop within {STOP_SECONDS} s.")
        time.sleep(0.02)
    return True


def last_words(home: Path) -> str:
    """The ends of the server's newest logs."""
    daily = sorted((home / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    logs = [path for path in (home / "start.log", *daily[-1:]) if path.exists()]
    return "\n".join(path.read_text(errors="replace")[-1500:] for path in logs)


def _noted_pid(home: Path) -> int | None:
    try:
        return int((home / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return None


def _inhabited(home: Path) -> bool:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if os.readlink(process / "cwd") == str(home):
                    return True
            except OSError:
                continue
    return False
