"""Where a cluster lives, where its socket is, and as which user its server runs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ventanilla.config.embedded_postgres.faults import PostgresFault

LONGEST_SOCKET = 107  # bytes: sun_path in unix(7), less the closing zero
SOCKET = ".s.PGSQL.5432"
# Where root's clusters go when the folder asked for is closed to the server's user, as all below /root is.
OPEN_PLACE = Path("/var/lib/ventanilla")


@dataclass(frozen=True)
class Owner:
    """The user that the server runs as, since PostgreSQL refuses to run as root."""

    uid: int
    gid: int
    differs: bool

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, from the root folder, and keep what it says."""
        become: dict[str, Any] = {}
        if self.differs:
            become = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            cwd="/",
            text=True,
            capture_output=True,
            check=False,
            **become,
        )

    def may_pass(self, path: Path) -> bool:
        """Whether this user can execute the program, or enter the folder, at `path`."""
        return self.run("test", "-x", path).returncode == 0

    def take(self, path: Path) -> None:
        """Make the folder, open to this user alone."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.differs:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_owner() -> Owner:
    """Root's server runs as VENTANILLA_PG_USER ("nobody" if unset), anybody else's as themselves."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid(), differs=False)
    name = os.environ.get("VENTANILLA_PG_USER", "nobody")
    try:
        entry = pwd.getpwnam(name)
    except KeyError as error:
        raise PostgresFault(f"VENTANILLA_PG_USER is {name}, and there is no such user.") from error
    return Owner(entry.pw_uid, entry.pw_gid, differs=True)


def home_of(folder: Path) -> Path:
    """The folder that the server knows: `folder`, or what it links to."""
    return Path(os.path.realpath(folder))


def settle(folder: Path, owner: Owner) -> Path:
    """Return where the cluster lives.

    A new one that its user could not reach gets a place of its own elsewhere, and `folder` becomes a link
    to it: the way is not to open folders of root to everybody.
    """
    if folder.is_symlink() or owner.may_pass(folder.parent):
        return home_of(folder)
    if folder.is_dir():
        if any(folder.iterdir()):
            raise PostgresFault(
                f"PostgreSQL can't run as root, and its user can't reach {folder}. "
                "Move the data folder (VENTANILLA_DATA) to where everybody may pass, as /var/lib/ventanilla."
            )
        folder.rmdir()
    OPEN_PLACE.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="cluster-", dir=OPEN_PLACE))
    place.chmod(0o755)
    folder.symlink_to(place / "postgres")
    return place / "postgres"


def socket_folder(folder: Path) -> Path:
    """The cluster's own folder, or a short stand-in when the socket's path would be too long for Linux."""
    folder = folder.absolute()
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"ventanilla-{digest}"  # noqa: S108  (the same for every process, whatever its TMPDIR)


def open_socket_folder(folder: Path, owner: Owner) -> Path:
    """Return the folder to listen in. A stand-in is made if missing, and refused if it isn't ours."""
    sockets = socket_folder(folder)
    if sockets == folder:
        return home_of(folder) if folder.is_symlink() else folder
    sockets.mkdir(mode=0o700, exist_ok=True)
    if sockets.is_symlink() or sockets.lstat().st_uid not in (os.geteuid(), owner.uid):
        raise PostgresFault(f"{sockets} belongs to somebody else. Use a data folder with a shorter path.")
    sockets.chmod(0o700)
    owner.take(sockets)
    return sockets


def beside(folder: Path, suffix: str) -> Path:
    """A name next to the cluster's folder: /data/postgres → /data/postgres.lock."""
    return folder.with_name(folder.name + suffix)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only process that starts or stops the cluster at `folder`; waits for its turn."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = beside(folder, ".lock").open("a")
    except PermissionError as error:
        raise PostgresFault(
            f"{folder.parent} belongs to another user. Run this as that user, "
            "or set VENTANILLA_DATA to a folder of yours."
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
