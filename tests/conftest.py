"""What every test may rely on: a PostgreSQL of its own, and a browser that starts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from tests.fresh import nothing_remembered  # noqa: F401
from ventanilla.config import embedded_postgres

# Playwright's loop runs in the main thread, where Django would refuse the tests' own queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TEST_CLUSTER = Path(__file__).parent.parent / ".ventanilla" / "test" / "postgres"
LEFT_OPEN = """
    SELECT query, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
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


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[None]:
    """Point Django to the tests' own embedded server, unless DATABASE_URL names one.

    It is started only when a test needs the database, and ends with the last of the runs that share it.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with embedded_postgres.used(TEST_CLUSTER):
        settings.DATABASE_URL = embedded_postgres.url(TEST_CLUSTER)
        database = settings.DATABASES["default"]
        database.setdefault("OPTIONS", {})["host"] = str(embedded_postgres.socket_folder(TEST_CLUSTER))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    own_postgres: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django's place to change the database before it makes the test database; one for each worker."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database is dropped, say which connections were left open, and end them."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LEFT_OPEN)
        for query, _ended in cursor.fetchall():
            print(f"\na connection was left open; its last query: {query[:200]}")


@pytest.fixture(autouse=True)
def portal_language() -> Iterator[None]:
    """Every test begins in the portal's own language, whatever an HTTP request before it has set in this thread."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, with arguments that let it run as root and in a container."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("No Chromium here. Type: apt-get install chromium (as root), or: make test")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}
