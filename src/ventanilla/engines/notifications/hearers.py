"""Who hears of an entry, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.choices import Topic, Why
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket, TicketAccess
from ventanilla.records.tickets.policies import is_staff, may_see, reasons

HOLDERS = frozenset({Reason.TASK.value, Reason.TASK_ONLY.value})
THEIRS = HOLDERS | {Reason.APPROVER.value, Reason.PARTICIPANT.value}


@dataclass(frozen=True)
class Hearer:
    """Somebody who is told, why, and whether as one of those who work on it."""

    person: Person
    why: Why
    staff: bool


def hearers(entry: Entry, ticket: Ticket | None) -> list[Hearer]:
    """Those whom the entry's type names, less whoever did it, whoever has left, and whoever may not read it.

    What only the team may read goes to nobody else, whatever the type names: the rights are looked up anew. What is
    about no ticket goes to the people that the entry names: the room that wrote it knows who may read it.
    """
    if ticket is None:
        return _named(entry)
    found: dict[int, Why] = {}
    for role in entry.what.hears:
        why, people = _ROLES[role]
        for pk in people(ticket, entry):
            found.setdefault(pk, _nearest(pk, ticket, why))
    if entry.actor_id:
        found.pop(entry.actor_id, None)
    active = Person.objects.filter(pk__in=found, is_active=True).order_by("pk")
    told = [Hearer(person, found[person.pk], is_staff(person, ticket)) for person in active]
    return [hearer for hearer in told if _may_read(hearer, entry, ticket)]


def out_of_view(entry: Entry, ticket: Ticket) -> list[Person]:
    """Whom the entry has to reach by name and doesn't, because they may not see the request; those who have left
    aren't counted."""
    if not entry.what.must_reach:
        return []
    named = Person.objects.filter(pk__in=entry.what.people_ids(), is_active=True)
    return [
        person for person in named.order_by("given_name", "family_name", "pk") if not may_see(person, ticket)
    ]


def _named(entry: Entry) -> list[Hearer]:
    if "people" not in entry.what.hears:
        return []
    ids = set(entry.what.people_ids()) - {entry.actor_id}
    people = Person.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    return [Hearer(person, Why.CONCERNED, False) for person in people]


def topic_of(entry: Entry, hearer: Hearer) -> Topic:
    """Which of the hearer's choices this falls under: what moves or is said in a request is a different thing for
    who asked, for who follows it, for the team, and for who has taken it."""
    given = entry.what.kind_of_news()
    topic = Topic(given) if given in Topic.values else Topic.MOVES
    if topic == Topic.TEAM and hearer.why == Why.ASSIGNEE:
        return Topic.WAITS
    if topic in (Topic.MOVES, Topic.MESSAGES):
        if hearer.why == Why.TEAM:
            return Topic.TEAM
        if hearer.why == Why.PARTICIPANT:
            return Topic.PART
        if hearer.why == Why.ASSIGNEE and topic == Topic.MOVES:
            return Topic.WAITS
    return topic


def _may_read(hearer: Hearer, entry: Entry, ticket: Ticket) -> bool:
    if entry.seen_by != SeenBy.TEAM:
        return may_see(hearer.person, ticket)
    return hearer.staff or _holds_it(hearer.person, entry, ticket)


def _holds_it(person: Person, entry: Entry, ticket: Ticket) -> bool:
    """Whether it is about a task that they have, who see nothing else of the request perhaps, or a step that is kept
    from who asked and has to do with them."""
    named = entry.what.reaches_its_people() and person.pk in entry.what.people_ids()
    return named and bool(reasons(person, ticket) & (HOLDERS if entry.what.of_holders else THEIRS))


def _nearest(pk: int, ticket: Ticket, why: Why) -> Why:
    """The reason that is closest to the person: who asked for it did so, whatever else they are in it."""
    if pk == ticket.requester_id:
        return Why.REQUESTER
    if pk == ticket.requested_for_id:
        return Why.REQUESTED_FOR
    return Why.ASSIGNEE if pk == ticket.assignee_id else why


def _requester(ticket: Ticket, _entry: Entry) -> Iterable[int]:
    return [ticket.requester_id]


def _requested_for(ticket: Ticket, _entry: Entry) -> Iterable[int]:
    return [ticket.requested_for_id]


def _participants(ticket: Ticket, _entry: Entry) -> Iterable[int]:
    rows = TicketAccess.objects.filter(
        ticket=ticket, reasons__contains=[Reason.PARTICIPANT], principal__startswith="p:"
    )
    return [int(principal.removeprefix("p:")) for principal in rows.values_list("principal", flat=True)]


def _assignee(ticket: Ticket, _entry: Entry) -> Iterable[int]:
    return [ticket.assignee_id] if ticket.assignee_id else []


def _team(ticket: Ticket, entry: Entry) -> Iterable[int]:
    """The whole team, while nobody of it has taken the ticket; but not of what one of them told everybody."""
    public_word_of_the_team = (
        entry.seen_by == SeenBy.EVERYONE and entry.actor is not None and is_staff(entry.actor, ticket)
    )
    if ticket.assignee_id or public_word_of_the_team:
        return []
    return ticket.team.members.values_list("pk", flat=True)


def _people(_ticket: Ticket, entry: Entry) -> Iterable[int]:
    return entry.what.people_ids()


_ROLES: dict[str, tuple[Why, Callable[[Ticket, Entry], Iterable[int]]]] = {
    "requester": (Why.REQUESTER, _requester),
    "requested_for": (Why.REQUESTED_FOR, _requested_for),
    "participants": (Why.PARTICIPANT, _participants),
    "assignee": (Why.ASSIGNEE, _assignee),
    "team": (Why.TEAM, _team),
    "people": (Why.PEOPLE, _people),
}
