"""Announcements: read by those whom they are for; made by administrators of the portal and of departments."""

from __future__ import annotations

import json

from tests.isolation.acme import EVERYBODY, Acme
from tests.isolation.rows import (
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Fill,
    Row,
    Statuses,
    api,
    gives,
)
from ventanilla.core.announcements.actions import save
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.people.choices import OrganizationKind

ANNOUNCE = frozenset({"iris", "hugo", "dora", "admin"})
NEW = {"title_es": "Aviso", "dismissible": "on"}


def announced(kind: OrganizationKind) -> Fill:
    def fill(world: Acme) -> dict[str, object]:
        row = save(
            actor=None,
            title={"es": "Aviso"},
            text={},
            reach=Reach(kinds=(kind,)),
            starts_at=clock.now(),
        )
        return {"pk": row.pk}

    return fill


def announcing(status: int, whose: frozenset[str] = ANNOUNCE, *, others: int = 404) -> Statuses:
    """Turned away at the door unless they announce; then `others` unless it is theirs."""
    found = gives(status, whose, others=others)
    return {role: 403 if role in EVERYBODY - ANNOUNCE else given for role, given in found.items()}


def announcements() -> list[Row]:
    """Every address about announcements."""
    page, own = "designer/announcements/<int:pk>/", frozenset({"admin"})
    internal, customers = announced(OrganizationKind.INTERNAL), announced(OrganizationKind.CUSTOMER)
    outside = frozenset({"clara", "carlos", "otto"})
    return [
        Row("announcements/", gives(200)),
        Row("announcements/<int:pk>/dismissal/", NO_SUCH_METHOD, gives(302, EVERYBODY - outside), internal),
        Row(
            "announcements/<int:pk>/dismissal/",
            NO_SUCH_METHOD,
            gives(302, outside),
            customers,
            about="for customers",
        ),
        Row("designer/announcements/", announcing(200)),
        Row("designer/announcements/new/", announcing(200), announcing(302, own, others=422), data=NEW),
        Row("designer/announcements/preview/", NO_SUCH_METHOD, announcing(200), data=NEW),
        Row(page, announcing(200, own), announcing(302, own), internal, NEW),
        Row(f"{page}end/", NO_SUCH_METHOD, announcing(302, own), internal),
    ]


def called() -> list[Row]:
    """The same through the API."""
    here, own = "api/v1/desk/announcements", frozenset({"admin"})
    one, nothing = f"{here}/<announcement_id>", NO_SUCH_METHOD_FOR_ANYBODY
    internal = announced(OrganizationKind.INTERNAL)

    def looks(status: int, whose: frozenset[str] = ANNOUNCE) -> Statuses:
        found = api(status, whose)
        return {role: 403 if role in EVERYBODY - ANNOUNCE else given for role, given in found.items()}

    def fill(world: Acme) -> dict[str, object]:
        return {"announcement_id": internal(world)["pk"]}

    return [
        Row(here, looks(200), looks(201), data=json.dumps({"title": {"es": "Aviso"}})),
        Row(one, looks(200, own), nothing, fill),
        Row(f"{one}/end", nothing, looks(200, own), fill, "{}"),
    ]


ROWS = [*announcements(), *called()]
