"""Workers as real processes over the tests' own database, to be killed.

Run as a program, this file has everything loaded and forks: a worker is there in an instant, and lives at the
instant that it is told (`start`), so that a first day can come without anybody waiting for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent.parent
HANDS = 20  # jobs at the same time: whatever is held up holds up nothing else
STALLED_AFTER = 1  # seconds, of which a real one is given twenty


class Workers:
    """Starts and kills workers; `mail_port` is where they find the mail server."""

    def __init__(self, mail_port: int, *, log: Path) -> None:
        self.alive: list[int] = []
        self.log = log
        with log.open("wb") as errors:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.durability.workers"],
                env={**os.environ, **_place(), "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def start(self, at: datetime) -> int:
        """A worker for which it is always `at`; its process id."""
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{at.isoformat()}\n")
        self.nursery.stdin.flush()
        answer = self.nursery.stdout.readline()
        assert answer, self.said()
        self.alive.append(int(answer))
        return self.alive[-1]

    def kill(self, worker: int) -> None:
        """Kill -9: it says goodbye to nobody."""
        os.kill(worker, signal.SIGKILL)
        self.alive.remove(worker)

    def said(self) -> str:
        """What all of them wrote, for a test that fails."""
        return self.log.read_text(errors="replace")[-4000:]

    def end(self) -> None:
        """None of them is left."""
        for worker in list(self.alive):
            with suppress(ProcessLookupError):
                self.kill(worker)
        self.nursery.kill()
        self.nursery.wait()
        for pipe in (self.nursery.stdin, self.nursery.stdout):
            assert pipe is not None
            pipe.close()


def _place() -> dict[str, str]:
    where = connection.get_connection_params()
    host, port = where.get("host", ""), where.get("port", "")
    address = f"postgresql://{where.get('user', '')}@/{where['dbname']}?host={host}"
    return {
        "DATABASE_URL": address + (f"&port={port}" if port else ""),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def main() -> None:
    """Fork a worker for each instant that comes in, and say which process it is."""
    import django

    django.setup()
    from ventanilla.cli import serve
    from ventanilla.config import jobs
    from ventanilla.core.kit import clock

    jobs.STALLED_AFTER = STALLED_AFTER
    serve.HEARTBEAT_SECONDS = serve.STALLED_SECONDS = STALLED_AFTER / 4
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that are killed leave nothing behind
    while line := sys.stdin.readline():
        worker = os.fork()
        if not worker:
            with clock.frozen(datetime.fromisoformat(line.strip())):
                serve.work(HANDS)
            os._exit(0)
        print(worker, flush=True)


if __name__ == "__main__":
    main()
