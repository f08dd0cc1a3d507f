"""`make bench`, or `python -m bench --tickets 10000,200000`."""

from __future__ import annotations

import argparse
import json
import sys

import psycopg

from bench import places, report
from bench.drive import Measured, measure
from bench.serve import server
from ventanilla.config import embedded_postgres

SIZES = "10000,200000"
WARM_UP = 150  # requests for each page, unmeasured: every connection has to have planned its statements
LEAST = 100


def main() -> int:
    """Make the databases that are missing, measure, print."""
    asked = arguments()
    sizes = sorted(int(size) for size in asked.tickets.split(","))
    places.DATA.mkdir(parents=True, exist_ok=True)
    with embedded_postgres.used(places.CLUSTER):
        if asked.fresh:
            forget()
        load(sizes, asked.people, asked.articles)
        if asked.only_load:
            return 0
        results = {size: measured(size, asked.pages, asked.seconds) for size in sizes}
        text = report.written(results, embedded_postgres.url(places.CLUSTER, places.database(sizes[-1])))
    (places.DATA / "report.md").write_text(text)
    print(f"\n{text}\n(also in {places.DATA / 'report.md'})")
    return 0


def arguments() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tickets", default=SIZES, help=f"sizes to measure (default: {SIZES})")
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=6, help="how long each page is measured, each time")
    parser.add_argument("--pages", default="", help="only these, by name, with commas")
    parser.add_argument("--only-load", action="store_true", help="don't measure")
    parser.add_argument("--fresh", action="store_true", help="load the data again")
    return parser.parse_args()


def load(sizes: list[int], people: int, articles: int) -> None:
    """The small world, and a copy of it for each size, filled."""
    if embedded_postgres.ensure_database(places.CLUSTER, places.BASE):
        print("The small world", flush=True)
        places.run(places.BASE, "bench.load.world", str(people), str(articles))
    for size in sizes:
        name = places.database(size)
        if exists(name):
            continue
        print(f"The database with {size:,} tickets", flush=True)
        on_server(f"CREATE DATABASE {name} TEMPLATE {places.BASE} STRATEGY FILE_COPY")
        places.run(name, "bench.load.size", str(size))


def measured(size: int, only: str, seconds: float) -> dict[str, dict[int, Measured]]:
    """Every page on the database of this size, alone and by eight at a time."""
    name = places.database(size)
    pages = json.loads(places.run(name, "bench.targets", capture=True).splitlines()[-1])
    names = [each.strip() for each in only.split(",")] if only else list(pages)
    found: dict[str, dict[int, Measured]] = {}
    with server(name):
        for page in dict.fromkeys((report.BARE, *names)):
            calls = pages[page]
            if not calls:
                continue
            measure(calls, clients=8, seconds=0, least=WARM_UP)
            found[page] = {
                clients: measure(calls, clients=clients, seconds=seconds, least=LEAST)
                for clients in report.CLIENTS
            }
            one, many = found[page].values()
            print(
                f"  {size:>9,}  {page:<15} {one.usual_queries:3} queries   1: {one.at(0.5):6.1f} ms"
                f"   8: {many.at(0.5):6.1f}, p95 {many.at(0.95):6.1f} ms, {many.a_second:5.0f}/s",
                flush=True,
            )
    return found


def forget() -> None:
    """Drop all databases of the bench."""
    for (name,) in on_server("SELECT datname FROM pg_database WHERE datname LIKE 'bench_%'"):
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def exists(name: str) -> bool:
    """Whether there is a database of this name."""
    return bool(on_server(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def on_server(statement: str) -> list[tuple[object, ...]]:
    """Run a statement outside of the bench's databases."""
    address = embedded_postgres.url(places.CLUSTER, "postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(statement)  # type: ignore[arg-type]
        return found.fetchall() if found.description else []


if __name__ == "__main__":
    sys.exit(main())
