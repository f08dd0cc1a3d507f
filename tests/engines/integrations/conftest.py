from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.engines.integrations import slapd
from tests.factories import administrator
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.integrations.models import Connection


@dataclass
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Elsewhere:
    """A real server that answers as it is told, and remembers what it was sent."""

    port: int = 0
    status: int = 200
    answer: bytes = b'{"id": "E-7", "items": [{"id": "a", "name": "First"}, {"id": "b", "name": "Second"}]}'
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"


def handler_of(elsewhere: Elsewhere) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            sent = {name.lower(): value for name, value in self.headers.items()}
            elsewhere.seen.append(Seen(self.command, self.path, sent, json.loads(raw) if raw else None))
            self.send_response(elsewhere.status)
            for name, value in elsewhere.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(elsewhere.answer)))
            self.end_headers()
            with suppress(OSError):  # who asks may have had enough
                self.wfile.write(elsewhere.answer)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def elsewhere(settings) -> Iterator[Elsewhere]:
    settings.PRIVATE_CONNECTIONS = ["127.0.0.0/8"]
    known = Elsewhere()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(known)) as server:
        server.daemon_threads = False  # closing waits for the last answer
        known.port = server.server_port
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield known
        server.shutdown()


@pytest.fixture(scope="session")
def directory() -> Iterator[slapd.Slapd]:
    if not slapd.is_there():
        pytest.fail("These tests need slapd: apt-get install --no-install-recommends slapd")
    with slapd.running() as found:
        yield found


@pytest.fixture
def http(elsewhere, db) -> Connection:
    return save_connection(
        actor=None,
        slug="hr",
        kind="http",
        name="HR system",
        settings={"url": elsewhere.url, "auth": "bearer", "seconds": 2},
        secrets={"secret": "s3cr3t-token", "callback_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
        owner=administrator(),
        new=True,
    )


@pytest.fixture
def ldap(directory, db, settings) -> Connection:
    settings.PRIVATE_CONNECTIONS = ["127.0.0.1"]
    return save_connection(
        actor=None,
        slug="directory",
        kind="ldap",
        name="Directory",
        settings=directory.settings,
        secrets={"password": slapd.PASSWORD},
        owner=administrator(),
        new=True,
    )
