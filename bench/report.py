"""The table, in Markdown: for the terminal, and for docs/performance.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.drive import Measured

CLIENTS = (1, 8)
BARE = "bare list"
Results = dict[int, dict[str, dict[int, Measured]]]  # by tickets, page and clients
SHOWN = (
    "shared_buffers",
    "effective_cache_size",
    "work_mem",
    "random_page_cost",
    "jit",
    "fsync",
    "synchronous_commit",
    "join_collapse_limit",
)
PEERS = """\
| work, 200,000 tickets, one client, p50 | django-helpdesk 2.6 | Request Tracker 5 |
|---|---|---|
| my requests | 203 ms, 96 queries | 142 ms, 77 queries |
| requester opens a ticket | 34 ms, 12 | 156 ms, 83 |
| submit | 37 ms, 18 | 392 ms, 211 |
| agent's queue | 277 ms, 167 | 1,339 ms, 498 |
| agent opens a ticket | 96 ms, 47 | 1,035 ms, 223 |
| ticket search | 3,277 ms, 77 | 1,646 ms, 534 |
| knowledge search | has none | 224 ms, 14 |"""


def written(results: Results, address: str) -> str:
    """The whole report."""
    parts = [machine(address)]
    for tickets, pages in results.items():
        parts.append(f"### {tickets:,} tickets\n\n{table(pages)}")
    if len(results) > 1:
        parts.append(f"### Growth\n\n{growth(results)}")
    parts.append(f"### What the peers take on such a machine\n\n{PEERS}")
    return "\n\n".join(parts) + "\n"


def table(pages: dict[str, dict[int, Measured]]) -> str:
    """One line for each page: alone, and eight at a time."""
    head = "| page | queries | kB | alone: p50 | p95 | a second | 8 clients: p50 | p95 | a second | × bare list |"
    lines = [head, "|---|" + "--:|" * 9]
    for name, by_clients in pages.items():
        one, many = (by_clients[clients] for clients in CLIENTS)
        times_bare = one.at(0.5) / pages[BARE][1].at(0.5)
        lines.append(
            f"| {name} | {one.usual_queries} | {one.usual_size:.0f}"
            f" | {one.at(0.5):.1f} | {one.at(0.95):.1f} | {one.a_second:.0f}"
            f" | {many.at(0.5):.1f} | {many.at(0.95):.1f} | {many.a_second:.0f} | {times_bare:.1f} |"
        )
    return "\n".join(lines)


def growth(results: Results) -> str:
    """How much longer each page takes in the larger databases than in the smallest, alone, in the middle; and how
    much more it has to show there: lists of a few rows are full pages where there is more."""
    smallest, *larger = results
    lines = [
        f"| page | {smallest:,} | " + " | ".join(f"{size:,}" for size in larger) + " |",
        "|---|" + "--:|" * len(results),
    ]
    for name, measured in results[smallest].items():
        base = measured[1].at(0.5)
        shown = measured[1].usual_size  # nothing where the answer leads elsewhere
        there = [results[size][name][1] for size in larger if name in results[size]]
        ratios = (
            f"× {each.at(0.5) / base:.2f}" + (f" (shows × {each.usual_size / shown:.2f})" if shown else "")
            for each in there
        )
        lines.append(f"| {name} | {base:.1f} ms | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def machine(address: str) -> str:
    """On what it was measured, and how busy that was with other things."""
    with psycopg.connect(address) as connection:
        (version,) = connection.execute("SHOW server_version").fetchone() or ("?",)
        found = connection.execute(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s) ORDER BY name",
            [list(SHOWN)],
        ).fetchall()
    settings = ", ".join(f"{name} {value}" for name, value in found)
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    cpu = names[0].partition(":")[2].strip() if names else platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({cpu}), {memory} GB, Python"
        f" {platform.python_version()}, PostgreSQL {version} on the same machine ({settings}). Load of the machine"
        f" at the end of the run: {os.getloadavg()[0]:.1f}, of which the bench itself makes some two."
        " Times in milliseconds."
    )
