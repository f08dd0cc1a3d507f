"""The web server as `ventanilla serve` starts it, with the settings of the bench."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import places

START_SECONDS = 90


@contextmanager
def server(dbname: str) -> Iterator[None]:
    """Have the portal answer at places.PORT during the block."""
    log = (places.DATA / "server.log").open("wb")
    command = [sys.executable, "-m", "bench.serve"]
    environment = places.environment(dbname)
    with log, subprocess.Popen(command, env=environment, cwd=places.ROOT, stdout=log, stderr=log) as process:
        try:
            _wait(process)
            yield
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the server did not start: {places.DATA / 'server.log'}")
        time.sleep(0.2)


def _answers() -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", places.PORT, timeout=30)
    try:
        asking.request("GET", "/sign-in/")
        return asking.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asking.close()


if __name__ == "__main__":
    import django

    django.setup()

    from ventanilla.cli import programs

    command = list(programs.web().command)
    os.execv(command[0], command)
