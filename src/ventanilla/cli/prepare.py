"""What has to be brought to this version before it serves: the tables, and the files that browsers fetch."""

from __future__ import annotations

import django
from django.core.management import call_command


def migrate_tables(*, verbosity: int = 0) -> None:
    """Migrate the running database, and make the table that the cache lives in."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    """Put the static files of all apps to where the web server takes them from."""
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
