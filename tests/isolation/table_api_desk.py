"""Working through the API: only those whom a ticket is given to."""

from __future__ import annotations

import json

from tests.isolation.acme import SEES, WORKS
from tests.isolation.rows import NO_SUCH_METHOD_FOR_ANYBODY, TICKETS, Row, Statuses, api, in_ticket, number


def works(status: int, ticket: str) -> Statuses:
    """`status` to those who work on it, 403 to the others who see it, 404 to everybody else."""
    found = api(status, WORKS[ticket])
    return {role: 403 if role in SEES[ticket] - WORKS[ticket] else given for role, given in found.items()}


def _of(ticket: str) -> list[Row]:
    here = "api/v1/tickets/<slug:number>/"
    bodies = (
        ("assignment", {}),
        ("status", {"status": "waiting"}),
        ("priority", {"impact": "high", "urgency": "high"}),
        ("resolution", {"outcome": "declined", "end_steps": True}),
    )
    return [
        Row(
            f"{here}{verb}",
            NO_SUCH_METHOD_FOR_ANYBODY,
            works(200, ticket),
            number(ticket),
            json.dumps(body),
            ticket,
        )
        for verb, body in bodies
    ]


def _own(ticket: str) -> list[Row]:
    """No code is waited for in these, and nothing was made to be seen once: that is 404 to everybody."""
    here, code = "api/v1/tickets/<slug:number>/", json.dumps({"code": "1234 5678"})
    none, nothing = NO_SUCH_METHOD_FOR_ANYBODY, api(404)
    secret = in_ticket(ticket, secret_id=lambda _world: 999_999_999)
    return [
        Row(f"{here}code", none, nothing, number(ticket), code, ticket),
        Row(f"{here}secrets/<secret_id>", none, nothing, secret, "{}", ticket),
    ]


ROWS = [
    Row("api/v1/queue", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
    *(row for ticket in TICKETS for row in (*_of(ticket), *_own(ticket))),
]
