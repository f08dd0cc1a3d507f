"""The commands, typed as an operator types them, in a data folder of their own."""

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
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from ventanilla.cli.main import COMMANDS
from ventanilla.config import embedded_postgres


class Installation:
    """A data folder with an embedded database, and the command that works on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        gone = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "VENTANILLA_DEMO")
        self.environment = {name: value for name, value in os.environ.items() if name not in gone}
        self.environment |= {"VENTANILLA_DATA": str(data), "VENTANILLA_PORT": str(self.port)}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "ventanilla", *words]

    def type(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(*words),
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=90,
        )

    def health(self) -> tuple[int, dict[str, str]]:
        """What GET /healthz answers; status 0 when nothing does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return 0, {}
        finally:
            connection.close()

    def wait_for_health(self, *, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while self.health()[0] != 200:
            assert time.monotonic() < until, self.logs()
            time.sleep(0.2)

    def logs(self) -> str:
        return "\n".join(path.read_text()[-2000:] for path in sorted((self.data / "logs").glob("*.log")))

    def supervised(self) -> dict[str, int]:
        """The latest process of each child, as the supervisor's log tells."""
        lines = (self.data / "logs" / "supervisor.log").read_text().splitlines()
        started = [line.split() for line in lines if " started as process " in line]
        return {words[1]: int(words[-1]) for words in started}


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """One with its tables in place. Not below pytest's folder, which the server's user could not enter."""
    area = Path(tempfile.mkdtemp(prefix="vt-", dir="/tmp"))
    area.chmod(0o755)
    made = Installation(area / "data")
    with embedded_postgres.used(made.data / "postgres"):  # or each command would start and stop it
        done = made.type("migrate")
        assert done.returncode == 0, done.stderr
        yield made
    embedded_postgres.remove(made.data / "postgres")
    shutil.rmtree(area)


def only_of(process: subprocess.Popen[str], *pids: int) -> Sequence[int]:
    return [pid for pid in (process.pid, *pids) if Path(f"/proc/{pid}").exists()]


def test_every_command_is_there_and_says_what_it_is_for(installation: Installation) -> None:
    done = installation.type("--help")
    assert (done.returncode, done.stderr) == (0, "")
    told = [line.split(maxsplit=1) for line in done.stdout.split("Commands:")[1].splitlines() if line]
    assert sorted(words[0] for words in told) == sorted(COMMANDS)
    assert all(len(words) == 2 for words in told)


def test_an_administrator_is_made_with_a_good_password_only(installation: Installation) -> None:
    words = ("createadmin", "Olga@acme.example", "--given-name", "Olga", "--organization", "Acme")
    refused = installation.type(*words, "--password-stdin", given="short\n")
    assert refused.returncode == 1
    assert "password: " in refused.stderr

    made = installation.type(*words, "--password-stdin", given="a long enough password\n")
    assert made.stdout == "Olga (Olga@acme.example) can sign in as portal administrator.\n", made.stderr


def test_check_finds_what_is_missing(installation: Installation) -> None:
    fine = installation.type("check")
    assert fine.returncode == 0, fine.stdout
    assert "tables    ok      are those of this version" in fine.stdout

    cluster, key = installation.data / "postgres", installation.data / "secret_key"
    key.chmod(0o644)
    with (
        embedded_postgres.used(cluster),
        psycopg.connect(embedded_postgres.url(cluster), autocommit=True) as connection,
    ):
        connection.execute("CREATE TABLE kept AS SELECT * FROM django_migrations WHERE app = 'sessions'")
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        bad = installation.type("check")
        connection.execute("INSERT INTO django_migrations OVERRIDING SYSTEM VALUE TABLE kept")
        connection.execute("DROP TABLE kept")
    key.chmod(0o600)
    assert bad.returncode == 1
    assert "1 migrations to apply. Type: ventanilla migrate" in bad.stdout
    assert "others may read" in bad.stdout
    assert "2 of these must be seen to" in bad.stderr


def test_a_backup_fills_a_new_data_folder(installation: Installation) -> None:
    (installation.data / "files").mkdir(exist_ok=True)
    (installation.data / "files" / "offer.pdf").write_bytes(b"%PDF-")
    target = installation.data.parent / "backup.tar"
    done = installation.type("backup", str(target))
    assert done.returncode == 0, done.stderr
    assert "Secrets are not in backups" in done.stdout
    assert "is not empty" in installation.type("restore", str(target)).stderr

    fresh = Installation(installation.data.parent / "fresh")
    restored = fresh.type("restore", str(target))
    try:
        assert restored.returncode == 0, restored.stderr
        assert "DIFFERENT" not in restored.stdout
        assert (fresh.data / "files" / "offer.pdf").read_bytes() == b"%PDF-"
    finally:
        embedded_postgres.remove(fresh.data / "postgres")


def test_web_worker_and_database_come_back_after_kills_and_end_together(installation: Installation) -> None:
    log = installation.data.parent / "serve.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            installation.command("serve", "--with-worker"),
            env=installation.environment,
            stdout=out,
            stderr=out,
            text=True,
        ) as supervisor,
    ):
        try:
            installation.wait_for_health()
            first = installation.supervised()
            busy = installation.type("serve")
            assert busy.returncode == 1
            assert f"VENTANILLA_PORT={installation.port + 1}" in busy.stderr

            server = embedded_postgres.status(installation.data / "postgres").pid
            assert server is not None
            for victim in (first["web"], first["worker"], server):
                os.kill(victim, signal.SIGKILL)
            until = time.monotonic() + 30
            while installation.supervised().keys() != first.keys() or any(
                installation.supervised()[name] == first[name] for name in first
            ):
                assert time.monotonic() < until, installation.logs()
                time.sleep(0.1)
            installation.wait_for_health()
            assert embedded_postgres.status(installation.data / "postgres").pid not in (None, server)

            assert installation.type("stop").stdout == "Stopped.\n"
            assert supervisor.wait(30) == 0
            assert only_of(supervisor, *installation.supervised().values()) == []
            assert embedded_postgres.status(installation.data / "postgres").pid is None
        finally:
            supervisor.terminate()
