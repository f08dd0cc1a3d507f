"""Who opens what: signed-in people, and addresses that are theirs. Run as a program it prints JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db.models import Max, Min, Q  # noqa: E402

from bench.server import BARE  # noqa: E402
from ventanilla.cli import place  # noqa: E402
from ventanilla.core.kit.text import pick  # noqa: E402
from ventanilla.core.people.models import Person, TeamMember  # noqa: E402
from ventanilla.engines.workflow.models import SeatCandidate  # noqa: E402
from ventanilla.records.catalog.models import ListRow  # noqa: E402
from ventanilla.records.knowledge.models import Translation  # noqa: E402
from ventanilla.records.tickets.choices import ENDED  # noqa: E402
from ventanilla.records.tickets.models import Ticket  # noqa: E402

SEED = 1042
MANY = 300
Call = dict[str, Any]


class Cast:
    """Who there is, chosen by chance and the same each time: those who ask much are met more often."""

    def __init__(self) -> None:
        self.chance = Random(SEED)
        self.sessions: dict[int, str] = {}
        self.asked = self._some_tickets()
        self.askers = [ticket.requester for ticket in self.asked]
        seats = SeatCandidate.objects.filter(open=True, person__is_active=True).select_related("person")
        self.approvers = self._some([seat.person for seat in seats.order_by("pk")[:5000]])
        members = TeamMember.objects.filter(person__is_active=True).select_related("person").order_by("pk")
        self.agents = self._some([member.person for member in members])

    def cookie(self, person: Person) -> str:
        """The session of somebody who has signed in."""
        if person.pk not in self.sessions:
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.create()
            assert session.session_key
            self.sessions[person.pk] = session.session_key
        return self.sessions[person.pk]

    def call(self, person: Person, path: str, data: dict[str, str] | None = None) -> Call:
        """One request by `person`."""
        return {"cookie": self.cookie(person), "path": path, "data": data}

    def _some_tickets(self) -> list[Ticket]:
        ends = Ticket.objects.aggregate(first=Min("pk"), last=Max("pk"))
        picked = []
        for _turn in range(MANY):
            key = self.chance.randint(ends["first"], ends["last"])
            found = Ticket.objects.filter(pk__gte=key, requester__is_active=True).order_by("pk")
            picked += found.select_related("requester")[:1]
        return picked

    def _some(self, people: list[Person]) -> list[Person]:
        return [self.chance.choice(people) for _turn in range(MANY)] if people else []

    def open_tickets(self) -> list[tuple[Person, Ticket]]:
        """Agents with tickets of their teams that are under way, not their own: nobody works on those."""
        pairs = []
        for agent in self.agents:
            own = Q(requester=agent) | Q(requested_for=agent)
            found = Ticket.objects.filter(~own, team__in=agent.teams.all()).exclude(status__in=ENDED)
            rows = list(found.order_by("-last_activity_at")[:60])
            if rows:
                pairs.append((agent, self.chance.choice(rows)))
        return pairs

    def searched(self) -> list[str]:
        """Words of articles, some of them typed with a slip."""
        titles = list(Translation.objects.order_by("pk").values_list("title", flat=True)[:20_000])
        words = [
            word for title in self.chance.sample(titles, min(MANY, len(titles))) for word in title.split()
        ]
        long = [word.strip(".,:;¿?¡!()«»").lower() for word in words if len(word) > 5]
        if len(long) < 2:
            return []
        texts = [" ".join(self.chance.sample(long, self.chance.choice((1, 1, 2)))) for _turn in range(MANY)]
        return [text[:3] + text[4:] if turn % 5 == 0 else text for turn, text in enumerate(texts)]


def pages(cast: Cast) -> dict[str, list[Call]]:
    """For each page of the table, who opens which address."""
    c, askers, agents = cast.call, cast.askers, cast.agents
    everywhere: dict[str, Callable[[], list[Call]]] = {
        "bare list": lambda: [c(each, f"{BARE}?person={each.pk}") for each in askers],
        "home": lambda: [c(each, "/") for each in askers],
        "my requests": lambda: [c(each, "/requests/?show=finished") for each in askers],
        "request page": lambda: [c(each.requester, f"/requests/{each.number}/") for each in cast.asked],
        "submit": lambda: submissions(cast),
        "approvals": lambda: [c(each, "/approvals/") for each in cast.approvers],
        "desk queue": lambda: [c(each, "/desk/queue/") for each in agents],
        "desk ticket": lambda: [c(who, f"/desk/tickets/{row.number}/") for who, row in cast.open_tickets()],
        "ticket search": lambda: [c(who, f"/desk/queue/?q={word}") for who, word in looked_for(cast)],
        "article search": lambda: [
            c(who, f"/search/?q={text}") for who, text in zip(askers, cast.searched(), strict=False)
        ],
    }
    return {name: make() for name, make in everywhere.items()}


def looked_for(cast: Cast) -> list[tuple[Person, str]]:
    """What agents look for in the queue: a name or a word (a whole number leads straight to its ticket)."""
    tickets = cast.open_tickets()
    words = []
    for turn, (agent, ticket) in enumerate(tickets):
        requester = ticket.requester
        word = (requester.family_name, pick(ticket.title).split()[-1])[turn % 2]
        words.append((agent, word))
    return words


def submissions(cast: Cast) -> list[Call]:
    """Employees who ask for a laptop."""
    rows = ListRow.objects.filter(list__slug="laptop-models", active=True).order_by("pk")
    models = list(rows.values_list("key", flat=True))
    if not models:
        return []
    own = [person for person in cast.askers if person.organization.kind == "internal"]
    return [
        cast.call(
            person,
            "/services/laptop/ask/",
            {"model": models[0], "reason": "Edito vídeos y el mío se queda corto.", "for": "me"},
        )
        for person in own
    ]


if __name__ == "__main__":
    print(json.dumps(pages(Cast())))
    place.disconnect()
