"""Start, share and stop the server of one cluster folder."""

from __future__ import annotations

import fcntl
import shlex
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from ventanilla.config.embedded_postgres import binaries, places, process
from ventanilla.config.embedded_postgres.faults import PostgresFault

START_SECONDS = 60

SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "logging_collector": "on",
    "log_directory": "log",
    # A week of logs: each day's is overwritten a week later.
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
}

WRONG_MAJOR = """\
The data in {home} was written by PostgreSQL {cluster}; this is PostgreSQL {server}, which can't read it.
Nothing was changed. To bring the data to PostgreSQL {server}:
  1. Back up with the programs of PostgreSQL {cluster}, from Debian's postgresql-{cluster} or an older wheel:
     VENTANILLA_PG_BIN=/usr/lib/postgresql/{cluster}/bin ventanilla backup before-upgrade.tar
  2. Run `ventanilla stop`, and move the folder {home} away (keep it until you have looked).
     Move the folder "files" beside it away too.
  3. With PostgreSQL {server}: ventanilla restore before-upgrade.tar"""


@dataclass(frozen=True)
class Status:
    """The server's process (None: stopped) and the cluster's major version (None: there is no cluster)."""

    pid: int | None
    major: int | None


def url(folder: Path, dbname: str = "ventanilla") -> str:
    """The address of a database in the cluster at `folder`, whether or not the server runs."""
    return f"postgresql://postgres@/{quote(dbname)}?host={quote(str(places.socket_folder(folder)))}"


def start(folder: Path) -> bool:
    """Start the server of the cluster at `folder`, making the cluster first if there is none.

    Returns whether this call started it; a server that runs already is left as it is. Any number of
    processes may call this at once. Raises PostgresFault with words for the operator.
    """
    folder = folder.absolute()
    with places.locked(folder):
        if process.server_pid(places.home_of(folder)) and _answers(folder):
            return False
        owner = places.server_owner()
        bindir = binaries.chosen()
        home = places.settle(folder, owner)
        _require_major(home, binaries.major(bindir))
        if not owner.may_pass(bindir / "postgres"):
            bindir = binaries.copied_to(home.parent, bindir)
        if not (home / "PG_VERSION").exists():
            _initialise(home, bindir, owner)
        _bring_up(folder, home, bindir, owner)
        return True


def stop(folder: Path) -> bool:
    """Stop the server of the cluster at `folder`; open connections are cut. Returns whether there was one."""
    folder = folder.absolute()
    if not folder.parent.is_dir():
        return False
    with places.locked(folder):
        return process.shut_down(places.home_of(folder))


def status(folder: Path) -> Status:
    """Look at the cluster at `folder` without changing anything."""
    home = places.home_of(folder.absolute())
    return Status(pid=process.server_pid(home), major=_cluster_major(home))


@contextmanager
def used(folder: Path) -> Iterator[None]:
    """Have the server run during the block. Whoever leaves such a block last stops it.

    Whoever is killed has left too; the server then goes on until the next one has come and gone.
    """
    folder = folder.absolute()
    with places.locked(folder):
        users = places.beside(folder, ".users").open("a")
    with users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start(folder)
        try:
            yield
        finally:
            with places.locked(folder):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    process.shut_down(places.home_of(folder))


def ensure_database(folder: Path, name: str = "ventanilla") -> bool:
    """Make the database `name` in the running cluster at `folder`. Returns whether it was missing."""
    with psycopg.connect(url(folder, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return False  # another process was quicker
    return True


def remove(folder: Path) -> None:
    """Stop the server and delete the cluster with everything in it."""
    folder = folder.absolute()
    stop(folder)
    if folder.is_symlink():
        shutil.rmtree(places.home_of(folder).parent, ignore_errors=True)
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(url(folder, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _cluster_major(home: Path) -> int | None:
    try:
        return int((home / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise PostgresFault(f"{home} belongs to another user. Run this as that user.") from error


def _require_major(home: Path, server: int) -> None:
    cluster = _cluster_major(home)
    if cluster not in (None, server):
        raise PostgresFault(WRONG_MAJOR.format(home=home, cluster=cluster, server=server))


def _initialise(home: Path, bindir: Path, owner: places.Owner) -> None:
    """Make the cluster aside, then rename it: an interrupted initdb leaves nothing like a cluster."""
    unfinished = places.beside(home, ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    owner.take(unfinished)
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums", "--locale=C.UTF-8"]
    if binaries.major(bindir) >= 17:  # there the sort order is PostgreSQL's own, the same on every system
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = owner.run(bindir / "initdb", "-D", unfinished, *options)
    if done.returncode != 0:
        raise PostgresFault(f"PostgreSQL could not make its data folder {home}:\n{done.stderr[-2000:]}")
    if home.is_dir():
        home.rmdir()
    unfinished.rename(home)


def _bring_up(folder: Path, home: Path, bindir: Path, owner: places.Owner) -> None:
    """Try for a while: after a kill the server's orphans need about a second to be gone."""
    settings = SERVER_SETTINGS | {"unix_socket_directories": f'"{places.open_socket_folder(folder, owner)}"'}
    options = shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
    command: list[str | Path] = [
        bindir / "pg_ctl",
        "-s",
        "-w",
        "-t",
        "20",
        "-D",
        home,
        "-l",
        home / "start.log",
        "-o",
        options,
    ]
    said = ""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if not process.server_pid(home):
            process.forget_stale_pid(home)
            said = owner.run(*command, "start").stderr
        if _answers(folder):
            return
        time.sleep(0.25)
    words = f"{said[-1000:]}\n{process.last_words(home)}"
    raise PostgresFault(f"PostgreSQL did not start within {START_SECONDS} s.\n{words}")
