"""The way of asking: everybody's drafts and orders are their own, and following shows nothing of others."""

from __future__ import annotations

import json

from tests.isolation.acme import CUSTOMERS, SEES, Acme
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    TICKETS,
    Row,
    api,
    gives,
    number,
    slug,
)

NONE_OF_SAME = json.dumps({"number": "REQ-99999999"})
NO_TICKETS = json.dumps({"tickets": ["REQ-99999999"]})


def _nowhere(_world: Acme) -> dict[str, object]:
    return {"pk": 999_999_999, "order_id": 999_999_999}


def _approval_nowhere(world: Acme) -> dict[str, object]:
    return {"pk": 999_999_999, "number": world.tickets["waiting"].number}


def _of(ticket: str) -> list[Row]:
    route, sees = "requests/<slug:number>/", SEES[ticket]
    here = number(ticket)
    return [
        Row(f"{route}followed/", gives(404), NO_SUCH_METHOD, here, about=ticket),
        Row(f"{route}followed/end/", NO_SUCH_METHOD, gives(404), here, about=ticket),
        Row(f"{route}answers/", gives(302, sees), gives(302, sees), here, about=ticket),
        Row(f"{route}answers/state/", NO_SUCH_METHOD, gives(200, sees), here, about=ticket),
        Row(f"{route}left-out/", NO_SUCH_METHOD, gives(409, sees), here, about=ticket),
        Row("api/v1/tickets/<slug:number>/answers", NO_SUCH_METHOD_FOR_ANYBODY, {}, here, about=ticket),
    ]


def _again(ticket: str, service: str) -> Row:
    return Row(
        "services/<slug:slug>/ask/",
        gives(404),
        {},
        lambda world: {"slug": service},
        query="?again=REQ-99999999",
        about=f"again, {ticket}",
    )


def _of_service(name: str, whose: frozenset[str]) -> list[Row]:
    ask, service = "services/<slug:slug>/ask/", "api/v1/services/<slug:slug>/"
    return [
        Row(f"{ask}draft/", NO_SUCH_METHOD, gives(200, whose), slug(name), about=name),
        Row(f"{ask}draft/removal/", NO_SUCH_METHOD, gives(302, whose), slug(name), about=name),
        Row("api/v1/drafts/<slug:slug>", api(404), NO_SUCH_METHOD_FOR_ANYBODY, slug(name), about=name),
        Row(f"{service}same", NO_SUCH_METHOD_FOR_ANYBODY, api(200, whose), slug(name), "{}", name),
        Row(f"{service}following", NO_SUCH_METHOD_FOR_ANYBODY, api(404), slug(name), NONE_OF_SAME, name),
    ]


ROWS = [
    *(row for ticket in TICKETS for row in _of(ticket)),
    *_of_service("purchase", INSIDERS),
    *_of_service("support", CUSTOMERS),
    _again("waiting", "purchase"),
    Row("api/v1/drafts", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
    Row("api/v1/followed", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
    Row("api/v1/followed/<slug:number>", NO_SUCH_METHOD_FOR_ANYBODY, {}, number("waiting")),
    Row("api/v1/orders", NO_SUCH_METHOD_FOR_ANYBODY, api(409, others=409), data="{}"),
    Row("api/v1/orders/<order_id>", api(404), NO_SUCH_METHOD_FOR_ANYBODY, _nowhere),
    Row("api/v1/orders/<order_id>/withdrawal", NO_SUCH_METHOD_FOR_ANYBODY, api(404), _nowhere, NO_TICKETS),
    Row("order/", gives(200), NO_SUCH_METHOD),
    Row("order/services/", NO_SUCH_METHOD, gives(404)),
    Row("order/sending/", NO_SUCH_METHOD, gives(409)),
    Row("orders/<int:pk>/", gives(404), NO_SUCH_METHOD, _nowhere),
    Row("orders/<int:pk>/withdrawal/", NO_SUCH_METHOD, gives(404), _nowhere),
    Row("approvals/<int:pk>/left-out/<slug:number>/", NO_SUCH_METHOD, gives(404), _approval_nowhere),
]
