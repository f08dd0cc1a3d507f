"""The registers, in the order in which they are shown."""

from __future__ import annotations

from ventanilla.surfaces.designer.organisation.kinds.calendars import Calendars
from ventanilla.surfaces.designer.organisation.kinds.categories import Categories
from ventanilla.surfaces.designer.organisation.kinds.centres import Centres
from ventanilla.surfaces.designer.organisation.kinds.departments import Departments
from ventanilla.surfaces.designer.organisation.kinds.equipment import Equipment
from ventanilla.surfaces.designer.organisation.kinds.places import Places
from ventanilla.surfaces.designer.organisation.kinds.teams import Teams
from ventanilla.surfaces.designer.organisation.register import Register

REGISTERS: dict[str, Register] = {
    one.slug: one
    for one in (Departments(), Teams(), Places(), Calendars(), Categories(), Equipment(), Centres())
}
