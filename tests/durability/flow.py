"""What is asked for while the portal is being killed: a laptop, with something of everything that a workflow can wait
for; and the two systems elsewhere, that remember how often they were asked."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.engines.workflow.laptop import PACKAGE

APPROVAL, PREPARATION, DELIVERY, READY = PACKAGE["workflow"]
SIZE = {"type": "short_text", "label": {"es": "¿Qué ratón?", "en": "Which mouse?"}}
WORKFLOW = [
    APPROVAL,
    PREPARATION,
    DELIVERY,
    {
        "parallel": {
            "id": "mouse",
            "join": "any",
            "branches": [
                [{"ask": {"id": "which", "asks": [{"id": "size", **SIZE}]}}],
                [{"wait": {"id": "long", "for": "30 days"}}],
            ],
        }
    },
    {"wait": {"id": "day", "until": {"fact": "today"}}},
    {
        "for_each": {
            "id": "each",
            "list": "laptop-models",
            "blocks": [
                {
                    "connector": {
                        "id": "tell",
                        "connection": "store",
                        "action": "send",
                        "inputs": {"path": "told"},
                    }
                }
            ],
        }
    },
    {
        "connector": {
            "id": "pay",
            "connection": "store",
            "action": "send_once",
            "inputs": {"path": "paid"},
        }
    },
    READY,
]
STEPS_EACH = 5  # asking, deciding, the desk, the delivery, the mouse
STEPS_WITHOUT = 3  # where nothing is in stock
CALLS_EACH = {"send": 2, "send_once": 1}
TAKES_SECONDS = 0.1  # in which whoever asks may be killed


class Store:
    """The system elsewhere: how often it was asked under which key."""

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()
        self.counting = threading.Lock()
        self.port = 0

    def hear(self, key: str) -> None:
        with self.counting:
            self.heard[key] += 1


@contextmanager
def store() -> Iterator[Store]:
    """It listens as long as this lasts."""
    found = Store()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found.hear(self.headers["Idempotency-Key"])
            time.sleep(TAKES_SECONDS)
            with suppress(OSError):  # who asked is dead
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield found
        server.shutdown()
