# ruff: noqa: E402
"""A form of 200 questions: how long it takes to draw, to check, and to work out anew in a browser.

`python -m bench.forms` prints milliseconds; it needs no data, and a Chromium for the last line.
"""

from __future__ import annotations

import os
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")
os.environ.setdefault("VENTANILLA_DEBUG", "1")  # static files under their own names

import django

django.setup()

from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import sync_playwright

import ventanilla
from ventanilla.core.blueprint import Section
from ventanilla.core.people.models import Person
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.surfaces.ui.forms import bind

STATIC = Path(ventanilla.__file__).parent / "surfaces" / "ui" / "static"
QUESTIONS = 200
TIMES = 15
EVENTS = 60
# Milliseconds that each may take at most, on the machine of the team.
BUDGET = {"draw": 200, "check": 40, "browser": 16}


def questions(count: int = QUESTIONS) -> list[dict[str, Any]]:
    """Kinds in turn, most of them hanging on earlier ones, as in a long onboarding form."""
    return [_question(number) for number in range(count)]


def form(count: int = QUESTIONS) -> list[Section]:
    """The questions in sections of twenty."""
    asked = questions(count)
    return [
        Section.model_validate(
            {
                "section": {"id": f"s{start}", "title": {"en": f"Part {start // 20 + 1}"}},
                "questions": asked[start : start + 20],
            }
        )
        for start in range(0, count, 20)
    ]


def answers(count: int = QUESTIONS) -> dict[str, Any]:
    """An answer to each question that takes one."""
    given: dict[str, Any] = {}
    for number in range(count):
        said = [f"text {number}", str(number), True, "b", f"{number},50", "2026-03-09", "08:30", None][
            number % 8
        ]
        if said is not None:
            given[f"q{number}"] = said
    return given


def measured() -> dict[str, float]:
    """The median milliseconds of each."""
    who = Person(pk=1, given_name="Ana", email="ana@acme.example", organization_id=1)
    asked, given = form(), answers()

    def context() -> Context:
        return Context(who, who, date(2026, 3, 2), is_working_day=lambda day: day.weekday() < 5)

    def draw() -> str:
        return render_to_string("ui/forms/form.html", {"form": bind(asked, context(), raw=given)})

    with translation.override("es"):
        return {
            "draw": _milliseconds(draw),
            "check": _milliseconds(lambda: check(asked, given, context())),
            "browser": _in_browser(draw()),
        }


def _question(number: int) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = [
        {"type": "short_text"},
        {"type": "number"},
        {"type": "yes_no"},
        {"type": "choice", "options": [{"value": value, "label": {"en": value}} for value in "abcd"]},
        {"type": "money"},
        {"type": "date", "min": {"add_working_days": [{"fact": "today"}, 2]}},
        {"type": "time"},
        {"type": "calculated", "value": {"add": [{"fact": f"answers.q{number - 6}"}, number]}},
    ]
    found = {"id": f"q{number}", "label": {"en": f"Question {number}"}, **kinds[number % 8]}
    if number >= 8 and number % 8 not in (1, 7):
        before = number - number % 8 - 7
        found["visible_if"] = {
            "any": [{"fact": f"answers.q{before}", "op": "gte", "value": 0}, {"not": True}]
        }
    return found


def _milliseconds(run: Callable[[], object]) -> float:
    run()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _in_browser(drawn: str) -> float:
    """From a key pressed to every condition worked out, in Chromium."""
    script = """([name, times]) => {
      const input = document.querySelector(`[name="${name}"]`), taken = [];
      for (let n = 0; n < times; n += 1) {
        input.value = String(n);
        const began = performance.now();
        input.dispatchEvent(new Event("input", { bubbles: true }));
        taken.push(performance.now() - began);
      }
      return taken.sort((one, other) => one - other)[Math.floor(times / 2)];
    }"""
    with _served(drawn) as address, sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        page = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"]).new_page()
        page.goto(address)
        page.wait_for_selector("form[data-ready]")
        return float(page.evaluate(script, ["q1", EVENTS]))


@contextmanager
def _served(drawn: str) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/static"))

        def do_GET(self) -> None:
            if self.path != "/":
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><html lang=es><body>{drawn}".encode())
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(STATIC)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Measure and print, each beside what it may take."""
    print(f"A form of {QUESTIONS} questions (ms, median of {TIMES})")
    for name, taken in measured().items():
        print(f"  {name:8} {taken:7.1f}   (at most {BUDGET[name]})")


if __name__ == "__main__":
    main()
