"""What people call the facts and values of a package's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
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
COMPARED = {"department", "teams", "groups", "location", "organization"}
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


class Things:
    """The things of the portal that rules name, with what they are called: each kind is read when it is first needed,
    and once for all languages."""

    def __init__(self) -> None:
        self._read: dict[str, list[tuple[Any, ...]]] = {}

    def rows(self, kind: str) -> list[tuple[Any, ...]]:
        """(value that rules compare with, name) of each of a kind; of lists ("list:slug") each row beside the list's
        columns."""
        if kind not in self._read:
            self._read[kind] = list(_rows_of(kind))
        return self._read[kind]


def _rows_of(kind: str) -> Iterable[tuple[Any, ...]]:
    plain: Mapping[str, QuerySet[Any, Any]] = {
        "department": Department.objects.values_list("slug", "name"),
        "teams": Team.objects.values_list("slug", "name"),
        "groups": Group.objects.values_list("slug", "name"),
        "location": Location.objects.values_list("path", "name"),
        "organization": Organization.objects.values_list("slug", "name"),
        "attributes": AttributeDefinition.objects.values_list("key", "label"),
    }
    if kind in plain:
        return plain[kind]
    rows = LookupList.objects.filter(slug=kind.removeprefix("list:"))
    return rows.values_list("rows__key", "rows__label", "columns")


def rule_names(package: Package, rules: Iterable[Any], language: str) -> dict[str, str]:
    """The names that `rules` need to be told in `language`: of facts, and of values as "fact=value".

    At most one query for each kind of thing that the rules name.
    """
    return names_by_language(package, rules, [language])[language]


def names_by_language(
    package: Package, rules: Iterable[Any], languages: Iterable[str]
) -> dict[str, dict[str, str]]:
    """The same in several languages, with no more queries."""
    named = {fact for rule in rules for fact in facts_in(rule)}
    things = Things()
    return {language: _names(package, named, language, things) for language in languages}


def _names(package: Package, named: set[str], language: str, things: Things) -> dict[str, str]:
    with override(language):
        found = dict(_of_people(named, language, things))
        found |= {fact: str(words) for fact, words in OTHERS.items()}
        found |= dict(_of_questions("answers", questions(package.form), language, named, things))
        for block in walk(package.workflow):
            left = block.output_names().items()
            found |= {f"outputs.{block.id}.{name}": pick(dict(text)) for name, text in left}
            asked = [item for item in block.asked() if isinstance(item, Question)]
            found |= dict(_of_questions(f"outputs.{block.id}", asked, language, named, things))
    return found


def _of_people(named: set[str], language: str, things: Things) -> Iterator[tuple[str, str]]:
    for who, words in WHO.items():
        for name, what in {**OF_SOMEBODY, **_attributes(named, language, things)}.items():
            yield f"{who}.{name}", str(words) % {"what": what}
    found = _values({fact.partition(".")[2] for fact in named}, language, things)
    for who in WHO:
        for name, values in found.items():
            yield from ((f"{who}.{name}={slug}", label) for slug, label in values.items())


def _attributes(named: set[str], language: str, things: Things) -> dict[str, str]:
    if not any(".attributes." in fact for fact in named):
        return {}
    rows = things.rows("attributes")
    return {f"attributes.{key}": pick(label, [language]) or key for key, label in rows}


def _values(wanted: set[str], language: str, things: Things) -> dict[str, dict[str, str]]:
    """The departments, teams, groups, places and organisations by the values that rules compare with."""
    found: dict[str, dict[str, str]] = {
        "organization_kind": {kind: str(words) for kind, words in KINDS.items()}
    }
    for name in wanted & COMPARED:
        found[name] = {slug: _said(label, language) or slug for slug, label in things.rows(name)}
    return found


def _said(label: Any, language: str) -> str:
    return label if isinstance(label, str) else pick(label, [language])


def _of_questions(
    prefix: str, asked: Iterable[Question], language: str, named: set[str], things: Things
) -> Iterator[tuple[str, str]]:
    for question in asked:
        fact = f"{prefix}.{question.id}"
        label = pick(question.label, [language])
        yield fact, label
        if isinstance(question, LocationChoice) and fact in named:
            places = things.rows("location")
            yield from ((f"{fact}={path}", _said(name, language) or path) for path, name in places)
        options = question.options if isinstance(question, Choice | Choices) else ()
        if isinstance(options, ListOptions):
            if any(name == fact or name.startswith(f"{fact}.") for name in named):
                yield from _of_list(fact, label, things.rows(f"list:{options.list}"), language)
        elif isinstance(options, tuple):
            yield from ((f"{fact}={option.value}", pick(option.label, [language])) for option in options)


def _of_list(fact: str, label: str, rows: list[tuple[Any, ...]], language: str) -> Iterator[tuple[str, str]]:
    for _key, _label, columns in rows[:1]:
        for column in columns:
            named = pick(column.get("label"), [language]) or column["key"]
            yield f"{fact}.{column['key']}", f"{label} → {named}"
    yield from ((f"{fact}={key}", pick(said, [language])) for key, said, _columns in rows if key is not None)
