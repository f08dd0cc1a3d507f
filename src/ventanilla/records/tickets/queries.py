"""Reads about tickets. Every list starts from what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.cache import cache
from django.db.models import CharField, Count, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import person_principal, principals
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.choosing import chosen
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, cut, page
from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import entries
from ventanilla.records.tickets.choices import ASKERS, Reason
from ventanilla.records.tickets.facts import answers_facts, latest_answers, remembered_answers, ticket_facts
from ventanilla.records.tickets.models import Attachment, Ticket, TicketAccess
from ventanilla.records.tickets.policies import is_staff, sees_all_of

__all__ = [
    "answers_facts",
    "attachment",
    "latest_answers",
    "mine",
    "remembered_answers",
    "ticket_facts",
    "timeline",
    "visible",
]

MOST_WANTED = 100
RECENT = ("-last_activity_at", "-ticket_id")

RELATED = (
    "service",
    "version",
    "requester__organization",
    "requester__department",
    "requester__location",
    "requested_for__organization",
    "requested_for__department",
    "requested_for__location",
    "department__calendar",
    "team",
    "assignee",
    "stream",
    "location",
    "category",
    "outage_report__outage",
    "duplicate_of",
    "parent",
    "order",
)

LISTED = tuple(
    f"ticket__{name}"
    for name in ("service", "team", "assignee", "requester", "requested_for", "outage_report")
)
HEAVY = ("version__definition",)
"""Never shown as they are; the definition is read through `package_of`, which keeps it parsed."""


def visible(person: Person, number: str) -> Ticket:
    """The ticket with this number, with all that a page of it shows. Raises NotFound when there is none that
    `person` may see; whether one exists is not told."""
    ticket = next(iter(BY_NUMBER(number=number)), None)
    if ticket is None or not sees_all_of(person, ticket):
        raise NotFound(_("There is no such request, or you can't see it."))
    return ticket


def _by_number(number: str) -> QuerySet[Ticket]:
    return Ticket.objects.filter(number=number).select_related(*RELATED).defer(*HEAVY)


BY_NUMBER = StandingRows(_by_number, number="")


def mine(
    person: Person,
    *,
    ended: bool | None = None,
    own: bool = False,
    after: str | None = None,
    size: int = 30,
) -> Page[TicketAccess]:
    """What `person` asked for, is for them or was shared with them, the latest activity first.

    `ended`: only those that are over (True) or under way (False); `own`: not those that were shared.
    """
    if after is None:
        return cut(_first_of_mine(ended, own, size)(me=person_principal(person)), order=RECENT, size=size)
    return page(_mine(person_principal(person), ended, own), order=RECENT, after=after, size=size)


def _mine(me: str, ended: bool | None, own: bool) -> QuerySet[TicketAccess]:
    rows = asked_as(me, own=own)
    return rows if ended is None else rows.filter(open=not ended)


@lru_cache
def _first_of_mine(ended: bool | None, own: bool, size: int) -> StandingRows[TicketAccess]:
    """Home and the list of requests begin with it."""

    # PostgreSQL expects few of them, and would look up years of tickets to sort them.
    def build(me: str) -> QuerySet[TicketAccess]:
        shown = TicketAccess.objects.select_related(*LISTED).order_by(*RECENT)
        return chosen(shown, of=_mine(me, ended, own).order_by(*RECENT), size=size + 1)

    return StandingRows(build, me="p:")


def asked_by(person: Person, *, own: bool = False) -> QuerySet[TicketAccess]:
    """The index rows behind `mine`, with their tickets."""
    return asked_as(person_principal(person), own=own)


def asked_as(me: str, *, own: bool = False) -> QuerySet[TicketAccess]:
    """The same for a principal."""
    wanted = [reason.value for reason in ASKERS if not (own and reason == Reason.PARTICIPANT)]
    asked = Value(wanted, output_field=ArrayField(CharField()))
    rows = TicketAccess.objects.filter(principal=me, reasons__overlap=asked).select_related(*LISTED)
    # Of what one asked for several people, the ticket that holds them stands for theirs.
    return rows.exclude(reasons__contains=[Reason.TOGETHER.value])


def seen_by(person: Person, *, after: str | None = None, size: int = 30) -> Page[Ticket]:
    """Every ticket that `person` may see, newest first: the list of the API."""
    rows = Ticket.objects.visible_to(person).select_related(
        "service", "team", "assignee", "requester", "requested_for"
    )
    return page(rows, order=("-id",), after=after, size=size)


def timeline(person: Person, ticket: Ticket) -> list[Entry]:
    """What has happened, as far as `person` may read it."""
    return entries(ticket.stream, staff=is_staff(person, ticket))


def attachment(person: Person, ticket: Ticket, key: UUID | str) -> Attachment:
    """One file of a ticket that `person` may see. Raises NotFound, also for files of the team's notes."""
    rows = Attachment.objects.filter(ticket=ticket, file__key=key).select_related("file")
    if not is_staff(person, ticket):
        rows = rows.filter(public=True)
    found = rows.first()
    if found is None:
        raise NotFound(_("There is no such file, or you can't see it."))
    return found


