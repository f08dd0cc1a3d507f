"""What the teams have to do: their open tickets, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.choosing import chosen
from ventanilla.core.kit.paging import Page, cut, page
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import ENDED
from ventanilla.records.tickets.models import Ticket

MOST_WORDS = 6
PRESSING = ("priority", "-last_activity_at", "-id")
SHOWN = ("service", "team", "assignee", "requester", "requested_for")


def assigned_to(person: Person) -> QuerySet[Ticket]:
    """The open tickets that this person has taken, the most pressing first."""
    rows = Ticket.objects.filter(assignee=person, outage_report=None).exclude(status__in=ENDED)
    return rows.select_related(*SHOWN).order_by(*PRESSING)


def queue(
    person: Person,
    *,
    team: int | None = None,
    unassigned: bool = False,
    assignee: Person | None = None,
    text: str = "",
    after: str | None = None,
    size: int = 50,
) -> Page[Ticket]:
    """The open tickets of the person's teams (or of one of them): the most pressing first.

    `unassigned`: only those that nobody has taken; `assignee`: only theirs; `text`: only those whose number, title
    or people hold every word of it.
    """
    words = text.replace("\x00", " ").split()[:MOST_WORDS]
    wanted = [pk for pk in team_ids(person) if team is None or pk == team]
    if after is None:
        first = _first_of_queue(size, unassigned, assignee is not None, len(words))
        typed = dict(zip(first.words, words, strict=True))
        found = first.rows(teams=wanted, assignee=assignee.pk if assignee else None, **typed)
        return cut(found, order=PRESSING, size=size)
    rows = _queued(wanted, unassigned, assignee.pk if assignee else None, words)
    return page(rows, order=PRESSING, after=after, size=size)


def _queued(
    teams: list[int], unassigned: bool, assignee: int | None, words: Sequence[str]
) -> QuerySet[Ticket]:
    rows = _open_in(teams)
    if unassigned:
        rows = rows.filter(assignee=None)
    if assignee is not None:
        rows = rows.filter(assignee=assignee)
    rows = _holding(rows, words)
    return rows.select_related(*SHOWN)


@dataclass(frozen=True)
class _Queue:
    """The beginning of the queue, and what the words are called that it looks for."""

    rows: StandingRows[Ticket]
    words: tuple[str, ...]


@lru_cache
def _first_of_queue(size: int, unassigned: bool, of_one: bool, words: int) -> _Queue:
    names = tuple(f"word{number}" for number in range(words))

    def build(teams: list[int], assignee: int, **typed: str) -> QuerySet[Ticket]:
        rows = _queued(teams, unassigned, assignee if of_one else None, list(typed.values()))
        shown = Ticket.objects.select_related(*SHOWN).order_by(*PRESSING)
        return chosen(shown, of=rows.order_by(*PRESSING), size=size + 1)

    marks = {name: f"\ue000{name}" for name in names}
    return _Queue(StandingRows(build, teams=MANY, assignee=-1, **marks), names)


def queue_counts(person: Person, *, most: int = 1000) -> Sequence[tuple[int, int | None]] | None:
    """(team id, assignee id) of every open ticket of the person's teams, to be counted; None when there are more
    than `most` of them: nobody needs an exact figure then."""
    found = _holders(most + 1)(teams=team_ids(person))
    return found if len(found) <= most else None


@lru_cache
def _holders(most: int) -> Standing:
    return Standing(
        lambda teams: _open_in(teams).order_by().values_list("team_id", "assignee_id")[:most], teams=MANY
    )


def _open_in(teams: Sequence[int]) -> QuerySet[Ticket]:
    # What waits for the end of an outage is on the outage's own page: nobody has anything to do in it.
    return Ticket.objects.filter(team__in=teams, outage_report=None).exclude(status__in=ENDED)


def _holding(rows: QuerySet[Ticket], words: Sequence[str]) -> QuerySet[Ticket]:
    """Those whose number, title or people hold every one of the words, accents aside."""
    if not words:
        return rows
    titles = {f"title_{code}": KeyTextTransform(code, "title") for code in languages()}
    rows = rows.annotate(asker=_full_name("requester"), receiver=_full_name("requested_for"), **titles)
    for word in words:
        places = (Q(**{f"{place}__unaccent__icontains": word}) for place in ("asker", "receiver", *titles))
        rows = rows.filter(reduce(or_, places, Q(number__icontains=word)))
    return rows


def _full_name(who: str) -> Concat:
    return Concat(f"{who}__given_name", Value(" "), f"{who}__family_name", output_field=TextField())
