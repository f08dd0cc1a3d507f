"""The first page: search, what waits for you, what is under way, what can be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.kit.text import pick, quoted
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import IdentityCheck, Task
from ventanilla.engines.workflow.queries import asked_of, open_approvals
from ventanilla.engines.workflow.queries.outside import open_checks_of
from ventanilla.records.catalog.queries import categories_for
from ventanilla.records.tickets.queries import mine
from ventanilla.records.tickets.waits import Wait, waits_for
from ventanilla.surfaces.portal.approvals.rows import waiting_rows
from ventanilla.surfaces.portal.asking.begunrows import begun_rows
from ventanilla.surfaces.portal.asking.following import followed_rows
from ventanilla.surfaces.portal.catalogue.shelves import category_tile, popular
from ventanilla.surfaces.portal.requests.rows import rows_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.announced import announced
from ventanilla.surfaces.ui.format import ago, time_tag
from ventanilla.surfaces.ui.tickets.naming import called
from ventanilla.surfaces.ui.tickets.words import by_when

MOST_WAITING = 5
MOST_UNDER_WAY = 6
LONGEST_LINE = 120


@dataclass(frozen=True)
class WaitingRow:
    """Something that a person has to do, as a row."""

    url: str
    icon: str
    title: str
    next: str
    number: str
    when: str | SafeString


@require_safe
def home(request: Visit) -> HttpResponse:
    """What one needs at a glance."""
    person = request.user
    begun, in_order = begun_rows(person)
    under_way = mine(person, ended=False, size=MOST_UNDER_WAY)
    shown = {
        "given_name": person.given_name,
        "news": [one for one in announced(request) if not one.pinned],
        "waiting": waiting_for(person),
        "begun": begun,
        "in_order": in_order,
        "followed": followed_rows(person),
        "rows": rows_of([access.ticket for access in under_way.items], person),
        "more_under_way": under_way.next is not None,
        "categories": [category_tile(shelf) for shelf in categories_for(person)],
        "popular": popular(person),
    }
    return render(request, "portal/home.html", shown)


def waiting_for(person: Person) -> list[WaitingRow]:
    """Codes, which expire in minutes, then questions and corrections, those of the conversation among them, then
    decisions."""
    asked = [_proving(check) for check in CHECKS(person=person.pk)]
    asked += [_asked(task) for task in ASKED(person=person.pk)]
    decisions = [
        WaitingRow(row.url, "hand-raised", row.title, row.next, row.number, row.when)
        for row in waiting_rows(APPROVALS(person=person.pk))
    ]
    return asked + [_awaited(wait) for wait in waits_for(person, MOST_WAITING)] + decisions[:MOST_WAITING]


CHECKS = StandingRows(lambda person: open_checks_of(person)[:MOST_WAITING], person=-1)
ASKED = StandingRows(
    lambda person: asked_of(person).defer("ticket__version__definition")[:MOST_WAITING], person=-1
)
APPROVALS = StandingRows(lambda person: open_approvals(person)[: MOST_WAITING + 1], person=-1)


def _proving(check: IdentityCheck) -> WaitingRow:
    """A code has been sent: the ticket waits for it."""
    ticket = check.step.run.ticket
    return WaitingRow(
        url=reverse("portal:code", args=[ticket.number]),
        icon="key",
        title=_("Enter the code"),
        next=_("We have sent a code for “%(title)s”") % {"title": called(ticket)},
        number=ticket.number,
        when=time_tag(check.sent_at, ago(check.sent_at)),
    )


def _awaited(wait: Wait) -> WaitingRow:
    """A question of the team in the conversation: the ticket waits for what this person says."""
    line = " ".join(wait.question.split())
    return WaitingRow(
        url=f"{reverse('portal:request', args=[wait.ticket.number])}#conversation",
        icon="chat-bubble-left-ellipsis",
        title=quoted(shorten(line)) if line else _("The team has asked you something"),
        next=_("A question about “%(title)s”") % {"title": called(wait.ticket)},
        number=wait.ticket.number,
        when=time_tag(wait.since, ago(wait.since)),
    )


def shorten(line: str) -> str:
    """The beginning of what was written, for one line."""
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()}…"


def _asked(task: Task) -> WaitingRow:
    ticket = task.ticket
    correction = task.kind == TaskKind.CORRECTION
    by = task.detail.get("by")
    said = (
        _("%(who)s sent it back for correction") % {"who": by} if by else _("It was sent back for correction")
    )
    return WaitingRow(
        url=reverse("portal:task", args=[ticket.number, task.pk]),
        icon="pencil-square" if correction else "chat-bubble-left-ellipsis",
        title=_("Correct: %(title)s") % {"title": pick(ticket.title)} if correction else pick(task.title),
        next=said if correction else _("A question about “%(title)s”") % {"title": pick(ticket.title)},
        number=ticket.number,
        when=by_when(task.due_at) or time_tag(task.opened_at, ago(task.opened_at)),
    )
