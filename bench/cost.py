"""What a page costs in processor time, in Python and in PostgreSQL: much the same on a busy machine.

python -m bench.cost 200000 "request page"            milliseconds for each request
python -m bench.cost 200000 "request page" --profile  where they go
python -m bench.cost 200000 "request page" --queries  the statements of one request
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import time
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import django

from bench import places

WARM_UP = 40
TIMES = 120
TICKS = os.sysconf("SC_CLK_TCK")


def main(size: str, *words: str) -> None:
    """Measure the pages that are named, or all."""
    os.environ |= places.environment(places.database(int(size)))
    django.setup()

    from bench.targets import Cast, pages

    found = pages(Cast())
    named = [word for word in words if not word.startswith("--")]
    for name in named or found:
        calls = found[name]
        if "--queries" in words:
            statements(calls[0])
        elif calls:
            for call in calls[:WARM_UP]:
                send(call)
            measure(name, calls[:TIMES], profiled="--profile" in words)


def send(call: dict[str, Any]) -> int:
    """One request, in this process; how many statements it took."""
    browser = client()
    browser.cookies["sessionid"] = call["cookie"]
    headers = {"Host": "localhost", "Accept": "text/html"}
    if call["data"] is not None:
        answer = browser.post(call["path"], {**call["data"], "key": uuid.uuid4().hex}, headers=headers)
    else:
        answer = browser.get(call["path"], headers=headers)
    assert answer.status_code in (200, 302), (call["path"], answer.status_code)
    return int(answer[places.COUNT])


@cache
def client() -> Any:
    """The one that sends all: a new one would build the chain of middlewares again."""
    from django.test import Client

    return Client()


def measure(name: str, calls: list[dict[str, Any]], *, profiled: bool) -> None:
    """Print one line, and the profile."""
    profile = cProfile.Profile()
    python, postgres, queries = time.process_time(), server_seconds(), 0
    if profiled:
        profile.enable()
    for call in calls:
        queries += send(call)
    profile.disable()
    python, postgres = time.process_time() - python, server_seconds() - postgres
    each = 1000 / len(calls)
    print(
        f"{name:<16} {queries / len(calls):5.1f} queries   Python {python * each:6.1f} ms"
        f"   PostgreSQL {postgres * each:6.1f} ms"
    )
    if profiled:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(90)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def server_seconds() -> float:
    """The processor time that this process's connections have taken on the server."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return sum(map(used, [row[0] for row in cursor.fetchall()]))


def used(pid: int) -> float:
    """The processor time of a process, in seconds."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(words[11]) + int(words[12])) / TICKS


def statements(call: dict[str, Any]) -> None:
    """Print what one request sends, the second time."""
    from django.db import connection

    def told(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            print(
                f"{(time.perf_counter() - began) * 1000:6.1f} ms  {sql[:1500]}\n           {str(parameters)[:300]}"
            )

    send(call)
    with connection.execute_wrapper(told):
        send(call)


if __name__ == "__main__":
    main(*sys.argv[1:])
