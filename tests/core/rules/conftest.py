"""A page in which rules.js is loaded, without Django behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import ventanilla

STATIC = Path(ventanilla.__file__).parent / "surfaces" / "ui" / "static" / "ui"

# One call answers many cases: [{rule | value, facts, closed}] -> [answer or {"fault": code}].
ANSWER_ALL = """async (cases) => {
  const { evaluate, compute } = await import("/rules.js");
  const calendar = (closed) => (closed ? { isWorkingDay: (iso) => {
    const day = new Date(iso + "T00:00:00Z").getUTCDay();
    return day > 0 && day < 6 && !closed.includes(iso);
  } } : {});
  const answer = ({ rule, value, facts, closed }) => {
    const surroundings = calendar(closed);
    try {
      return rule !== undefined ? evaluate(rule, facts, surroundings) : compute(value, facts, surroundings);
    } catch (error) {
      return error.name === "RuleFault" ? { fault: error.code } : { error: String(error.stack) };
    }
  };
  return JSON.stringify(JSON.parse(cases).map(answer));
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>rules</title>")
            return
        super().do_GET()


@pytest.fixture(scope="session")
def static_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(STATIC)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def rules_page(browser: Browser, static_address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(static_address)
    yield page
    page.close()


@pytest.fixture(scope="session")
def answer_all() -> str:
    return ANSWER_ALL
