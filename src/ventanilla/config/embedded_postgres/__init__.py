"""The embedded PostgreSQL server: started, shared, stopped, and found again after any kind of end.

The cluster's folder says everything; there is no other record of what runs. Only a Unix socket is served, in
a folder that nobody else may enter. docs/decisions/0002-embedded-postgresql.md has the reasons.
"""

from __future__ import annotations

from ventanilla.config.embedded_postgres.cluster import (
    Status,
    ensure_database,
    remove,
    start,
    status,
    stop,
    url,
    used,
)
from ventanilla.config.embedded_postgres.faults import PostgresFault
from ventanilla.config.embedded_postgres.places import socket_folder

__all__ = [
    "PostgresFault",
    "Status",
    "ensure_database",
    "remove",
    "socket_folder",
    "start",
    "status",
    "stop",
    "url",
    "used",
]
