"""Keeps programs running: one that dies is started again, and none outlives the supervisor."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import IO, Any

LOOK_SECONDS = 0.2
DATABASE_LOOK_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 30.0  # whoever ran this long starts with the first pause again
END_SECONDS = 20.0
LOG_BYTES = 20_000_000


@dataclass
class Child:
    """A program to keep running, by the name it has in messages and in `NAME.log`."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    pause: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)


class Supervisor:
    """One process tree. Make it and use it in the main thread: a leash is held by the thread that forked."""

    def __init__(
        self, children: Sequence[Child], *, logs: Path, keep_database: Callable[[], bool] = lambda: False
    ) -> None:
        """`keep_database` is called every second and says whether it had to start it; it may raise."""
        self.children = children
        self.logs = logs
        self.keep_database = keep_database
        self.ending = False
        self.next_database_look = 0.0
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Supervisor:
        self.handlers: dict[int, Any] = {
            number: signal.signal(number, self._end_soon)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        return self

    def __exit__(self, *_: object) -> None:
        self._end_children()
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def run_until(self, done: Callable[[], bool], *, seconds: float = float("inf")) -> bool:
        """Keep all running until `done()`, a signal, or the time is up. Returns whether it was done."""
        until = time.monotonic() + seconds
        while not self.ending and time.monotonic() < until:
            self._look()
            if done():
                return True
            time.sleep(LOOK_SECONDS)
        return False

    def run(self) -> None:
        """Keep everything running until SIGINT, SIGTERM or SIGHUP comes."""
        self.run_until(lambda: False)

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self.next_database_look:
            self.next_database_look = now + DATABASE_LOOK_SECONDS
            _keep_short(self.logs)
            try:
                if self.keep_database():
                    self._note("the database had ended and was started again")
            except Exception as error:  # whatever it is, the children must be kept
                self._note(f"the database could not be started: {error}")
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    self._start(child)
            elif child.process.poll() is not None:
                self._bury(child, now)

    def _start(self, child: Child) -> None:
        with self._log(child.name) as log:
            child.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "ventanilla.cli.leash", str(os.getpid()), *child.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child.started = time.monotonic()
        self._note(f"{child.name} started as process {child.process.pid}")

    def _bury(self, child: Child, now: float) -> None:
        """Make sure that nothing of it is left, and say when it may start again."""
        assert child.process is not None
        _signal_group(child.process.pid, signal.SIGKILL)
        steady = now - child.started > STEADY_SECONDS
        child.pause = FIRST_PAUSE_SECONDS if steady or not child.pause else child.pause * 2
        child.pause = min(child.pause, LONGEST_PAUSE_SECONDS)
        child.due = now + child.pause
        self._note(
            f"{child.name} ended ({_ending(child.process.returncode)}), starts again in {child.pause:g} s"
        )
        child.process = None

    def _end_children(self) -> None:
        alive = [child.process for child in self.children if child.process is not None]
        for process in alive:
            with suppress(ProcessLookupError):
                process.terminate()
        until = time.monotonic() + END_SECONDS
        for process in alive:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
        self._note("ended")

    def _end_soon(self, number: int, frame: FrameType | None) -> None:
        self._note(f"{signal.Signals(number).name} received, ending")
        self.ending = True

    def _log(self, name: str) -> IO[bytes]:
        return (self.logs / f"{name}.log").open("ab")

    def _note(self, words: str) -> None:
        with self._log("supervisor") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {words}\n".encode())


def _signal_group(leader: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def _keep_short(logs: Path) -> None:
    """Set long logs aside as .log.1. They are written by appending, and so go on from their new beginning."""
    for path in logs.glob("*.log"):
        if path.stat().st_size > LOG_BYTES:
            shutil.copyfile(path, path.with_suffix(".log.1"))
            os.truncate(path, 0)


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
