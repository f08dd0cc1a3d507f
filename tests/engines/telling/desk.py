"""Another help desk: a real server with tickets of its own, which it keeps in step with ours.

It believes only what is signed, takes nothing twice, and lets nothing old overwrite what is newer. It can be told to
lose what comes, or to take it and lose its answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "en.md"


def documented() -> Any:
    """`is_ours(headers, body, secret, now)` as the guide for administrators gives it to who programs the other side."""
    block = re.search(r"```python\n(import base64.*?)```", GUIDE.read_text(), re.DOTALL)
    assert block, "the guide shows how a signature is checked"
    names: dict[str, Any] = {}
    exec(block[1], names)
    return names["is_ours"]


@dataclass
class Copy:
    """A ticket of ours as the other desk has it."""

    status: str = ""
    outcome: str | None = None
    priority: int = 0
    team: str = ""
    sequence: int = 0
    comments: dict[int, str] = field(default_factory=dict)


@dataclass
class Desk:
    """`answers` are the statuses of the next answers (0: none at all), after which all is well; `taken_anyway` says
    whether what came is taken all the same."""

    port: int = 0
    secret: str = ""
    account: str = ""
    tickets: dict[str, Copy] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    seen: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    taken_anyway: bool = False
    said: bytes = b"thanks"
    extra: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    is_ours: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/events?desk=7"

    def forget(self) -> None:
        blank = Desk(self.port)
        blank.is_ours = documented()
        self.__dict__.update(blank.__dict__)

    def receive(self, headers: Mapping[str, str], raw: bytes) -> int:
        """The status to answer with; 0: none."""
        if not self.is_ours(headers, raw, self.secret, int(headers["webhook-timestamp"])):
            self.refused += 1
            return 401
        status = self.answers.pop(0) if self.answers else 204
        if status == 204 or self.taken_anyway:
            self.take(json.loads(raw))
        return status

    def take(self, event: dict[str, Any]) -> None:
        """Once, whatever comes again; the state of a ticket only from what is newer than what is known."""
        if event["id"] in self.known:
            return
        self.known.add(event["id"])
        self.seen.append(event)
        if event["ticket"] is None:
            return
        copy = self.tickets.setdefault(event["ticket"]["number"], Copy())
        if event["type"] == "ticket.comment_added":
            copy.comments[event["details"]["comment"]] = event["details"]["text"]
        if event["sequence"] >= copy.sequence:
            copy.sequence, copy.team = event["sequence"], event["ticket"]["team"]["id"]
            for name in ("status", "outcome", "priority"):
                setattr(copy, name, event["ticket"][name])

    def types(self) -> list[str]:
        return [event["type"] for event in self.seen]


def handler_of(desk: Desk) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            desk.headers.append(headers)
            status = desk.receive(headers, raw)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in desk.extra.items():
                self.send_header(name, value)
            body = b"" if status == 204 else desk.said
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def serving() -> Iterator[Desk]:
    desk = Desk()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(desk)) as server:
        desk.port = server.server_port
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield desk
        server.shutdown()
