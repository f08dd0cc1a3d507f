"""`migrate`: brings the database to this version."""

from __future__ import annotations

import click
import django
from django.core.management import call_command

from ventanilla.cli import place


@click.command()
def migrate() -> None:
    """Bring the database to this version. Safe to repeat, and while the previous version still runs."""
    with place.database():
        apply_migrations(verbosity=1)


def apply_migrations(*, verbosity: int = 0) -> None:
    """Migrate the running database, and make the table that the cache lives in."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=0)
