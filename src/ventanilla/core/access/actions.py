"""Audiences and groups, with their members kept worked out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction

from ventanilla.core.access.models import Audience, AudienceMember
from ventanilla.core.kit import jobs
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Group, GroupMember, Person
from ventanilla.core.rules import evaluate


def audience_for(rule: Any) -> Audience:
    """The audience of `rule` (JSON over `person.*`), made with its members on first use. Equal rules share one."""
    digest = hashlib.sha256(json.dumps(rule, sort_keys=True).encode()).hexdigest()
    audience, created = Audience.objects.get_or_create(digest=digest, defaults={"rule": rule})
    if created:
        _fill_audience(audience)
    return audience


def _fill_audience(audience: Audience) -> None:
    AudienceMember.objects.bulk_create(
        AudienceMember(audience=audience, person=person)
        for person in _everybody()
        if evaluate(audience.rule, person_facts(person, "person"))
    )


def fill_group(group: Group) -> None:
    """Work the members of a group with a rule out anew; a group with fixed members stays as it is."""
    if group.rule is None:
        return
    wanted = {p.pk for p in _everybody() if evaluate(group.rule, person_facts(p, "person"))}
    with transaction.atomic():
        GroupMember.objects.filter(group=group).exclude(person__in=wanted).delete()
        GroupMember.objects.bulk_create(
            [GroupMember(group=group, person_id=pk) for pk in sorted(wanted)], ignore_conflicts=True
        )


def refresh_person(person: Person) -> None:
    """Put `person` in the groups and audiences that their facts say now. Called whenever a person changes, in the
    same transaction; groups first, because audiences may name them."""
    facts = person_facts(person, "person")
    for group in Group.objects.filter(rule__isnull=False):
        _set(
            GroupMember, {"group": group, "person": person}, person.is_active and evaluate(group.rule, facts)
        )
    facts = person_facts(person, "person")
    for audience in Audience.objects.all():
        _set(AudienceMember, {"audience": audience, "person": person}, evaluate(audience.rule, facts))


def _set(model: type[GroupMember] | type[AudienceMember], row: dict[str, Any], wanted: bool) -> None:
    if wanted:
        model.objects.get_or_create(**row)
    else:
        model.objects.filter(**row).delete()


def _everybody() -> list[Person]:
    related = Person.objects.select_related("department", "location", "organization", "manager")
    return list(related.prefetch_related("teams", "portal_groups").order_by("pk"))


def refresh_everybody_later() -> None:
    """After a change that may move many people (a group's members, a location's place in the tree). Nothing to do
    while there is no rule yet that anybody could come under."""
    if Audience.objects.exists() or Group.objects.filter(rule__isnull=False).exists():
        jobs.enqueue("access.refresh_audiences", queueing_lock="access.refresh_audiences")
