"""Connections, accesses, one-time codes and secrets, and messages that other systems send."""

from __future__ import annotations

from tests.isolation.acme import Acme
from tests.isolation.rows import (
    ADMINISTRATOR,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Fill,
    Row,
    api,
    desk,
    gives,
    number,
)
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.records.grants.actions import Terms, give

SAVED = gives(302, {"admin"}, others=403)
VALUES = {"name": "Practice", "owner": "lucia@acme.example", "enabled": "1"}
JUDGES = {"lucia", "iris", "admin"}


def connected(_world: Acme) -> dict[str, object]:
    owner = Person.objects.get(email=VALUES["owner"])
    values = {"kind": "practice", "name": "Practice", "settings": {}, "secrets": {}, "owner": owner}
    return {"slug": save_connection(actor=None, slug="practice", **values).slug}  # type: ignore[arg-type]


def granted(world: Acme) -> dict[str, object]:
    ticket = world.tickets["waiting"]
    given, _extended = give(
        ticket=ticket,
        holder=ticket.requested_for,
        access="vpn",
        label={"es": "VPN"},
        terms=Terms(review_days=30),
    )
    return {"pk": given.pk, "access_id": given.pk}


def nothing(ticket: str) -> Fill:
    return lambda world: {**number(ticket)(world), "pk": 0}


def rows() -> list[Row]:
    one = "designer/connections/<slug:slug>/"
    return [
        Row("designer/connections/", ADMINISTRATOR),
        Row(
            "designer/connections/new/",
            ADMINISTRATOR,
            SAVED,
            data=VALUES | {"kind": "practice"},
            query="?kind=practice",
        ),
        Row(one, ADMINISTRATOR, SAVED, connected, VALUES),
        Row(f"{one}trial/", NO_SUCH_METHOD, SAVED, connected),
        Row("accesses/", gives(200)),
        Row("accesses/<int:pk>/end/", NO_SUCH_METHOD, gives(302, {"ana"}), granted),
        Row("api/v1/accesses", api(200), NO_SUCH_METHOD_FOR_ANYBODY),
        Row(
            "api/v1/accesses/<access_id>/end", NO_SUCH_METHOD_FOR_ANYBODY, api(200, JUDGES | {"ana"}), granted
        ),
        Row("api/v1/accesses/<access_id>/keep", NO_SUCH_METHOD_FOR_ANYBODY, api(200, JUDGES), granted),
        Row("desk/accesses/", desk(200), query="?show=review&q=vpn"),
        Row("desk/accesses/<int:pk>/end/", NO_SUCH_METHOD, desk(302, JUDGES), granted),
        Row("desk/accesses/<int:pk>/keep/", NO_SUCH_METHOD, desk(302, JUDGES), granted),
        Row("requests/<slug:number>/code/", gives(404), gives(404), number("waiting"), {"code": "1"}),
        Row("requests/<slug:number>/once/<int:pk>/", gives(404), gives(404), nothing("waiting")),
        Row(
            "api/v1/callbacks/<token>/",
            NO_SUCH_METHOD_FOR_ANYBODY,
            gives(404, anonymous=404),
            lambda _world: {"token": "nobody"},
            "{}",
        ),
    ]


ROWS = rows()
