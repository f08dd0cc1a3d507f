"""`demo`: the whole portal with an organisation in it, from nothing, in one command."""

from __future__ import annotations

import http.client
import importlib
import os
import shutil
import time
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import click
import django
from django.conf import settings
from django.db import DatabaseError, connection

from ventanilla.cli import place, programs
from ventanilla.cli.prepare import collect_static_files, migrate_tables
from ventanilla.cli.presence import present
from ventanilla.cli.progress import step, table
from ventanilla.cli.stop import end_supervisors
from ventanilla.cli.supervisor import Supervisor
from ventanilla.config import embedded_postgres

# Registered by name: the demo organisation is made of models, which are there only after the apps are.
DEMO_ORGANISATION = "ventanilla.demo.build"
HEALTHY_SECONDS = 60
TELL_SECONDS = 10
FILLED_SECONDS = 1800  # a busy machine may take long; nobody has to wait for it
NOT_A_DEMO = (
    "holds a portal that is not a demo, and the demo would put its people there. "
    "Set VENTANILLA_DATA to another folder, without DATABASE_URL."
)
# What a data folder holds. Deleting by name leaves alone whatever else somebody keeps there.
CONTENTS = ("files", "static", "logs", "run", "secret_key", "demo")


@click.command()
@click.option("--reset", is_flag=True, help="Delete the demo's data first.")
def demo(reset: bool) -> None:
    """Run the portal of an example organisation on this machine. Ctrl-C ends it; its data is kept."""
    os.environ["VENTANILLA_DEMO"] = "1"
    data = place.data_folder()
    begun, embedded = (data / "demo").exists(), place.embedded_cluster() is not None
    if not begun and (data / "postgres").exists():
        raise click.ClickException(f"{data} {NOT_A_DEMO}")
    if reset:
        delete_everything(data)
    programs.require_free_port()
    if embedded:
        (data / "demo").touch()
    click.echo(f"Ventanilla, with its data in {data}")
    with present(data / "run"), ExitStack() as stack:
        with step("PostgreSQL"):
            stack.enter_context(place.database())
        if not begun and not embedded and connection.introspection.table_names():
            raise click.ClickException(f"The database at DATABASE_URL {NOT_A_DEMO}")
        (data / "demo").touch()
        prepare()
        run(data)
    click.echo("Stopped. The data is kept: `ventanilla demo` goes on with it.")


def prepare() -> None:
    """Bring the database, its contents and the static files to what this version needs."""
    with step("Database tables"):
        migrate_tables()
    with step("Example organisation") as tell:
        organisation().fill(progress=tell)
    with step("Static files"):
        collect_static_files()
    place.disconnect()


def run(data: Path) -> None:
    """Run the web server and the worker until told to end; say so when the portal answers."""
    children = [programs.web(), programs.worker()]
    with Supervisor(children, logs=data / "logs", keep_database=place.keep_database) as supervisor:
        with step("Web server and worker"):
            healthy = supervisor.run_until(is_healthy, seconds=HEALTHY_SECONDS)
            if not healthy and not supervisor.ending:
                raise click.ClickException(f"The portal does not answer. The reason is in {data / 'logs'}.")
        if healthy:
            click.echo(welcome())
            follow_the_past(supervisor)
        supervisor.run()


def organisation() -> ModuleType:
    """The module that makes the example organisation: `fill(progress)`, `begin_past()`, `past_so_far()`, ACCOUNTS and
    PASSWORD."""
    django.setup()
    try:
        return importlib.import_module(DEMO_ORGANISATION)
    except ModuleNotFoundError as error:
        raise click.ClickException(f"The example organisation is missing ({error}).") from error


def follow_the_past(supervisor: Supervisor) -> None:
    """Let the worker fill in the half year before the demo began, and tell how far it is, until all is there."""
    made = organisation()
    made.begin_past()
    told = time.monotonic()

    def is_filled() -> bool:
        nonlocal told
        if time.monotonic() - told < TELL_SECONDS:
            return False
        told = time.monotonic()
        try:
            done, count = made.past_so_far()
        except DatabaseError:  # the supervisor is just starting it again
            return False
        finally:
            place.disconnect()
        click.echo(f"  Earlier requests: {done} of {count}")
        return bool(done >= count)

    done, count = made.past_so_far()
    place.disconnect()
    if done < count:
        supervisor.run_until(is_filled, seconds=FILLED_SECONDS)


def is_healthy() -> bool:
    """Whether GET /healthz answers 200."""
    answering = http.client.HTTPConnection("127.0.0.1", settings.PORTAL_PORT, timeout=5)
    try:
        answering.request("GET", "/healthz", headers={"Host": "localhost"})
        return answering.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        answering.close()


def welcome() -> str:
    """The address and the accounts of the example organisation."""
    made = organisation()
    accounts = table([*made.ACCOUNTS], indent="    ")
    return (
        f"\n  Open {settings.PORTAL_URL}\n\n  Sign in as any of these, with the password {made.PASSWORD}:\n"
        f"{accounts}\n\n  Ctrl-C ends it.\n"
    )


def delete_everything(data: Path) -> None:
    """End what runs in the data folder and delete the demo's data."""
    cluster = place.embedded_cluster()
    if cluster is None:
        raise click.ClickException(
            "The demo's database is the one at DATABASE_URL. Drop and create it yourself, then run the demo."
        )
    with step("Old data deleted"):
        end_supervisors()
        embedded_postgres.remove(cluster)
        for name in CONTENTS:
            path = data / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
