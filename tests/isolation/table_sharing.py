"""Who else sees a request: changed by those who take part, seen by nobody else."""

from __future__ import annotations

import json

from tests.isolation.acme import ASKS, EVERYBODY, SEES, Acme
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    TICKETS,
    Row,
    Statuses,
    api,
    gives,
    in_ticket,
    number,
    slug,
)

NOBODY_THERE = "nobody@nowhere.example"


def refused(seen: frozenset[str], allowed: frozenset[str], status: int) -> Statuses:
    """`status` to those who may, 403 to who sees it but may not, 404 to all others."""
    found = gives(status, allowed)
    return {role: 403 if role in seen - allowed else given for role, given in found.items()}


def _stranger(world: Acme) -> object:
    return world.people["otto"].pk


def _of(ticket: str) -> list[Row]:
    route, sees, asks = "requests/<slug:number>/", SEES[ticket], ASKS[ticket]
    call = "api/v1/tickets/<slug:number>/"
    nobody = NO_SUCH_METHOD_FOR_ANYBODY
    circle = "organization" if ticket == "customers" else "department"
    shares = frozenset() if ticket == "secret" else asks
    # Nobody of Acme is known to customers, nobody is called so, and agents of a confidential ticket add people too.
    unknown = json.dumps({"email": NOBODY_THERE})
    return [
        Row(
            f"{route}participants/<int:pk>/removal/",
            NO_SUCH_METHOD,
            gives(404),
            in_ticket(ticket, pk=_stranger),
            about=f"{ticket}, somebody who isn't in it",
        ),
        Row(f"{route}part/", NO_SUCH_METHOD, refused(sees, frozenset(), 302), number(ticket), about=ticket),
        Row(
            f"{route}sharing/",
            NO_SUCH_METHOD,
            refused(sees, shares, 302),
            number(ticket),
            {"circle": circle},
            ticket,
        ),
        Row(
            f"{route}rating/", NO_SUCH_METHOD, refused(sees, asks, 409), number(ticket), {"mark": "5"}, ticket
        ),
        Row(f"{call}rating", api(404), nobody, number(ticket), about=ticket),
        Row(f"{call}sharing", api(200, sees), nobody, number(ticket), about=ticket),
        Row(f"{call}participants", nobody, api(422, sees), number(ticket), unknown, ticket),
        Row(
            f"{call}participants/<int:participant>",
            nobody,
            nobody,
            in_ticket(ticket, participant=_stranger),
            about=ticket,
        ),
    ]


def _rest() -> list[Row]:
    people = "services/<slug:slug>/ask/people/"
    return [
        *(
            Row("requests/", gives(200), query=f"?of={whose}", about=whose)
            for whose in ("shared", "team", "x")
        ),
        *(Row("api/v1/tickets", api(200), {}, query=f"?of={whose}") for whose in ("mine", "shared", "team")),
        Row(people, gives(200, INSIDERS), NO_SUCH_METHOD, slug("purchase"), query="?q=a"),
        Row(
            people,
            gives(200, EVERYBODY - INSIDERS),
            NO_SUCH_METHOD,
            slug("support"),
            query="?q=a",
            about="customers",
        ),
        Row("api/v1/brand", gives(200, anonymous=200), NO_SUCH_METHOD_FOR_ANYBODY),
        Row("api/v1/announcements", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
    ]


ROWS = [*(row for ticket in TICKETS for row in _of(ticket)), *_rest()]
