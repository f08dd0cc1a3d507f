"""`serve` and `worker`: any number of each, on any number of machines, over one database."""

from __future__ import annotations

import click
import django
from procrastinate.contrib.django import app

from ventanilla.cli import place, programs
from ventanilla.cli.prepare import collect_static_files
from ventanilla.cli.presence import present
from ventanilla.cli.supervisor import Child, Supervisor

# A worker that has not said anything for this long is taken for dead, and its jobs are given to others.
STALLED_SECONDS = 20.0
HEARTBEAT_SECONDS = 5.0
GRACE_SECONDS = 15.0  # for jobs in progress when the worker is told to end


@click.command()
@click.option("--with-worker", is_flag=True, help="Run a worker beside the web server.")
def serve(with_worker: bool) -> None:
    """Run the web server, and keep it running."""
    programs.require_free_port()
    collect_static_files()
    supervise([programs.web(), programs.worker()] if with_worker else [programs.web()])


@click.command()
@click.option("--concurrency", default=4, show_default=True, help="How many jobs at the same time.")
@click.option(
    "--bare", is_flag=True, help="Without supervision: the process ends when the database goes away."
)
def worker(concurrency: int, bare: bool) -> None:
    """Run the worker, which does what happens in the background, and keep it running."""
    if bare:
        work(concurrency)
    else:
        child = programs.worker()
        supervise([Child(child.name, [*child.command, "--concurrency", str(concurrency)])])


def supervise(children: list[Child]) -> None:
    """Keep these programs and the embedded database running until told to end."""
    data = place.data_folder()
    with (
        present(data / "run"),
        place.database(),
        Supervisor(children, logs=data / "logs", keep_database=place.keep_database) as supervisor,
    ):
        click.echo(f"Running: {', '.join(child.name for child in children)}. Logs are in {data / 'logs'}.")
        supervisor.run()


def work(concurrency: int) -> None:
    """Do jobs in this process until SIGINT or SIGTERM."""
    django.setup()
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(
            concurrency=concurrency,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",  # nobody asks for them any more: twenty thousand a day by the clock alone
        )
