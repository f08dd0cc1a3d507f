"""What a row of the table of addresses says, and the ways to write one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.isolation.acme import ANONYMOUS, AT_THE_DESK, CUSTOMERS, EVERYBODY, Acme

Statuses = dict[str, int]
Fill = Callable[[Acme], dict[str, object]]
INSIDERS = EVERYBODY - CUSTOMERS
# The others are seen by the same people as the first.
TICKETS = ("waiting", "secret", "customers")


def gives(status: int, to: Iterable[str] = EVERYBODY, *, others: int = 404, anonymous: int = 302) -> Statuses:
    """`status` to the roles `to`, `others` to everybody else who is signed in."""
    chosen = set(to)
    return {ANONYMOUS: anonymous, **{role: status if role in chosen else others for role in EVERYBODY}}


def api(status: int, to: Iterable[str] = EVERYBODY, *, others: int = 404, anonymous: int = 401) -> Statuses:
    return gives(status, to, others=others, anonymous=anonymous)


def desk(status: int, to: Iterable[str] = AT_THE_DESK, *, others: int = 404) -> Statuses:
    """At the desk whoever doesn't work there is turned away at the door."""
    found = gives(status, to, others=others)
    return {role: 403 if role in EVERYBODY - AT_THE_DESK else given for role, given in found.items()}


ALL_OPEN = gives(200, anonymous=200)
# The method is looked at before the person, so a few of them will do.
SOME = (ANONYMOUS, "ana", "lucia", "clara")
NO_SUCH_METHOD = {role: gives(405)[role] for role in SOME}
NO_SUCH_METHOD_FOR_ANYBODY = dict.fromkeys(SOME, 405)
ADMINISTRATOR = gives(200, {"admin"}, others=403)


@dataclass(frozen=True)
class Row:
    """One address, filled in one way: what GET and POST (with `data`) give to each role."""

    route: str
    get: Statuses
    post: Statuses = field(default_factory=lambda: NO_SUCH_METHOD)
    fill: Fill = lambda _world: {}
    data: Any = None
    about: str = ""
    query: str = ""

    @property
    def id(self) -> str:
        return f"{self.route or '/'} {self.about}".strip()


def number(ticket: str) -> Fill:
    return lambda world: {"number": world.tickets[ticket].number}


def in_ticket(ticket: str, **more: Callable[[Acme], object]) -> Fill:
    return lambda world: {
        "number": world.tickets[ticket].number,
        **{name: find(world) for name, find in more.items()},
    }


def file_of(name: str) -> Callable[[Acme], object]:
    return lambda world: world.files[name]


def task_of(ticket: str) -> Callable[[Acme], object]:
    return lambda world: world.task(ticket)


def slug(name: str) -> Fill:
    return lambda _world: {"slug": name}


NOWHERE: Fill = lambda _world: {"number": "REQ-99999999"}  # noqa: E731
