"""What stands in the form of a subscription, as it was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.engines.telling.actions import Wanted
from ventanilla.engines.telling.choices import EventName
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service

LONGEST = 1000
TEXTS = ("name", "address", "owner", "language")
LISTS = ("events", "services", "teams")
IN_ORDER = ("name", "address", "events", "services", "teams", "language", "owner")
USUAL = (
    EventName.CREATED,
    EventName.ASSIGNED,
    EventName.STATUS_CHANGED,
    EventName.COMMENT_ADDED,
    EventName.RESOLVED,
    EventName.CLOSED,
)
LANGUAGE_NAMES = {"es": "Español", "en": "English"}


@dataclass
class Form:
    """The values by the names of their controls: texts, lists, and `with_answers`."""

    texts: dict[str, str]
    lists: dict[str, list[str]]
    with_answers: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    def wanted(self) -> Wanted:
        """For save_subscription, which says what is wrong."""
        services = list(Service.objects.filter(slug__in=self.lists["services"]))
        teams = list(Team.objects.filter(slug__in=self.lists["teams"]))
        return Wanted(
            name=self.texts["name"],
            address=self.texts["address"],
            events=self.lists["events"],
            owner=by_email(self.texts["owner"]),
            services=services if self.lists["services"] else None,
            teams=teams if self.lists["teams"] else None,
            with_answers=self.with_answers,
            language=self.texts["language"],
        )

    def shown(self) -> dict[str, Any]:
        """For the template: texts, the options of each list with what is chosen, and the errors."""
        return {
            "values": self.texts,
            "with_answers": self.with_answers,
            "errors": self.errors,
            "summary": [(f"id_{name}", self.errors[name]) for name in IN_ORDER if name in self.errors],
            "events": self._options("events", ((one.value, str(one.label), one.value) for one in EventName)),
            "services": self._options("services", self._services()),
            "teams": self._options("teams", self._teams()),
            "chosen_services": len(self.lists["services"]),
            "chosen_teams": len(self.lists["teams"]),
            "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code, _name in settings.LANGUAGES],
        }

    def _options(self, name: str, found: Iterable[tuple[str, str, str]]) -> list[dict[str, Any]]:
        chosen = self.lists[name]
        return [
            {"value": value, "label": label, "hint": hint, "checked": value in chosen}
            for value, label, hint in found
        ]

    def _services(self) -> list[tuple[str, str, str]]:
        """Those that can be asked for, and those that were chosen when they could."""
        open_ones = Q(state__in=[ServiceState.LIVE, ServiceState.PILOT])
        rows = Service.objects.filter(open_ones | Q(slug__in=self.lists["services"]))
        found = [(row.slug, pick(row.title), _("Confidential") if row.confidential else "") for row in rows]
        return sorted(found, key=lambda row: row[1].casefold())

    def _teams(self) -> list[tuple[str, str, str]]:
        found = [
            (row.slug, pick(row.name), pick(row.department.name))
            for row in Team.objects.select_related("department")
        ]
        return sorted(found, key=lambda row: row[1].casefold())


def blank(person: Person) -> Form:
    """A new one: what most desks want to hear, of everything."""
    texts = {"name": "", "address": "", "owner": person.email, "language": settings.LANGUAGE_CODE}
    return Form(texts, {"events": [str(name) for name in USUAL], "services": [], "teams": []})


def of(subscription: Subscription) -> Form:
    """One as it is."""
    texts = {
        "name": subscription.name,
        "address": subscription.address,
        "owner": subscription.owner.email,
        "language": subscription.language,
    }
    lists = {
        "events": list(subscription.events),
        "services": sorted(row.slug for row in subscription.services.all()),
        "teams": sorted(row.slug for row in subscription.teams.all()),
    }
    return Form(texts, lists, subscription.with_answers)


def sent(data: QueryDict) -> Form:
    """The form as it was sent."""
    texts = {name: _clean(data.get(name, "")) for name in TEXTS}
    lists = {name: [_clean(value) for value in data.getlist(name)] for name in LISTS}
    return Form(texts, lists, "with_answers" in data)


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()[:LONGEST]
