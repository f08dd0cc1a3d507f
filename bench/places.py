"""Where the bench keeps its databases, and the environment of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ventanilla.config import embedded_postgres

ROOT = Path(__file__).parent.parent
DATA = ROOT / ".ventanilla" / "bench"
CLUSTER = DATA / "postgres"
BASE = "bench_base"
COUNT = "X-Bench-Queries"  # the header in which an answer says how many statements it took
PORT = int(os.environ.get("BENCH_PORT", "8470"))
NOT_OURS = ("DATABASE_URL", "VENTANILLA_DEMO", "VENTANILLA_DEBUG", "EMAIL_URL", "PORTAL_URL", "PYTHONPATH")


def database(tickets: int) -> str:
    """The name of the database with so many tickets."""
    return f"bench_{tickets}"


def environment(dbname: str) -> dict[str, str]:
    """What a process needs to work on that database with the settings of the bench."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return kept | {
        "VENTANILLA_DATA": str(DATA),
        "VENTANILLA_PORT": str(PORT),
        "DATABASE_URL": embedded_postgres.url(CLUSTER, dbname),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }


def run(dbname: str, *words: str, capture: bool = False) -> str:
    """Run a module of the bench, on that database, to its end. Returns what it printed, if captured."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=environment(dbname),
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return done.stdout or ""
