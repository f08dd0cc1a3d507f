"""Whom the seats of an approval mean, for one ticket: the machine's questions about people, answered by rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Department, GroupMember, Person, Team
from ventanilla.core.people.queries import absence_for
from ventanilla.core.rules import RuleFault, evaluate
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.naming import LONGEST_NUMBER, anybody_named
from ventanilla.records.assets.models import Asset
from ventanilla.records.budgets.queries import centre_by_code
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Ticket

LINE = Standing(
    lambda person: Person.objects.filter(pk=person).values_list("manager_id", "is_active"), person=-1
)
"""Who manages somebody, and whether they are still here."""


@dataclass(frozen=True)
class PeopleDirectory:
    """Implements machine.Directory for the tickets of `service`; with `ticket` also what only that one knows."""

    service: Service
    ticket: Ticket | None = None

    def manager_of(self, person: int) -> int | None:
        return next((manager for manager, _active in LINE(person=person)), None)

    def head_of_department(self, person: int) -> int | None:
        return Department.objects.filter(people=person).values_list("head", flat=True).first()

    def owner_of_service(self) -> int | None:
        return self.service.owner_id

    def lead_of_owning_team(self) -> int | None:
        return self.service.owner_team.lead_id

    def lead_of_working_team(self) -> int | None:
        return self._working_team().lead_id

    def _working_team(self) -> Team:
        team = self.ticket.team if self.ticket else None
        return team or self.service.owner_team

    def lead_of_team(self, team: str) -> int | None:
        return Team.objects.filter(slug=team).values_list("lead", flat=True).first()

    def members_of_group(self, group: str) -> Iterable[int]:
        return GroupMember.objects.filter(group__slug=group).values_list("person", flat=True)

    def members_of_team(self, team: str) -> Iterable[int]:
        its = {"service.owner": self.service.owner_team_id, "ticket.team": self._working_team().pk}
        rows = Team.objects.filter(pk=its[team]) if team in its else Team.objects.filter(slug=team)
        return rows.exclude(members=None).values_list("members", flat=True)

    def person_by_email(self, email: str) -> int | None:
        person = anybody_named(email)
        return person.pk if person else None

    def person_named(self, name: str) -> int | None:
        person = anybody_named(name)
        return person.pk if person else None

    def cost_centre_of(self, person: int) -> str | None:
        return Person.objects.filter(pk=person).values_list("cost_centre", flat=True).first() or None

    def owner_of_cost_centre(self, code: str) -> int | None:
        centre = centre_by_code(code)
        return centre.owner_id if centre else None

    def holder_of_asset(self, name: str) -> int | None:
        numbered = name.isdecimal() and len(name) <= LONGEST_NUMBER
        rows = Asset.objects.filter(Q(serial=name) | Q(pk=int(name)) if numbered else Q(serial=name))
        asset = rows.select_related("model__department").first()
        return (asset.holder_id or asset.model.department.head_id) if asset else None

    def is_active(self, person: int) -> bool:
        return any(active for _manager, active in LINE(person=person))

    def is_ours(self, person: int) -> bool:
        ours = Q(organization__kind=OrganizationKind.INTERNAL)
        if self.ticket:
            people = (self.ticket.requester.organization_id, self.ticket.requested_for.organization_id)
            ours |= Q(organization__in=people)
        return Person.objects.filter(ours, pk=person).exists()

    def absence_of(self, person: int) -> machine.Away | None:
        found = absence_for(person, service=self.service.slug, department=self.service.department.slug)
        return machine.Away(found.delegate_id, found.until_on) if found else None

    def fulfils(self, person: int, rule: Any) -> bool:
        facts = person_facts(Person.objects.get(pk=person), "person")
        try:
            return evaluate(rule, facts)
        except RuleFault:
            return False
