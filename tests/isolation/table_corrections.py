"""Asking for a correction through the API, for those who work on the ticket; why it went where it went, for those who
see it."""

from __future__ import annotations

import json

from tests.isolation.acme import SEES, WORKS
from tests.isolation.rows import NO_SUCH_METHOD_FOR_ANYBODY, TICKETS, Row, api, number

ASKED = json.dumps({"text": "Falta algo"})


def _row(ticket: str) -> Row:
    given = {**api(403, SEES[ticket]), **dict.fromkeys(WORKS[ticket], 201)}
    route = "api/v1/tickets/<slug:number>/corrections"
    return Row(route, NO_SUCH_METHOD_FOR_ANYBODY, given, number(ticket), ASKED, ticket)


def _why(ticket: str) -> Row:
    route = "api/v1/tickets/<slug:number>/why"
    return Row(route, api(200, SEES[ticket]), NO_SUCH_METHOD_FOR_ANYBODY, number(ticket), about=ticket)


ROWS = [one(ticket) for ticket in TICKETS for one in (_row, _why)]
