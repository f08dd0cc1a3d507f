"""Where this installation keeps its things, and its database as the commands need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from ventanilla.config import embedded_postgres

DATABASE_NAME = "ventanilla"


def data_folder() -> Path:
    """The folder VENTANILLA_DATA, made if it is missing."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def embedded_cluster() -> Path | None:
    """The embedded server's folder; None when DATABASE_URL points to another server."""
    folder = Path(settings.DATA_DIR) / "postgres"
    return folder if embedded_postgres.url(folder, DATABASE_NAME) == settings.DATABASE_URL else None


@contextmanager
def database() -> Iterator[None]:
    """Have the database there during the block: the embedded server runs as long as anybody needs it."""
    cluster = embedded_cluster()
    if cluster is None:
        yield
        return
    with embedded_postgres.used(cluster):
        embedded_postgres.ensure_database(cluster, DATABASE_NAME)
        try:
            yield
        finally:
            disconnect()


def keep_database() -> bool:
    """Start the embedded server again if it has died, and say whether. Does nothing for another server."""
    cluster = embedded_cluster()
    if cluster is None or embedded_postgres.status(cluster).pid is not None:
        return False
    return embedded_postgres.start(cluster)


def disconnect() -> None:
    """Close this process's connections and their pools, which hold threads."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
