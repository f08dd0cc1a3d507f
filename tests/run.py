"""`make test`: every check, also after one has failed, and one table at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WORKERS = os.environ.get("TEST_WORKERS", "2")  # each has a database, and drives a browser and servers besides
# Debian's packages: what for, and the programs of which one will do. The first is what the package brings: the bare
# browser takes a fifth of the processor of a whole one, so root installs it even where there is another.
PROGRAMS = {
    "chromium-headless-shell": (
        "the browser tests",
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    ),
    "dovecot-imapd": ("the tests of mail that comes in", ("dovecot", "/usr/sbin/dovecot")),
    "slapd": ("the tests of directories", ("slapd", "/usr/sbin/slapd")),
}
CHECKS = {
    "ruff": ("style", [BIN / "ruff", "check", "."]),
    "format": ("layout", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    "mypy": ("types", [BIN / "mypy"]),
    "imports": ("architecture", [BIN / "lint-imports"]),
    "pytest": ("behaviour", [BIN / "pytest", "-n", WORKERS, "--dist", "loadfile"]),
}


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    name: str
    checks: str
    passed: bool
    seconds: float
    last_line: str

    def row(self) -> str:
        """Its line in the table."""
        return (
            f"  {self.name:<10}{self.checks:<14}{'pass' if self.passed else 'FAIL':<6}{self.seconds:7.1f} s"
        )


def main(names: list[str]) -> int:
    """Run the named checks (all if none is named). Returns the exit code."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"There is no check called {unknown[0]}. There are: {', '.join(CHECKS)}.")
        return 2
    if (not names or "pytest" in names) and not programs_are_there():
        return 1
    outcomes = [run(name) for name in names or CHECKS]
    print("\n" + "\n".join(outcome.row() for outcome in outcomes))
    print("\n" + outcomes[-1].last_line)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def run(name: str) -> Outcome:
    """Run one check, showing what it says as it says it."""
    checks, command = CHECKS[name]
    print(f"\n── {name} ({checks})", flush=True)
    began = time.monotonic()
    last_line = ""
    with subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last_line = line.strip() or last_line
    return Outcome(name, checks, process.returncode == 0, time.monotonic() - began, last_line)


def programs_are_there() -> bool:
    """Find what the tests need besides Python; root installs what is missing, anybody else is told how to."""
    wished = [package for package, (_what_for, programs) in PROGRAMS.items() if not found(*programs[:1])]
    missing = [package for package in wished if not found(*PROGRAMS[package][1])]
    if os.geteuid() == 0 and found("apt-get") and wished:
        return installed(wished) or not missing
    for package in missing:
        print(f"The tests need {package} for {PROGRAMS[package][0]}.")
    if missing:
        print(f"As root type: {installing(missing)}")
    return not missing


def found(*programs: str) -> bool:
    """Whether one of them can be run here."""
    return any(shutil.which(program) for program in programs)


def installing(packages: list[str]) -> str:
    """What to type."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def installed(packages: list[str]) -> bool:
    """Install them; whether that could be done."""
    print(f"Installing {' and '.join(packages)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL).returncode:
            print(f"apt-get could not do it. Type: {installing(packages)}")
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
