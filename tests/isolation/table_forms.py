"""Secrets among the answers: a request that holds none has none to show, to whoever sees it."""

from __future__ import annotations

from tests.isolation.rows import TICKETS, Row, gives, in_ticket

ROWS = [
    Row(
        "requests/<slug:number>/secrets/<slug:question>/",
        gives(404),
        gives(404),
        in_ticket(ticket, question=lambda _world: "pin"),
        about=ticket,
    )
    for ticket in TICKETS
] + [
    Row(
        "requests/<slug:number>/tasks/<int:pk>/secrets/<slug:question>/",
        gives(404),
        gives(404),
        in_ticket(ticket, question=lambda _world: "pin", pk=lambda _world: 999_999_999),
        about=ticket,
    )
    for ticket in TICKETS
]
