"""Outages and components: seen by those who use what is out, run by the agents of the department that keeps it."""

from __future__ import annotations

import json

from tests import factories
from tests.isolation.acme import ASKS, AT_THE_DESK, CUSTOMERS, EVERYBODY, SEES, WORKS, Acme
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    TICKETS,
    Fill,
    Row,
    Statuses,
    api,
    desk,
    gives,
    number,
    slug,
)
from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.records.status.actions import open_outage, save_component
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.choices import Health
from ventanilla.records.status.models import Component

KEEPS = frozenset({"lucia", "luis", "iris"})
DESIGNS = frozenset({"rosa", "iris", "hugo", "dora", "admin"})
CUSTOMER = {"fact": "person.organization_kind", "op": "is", "value": "customer"}
SAID = {"state": "watching", "text_es": "Ya va."}


def component(name: str) -> Component:
    """Kept by IT: `mail` for our own people, `app` for customers."""
    audience = dict(INTERNAL) if name == "mail" else CUSTOMER
    values = ComponentValues(name={"es": name}, department=factories.department("it"), audience=audience)
    return save_component(actor=None, slug=name, values=values)


def out(name: str) -> Fill:
    def fill(_world: Acme) -> dict[str, object]:
        touched = {component(name): Health.DOWN}
        made = open_outage(actor=None, title={"es": f"No funciona: {name}"}, components=touched)
        return {"pk": made.pk, "outage_id": made.pk}

    return fill


def kept(name: str) -> Fill:
    return lambda _world: {"slug": component(name).slug}


def designing(status: int, whose: frozenset[str] = DESIGNS, *, others: int = 404) -> Statuses:
    """Turned away at the door unless they design; then `others` unless it is their department's."""
    found = gives(status, whose, others=others)
    return {role: 403 if role in EVERYBODY - DESIGNS else given for role, given in found.items()}


def _portal() -> list[Row]:
    rows = [Row("status/", gives(200), NO_SUCH_METHOD_FOR_ANYBODY)]
    for name, whose in (("mail", INSIDERS), ("app", CUSTOMERS | KEEPS)):
        rows += [
            Row("status/<int:pk>/", gives(200, whose), NO_SUCH_METHOD_FOR_ANYBODY, out(name), about=name),
            Row(
                "status/<int:pk>/following/",
                NO_SUCH_METHOD,
                gives(302, whose),
                out(name),
                {"affected": "1"},
                name,
            ),
            Row(
                "status/components/<slug:slug>/following/",
                NO_SUCH_METHOD,
                gives(302, whose),
                kept(name),
                {"wanted": "1"},
                name,
            ),
        ]
    for ticket in TICKETS:
        sees, asks = SEES[ticket], ASKS[ticket]
        refused = {role: 403 if role in sees - asks else given for role, given in gives(409, asks).items()}
        route = "requests/<slug:number>/still-failing/"
        rows.append(Row(route, NO_SUCH_METHOD, refused, number(ticket), {}, ticket))
    return rows


def _desk() -> list[Row]:
    one = "desk/outages/<int:pk>/"
    rows = [
        Row("desk/outages/", desk(200)),
        Row("desk/outages/new/", desk(200), desk(422), data={}),
        Row("desk/queue/outage/", NO_SUCH_METHOD, desk(302), data={}),
        Row(one, desk(200, KEEPS), fill=out("mail")),
        Row(f"{one}updates/", NO_SUCH_METHOD, desk(302, KEEPS), out("mail"), SAID),
        Row(f"{one}cancellation/", NO_SUCH_METHOD, desk(409, KEEPS), out("mail"), {}),
    ]
    return rows + [
        Row(
            "desk/tickets/<slug:number>/outage/",
            NO_SUCH_METHOD,
            desk(302, WORKS[ticket] & AT_THE_DESK),
            number(ticket),
            {"leave": "1"},
            ticket,
        )
        for ticket in TICKETS
    ]


def _designer() -> list[Row]:
    mine = frozenset({"iris", "admin"})
    behind = {
        role: status for role, status in gives(405, DESIGNS, others=405).items() if role in NO_SUCH_METHOD
    }
    given = {"name_es": "Correo", "department": "it"}
    return [
        Row("designer/components/", designing(200)),
        Row("designer/components/new/", designing(200), designing(422), data={}),
        Row(
            "designer/components/<slug:slug>/",
            designing(200, mine),
            designing(302, mine),
            kept("mail"),
            given,
        ),
        Row(
            "designer/components/<slug:slug>/place/", behind, designing(302, mine), kept("mail"), {"to": "up"}
        ),
        Row(
            "designer/components/<slug:slug>/",
            designing(404),
            designing(404),
            slug("nothing"),
            given,
            "nothing",
        ),
    ]


def _api() -> list[Row]:
    nothing, one, runs = NO_SUCH_METHOD_FOR_ANYBODY, "api/v1/status/outages/<outage_id>", KEEPS | {"admin"}
    update = json.dumps({"state": "watching", "text": {"es": "Ya va."}})
    return [
        Row("api/v1/status", api(200), nothing),
        Row("api/v1/status/outages", api(200), {}),
        Row(one, api(200, INSIDERS), nothing, out("mail"), about="mail"),
        Row(one, api(200, CUSTOMERS | KEEPS), nothing, out("app"), about="app"),
        Row(f"{one}/updates", nothing, api(201, runs), out("mail"), update),
        Row(f"{one}/end", nothing, api(200, runs), out("mail"), "{}"),
        Row(f"{one}/following", nothing, api(200, INSIDERS), out("mail"), json.dumps({"affected": True})),
        *_running(one, runs),
        *(row for ticket in TICKETS for row in _ties(ticket)),
    ]


def _running(one: str, runs: frozenset[str]) -> list[Row]:
    nothing, titled = NO_SUCH_METHOD_FOR_ANYBODY, {"title": {"es": "Correo"}}
    opened = json.dumps({**titled, "components": {"mail": "down"}})
    span = {"starts_at": "2027-01-01T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z"}
    planned = json.dumps({**titled, **span, "components": ["mail"]})
    opens = api(201, runs, others=403)
    plans = {role: 422 if status == 201 else status for role, status in opens.items()}
    none = json.dumps({"tickets": ["REQ-99999999"]})
    return [
        Row("api/v1/status/outages", {}, opens, kept("mail"), opened, about="opened"),
        Row("api/v1/status/works", nothing, plans, kept("mail"), planned),
        Row(f"{one}/cancellation", nothing, api(409, runs), out("mail"), "{}"),
        Row(f"{one}/reports", api(200, runs), api(422, runs), out("mail"), none),
    ]


def _ties(ticket: str) -> list[Row]:
    sees, asks, works = SEES[ticket], ASKS[ticket], WORKS[ticket]
    shown = {role: 403 if role in sees - works else given for role, given in api(200, works).items()}
    failing = {role: 403 if role in sees - asks else given for role, given in api(409, asks).items()}
    here = "api/v1/tickets/<slug:number>/"
    return [
        Row(f"{here}outage", shown, NO_SUCH_METHOD_FOR_ANYBODY, number(ticket), about=ticket),
        Row(f"{here}still-failing", NO_SUCH_METHOD_FOR_ANYBODY, failing, number(ticket), "{}", ticket),
    ]


ROWS = [*_portal(), *_desk(), *_designer(), *_api()]
