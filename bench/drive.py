"""People at their browsers: so many at a time, each asking again as soon as there is an answer."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode

from bench import places
from bench.places import COUNT

CSRF = "a" * 32
FINE = (200, 302)


@dataclass
class Measured:
    """What one page took: seconds of each request, how many statements, and how long the answers were."""

    seconds: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)  # bytes
    lasted: float = 0.0

    @property
    def a_second(self) -> float:
        """Answered requests a second."""
        return len(self.seconds) / self.lasted

    def at(self, share: float) -> float:
        """The time within which `share` of the requests were answered, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    @property
    def usual_queries(self) -> int:
        """The statements of the request in the middle."""
        return int(median(self.queries))

    @property
    def usual_size(self) -> float:
        """The length of the answer in the middle, in kilobytes: how much there was to show."""
        return median(self.sizes) / 1000


class Browser:
    """One connection that stays open."""

    def __init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", places.PORT, timeout=60)

    def send(self, call: dict[str, Any]) -> tuple[float, int, int]:
        """The seconds until the whole answer was there, the statements it took, and its bytes.

        Raises RuntimeError when it is no page.
        """
        headers = {"Cookie": f"sessionid={call['cookie']}; csrftoken={CSRF}", "Accept": "text/html"}
        body = None
        if call["data"] is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}
            body = urlencode({**call["data"], "key": uuid.uuid4().hex})
        path = quote(call["path"], safe="/?=&%:")
        began = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = time.perf_counter() - began
        if answer.status not in FINE or "/sign-in/" in (answer.getheader("Location") or ""):
            raise RuntimeError(f"{path}: {answer.status} {text[:2000]!r}")
        return took, int(answer.getheader(COUNT) or 0), len(text)


def measure(calls: list[dict[str, Any]], *, clients: int, seconds: float, least: int) -> Measured:
    """Send the calls, over and over, by so many clients: for `seconds`, and at least `least` of them."""
    found, lock = Measured(), threading.Lock()
    turns: Iterator[dict[str, Any]] = itertools.cycle(calls)
    faults: list[Exception] = []
    began = time.perf_counter()

    def work() -> None:
        browser = Browser()
        try:
            while not faults and (time.perf_counter() - began < seconds or len(found.seconds) < least):
                with lock:
                    call = next(turns)
                took, queries, size = browser.send(call)
                with lock:
                    found.seconds.append(took)
                    found.queries.append(queries)
                    found.sizes.append(size)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    found.lasted = time.perf_counter() - began
    return found
