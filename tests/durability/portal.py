"""A whole portal in a data folder of its own: database, web server and worker, as real processes."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg

from ventanilla.config import embedded_postgres

ROOT = Path(__file__).parent.parent.parent
NOT_OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "VENTANILLA_DEMO")
START_SECONDS = 180  # a machine with much else to do
END_SECONDS = 60


class Portal:
    """Everything is started under the supervisor of the command `serve --with-worker`."""

    def __init__(self) -> None:
        # Not below pytest's folder, which the database server's user could not enter.
        self.area = Path(tempfile.mkdtemp(prefix="vt-", dir="/tmp"))
        self.area.chmod(0o755)
        self.data = self.area / "data"
        self.cluster = self.data / "postgres"
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        self.environment |= {
            "VENTANILLA_DATA": str(self.data),
            "VENTANILLA_PORT": str(self.port),
            "VENTANILLA_PRIVATE_CONNECTIONS": "127.0.0.1",  # where the store is
            "MAIL_MOST_AN_HOUR": "0",  # one person decides all of them
            "DJANGO_SETTINGS_MODULE": "ventanilla.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.second: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> str:
        """Run a Python module in this portal's place to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def ask(self, *words: str) -> Any:
        """The same for a module that prints JSON on its last line."""
        return json.loads(self.run(*words).splitlines()[-1])

    def number(self, query: str) -> int:
        """The one number that the database answers."""
        with psycopg.connect(embedded_postgres.url(self.cluster, "ventanilla")) as connection:
            (found,) = connection.execute(query).fetchone() or (0,)
        return int(found)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "ventanilla", "serve", "--with-worker"]
        log = (self.area / "serve.log").open("wb")
        with log:
            self.supervisor = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not self.healthy():
            assert time.monotonic() < until, self.logs()
            time.sleep(0.2)

    def healthy(self) -> bool:
        """Whether web, database and worker are up."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", "/healthz")
            return asking.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()

    def start_second_worker(self) -> None:
        """Another worker beside that of the supervisor, as on a second machine."""
        with (self.area / "second.log").open("ab") as log:
            command = [sys.executable, "-m", "ventanilla", "worker"]
            self.second = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def _kill_second(self) -> int:
        """Kill -9 the other worker, and start it again."""
        assert self.second
        self.second.kill()
        self.second.wait()
        pid = self.second.pid
        self.start_second_worker()
        return pid

    def _kill_database(self) -> int:
        """Kill -9 the database server, as if the machine had lost its power; it is started again at once."""
        pid = embedded_postgres.status(self.cluster).pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        while embedded_postgres.status(self.cluster).pid == pid:
            time.sleep(0.05)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                embedded_postgres.start(self.cluster)
            except embedded_postgres.PostgresFault:  # what is left of the old one has still to go
                assert time.monotonic() < until
                time.sleep(0.5)
            else:
                return pid

    def kill(self, name: str, *, seconds: float = 60) -> int:
        """Kill -9 the process `name` (web, worker, second worker or database), waiting for it to be there. Returns
        its id."""
        if name == "database":
            return self._kill_database()
        if name == "second worker":
            return self._kill_second()
        until = time.monotonic() + seconds
        while True:
            pid = self._latest(name)
            if pid and Path(f"/proc/{pid}").exists():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    return pid
            assert time.monotonic() < until, f"{name} was not started again\n{self.logs()}"
            time.sleep(0.05)

    def _latest(self, name: str) -> int:
        """The process that the supervisor has started last for `name`, as its log tells; 0 after it has ended."""
        lines = (self.data / "logs" / "supervisor.log").read_text().splitlines()
        about = [line.split() for line in lines if line.split()[1:2] == [name]]
        return int(about[-1][-1]) if about and "started" in about[-1] else 0

    def logs(self) -> str:
        """The ends of all logs, for a test that fails."""
        found = [*self.area.glob("*.log"), *(self.data / "logs").glob("*.log")]
        return "\n".join(f"== {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in found)

    def remove(self) -> None:
        """End all of it and delete its data."""
        if self.second:
            self.second.kill()
            self.second.wait()
        if self.supervisor:
            self.supervisor.terminate()
            try:
                self.supervisor.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.supervisor.kill()
                self.supervisor.wait()
        embedded_postgres.remove(self.cluster)
        shutil.rmtree(self.area, ignore_errors=True)
