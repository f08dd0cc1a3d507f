"""What people call the facts and values of a package's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions, LocationChoice, Question
from ventanilla.core.kit.text import pick
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import (
    AttributeDefinition,
    Department,
    Group,
    Location,
    Organization,
    Team,
)
from ventanilla.core.rules import facts_in
from ventanilla.records.catalog.models import LookupList

WHO = {
    "person": _("%(what)s"),
    "requester": _("%(what)s of who asks"),
    "requested_for": _("%(what)s of whom it is for"),
}
OF_SOMEBODY = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "language": _("Language"),
    "department": _("Department"),
    "teams": _("Teams"),
    "location": _("Place"),
    "organization": _("Organisation"),
    "organization_kind": _("Kind of organisation"),
    "job_title": _("Job title"),
    "cost_centre": _("Cost centre"),
    "manager": _("Manager"),
    "groups": _("Groups"),
}
KINDS = {
    OrganizationKind.INTERNAL.value: _("our own organisation"),
    OrganizationKind.CUSTOMER.value: _("customers"),
    OrganizationKind.PARTNER.value: _("partners"),
}
OTHERS = {
    "today": _("Today"),
    "now": _("This moment"),
    "ticket.kind": _("Kind of request"),
    "ticket.priority": _("Priority"),
    "ticket.impact": _("Impact"),
    "ticket.urgency": _("Urgency"),
    "ticket.department": _("Department in charge"),
    "ticket.category": _("Category"),
    "ticket.team": _("Team in charge"),
    "ticket.location": _("Place of the request"),
    "ticket.status": _("Status"),
}


def rule_names(package: Package, rules: Iterable[Any], language: str) -> dict[str, str]:
    """The names that `rules` need to be told in `language`: of facts, and of values as "fact=value".

    At most one query for each kind of thing that the rules name.
    """
    rules = list(rules)
    named = {fact for rule in rules for fact in facts_in(rule)}
    with override(language):
        found = dict(_of_people(named, language))
        found |= {fact: str(words) for fact, words in OTHERS.items()}
        found |= dict(_of_questions("answers", questions(package.form), language, named))
        for block in walk(package.workflow):
            asked = [item for item in block.asked() if isinstance(item, Question)]
            found |= dict(_of_questions(f"outputs.{block.id}", asked, language, named))
    return found


def _of_people(named: set[str], language: str) -> Iterator[tuple[str, str]]:
    for who, words in WHO.items():
        for name, what in {**OF_SOMEBODY, **_attributes(named, language)}.items():
            yield f"{who}.{name}", str(words) % {"what": what}
    things = _things({fact.partition(".")[2] for fact in named}, language)
    for who in WHO:
        for name, values in things.items():
            yield from ((f"{who}.{name}={slug}", label) for slug, label in values.items())


def _attributes(named: set[str], language: str) -> dict[str, str]:
    if not any(".attributes." in fact for fact in named):
        return {}
    rows = AttributeDefinition.objects.values_list("key", "label")
    return {f"attributes.{key}": pick(label, [language]) or key for key, label in rows}


def _things(wanted: set[str], language: str) -> dict[str, dict[str, str]]:
    """The departments, teams, groups, places and organisations by the values that rules compare with."""
    found: dict[str, dict[str, str]] = {
        "organization_kind": {kind: str(words) for kind, words in KINDS.items()}
    }
    sources: Mapping[str, Any] = {
        "department": Department.objects.values_list("slug", "name"),
        "teams": Team.objects.values_list("slug", "name"),
        "groups": Group.objects.values_list("slug", "name"),
        "location": Location.objects.values_list("path", "name"),
        "organization": Organization.objects.values_list("slug", "name"),
    }
    for name in wanted & sources.keys():
        found[name] = {slug: _said(label, language) or slug for slug, label in sources[name]}
    return found


def _said(label: Any, language: str) -> str:
    return label if isinstance(label, str) else pick(label, [language])


def _of_questions(
    prefix: str, asked: Iterable[Question], language: str, named: set[str]
) -> Iterator[tuple[str, str]]:
    for question in asked:
        fact = f"{prefix}.{question.id}"
        label = pick(question.label, [language])
        yield fact, label
        if isinstance(question, LocationChoice) and fact in named:
            places = Location.objects.values_list("path", "name")
            yield from ((f"{fact}={path}", _said(name, language) or path) for path, name in places)
        options = question.options if isinstance(question, Choice | Choices) else ()
        if isinstance(options, ListOptions):
            if any(name == fact or name.startswith(f"{fact}.") for name in named):
                yield from _of_list(fact, label, options.list, language)
        elif isinstance(options, tuple):
            yield from ((f"{fact}={option.value}", pick(option.label, [language])) for option in options)


def _of_list(fact: str, label: str, slug: str, language: str) -> Iterator[tuple[str, str]]:
    chosen = LookupList.objects.filter(slug=slug).prefetch_related("rows").first()
    if chosen is None:
        return
    for column in chosen.columns:
        yield f"{fact}.{column['key']}", f"{label} → {pick(column.get('label'), [language]) or column['key']}"
    for row in chosen.rows.all():
        yield f"{fact}={row.key}", pick(row.label, [language])
