"""The supervisor, with small programs in place of the web server and the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ventanilla.cli.supervisor import Child, Supervisor

# Writes its own number, starts a grandchild that writes its number too, and waits.
FAMILY = """
import os, pathlib, subprocess, sys, time
folder = pathlib.Path(sys.argv[1])
child = subprocess.Popen(["sleep", "120"])
(folder / "young").write_text(str(child.pid))
(folder / "old").write_text(str(os.getpid()))
child.wait()
"""
SUPERVISE = """
import sys
from pathlib import Path
from ventanilla.cli.supervisor import Child, Supervisor
folder = Path(sys.argv[1])
commands = {name: [sys.executable, "-c", sys.argv[2], str(folder / name)] for name in ("a", "b")}
children = [Child(name, command) for name, command in commands.items()]
with Supervisor(children, logs=folder / "logs") as supervisor:
    supervisor.run()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    return tmp_path


@pytest.fixture
def supervisor(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor in a process of its own, with two families."""
    with subprocess.Popen([sys.executable, "-c", SUPERVISE, str(folder), FAMILY]) as started:
        wait_for(lambda: all((folder / name / "old").exists() for name in ("a", "b")))
        yield started
        started.kill()


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def number(path: Path) -> int:
    return int(path.read_text() or 0) if path.exists() else 0


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return state[state.rindex(")") + 2] not in "ZX"


def everybody(folder: Path) -> list[int]:
    return [number(path) for path in folder.glob("[ab]/*")]


def test_a_killed_child_is_started_again_and_nothing_of_it_is_left(
    folder: Path, supervisor: subprocess.Popen[bytes]
) -> None:
    old, young, neighbour = (number(folder / name) for name in ("a/old", "a/young", "b/old"))
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: number(folder / "a/old") not in (0, old))
    assert not alive(young)
    assert alive(number(folder / "a/old"))
    assert number(folder / "b/old") == neighbour
    assert alive(neighbour)
    log = (folder / "logs" / "supervisor.log").read_text()
    assert "a ended (killed by SIGKILL), starts again in 0.5 s" in log


@pytest.mark.parametrize("number_sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_end_it_ends_everything(
    folder: Path, supervisor: subprocess.Popen[bytes], number_sent: signal.Signals
) -> None:
    family = everybody(folder)
    supervisor.send_signal(number_sent)
    assert supervisor.wait(10) == 0
    assert [pid for pid in family if alive(pid)] == []


def test_killed_with_9_its_children_end_too(folder: Path, supervisor: subprocess.Popen[bytes]) -> None:
    parents = [number(folder / name) for name in ("a/old", "b/old")]
    supervisor.kill()
    wait_for(lambda: not any(alive(pid) for pid in parents))
    for pid in everybody(folder):  # a plain `sleep` does not know that its parent is gone
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_who_dies_at_once_is_started_after_ever_longer_pauses(tmp_path: Path) -> None:
    child = Child("short", [sys.executable, "-c", "print('here I am', flush=True)"])
    with Supervisor([child], logs=tmp_path) as supervisor:
        supervisor.run_until(lambda: child.pause >= 2, seconds=15)
    assert child.pause == 2
    assert (tmp_path / "short.log").read_text() == "here I am\n" * 3


def test_the_database_is_looked_after_and_its_faults_do_not_end_the_rest(tmp_path: Path) -> None:
    looks: list[float] = []

    def fail() -> bool:
        looks.append(time.monotonic())
        raise RuntimeError("no room on the disk")

    child = Child("patient", ["sleep", "60"])
    with Supervisor([child], logs=tmp_path, keep_database=fail) as supervisor:
        assert supervisor.run_until(lambda: len(looks) > 1, seconds=5)
        assert child.process is not None
        assert child.process.poll() is None
    assert (
        "the database could not be started: no room on the disk" in (tmp_path / "supervisor.log").read_text()
    )


def test_a_long_log_is_set_aside_while_its_program_writes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ventanilla.cli.supervisor.LOG_BYTES", 1000)
    talk = "import time\nwhile True: print('word ' * 20, flush=True); time.sleep(0.05)"
    with Supervisor([Child("talker", [sys.executable, "-c", talk])], logs=tmp_path) as supervisor:
        assert supervisor.run_until(lambda: (tmp_path / "talker.log.1").exists(), seconds=10)
        assert supervisor.run_until(lambda: "word" in (tmp_path / "talker.log").read_text(), seconds=5)
    assert "\0" not in (tmp_path / "talker.log").read_text()
