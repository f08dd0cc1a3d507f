"""What every test may rely on: a PostgreSQL of its own, and a browser that starts.

`make test` runs two workers (pytest-xdist). To keep the suite fast:

- A file is run by one worker, in one go. What is expensive to make is a fixture of the module; a fixture of the
  whole session is made once for each worker, and must not hold a transaction open.
- What several files need (Acme as the demo makes it, two organisations that hide things from each other) is made once
  in a process and put back for each: `tests.acme`, `tests.world.put_back`. Whoever makes such a world runs its jobs
  too, or every test that runs jobs begins with hundreds of them.
- A file above ten seconds holds up the end of the run: split it, or name it in tests/parallel.py among those that
  begin first. A test above two seconds wants a reason. Look at them: `pytest --durations=30`.
- `django_db` (a transaction taken back) costs nothing; `transaction=True` and `live_server` empty every table.
- Rows that are only looked at are made with `bulk_create`; a hundred submitted tickets take seconds.
- Pages are shown to axe by `tests.look.accessible`: both themes and both widths on one page.
- Browsers and servers are waited for by what they show, never by sleeping.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from _pytest.nodeid import coerce_node_id
from django.conf import settings
from django.db import connection
from django.utils import translation

from tests.fresh import nothing_remembered  # noqa: F401
from tests.parallel import ByFile, turn
from tests.world import empty_what_is_filled
from ventanilla.config import embedded_postgres

# Playwright's loop runs in the main thread, where Django would refuse the tests' own queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TEST_CLUSTER = Path(__file__).parent.parent / ".ventanilla" / "test" / "postgres"
# What the tests write need not outlive the machine.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}
# Joins are done as written: over a few rows, weighing the orders of fifteen tables costs more than any of them.
AS_WRITTEN = "-c join_collapse_limit=1"
LEFT_OPEN = """
    SELECT query, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """How the workers share the tests."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test has a name of its own, for workers run each name once; and they begin with what takes longest."""
    names: set[str] = set()
    for item in items:
        if item.nodeid in names:  # schemathesis calls the tests of all operations the same
            item._id = coerce_node_id(f"{item.nodeid}[{len(names)}]")
        names.add(item.nodeid)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid))


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: looking through it for garbage took a tenth of the processor's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[None]:
    """Point Django to the tests' own embedded server, unless DATABASE_URL names one.

    It is started only when a test needs the database, and ends with the last of the runs that share it.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with embedded_postgres.used(TEST_CLUSTER):
        make_careless()
        settings.DATABASE_URL = embedded_postgres.url(TEST_CLUSTER)
        database = settings.DATABASES["default"]
        database.setdefault("OPTIONS", {})["host"] = str(embedded_postgres.socket_folder(TEST_CLUSTER))
        yield


def make_careless() -> None:
    """Spare the tests' own server the care that it takes of its data."""
    with psycopg.connect(embedded_postgres.url(TEST_CLUSTER, "postgres"), autocommit=True) as server:
        for name, value in CARELESS.items():
            server.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        server.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    own_postgres: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django's place to change the database before it makes the test database; one for each worker."""
    settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = AS_WRITTEN


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database is dropped, say which connections were left open, and end them."""
    empty_what_is_filled()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LEFT_OPEN)
        for query, _ended in cursor.fetchall():
            print(f"\na connection was left open; its last query: {query[:200]}")


@pytest.fixture(autouse=True)
def no_jobs_left(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A test that commits empties the tables after itself, but Django passes over the queue and the cache."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, ventanilla_cache CASCADE")


@pytest.fixture(autouse=True)
def portal_language() -> Iterator[None]:
    """Every test begins in the portal's own language, whatever an HTTP request before it has set in this thread."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium without a window if it is there, with arguments that let it run as root and in a container."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.fail(
            "No Chromium here. Type: apt-get install chromium-headless-shell (as root), or: make test"
        )
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}
