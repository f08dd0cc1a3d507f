"""`migrate`: brings the database to this version."""

from __future__ import annotations

import click

from ventanilla.cli import place
from ventanilla.cli.prepare import migrate_tables


@click.command()
def migrate() -> None:
    """Bring the database to this version. Safe to repeat, and while the previous version still runs."""
    with place.database():
        migrate_tables(verbosity=1)
