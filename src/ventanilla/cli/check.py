"""`check`: whether this installation is in order, in plain words."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import click
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django import app

from ventanilla.cli import place
from ventanilla.cli.progress import table
from ventanilla.config.embedded_postgres import PostgresFault
from ventanilla.config.health import worker_is_up
from ventanilla.core.kit import sealing

OLDEST_POSTGRESQL = 15
SHORTEST_KEY = 50
# Django's advice about cookies, HSTS and redirects is one thing to do here: an https:// PORTAL_URL.
ABOUT_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}
FREE_NEEDED, FREE_ADVISED = 0.5e9, 5e9  # bytes


class State(StrEnum):
    """How serious a finding is. Only errors make the command fail."""

    GOOD = "ok"
    ADVICE = "advice"
    ERROR = "ERROR"


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    subject: str
    state: State
    words: str


@click.command()
def check() -> None:
    """Look whether settings, database, worker and disk are in order."""
    found = [finding for examine in (settings_in_order, secrets, disk) for finding in examine()]
    found += database_findings()
    click.echo(table([(finding.subject, finding.state.value, finding.words) for finding in found]))
    errors = sum(finding.state is State.ERROR for finding in found)
    if errors:
        raise click.ClickException(f"{errors} of these must be seen to.")


def settings_in_order() -> Iterator[Finding]:
    """What Django's own checks say of the settings, those for production among them."""
    every = checks.run_checks(include_deployment_checks=True)
    messages = [message for message in every if not message.is_silenced() and message.id not in ABOUT_HTTPS]
    for message in messages:
        state = State.ERROR if message.is_serious() else State.ADVICE
        yield Finding("settings", state, f"{' '.join(message.msg.split())} ({message.id})")
    if not any(message.is_serious() for message in messages):
        yield Finding("settings", State.GOOD, "can be used")
    if not settings.PORTAL_URL.startswith("https://"):
        words = (
            f"PORTAL_URL is {settings.PORTAL_URL}. Before others use the portal give it an https:// address"
        )
        yield Finding("settings", State.ADVICE, words)


def secrets() -> Iterator[Finding]:
    """Whether the secret key is there, long, and readable by its owner only."""
    path = Path(settings.DATA_DIR) / "secret_key"
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        words = f"SECRET_KEY has {len(settings.SECRET_KEY)} characters; take at least {SHORTEST_KEY}"
        yield Finding("secrets", State.ERROR, words)
    elif path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("secrets", State.ERROR, f"others may read {path}. Type: chmod 600 {path}")
    else:
        yield Finding("secrets", State.GOOD, "a secret key is set; keep a copy, backups don't have it")
    yield from sealing_keys()


def sealing_keys() -> Iterator[Finding]:
    """Whether secrets at rest can be sealed, and nobody else reads the keys."""
    path = Path(settings.SEALING_KEYS_FILE)
    if sealing.own_file() and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("secrets", State.ERROR, f"others may read {path}. Type: chmod 600 {path}")
        return
    try:
        sealing.seal("")
    except (ImproperlyConfigured, OSError) as error:
        yield Finding("secrets", State.ERROR, str(error))
        return
    words = (
        "secrets of connections and answers can be sealed; keep a copy of the keys, backups don't have them"
    )
    yield Finding("secrets", State.GOOD, words)


def disk() -> Iterator[Finding]:
    """Whether there is room for data, files and logs."""
    free = shutil.disk_usage(place.data_folder()).free
    state = State.GOOD if free > FREE_ADVISED else State.ADVICE if free > FREE_NEEDED else State.ERROR
    yield Finding("disk", state, f"{free / 1e9:.1f} GB free for {place.data_folder()}")


def database_findings() -> list[Finding]:
    """What can be found out only with the database; one finding when there is none."""
    examine: tuple[Callable[[], Iterator[Finding]], ...] = (version, migrations, job_names, worker)
    try:
        with place.database():
            return [finding for look in examine for finding in look()]
    except (OperationalError, PostgresFault) as error:
        return [Finding("database", State.ERROR, f"does not answer: {' '.join(str(error).split())}")]


def version() -> Iterator[Finding]:
    """Whether the server is new enough."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int")
        name, number = cursor.fetchone() or ("?", 0)
    good = number // 10_000 >= OLDEST_POSTGRESQL
    words = f"PostgreSQL {name}" + ("" if good else f" is too old: {OLDEST_POSTGRESQL} is needed")
    yield Finding("database", State.GOOD if good else State.ERROR, words)


def migrations() -> Iterator[Finding]:
    """Whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("tables", State.ERROR, f"{len(waiting)} migrations to apply. Type: ventanilla migrate")
    else:
        yield Finding("tables", State.GOOD, "are those of this version")


def job_names() -> Iterator[Finding]:
    """Whether this version knows every job that waits to be done."""
    if "procrastinate_jobs" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY 1"
        )
        waiting: dict[str, int] = dict(cursor.fetchall())
    if unknown := sorted(waiting.keys() - app.tasks.keys()):
        yield Finding("jobs", State.ERROR, f"this version does not know: {', '.join(unknown)}")
    else:
        yield Finding("jobs", State.GOOD, f"{sum(waiting.values())} waiting")


def worker() -> Iterator[Finding]:
    """Whether a worker is at work."""
    if "procrastinate_workers" not in connection.introspection.table_names():
        return
    if worker_is_up():
        yield Finding("worker", State.GOOD, "gives signs of life")
    else:
        yield Finding(
            "worker", State.ADVICE, "none is running. Type: ventanilla worker, or serve --with-worker"
        )
