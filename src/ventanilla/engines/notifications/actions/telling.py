"""Telling people: what one action brought somebody is one piece of news, and at most one mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation

from ventanilla.core.kit import clock, jobs
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.core.timeline.entries import EntryType, Handle
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications import links
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.entries import OutOfView
from ventanilla.engines.notifications.floods import too_many
from ventanilla.engines.notifications.hearers import Hearer, hearers, out_of_view, topic_of
from ventanilla.engines.notifications.house import house
from ventanilla.engines.notifications.how_it_was import question
from ventanilla.engines.notifications.letters import News, compose
from ventanilla.engines.notifications.models import Message, Notification, OneTimeLink
from ventanilla.engines.notifications.standing import standing_of
from ventanilla.engines.notifications.wishes import PRESSING, Wishes, wishes_of, zone_of
from ventanilla.records.tickets.choices import Priority
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import RELATED

LONGEST_TITLE = 300
MUST_ACT = 100  # from this weight on an entry asks its reader to do something


@dataclass(frozen=True)
class Heard:
    """One entry as one person hears of it."""

    entry: Entry
    what: EntryType
    hearer: Hearer


@action
def tell(entries: Iterable[int]) -> list[Notification]:
    """Tell everybody who hears of these entries (ids), which belong to one action: each person once about each
    thing, in their own language, by the ways that they chose.

    Returns what is new: nothing when it has been done before.
    """
    rows = Entry.objects.select_for_update(of=("self",)).filter(pk__in=list(entries), erased_at=None)
    found = list(rows.select_related("actor").order_by("stream_id", "pk"))
    told: list[Notification] = []
    for _stream, group in groupby(found, key=lambda entry: entry.stream_id):
        told += _tell_of(list(group))
    return told


def _tell_of(entries: Sequence[Entry]) -> list[Notification]:
    """Of what happened to one thing."""
    done = Q(first_entry=entries[0].pk) | Q(entry__in=[entry.pk for entry in entries])
    told = set(Notification.objects.filter(done).values_list("person_id", flat=True))
    ticket = Ticket.objects.select_related(*RELATED).filter(stream=entries[0].stream_id).first()
    heard: dict[int, list[Heard]] = {}
    for entry in entries:
        _note_the_missed(entry, ticket)
        for hearer in hearers(entry, ticket):
            if hearer.person.pk not in told:
                heard.setdefault(hearer.person.pk, []).append(Heard(entry, entry.what, hearer))
    wishes = wishes_of(parts[0].hearer.person for parts in heard.values())
    made = (_tell(parts, ticket, entries[0], wishes[pk]) for pk, parts in heard.items())
    return [notification for notification in made if notification]


def _note_the_missed(entry: Entry, ticket: Ticket | None) -> None:
    """Tell the team, once, whom a message was for that it didn't reach."""
    missed = out_of_view(entry, ticket) if ticket else []
    if missed and not entry.effects.filter(type=OutOfView.name).exists():
        names = [person.name for person in missed]
        record(entry.stream, OutOfView(people=names), actor=None, cause=entry)


def _tell(parts: list[Heard], ticket: Ticket | None, first: Entry, wishes: Wishes) -> Notification | None:
    """One person, of all their parts: the weightiest is the headline."""
    parts = sorted(parts, key=lambda part: -part.what.heft())
    head, person = parts[0], parts[0].hearer.person
    asks = _asking(parts)
    leading = asks if asks.what.heft() >= MUST_ACT else head
    topic = topic_of(leading.entry, leading.hearer)
    ways = wishes.ways[topic]
    if not ways.any:
        return None
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(person)):
        notification = _write(parts, ticket, topic)
        notification.language, notification.first_entry = language, first.pk
        notification.in_portal, notification.post = ways.portal, _post(ways.mail, person, ticket, topic)
        notification.save(force_insert=True)
        if notification.post == Post.NOW:
            _mail(notification, parts, ticket, wishes)
    return notification


def _post(wanted: Post, person: Person, ticket: Ticket | None, topic: Topic) -> Post:
    """When it comes by mail: as they wish, but what is more than a person can read within an hour in a summary."""
    if wanted != Post.NOW or _is_pressing(ticket, topic) or not too_many(person):
        return wanted
    return Post.DAILY


