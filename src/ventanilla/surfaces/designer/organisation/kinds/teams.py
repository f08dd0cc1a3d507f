"""Teams: the queues that people work on, and who is in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ventanilla.core.calendars.queries import default_calendar
from ventanilla.core.directory import organisation as actions
from ventanilla.core.directory import teams
from ventanilla.core.kit.registers import Keeping
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.designer.organisation.kinds.common import (
    address_of,
    chosen,
    departments,
    head_and_tail,
    slug_of,
    somebody,
)
from ventanilla.surfaces.designer.organisation.register import (
    Called,
    Field,
    Line,
    Register,
    Values,
    name_of,
    name_values,
)


class Teams(Register):
    slug: ClassVar[str] = "teams"
    keeping: ClassVar[Keeping] = actions
    more: ClassVar[str] = "designer/organisation/members.html"
    called: ClassVar[Called] = Called(
        gettext_lazy("Teams"),
        gettext_lazy("New team"),
        gettext_lazy("A team is the queue that its people work on. Services send their requests to teams."),
        gettext_lazy("Add the first one, and then the people who work in it."),
        "user-group",
    )

    def rows(self) -> QuerySet[Team]:
        related = Team.objects.select_related("department__calendar", "lead")
        return related.annotate(people=Count("members", distinct=True))

    def line(self, row: Any) -> Line:
        people = ngettext("%(count)s member", "%(count)s members", row.people) % {"count": row.people}
        lead = _("Lead: %(name)s") % {"name": row.lead.name} if row.lead else ""
        warning = _("Nobody is in it") if not row.people else ""
        if row.lead and not row.lead.is_active:
            warning = _("The lead has left")
        note = " · ".join(filter(None, (pick(row.department.name), lead)))
        return Line(pick(row.name), note, people, warning)

    def fields(self, row: Team | None) -> list[Field]:
        return head_and_tail(
            row,
            Field(
                "department",
                _("Department"),
                "choice",
                options=departments(row.department_id if row else None),
                empty=_("Choose…"),
            ),
            Field(
                "lead",
                _("Lead"),
                "email",
                _("Their e-mail address. They say who is in the team, and are told when something is late."),
                optional=True,
            ),
        )

    def written(self, row: Team | None) -> Values:
        return {
            **name_values(row),
            "slug": "",
            "department": slug_of(row.department) if row else "",
            "lead": address_of(row.lead) if row else "",
        }

    def save(self, actor: Person, row: Team | None, values: Values, edition: str | None) -> Team:
        return actions.save_team(
            actor=actor,
            team=row,
            slug=values.get("slug", ""),
            name=name_of(values),
            department=chosen(Department.objects.all(), values["department"], "department"),
            lead=somebody(values["lead"], "lead"),
            edition=edition,
        )

    def named_by(self, row: Team) -> list[str]:
        return services_saying(row.slug)

    def beside(self, row: Team) -> dict[str, Any]:
        hours = row.department.calendar or default_calendar()
        return {"hours": hours, "hours_name": pick(hours.name), **members_shown(row, None)}


def members_shown(team: Team, after: str | None) -> dict[str, Any]:
    """A page of who is in it."""
    found = teams.members_of(team, after=after)
    members = [
        {
            "pk": one.person.pk,
            "name": one.person.name,
            "email": one.person.email,
            "active": one.person.is_active,
            "lead": one.person.pk == team.lead_id,
            "works": one.works,
        }
        for one in teams.with_roles(team, found.items)
    ]
    return {"members": members, "more_members": f"?after={found.next}" if found.next else ""}
