"""The linter with what the organisation's rows say: teams, groups and lists as they are today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import override

from ventanilla.core.blueprint.blocks import ForEach, Notify, walk
from ventanilla.core.blueprint.form import elements
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import ListOptions
from ventanilla.core.people.models import Group, Person, Team
from ventanilla.engines.workflow.machine.lint import Finding, Organisation, lint
from ventanilla.records.catalog.models import ListRow
from ventanilla.records.catalog.queries import known_to_packages


def findings(package: Package) -> list[Finding]:
    """Everything about a package that needs a look, the worst first. Some six queries, whatever its size."""
    return lint(package, organisation_for(package))


def organisation_for(package: Package) -> Organisation:
    """What the linter has to know besides the package."""
    active = Count("members", filter=Q(members__is_active=True), distinct=True)
    teams = Team.objects.annotate(active=active).values_list("slug", "active", "lead__is_active")
    rows = list(teams)
    groups = Group.objects.annotate(
        active=Count("groupmember", filter=Q(groupmember__person__is_active=True), distinct=True)
    )
    return Organisation(
        known=known_to_packages(),
        languages=_languages(),
        rows=_rows(_lists(package)),
        members=dict(groups.values_list("slug", "active")),
        staff={slug: count for slug, count, _lead in rows},
        leads=frozenset(slug for slug, _count, lead in rows if lead),
        memberships=_memberships(package),
    )


def _memberships(package: Package) -> dict[str, list[str]]:
    """The teams of the people to whom messages of the package go, by their address."""
    sent = (block.to for block in walk(package.workflow) if isinstance(block, Notify))
    named = {name.lower() for to in sent for name in to if isinstance(name, str) and "@" in name}
    if not named:
        return {}
    people = Person.objects.annotate(address=Lower("email")).filter(address__in=named)
    found: dict[str, list[str]] = {}
    for address, team in people.values_list("address", "teams__slug"):
        found.setdefault(address, []).extend([team] if team else [])
    return found


def _languages() -> dict[str, dict[str, str]]:
    """What each language is called in each of them."""
    found: dict[str, dict[str, str]] = {code: {} for code, _name in settings.LANGUAGES}
    for reader in found:
        with override(reader):
            for code, name in settings.LANGUAGES:
                found[code][reader] = str(name).lower() if reader == "es" else str(name)
    return found


def _lists(package: Package) -> set[str]:
    asked = [*elements(package.form), *(item for block in walk(package.workflow) for item in block.asked())]
    options = (getattr(element, "options", None) for element in asked)
    loops = (block.list for block in walk(package.workflow) if isinstance(block, ForEach))
    named = {*loops, *(planned.list for planned in package.schedules)}
    return {each.list for each in options if isinstance(each, ListOptions)} | {slug for slug in named if slug}


def _rows(slugs: Collection[str]) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {slug: [] for slug in slugs}
    for slug, key, values in ListRow.objects.filter(list__slug__in=slugs, active=True).values_list(
        "list__slug", "key", "values"
    ):
        found[slug].append({"key": key, **values})
    return found
