"""The two programs of an installation, as command lines for the supervisor."""

from __future__ import annotations

import os
import socket
import sys

import click
from django.conf import settings

from ventanilla.cli.supervisor import Child

# Pages wait for the database about half of their time: two processes use two cores, and four threads in each
# fill the waits. More threads would only queue for the interpreter's lock.
WEB_PROCESSES = min(max(os.cpu_count() or 2, 2), 8)
WEB_THREADS = 4


def host() -> str:
    """The address to listen on: VENTANILLA_HOST, or this machine only."""
    return os.environ.get("VENTANILLA_HOST", "127.0.0.1")


def web() -> Child:
    """The web server."""
    options = {
        "--interface": "wsgi",
        "--host": host(),
        "--port": str(settings.PORTAL_PORT),
        "--workers": os.environ.get("VENTANILLA_WEB_PROCESSES", str(WEB_PROCESSES)),
        "--blocking-threads": str(WEB_THREADS),
        "--respawn-interval": "0.5",
        "--workers-kill-timeout": "10",
    }
    flags = ["--respawn-failed-workers", "--access-log", "--no-ws"]
    words = [word for pair in options.items() for word in pair]
    return Child(
        "web", [sys.executable, "-m", "granian", *words, *flags, "ventanilla.config.wsgi:application"]
    )


def worker() -> Child:
    """The worker, which does the jobs."""
    return Child("worker", [sys.executable, "-m", "ventanilla", "worker", "--bare"])


def require_free_port() -> None:
    """Raise a ClickException that says what to type when the port is taken."""
    port = settings.PORTAL_PORT
    family = socket.AF_INET6 if ":" in host() else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port))
        except OSError as error:
            raise click.ClickException(
                f"Can't listen on {host()} port {port}: {error.strerror}.\n"
                f"If it is Ventanilla in this data folder, end it with: ventanilla stop (or: make stop)\n"
                f"If not, use another port, for example:                VENTANILLA_PORT={port + 1} make demo"
            ) from error
