"""What an organisation is made of: for administrators of the portal, and who leads a team for its people."""

from __future__ import annotations

from ninja import Router

from ventanilla.surfaces.api.organisation import calendars, people, things
from ventanilla.surfaces.api.organisation.kind import register

router = Router(tags=["organisation"])
for kind in (
    people.Departments(),
    people.Teams(),
    people.Places(),
    calendars.CALENDARS,
    things.Categories(),
    things.Equipment(),
    things.Centres(),
):
    register(router, kind)
