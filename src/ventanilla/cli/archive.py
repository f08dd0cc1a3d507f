"""The backup file: one .tar with the database, the files, and a manifest that lets a restore be proved.

manifest.json   what is in it: versions, SHA-256 of each member, number of rows of each table
database.dump   pg_dump's custom format
files/…         the uploaded files, as they lie in the file store
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ventanilla.config.embedded_postgres import binaries

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
CHUNK_BYTES = 1 << 20


class ArchiveFault(RuntimeError):
    """A backup can't be made, read or restored; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, and what its restore is compared with."""

    format: int
    ventanilla: str
    made_at: str
    postgresql: int
    sha256: dict[str, str]
    rows: dict[str, int]


def back_up(*, database: str, files: Path, target: Path, version: str, made_at: str) -> Manifest:
    """Write the database at the address `database` and the folder `files` to the new file `target`.

    The portal may go on working: dump and counts are of the same instant, and files are stored before the
    rows that name them. Raises ArchiveFault, and FileExistsError when there is such a file already.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as place:
        dump = Path(place) / DUMP
        with psycopg.connect(database) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            rows = count_rows(connection)
            major = connection.info.server_version // 10_000
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            _run(database, major, "pg_dump", "-Fc", "--snapshot", snapshot, "-f", str(dump))
        members = {DUMP: dump, **{f"{FILES}/{name}": files / name for name in _names_below(files)}}
        digests = {name: _digest_of(path) for name, path in members.items()}
        manifest = Manifest(FORMAT, version, made_at, major, digests, rows)
        unfinished = Path(place) / "archive"
        with tarfile.open(unfinished, "w") as tar:
            _add_text(tar, MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False))
            for name, path in members.items():
                tar.add(path, arcname=name, recursive=False)
        target.touch(mode=0o600, exist_ok=False)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    return manifest


def restore(*, source: Path, database: str, files: Path) -> tuple[Manifest, dict[str, int]]:
    """Bring the backup `source` into an empty database and an empty folder `files`.

    Returns its manifest and the rows that each table has now. Raises ArchiveFault when either place is not
    empty, or the backup is damaged or of a newer PostgreSQL: then nothing was changed.
    """
    with tempfile.TemporaryDirectory(dir=_nearest_folder(files), prefix=".restore-") as place:
        manifest = unpack(source, Path(place))
        with psycopg.connect(database) as connection:
            _require_empty(connection, files)
            major = connection.info.server_version // 10_000
        if manifest.postgresql > major:
            raise ArchiveFault(
                f"The backup was made with PostgreSQL {manifest.postgresql}, and the server is {major}. "
                f"Restore it to PostgreSQL {manifest.postgresql} or newer."
            )
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run(database, major, "pg_restore", *options, str(Path(place) / DUMP))
        _move_contents(Path(place) / FILES, files)
    with psycopg.connect(database) as connection:
        return manifest, count_rows(connection)


def unpack(source: Path, place: Path) -> Manifest:
    """Take the members that the manifest names to the folder `place`, each with its right digest."""
    try:
        with tarfile.open(source) as tar:
            manifest = _read_manifest(tar)
            for name, digest in manifest.sha256.items():
                target = place / _safe(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                with _member(tar, name) as read, target.open("wb") as write:
                    found = _digest(_copying(read, write))
                if found != digest:
                    raise ArchiveFault(f"{name} in {source} is damaged: its SHA-256 is not the one noted.")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ArchiveFault(f"{source} can't be read: {error}") from error
    return manifest


def count_rows(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """The number of rows of every table, by its name."""
    tables = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ).fetchall()
    counts: dict[str, int] = {}
    for schema, table in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(schema), str(table)))
        (rows,) = connection.execute(query).fetchone() or (0,)
        counts[str(table) if schema == "public" else f"{schema}.{table}"] = int(str(rows))
    return counts


def _require_empty(connection: psycopg.Connection[tuple[object, ...]], files: Path) -> None:
    if tables := count_rows(connection):
        raise ArchiveFault(
            f"The database is not empty: it has {len(tables)} tables. "
            "A restore never overwrites: give it a new database, or a new VENTANILLA_DATA folder."
        )
    if files.is_dir() and any(files.iterdir()):
        raise ArchiveFault(
            f"{files} is not empty. A restore never overwrites: move what is there away first."
        )


def _run(database: str, major: int, program: str, *arguments: str) -> None:
    """Run a client program on a database. Anybody may read a command line: the password is not put there."""
    parts = conninfo_to_dict(database)
    password = parts.pop("password", None)
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    tool = binaries.client_tools(major) / program
    command = [str(tool), "-d", make_conninfo("", **parts), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ArchiveFault(f"{program} failed:\n{done.stderr[-2000:].strip()}")


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    with _member(tar, MANIFEST) as handle:
        try:
            said = json.load(handle)
            manifest = Manifest(**said)
        except (ValueError, TypeError) as error:
            raise ArchiveFault(f"It is not a backup of Ventanilla: {error}") from error
    if manifest.format != FORMAT:
        raise ArchiveFault(f"The backup has format {manifest.format}; this version reads {FORMAT}.")
    return manifest


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        handle = tar.extractfile(name)
    except KeyError as error:
        raise ArchiveFault(f"There is no {name} in it.") from error
    if handle is None:
        raise ArchiveFault(f"{name} is not a plain file.")
    return handle


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in (DUMP, FILES):
        raise ArchiveFault(f"{name} has no place in a backup.")
    return path


def _names_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _chunks(handle: IO[bytes]) -> Iterator[bytes]:
    while chunk := handle.read(CHUNK_BYTES):
        yield chunk


def _copying(read: IO[bytes], write: IO[bytes]) -> Iterator[bytes]:
    for chunk in _chunks(read):
        write.write(chunk)
        yield chunk


def _digest(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return _digest(_chunks(handle))


def _nearest_folder(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _move_contents(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        for path in source.iterdir():
            path.rename(target / path.name)
