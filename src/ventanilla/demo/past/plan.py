"""Who asks for what, and when: the same each time for the same `until`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from ventanilla.core.people.models import Person, Team
from ventanilla.demo.history.days import ZONE
from ventanilla.demo.organisation import SIGN_IN
from ventanilla.demo.past.words import words
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask

LENGTH = timedelta(days=182)
GROWTH = 1.6  # how much more is asked for at the end than at the beginning
WEEK = (1.25, 1.15, 1.0, 1.0, 0.7, 0.04, 0.03)  # from Monday on
HOURS = {8: 4, 9: 14, 10: 16, 11: 14, 12: 11, 13: 7, 14: 3, 15: 7, 16: 9, 17: 6, 18: 3, 20: 1, 22: 1}
STOREKEEPER = "lucia@"
QUIET_FOR_ACCOUNTS = timedelta(days=25)
"""What those who sign in have asked for by themselves is over by then: their lists are told by the stories."""


@dataclass(frozen=True)
class Wish:
    """The request number `position` of the past: asked at `at`; `seed` makes the rest."""

    position: int
    at: datetime
    seed: int


def plan(until: datetime, count: int) -> list[Wish]:
    """`count` wishes over the half year before `until`, the earliest first."""
    chance = Random(count)  # noqa: S311 - nothing secret
    asked = instants(until - LENGTH, LENGTH, count, chance)
    return [Wish(position, at, chance.getrandbits(32)) for position, at in enumerate(asked)]


def instants(start: datetime, length: timedelta, count: int, chance: Random) -> list[datetime]:
    """`count` instants from `start` on, most of them in working hours, in order."""
    first = start.astimezone(ZONE).date()
    days = [first + timedelta(days=day) for day in range(length.days)]
    weights = [WEEK[day.weekday()] * (1 + (GROWTH - 1) * n / len(days)) for n, day in enumerate(days)]
    hours, often = list(HOURS), list(HOURS.values())
    return sorted(
        datetime.combine(
            chance.choices(days, weights)[0],
            time(chance.choices(hours, often)[0], chance.randrange(60), chance.randrange(60)),
            ZONE,
        )
        for _instant in range(count)
    )


class Cast:
    """Everybody and every service, read once; who may ask for what is found out as it is needed."""

    def __init__(self) -> None:
        related = Person.objects.select_related("organization", "department", "location", "manager")
        self.people = {person.pk: person for person in related.filter(is_active=True).order_by("pk")}
        told = Service.objects.filter(state=ServiceState.LIVE, slug__in=words().services)
        live = told.order_by("slug")
        parts = ("department__calendar", "category", "owner", "owner_team", "live_version", "audience")
        self.services = list(live.select_related(*parts))
        self._askers: dict[int, list[Person]] = {}
        self._members: dict[int, list[Person]] = {}

    def wanted(self, at: datetime, until: datetime, chance: Random) -> tuple[Person, Service]:
        """Somebody, and a service that they may ask for."""
        (service,) = chance.choices(
            self.services, [words().weight(service.slug) for service in self.services]
        )
        names = {f"{name}@" for name in SIGN_IN} if at > until - QUIET_FOR_ACCOUNTS else set()
        return chance.choice(_without(self.who_may_ask(service), names)), service

    def colleagues(self, person: Person) -> list[Person]:
        """The others of the same organisation."""
        same = person.organization_id
        return [other for other in self.people.values() if other.organization_id == same and other != person]

    @property
    def storekeeper(self) -> Person:
        """Who puts what was bought in stock."""
        return next(person for person in self.people.values() if person.email.startswith(STOREKEEPER))

    def members(self, team: int | None) -> list[Person]:
        """Who is in a team."""
        if not self._members:
            for row in Team.members.through.objects.order_by("pk"):
                self._members.setdefault(row.team_id, []).append(self.people[row.person_id])
        return self._members[team or 0]

    def who_may_ask(self, service: Service) -> list[Person]:
        """Everybody whom `service` is offered."""
        if service.pk not in self._askers:
            self._askers[service.pk] = [person for person in self.people.values() if may_ask(person, service)]
        return self._askers[service.pk]


def _without(people: Sequence[Person], starts: set[str]) -> list[Person]:
    kept = [person for person in people if person.email.partition("@")[0] + "@" not in starts]
    return kept or list(people)
