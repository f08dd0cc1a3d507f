"""What has to be brought to this version before it serves: the tables, and the files that browsers fetch."""

from __future__ import annotations

import importlib

import django
from django.core.management import call_command

# By name: it is made of models, which are there only after the apps are.
SEARCH = "ventanilla.engines.search.actions"


def migrate_tables(*, verbosity: int = 0) -> None:
    """Migrate the running database, make the table that the cache lives in, and add the words that mean the same
    which this version brings along."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=0)
    importlib.import_module(SEARCH).load_starter()


def collect_static_files() -> None:
    """Put the static files of all apps to where the web server takes them from."""
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
