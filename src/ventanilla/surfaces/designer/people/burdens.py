"""What somebody answers for, and what has to go to somebody else when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.models import Connection
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.catalog.choices import ServiceState

MOST = 50


@dataclass(frozen=True)
class Burden:
    """One kind of thing, what to do about it, and each of them with its page."""

    label: str
    todo: str
    items: list[tuple[str, str]]


def burdens_of(person: Person) -> list[Burden]:
    """What hangs on this person by name, those kinds alone of which there is something; one query each. Open tasks
    and decisions aren't here: they go on by themselves."""
    services = person.owned_services.exclude(state=ServiceState.RETIRED)
    centres = person.cost_centres.filter(in_use=True).order_by("code")
    reports = person.reports.filter(is_active=True).order_by("given_name", "family_name", "pk")
    found = (
        Burden(
            _("Owns these services"),
            _("Put another owner in the service."),
            [
                (pick(row.title) or row.slug, reverse("designer:service", args=[row.slug]))
                for row in services.order_by("slug")[:MOST]
            ],
        ),
        Burden(_("Leads these teams"), _("Choose another lead."), _register("teams", person.leads.all())),
        Burden(
            _("Heads these departments"),
            _("Choose another head."),
            _register("departments", person.heads.all()),
        ),
        Burden(
            _("These people report to them"),
            _("Give them another manager; meanwhile decisions go to whoever is above."),
            [(row.name, reverse("designer:person", args=[row.pk])) for row in reports[:MOST]],
        ),
        Burden(
            _("Answers for these cost centres"),
            _("Name somebody else who answers for it."),
            [
                (
                    f"{row.code} {pick(row.name)}",
                    reverse("designer:register_row", args=["cost-centres", row.pk]),
                )
                for row in centres[:MOST]
            ],
        ),
        Burden(
            _("Answers for these connections"),
            _("Name somebody else who answers for it."),
            [*_connections(person), *_subscriptions(person)],
        ),
    )
    return [one for one in found if one.items]


def _register(slug: str, rows: QuerySet[Any]) -> list[tuple[str, str]]:
    found = by_title(rows.filter(in_use=True))[:MOST]
    return [(pick(row.name), reverse("designer:register_row", args=[slug, row.pk])) for row in found]


def _connections(person: Person) -> Iterable[tuple[str, str]]:
    for row in Connection.objects.filter(owner=person).order_by("name")[:MOST]:
        yield row.name, reverse("designer:connection", args=[row.slug])


def _subscriptions(person: Person) -> Iterable[tuple[str, str]]:
    for row in Subscription.objects.filter(owner=person).order_by("name")[:MOST]:
        yield row.name, reverse("designer:subscription", args=[row.pk])
