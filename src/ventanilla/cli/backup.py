"""`backup` and `restore`: everything but the secrets, in one file, and proof that it came back whole."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import click
from django.conf import settings

from ventanilla.cli import archive, place
from ventanilla.cli.progress import table

SECRETS = (
    "Secrets are not in backups: the file secret_key in the data folder (or SECRET_KEY), and the passwords\n"
    "in your settings. Keep them elsewhere. With another SECRET_KEY everybody has to sign in again. The file\n"
    "sealing_keys (or VENTANILLA_SECRET_KEYS) opens the secrets of connections and answers: a restored portal\n"
    "needs it, or these have to be entered again."
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the database and the uploaded files to FILE (.tar). The portal may go on working."""
    if file.exists():
        raise click.ClickException(f"{file} exists already. Name a new file.")
    with place.database():
        try:
            manifest = archive.back_up(
                database=settings.DATABASE_URL,
                files=Path(settings.MEDIA_ROOT),
                target=file.absolute(),
                version=metadata.version("ventanilla"),
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        except (archive.ArchiveFault, OSError) as fault:
            raise click.ClickException(str(fault)) from fault
    rows, files = sum(manifest.rows.values()), len(manifest.sha256) - 1
    size = file.stat().st_size / 1e6
    click.echo(f"{file}: {len(manifest.rows)} tables, {rows} rows, {files} files, {size:.1f} MB.\n{SECRETS}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring back what is in FILE, to an empty database and file store, and compare."""
    with place.database():
        try:
            manifest, rows = archive.restore(
                source=file, database=settings.DATABASE_URL, files=Path(settings.MEDIA_ROOT)
            )
        except archive.ArchiveFault as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo(comparison(manifest.rows, rows))
    if rows != manifest.rows:
        raise click.ClickException("Some tables differ from the backup (see above).")
    click.echo(
        f"Restored the backup of {manifest.made_at} (Ventanilla {manifest.ventanilla}): all tables have the\n"
        f"same number of rows, all {len(manifest.sha256) - 1} files the same contents.\n"
        f"Now run `ventanilla migrate`, in case this version is newer.\n{SECRETS}"
    )


def comparison(noted: dict[str, int], found: dict[str, int]) -> str:
    """A table of the rows that the backup noted and that are there now."""
    lines = [("table", "in the backup", "restored", "")]
    for name in sorted(noted.keys() | found.keys()):
        before, after = noted.get(name), found.get(name)
        lines.append((name, _figure(before), _figure(after), "same" if before == after else "DIFFERENT"))
    return table(lines)


def _figure(rows: int | None) -> str:
    return "no table" if rows is None else str(rows)
