"""Handing out work among a team by itself: in turn, or to whoever has the least to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import listed, pick
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import absences_now
from ventanilla.records.tickets.choices import ENDED
from ventanilla.records.tickets.models import TeamTurn, Ticket

Load = Callable[[Collection[int]], Mapping[int, int]]
IN_TURN, LEAST_BUSY = "in_turn", "least_busy"
NOBODY: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True)
class Turn:
    """Who gets it (nobody, when nobody of the team is there), and why, as traces keep it."""

    person: Person | None
    trace: dict[str, Any] = field(default_factory=dict)


def open_tickets_of(people: Collection[int]) -> Mapping[int, int]:
    """How many tickets under way each of these people has."""
    rows = Ticket.objects.filter(assignee__in=people).exclude(status__in=ENDED).order_by()
    return dict(rows.values_list("assignee").annotate(count=Count("pk")))


LOADS: list[Load] = [open_tickets_of]


def also_counts(load: Load) -> None:
    """Register what else makes people busy; the floors above know of it."""
    if load not in LOADS:
        LOADS.append(load)


def take_turn(*, team: Team, how: str, but: Collection[int] = ()) -> Turn:
    """Choose among the active members of `team` who aren't away today and aren't among `but` (whom the work is about).
    Whoever chooses for the same team at the same time waits, so that no turn is given twice. Inside a transaction."""
    TeamTurn.objects.get_or_create(team=team)
    row = TeamTurn.objects.select_for_update().get(team=team)
    turn = _turn(team, how, but, row.last_id, {})
    if turn.person is not None:
        row.last = turn.person
        row.save(update_fields=["last"])
    return turn


def whose_turn(
    *,
    team: Team,
    how: str,
    but: Collection[int] = (),
    last: int | None = None,
    more: Mapping[int, int] = NOBODY,
) -> Turn:
    """Who would be chosen now; nobody loses their turn by that. `last` is who had the last turn, if that is known
    better than it is written down, and `more` what people have besides."""
    if last is None:
        last = TeamTurn.objects.filter(team=team).values_list("last", flat=True).first()
    return _turn(team, how, but, last, more)


def _turn(team: Team, how: str, but: Collection[int], last: int | None, more: Mapping[int, int]) -> Turn:
    members = list(team.members.filter(is_active=True).exclude(pk__in=but).order_by("pk"))
    away = {one.person_id for one in absences_now([member.pk for member in members]) if one.is_for_all}
    present = [member for member in members if member.pk not in away]
    trace = {
        "how": how,
        "team": team.name,
        "away": [member.name for member in members if member.pk in away],
    }
    if not present:
        return Turn(None, trace)
    ordered = _from_the_next(present, last)
    load = _load([member.pk for member in present]) if how == LEAST_BUSY else {}
    load = {member.pk: load.get(member.pk, 0) + more.get(member.pk, 0) for member in present}
    chosen = min(ordered, key=lambda member: load.get(member.pk, 0))  # of equals the first in turn
    return Turn(chosen, trace | {"person": chosen.name, "open": load.get(chosen.pk, 0)})


def _from_the_next(people: list[Person], last: int | None) -> list[Person]:
    """Everybody once, beginning behind whoever came last."""
    later = [person for person in people if last is not None and person.pk > last]
    return later + [person for person in people if person not in later]


def _load(people: Collection[int]) -> dict[int, int]:
    total: dict[int, int] = {}
    for load in LOADS:
        for person, count in load(people).items():
            total[person] = total.get(person, 0) + count
    return total


def turn_words(trace: Mapping[str, Any], *, full: bool) -> Iterator[str]:
    """Why it was this person, a line each; who was away is for the team alone (`full`)."""
    if not trace:
        return
    values = {"team": pick(trace["team"]), "person": trace.get("person", ""), "n": trace.get("open", 0)}
    if not trace.get("person"):
        yield _("Nobody of %(team)s is there today, so it waits for all of them.") % values
    elif trace["how"] == LEAST_BUSY:
        yield _("%(person)s had the least to do of those of %(team)s who are there (%(n)s open).") % values
    else:
        yield _("%(team)s takes turns, and it was the turn of %(person)s.") % values
    if full and trace["away"]:
        yield _("Away today, so passed over: %(names)s.") % {"names": listed(trace["away"])}
