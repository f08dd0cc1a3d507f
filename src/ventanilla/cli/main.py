"""The command `ventanilla`: each of its words is one function in one of the files beside this one."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import Any

import click
import django
from django.db import OperationalError
from django.utils import translation

from ventanilla.config.embedded_postgres import PostgresFault

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")

# The word, where its command is, and whether that file needs the apps loaded before it is imported.
COMMANDS: dict[str, tuple[str, bool]] = {
    "demo": ("ventanilla.cli.demo:demo", False),
    "serve": ("ventanilla.cli.serve:serve", False),
    "worker": ("ventanilla.cli.serve:worker", False),
    "stop": ("ventanilla.cli.stop:stop", False),
    "check": ("ventanilla.cli.check:check", True),
    "mailroom": ("ventanilla.cli.mailroom:mailroom", True),
    "verify": ("ventanilla.cli.verify:verify_history", True),
    "export-history": ("ventanilla.cli.histories:export_history", True),
    "index": ("ventanilla.cli.index:index_all", True),
    "migrate": ("ventanilla.cli.migrate:migrate", False),
    "createadmin": ("ventanilla.cli.createadmin:createadmin", True),
    "import": ("ventanilla.cli.packages:import_services", True),
    "export": ("ventanilla.cli.packages:export_services", True),
    "rotate-keys": ("ventanilla.cli.keys:rotate_keys", True),
    "lint": ("ventanilla.cli.lint:lint_services", True),
    "simulate": ("ventanilla.cli.simulate:simulate_service", True),
    "replay": ("ventanilla.cli.simulate:replay_service", True),
    "backup": ("ventanilla.cli.backup:backup", False),
    "restore": ("ventanilla.cli.backup:restore", False),
}


class Commands(click.Group):
    """Imports a command's file when the command is named: most need no apps, and are quicker without."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        path, needs_apps = COMMANDS[name]
        if needs_apps:
            django.setup()
            translation.activate("en")  # as everything else that the commands say
        module, attribute = path.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except PostgresFault as fault:
            raise click.ClickException(str(fault)) from fault
        except OperationalError as error:
            raise click.ClickException(f"The database does not answer: {error}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ventanilla")
def main() -> None:
    """Ventanilla: the one window where everything is asked for.

    The data folder is VENTANILLA_DATA (default: .ventanilla here). All settings: docs/operations.md.
    """
    # So that blocks are left in order: the default would leave the embedded PostgreSQL behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
