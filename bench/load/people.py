"""A company of thousands: everybody who has no duties works in each branch, below the same people as at home."""

from __future__ import annotations

from django.db.models import Max

from bench.load.copying import copy, copy_models, sequences_after
from ventanilla.core.access.models import AudienceMember, RoleAssignment
from ventanilla.core.people.models import Department, Person, Team, TeamMember
from ventanilla.records.catalog.models import Service

STEP = 1_000_000
"""The colleague of the person i in the branch b has the key i + b * STEP."""


def movable() -> list[int]:
    """The keys of those who are no agents, leads, heads or owners: they ask and approve."""
    busy = {
        *RoleAssignment.objects.values_list("person", flat=True),
        *TeamMember.objects.values_list("person", flat=True),
        *Team.objects.values_list("lead", flat=True),
        *Department.objects.values_list("head", flat=True),
        *Service.objects.values_list("owner", flat=True),
    }
    plain = Person.objects.filter(is_active=True, pk__lt=STEP).order_by("pk").values_list("pk", flat=True)
    return [pk for pk in plain if pk not in busy]


def fill(count: int) -> int:
    """Branches until there are some `count` people. Returns how many branches there are besides the first."""
    assert (Person.objects.aggregate(most=Max("pk"))["most"] or 0) < STEP
    originals = list(Person.objects.filter(pk__in=movable()).order_by("pk"))
    many = max(1, (count - Person.objects.count()) // len(originals))
    surnames = [person.family_name for person in originals]
    moves = {person.pk for person in originals}

    def colleague(person: Person, place: int, branch: int) -> Person:
        name, _, domain = person.email.partition("@")
        made = Person.objects.model(
            **{f.attname: getattr(person, f.attname) for f in Person._meta.concrete_fields}
        )
        made.pk = person.pk + branch * STEP
        made.email, made.external_id = f"{name}.{branch}@{domain}", ""
        made.family_name = surnames[(place + branch) % len(surnames)]
        if person.manager_id in moves:
            made.manager_id = person.manager_id + branch * STEP
        return made

    numbered = [(place, person) for place, person in enumerate(originals)]
    copy_models(
        Person,
        (colleague(person, place, branch) for branch in range(1, many + 1) for place, person in numbered),
    )
    _let_in(moves, many)
    sequences_after("people_person", (many + 1) * STEP)
    return many


def branches() -> int:
    """How many branches there are besides the first."""
    return (Person.objects.aggregate(most=Max("pk"))["most"] or 0) // STEP


def _let_in(moves: set[int], many: int) -> None:
    """Everybody belongs to the audiences of the person whose colleague they are."""
    members = list(AudienceMember.objects.filter(person__in=moves).values_list("audience", "person"))
    rows = ((audience, person + b * STEP) for b in range(1, many + 1) for audience, person in members)
    copy("access_audiencemember", ["audience_id", "person_id"], rows)
