"""Asking for a correction through the API: for those who work on the ticket."""

from __future__ import annotations

import json

from tests.isolation.acme import SEES, WORKS
from tests.isolation.rows import NO_SUCH_METHOD_FOR_ANYBODY, TICKETS, Row, api, number

ASKED = json.dumps({"text": "Falta algo"})


def _row(ticket: str) -> Row:
    given = {**api(403, SEES[ticket]), **dict.fromkeys(WORKS[ticket], 201)}
    route = "api/v1/tickets/<slug:number>/corrections"
    return Row(route, NO_SUCH_METHOD_FOR_ANYBODY, given, number(ticket), ASKED, ticket)


ROWS = [_row(ticket) for ticket in TICKETS]
