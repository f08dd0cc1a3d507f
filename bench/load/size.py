"""Fill a copy of the small world: `python -m bench.load.size 200000`."""

from __future__ import annotations

import sys
import time

import django

django.setup()

from bench.load import people, tickets  # noqa: E402
from ventanilla.cli import place  # noqa: E402


def main(count: int) -> None:
    """Add the tickets, and say how long it took."""
    began = time.monotonic()
    tickets.fill(count, people.branches())
    loaded = time.monotonic()
    tickets.settle()
    print(
        f"  {count:,} tickets loaded in {loaded - began:.0f} s, settled in {time.monotonic() - loaded:.0f} s"
    )
    place.disconnect()


if __name__ == "__main__":
    main(int(sys.argv[1]))
