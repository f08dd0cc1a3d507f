"""How often somebody may try: enough for a person with clumsy fingers, too few for a machine."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_ratelimit.core import is_ratelimited

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Person

PER_ADDRESS = "30/5m"
PER_ACCOUNT = "8/5m"
SEARCHES = 300
SEARCH_SECONDS = 300


class Counted:
    """How often each has tried since the last full `seconds`, counted in this process alone.

    It is no safeguard of an account, so that a few times as many (one for each process) do no harm; in the database a
    count took seven statements, a fifth of what a search costs in Python.
    """

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._window = 0
        self._tries: Counter[int] = Counter()
        self._one_at_a_time = Lock()

    def another(self, key: int) -> int:
        """Count one more, and say how many that makes."""
        window = int(clock.now().timestamp()) // self._seconds
        with self._one_at_a_time:
            if window != self._window:
                self._window, self._tries = window, Counter()
            self._tries[key] += 1
            return self._tries[key]


SEARCHING = Counted(SEARCH_SECONDS)


class TooMany(Refusal):
    """Too many tries in a short time."""

    code = "too_many"
    status = 429


def _address(group: str, request: HttpRequest) -> str:
    """Where the request comes from: behind a proxy, what the proxy nearest to us says (a caller can't forge it)."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def guard(request: HttpRequest, group: str, account: str) -> None:
    """Count one try of `group`, by network address and by account. Raises TooMany past the limits."""
    by_address = is_ratelimited(
        request, group=f"{group}-address", key=_address, rate=PER_ADDRESS, increment=True
    )
    by_account = is_ratelimited(
        request,
        group=f"{group}-account",
        key=lambda _group, _request: account.strip().lower(),
        rate=PER_ACCOUNT,
        increment=True,
    )
    if by_address or by_account:
        raise TooMany(_("Too many tries. Wait five minutes, then try again."))


def guard_searching(person: Person) -> None:
    """Count one search of somebody who is signed in: as many as anybody could type. Raises TooMany past that."""
    if SEARCHING.another(person.pk) > SEARCHES:
        raise TooMany(_("Too many searches. Wait five minutes, then try again."))
