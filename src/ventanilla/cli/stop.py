"""`stop`: ends what runs in the data folder, and the embedded PostgreSQL."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import click

from ventanilla.cli import place
from ventanilla.cli.presence import others
from ventanilla.config import embedded_postgres

WAIT_SECONDS = 40


@click.command()
def stop() -> None:
    """End the web server, the worker and the embedded PostgreSQL of this data folder."""
    supervisors = end_supervisors()
    cluster = place.embedded_cluster()
    server = cluster is not None and embedded_postgres.stop(cluster)
    click.echo("Stopped." if supervisors or server else f"Nothing was running in {place.data_folder()}.")


def end_supervisors() -> int:
    """End every supervisor of this data folder with all below it. Returns how many there were."""
    run = place.data_folder() / "run"
    running = others(run)
    for pid in running:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + WAIT_SECONDS
    while left := others(run):
        if time.monotonic() > until:
            raise click.ClickException(f"Process {left[0]} did not end within {WAIT_SECONDS} s.")
        time.sleep(0.1)
    return len(running)
