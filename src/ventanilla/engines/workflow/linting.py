"""The linter with what the organisation's rows say: teams, groups and lists as they are today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast, Lower
from django.utils.translation import get_language, override

from ventanilla.core.blueprint.blocks import CreateTicket, ForEach, Notify, walk
from ventanilla.core.blueprint.form import elements
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import ListOptions
from ventanilla.core.people.models import Group, Person, Team
from ventanilla.engines.workflow.machine.lint import Degree, Finding, Organisation, lint
from ventanilla.engines.workflow.machine.lint.neighbours import neighbours
from ventanilla.engines.workflow.machine.lint.subject import Subject
from ventanilla.records.catalog.models import ListRow, Service
from ventanilla.records.catalog.queries import known_to_packages, package_of
from ventanilla.records.catalog.references import Missing


def findings(package: Package, beside: Iterable[Package] = ()) -> list[Finding]:
    """Everything about a package that needs a look, the worst first. Some eight queries, whatever its size.

    `beside` are packages that come with it and aren't live yet: they stand for the live ones of the same name.
    """
    return lint(package, organisation_for(package, beside))


def judge(package: Package) -> list[Missing]:
    """What other services that are there refuse for certain, of what the package asks of them, in the active language.
    One that isn't there yet may come after this one."""
    named = _asked_for(package)
    if not named:
        return []
    services = _live(named)
    subject = Subject(package, Organisation(known=known_to_packages(), services=services))
    language = get_language() or "en"
    return [
        Missing(found.path, found.say(language))
        for found in neighbours(subject)
        if found.degree is Degree.ERROR and found.code != "other_unknown"
    ]


def _asked_for(package: Package) -> set[str]:
    made = (block for block in walk(package.workflow) if isinstance(block, CreateTicket))
    return {block.service for block in made} - {package.service}


def _live(slugs: Collection[str]) -> dict[str, Package]:
    rows = Service.objects.filter(slug__in=slugs).exclude(live_version=None).select_related("live_version")
    return {row.slug: package_of(row.live_version) for row in rows if row.live_version}


def _asking_for(slug: str) -> dict[str, Package]:
    """The live services whose workflow asks for this one."""
    text = Cast("live_version__definition", TextField())
    rows = Service.objects.exclude(slug=slug).exclude(live_version=None).annotate(text=text)
    rows = rows.filter(text__contains='"create_ticket"').filter(text__contains=f'"service": "{slug}"')
    found = {
        row.slug: package_of(row.live_version)
        for row in rows.select_related("live_version")
        if row.live_version
    }
    return {name: package for name, package in found.items() if slug in _asked_for(package)}


def organisation_for(package: Package, beside: Iterable[Package] = ()) -> Organisation:
    """What the linter has to know besides the package."""
    others = {each.service: each for each in beside if each.service != package.service}
    asking = _asking_for(package.service) | {
        name: each for name, each in others.items() if package.service in _asked_for(each)
    }
    asking = {
        name: each for name, each in asking.items() if package.service in _asked_for(others.get(name, each))
    }
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
        services=_live(_asked_for(package)) | others,
        asked_by=list(asking.values()),
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
