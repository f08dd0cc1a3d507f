"""Whom the seats of an approval mean, for one ticket: the machine's questions about people, answered by rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ventanilla.core.people.models import Department, GroupMember, Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow.runtime.naming import somebody_named
from ventanilla.records.catalog.models import Service


@dataclass(frozen=True)
class PeopleDirectory:
    """Implements machine.seats.Directory for the tickets of `service`."""

    service: Service

    def manager_of(self, person: int) -> int | None:
        return Person.objects.filter(pk=person).values_list("manager", flat=True).first()

    def head_of_department(self, person: int) -> int | None:
        return Department.objects.filter(people=person).values_list("head", flat=True).first()

    def owner_of_service(self) -> int | None:
        return self.service.owner_id

    def lead_of_owning_team(self) -> int | None:
        return self.service.owner_team.lead_id

    def lead_of_team(self, team: str) -> int | None:
        return Team.objects.filter(slug=team).values_list("lead", flat=True).first()

    def members_of_group(self, group: str) -> Iterable[int]:
        return GroupMember.objects.filter(group__slug=group).values_list("person", flat=True)

    def person_by_email(self, email: str) -> int | None:
        person = by_email(email)
        return person.pk if person else None

    def person_named(self, name: str) -> int | None:
        person = somebody_named(name)
        return person.pk if person else None

    def is_active(self, person: int) -> bool:
        return Person.objects.filter(pk=person, is_active=True).exists()
