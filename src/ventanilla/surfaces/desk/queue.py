"""The queue: the open tickets of one's teams, narrowed by chips and by words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.standing import MANY, StandingRows
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.search.text import bare
from ventanilla.records.status.queries import components_kept_by, names_for_desk
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.records.tickets.queue import queue, queue_counts
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.rows import ticket_rows

Chip = dict[str, Any]
NUMBER = re.compile(r"[A-Za-z]{2,5}-\d{1,12}")
LONGEST = 100


@dataclass(frozen=True)
class Wanted:
    """What the queue is narrowed to: whose (`unassigned`, `mine` or all), which team, and words."""

    whose: str
    team: Team | None
    text: str

    @classmethod
    def of(cls, request: HttpRequest, teams: list[Team]) -> Wanted:
        whose = request.GET.get("whose", "")
        slug = request.GET.get("team", "")
        return cls(
            whose if whose in ("unassigned", "mine") else "",
            next((team for team in teams if team.slug == slug), None),
            request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST],
        )

    def url(self, **other: object) -> str:
        values = {"whose": self.whose, "team": self.team.slug if self.team else "", "q": self.text, **other}
        given = urlencode({name: value for name, value in values.items() if value})
        return reverse("desk:queue") + (f"?{given}" if given else "")

    @property
    def narrowed(self) -> bool:
        return bool(self.whose or self.team or self.text)


TEAMS = StandingRows(lambda teams: Team.objects.filter(pk__in=teams).order_by("slug"), teams=MANY)


@require_safe
@for_agents
def queue_page(request: HttpRequest) -> HttpResponse:
    """The open tickets of my teams, the most pressing first. The number of a ticket leads to it."""
    person = person_of(request)
    teams = sorted(TEAMS(teams=team_ids(person)), key=lambda team: bare(pick(team.name)).casefold())
    wanted = Wanted.of(request, teams)
    if not request.htmx and _names_one(person, wanted.text):  # type: ignore[attr-defined]
        return redirect("desk:ticket", number=wanted.text.upper())
    found = queue(
        person,
        team=wanted.team.pk if wanted.team else None,
        unassigned=wanted.whose == "unassigned",
        assignee=person if wanted.whose == "mine" else None,
        text=wanted.text,
        after=request.GET.get("after"),
    )
    context = {
        "rows": ticket_rows(found.items, person),
        "more": wanted.url(after=found.next) if found.next else "",
        "wanted": wanted,
        "reset": reverse("desk:queue"),
    }
    if request.htmx and request.GET.get("after"):  # type: ignore[attr-defined]
        return render(request, "desk/queue_rows.html", context)
    context |= _chips(person, wanted, teams) | {"outages": _outages(person)}
    return render(request, "desk/queue_list.html" if request.htmx else "desk/queue.html", context)  # type: ignore[attr-defined]


def _outages(person: Person) -> list[tuple[str, str]]:
    """To what the ticked ones may be joined; nothing where this person keeps no component."""
    if not components_kept_by(person):
        return []
    return [(str(pk), pick(title)) for pk, title in names_for_desk(person)] + [("new", _("A new outage"))]


def _names_one(person: Person, text: str) -> bool:
    """Whether `text` is the number of a ticket that this person works on, open or not."""
    if not NUMBER.fullmatch(text):
        return False
    try:
        return is_staff(person, visible(person, text.upper()))
    except NotFound:
        return False


def _chips(person: Person, wanted: Wanted, teams: list[Team]) -> dict[str, list[Chip]]:
    """The filters with how many tickets each would show, unless there are too many to count, or words narrow them."""
    pairs = [] if wanted.text else queue_counts(person) or []
    known = [(team, holder) for team, holder in pairs if wanted.team is None or team == wanted.team.pk]
    counts = {
        "": len(known),
        "unassigned": sum(holder is None for _team, holder in known),
        "mine": sum(holder == person.pk for _team, holder in known),
    }
    labels = {"": _("All"), "unassigned": _("Nobody has taken"), "mine": _("Mine")}
    whose = [
        {"label": label, "url": wanted.url(whose=key), "current": key == wanted.whose, "count": counts[key]}
        for key, label in labels.items()
    ]
    return {"whose": whose, "teams": _team_chips(wanted, teams, pairs)}


def _team_chips(wanted: Wanted, teams: list[Team], pairs: Sequence[tuple[int, int | None]]) -> list[Chip]:
    """One chip a team, which also takes the filter away again; none for somebody with a single team."""
    if len(teams) < 2:
        return []
    per_team = Counter(team for team, _holder in pairs)
    chips = []
    for team in teams:
        current = team == wanted.team
        url = wanted.url(team="" if current else team.slug)
        chips.append({"label": pick(team.name), "url": url, "current": current, "count": per_team[team.pk]})
    return chips