def _is_pressing(ticket: Ticket | None, topic: Topic | str) -> bool:
    return ticket is not None and ticket.priority == Priority.URGENT and topic in PRESSING


def _write(parts: list[Heard], ticket: Ticket | None, topic: Topic) -> Notification:
    head, person = parts[0], parts[0].hearer.person
    asks = _asking(parts)
    details = list(dict.fromkeys(filter(None, (part.what.detail() for part in parts))))
    return Notification(
        person=person,
        ticket=ticket,
        entry=head.entry,
        topic=topic,
        title=_sentence(head)[:LONGEST_TITLE],
        text="\n\n".join(details),
        also=_also(parts, asks, ticket) + question(person, ticket, [part.what for part in parts]),
        path=_path(asks, ticket),
        icon=head.what.icon,
        created_at=clock.now(),
    )


def _asking(parts: list[Heard]) -> Heard:
    """The part that the button is about: what is to be done, or else the headline."""
    return next((part for part in parts if part.what.call_to_action()), parts[0])


def _sentence(part: Heard) -> str:
    actor = part.entry.actor.name if part.entry.actor else house().name
    return part.what.news(actor, part.hearer.person)


def _also(parts: list[Heard], asks: Heard, ticket: Ticket | None) -> list[dict[str, str]]:
    """The other sentences; what asks for something else than the button leads there by itself."""
    said, lines = {_sentence(parts[0])}, []
    for part in parts[1:]:
        sentence = _sentence(part)
        if sentence in said or _is_implied(part, parts[0]):
            continue
        said.add(sentence)
        own_way = part is not asks and part.what.heft() >= MUST_ACT
        lines.append({"text": sentence, "path": _path(part, ticket) if own_way else ""})
    return lines


def _is_implied(part: Heard, head: Heard) -> bool:
    """What only carries the words of the headline further: «it was declined» after «Marta rejected it»."""
    detail = part.what.detail()
    return bool(detail) and detail == head.what.detail()


def _path(part: Heard, ticket: Ticket | None) -> str:
    """Who works on a ticket reads it at the desk."""
    if ticket is None:
        return part.what.path("")
    path = part.what.path(ticket.number)
    at_the_desk = part.hearer.staff and path == f"/requests/{ticket.number}/"
    return f"/desk/tickets/{ticket.number}/" if at_the_desk else path


def _mail(notification: Notification, parts: list[Heard], ticket: Ticket | None, wishes: Wishes) -> None:
    asks, person = _asking(parts), notification.person
    news = News(
        ticket,
        parts[0].hearer.why,
        call_to_action=asks.what.call_to_action(),
        link=_link(parts, ticket),
        stands_alone=parts[0].what.heft() < MUST_ACT and bool(parts[0].what.call_to_action()),
        **({"standing": standing_of(ticket, person)} if ticket else {}),
    )
    message = compose(notification, news)
    pressing = _is_pressing(ticket, notification.topic)
    message.not_before = wishes.not_before(notification.created_at, zone_of(person), pressing=pressing)
    send(message)


def _link(parts: list[Heard], ticket: Ticket | None) -> OneTimeLink | None:
    """For the weightiest thing that can be done by one."""
    for part in parts:
        handle = part.what.handle()
        if handle and ticket:
            whole = Handle(handle.purpose, handle.subject or ticket.pk, handle.digest or part.entry.digest)
            return links.offer(part.hearer.person, whole)
    return None


def send(message: Message) -> None:
    """Put a mail into the outbox, to go when its reader's quiet hours are over. Within an action only."""
    message.save(force_insert=True)
    jobs.enqueue("notifications.deliver", run_at=message.not_before, message=message.pk)


def tell_person(person: Person, *, title: str, text: str, path: str, icon: str) -> Notification:
    """News in the portal alone that is about no entry: something needs an administrator. In the active language."""
    return Notification.objects.create(
        person=person,
        topic=Topic.WAITS,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        title=title[:LONGEST_TITLE],
        text=text,
        path=path,
        icon=icon,
        post=Post.NEVER,
        created_at=clock.now(),
    )