Access = dict[str, list[str]]


def access_of(ticket: Ticket) -> Access:
    """Why each principal may see the ticket."""
    return dict(ACCESS(ticket=ticket.pk))


ACCESS = Standing(
    lambda ticket: TicketAccess.objects.filter(ticket=ticket).values_list("principal", "reasons"), ticket=-1
)


def participants(ticket: Ticket, access: Access | None = None) -> list[Person]:
    """The colleagues who were let in to follow the ticket, besides those who asked, by name. `access`: what `access_of`
    has read, when it has."""
    own = (ticket.requester_id, ticket.requested_for_id)
    ids = [
        int(principal.removeprefix("p:"))
        for principal, reasons in (access_of(ticket) if access is None else access).items()
        if principal.startswith("p:") and Reason.PARTICIPANT in reasons
    ]
    wanted = [pk for pk in ids if pk not in own]
    rows = Person.objects.filter(pk__in=wanted).order_by("given_name", "family_name", "pk")
    return list(rows) if wanted else []


def public_files(ticket: Ticket) -> list[Attachment]:
    """The files that everybody who sees the ticket may read, in the order in which they came."""
    return list(PUBLIC_FILES(ticket=ticket.pk))


PUBLIC_FILES = StandingRows(
    lambda ticket: (
        Attachment.objects.filter(ticket=ticket, public=True).select_related("file").order_by("pk")
    ),
    ticket=-1,
)


def asked_most(*, days: int = 90) -> list[int]:
    """The ids of the services that were asked for most in the last `days`, the most wanted first. It is counted
    once an hour, for all."""
    key = f"tickets.asked_most.{days}"
    found: list[int] | None = cache.get(key)
    if found is None:
        since = clock.now() - timedelta(days=days)
        rows = Ticket.objects.filter(created_at__gte=since).values("service").annotate(asked=Count("pk"))
        found = [row["service"] for row in rows.order_by("-asked", "service")[:MOST_WANTED]]
        cache.set(key, found, 3600)
    return found


def can_see(person: Person, ticket_ids: list[int]) -> set[int]:
    """Those of `ticket_ids` that `person` may see."""
    rows = TicketAccess.objects.filter(ticket__in=ticket_ids, principal__in=principals(person))
    rows = rows.exclude(reasons=[Reason.TASK_ONLY])
    return set(rows.values_list("ticket_id", flat=True))


def numbers_seen(person: Person, numbers: Sequence[str]) -> set[str]:
    """Those of these tickets, told by number, that `person` may see. One query."""
    rows = Ticket.objects.visible_to(person).filter(number__in=numbers)
    return set(rows.values_list("number", flat=True))


def attached(files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those of `files` that belong to a ticket, so that they are kept."""
    held = set(Attachment.objects.filter(file__in=[f.pk for f in files]).values_list("file_id", flat=True))
    return [stored for stored in files if stored.pk in held]


def waits_by_hand(ticket: Ticket) -> bool:
    """Whether it was a person who set the ticket to waiting, not the workflow: then a person takes it back."""
    rows = Entry.objects.filter(stream=ticket.stream_id, type="ticket.status_changed").order_by("-position")
    last = rows.values_list("actor", flat=True)[:1]
    return bool(last) and last[0] is not None
