"""The small world in which everything happened once: the demo, a part of its past, more people and articles."""

from __future__ import annotations

import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from bench.load import articles, people, tickets  # noqa: E402
from ventanilla.cli.prepare import collect_static_files, migrate_tables  # noqa: E402
from ventanilla.demo import build  # noqa: E402
from ventanilla.demo.past.frame import COUNT, frame  # noqa: E402
from ventanilla.demo.past.life import live  # noqa: E402
from ventanilla.demo.past.plan import Cast, plan  # noqa: E402
from ventanilla.engines.notifications.actions import suppressed  # noqa: E402

EVERY = 6  # of the past requests of the demo: a hundred courses are variety enough


def make(persons: int, texts: int) -> None:
    """All of it in the empty database that this process works on."""
    migrate_tables()
    collect_static_files()
    build.fill(say)
    past()
    say(f"{people.fill(persons)} branches of the company")
    say(f"{articles.fill(texts)} articles")
    tickets.settle()


def past() -> None:
    """Requests of half a year, each through its whole life."""
    found, cast = frame(), Cast()
    for wish in plan(found.until, COUNT)[::EVERY]:
        with transaction.atomic(), suppressed():
            live(wish, found.first + wish.position, cast, found.until)
    say("a past of half a year")


def say(words: str) -> None:
    """One line for each part, with the seconds so far."""
    print(f"  {time.monotonic() - BEGAN:6.1f} s  {words}", flush=True)


BEGAN = time.monotonic()

if __name__ == "__main__":
    make(int(sys.argv[1]), int(sys.argv[2]))
