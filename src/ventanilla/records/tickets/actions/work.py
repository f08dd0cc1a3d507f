"""Working on a ticket: seeing, answering, assigning, resolving."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import person_principal, team_principal
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person, Team
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.access import grant, revoke
from ventanilla.records.tickets.actions.lock import locked, saved
from ventanilla.records.tickets.choices import Level, Priority, Reason, Status
from ventanilla.records.tickets.models import Attachment, Comment, OutageReport, Ticket
from ventanilla.records.tickets.policies import is_staff, may_comment, may_reopen, may_work
from ventanilla.records.tickets.priority import priority_of
from ventanilla.records.tickets.queries import waits_by_hand

LONGEST_COMMENT = 20_000


@action
def see(*, actor: Person, ticket: Ticket) -> None:
    """Note the first time that somebody who works on it opens the ticket (S040). Later times change nothing."""
    if ticket.seen_at or not may_work(actor, ticket):
        return
    ticket = locked(ticket)
    if ticket.seen_at:
        return
    ticket.seen_at, ticket.seen_by = clock.now(), actor
    ticket.save(update_fields=["seen_at", "seen_by"])  # looking is no activity: its place in the lists stays
    record(ticket.stream, entries.Seen(team=ticket.team.name), actor=actor)


@action
def comment(
    *,
    actor: Person,
    ticket: Ticket,
    text: str,
    public: bool = True,
    files: Sequence[StoredFile] = (),
    reopen: bool = False,
) -> Comment:
    """Write a message (or, not `public`, a note for the team), with files that the actor has uploaded.

    `reopen`: the one who asked says that it isn't solved; a resolved ticket is open again. Raises Invalid for an
    empty text, NotAllowed, Conflict when the ticket is closed.
    """
    if not may_comment(actor, ticket, public=public):
        raise NotAllowed(_("You can't write a note here."))
    text = _checked_text(text, files)
    ticket = locked(ticket)
    if ticket.status == Status.CLOSED:
        raise Conflict(_("This request is closed. Please send a new one."))
    _not_sent_before(ticket, files)
    by_staff = is_staff(actor, ticket)
    see(actor=actor, ticket=ticket)
    written = Comment.objects.create(
        ticket=ticket, author=actor, text=text, public=public, created_at=clock.now()
    )
    Attachment.objects.bulk_create(
        [Attachment(ticket=ticket, file=stored, comment=written, public=public) for stored in files]
    )
    entry = entries.CommentAdded(
        comment=written.pk,
        public=public,
        by_staff=by_staff,
        text=text,
        files=[{"name": f.name, "key": str(f.key), "digest": f.digest} for f in files],
    )
    record(ticket.stream, entry, actor=actor)
    if public:
        _follow_up(ticket, actor, by_staff=by_staff, reopen=reopen)
    else:
        saved(ticket)
    return written


@action
def attach(*, ticket: Ticket, file: StoredFile, public: bool = True) -> Attachment:
    """Keep a file that the portal made with the ticket, for everybody who sees the ticket, or for the team alone."""
    return Attachment.objects.create(ticket=ticket, file=file, public=public)


def _checked_text(text: str, files: Sequence[StoredFile]) -> str:
    text = text.replace("\x00", "").strip()
    if not text and not files:
        raise Invalid(_("Write your message first."), {"text": [_("Write your message first.")]})
    if len(text) > LONGEST_COMMENT:
        said = _("This message is too long: attach it as a file.")
        raise Invalid(said, {"text": [said]})
    return text


def _not_sent_before(ticket: Ticket, files: Sequence[StoredFile]) -> None:
    """A form that was sent twice names files that came with the first sending."""
    if Attachment.objects.filter(ticket=ticket, file__in=[stored.pk for stored in files]).exists():
        said = _("This file is in the request already.")
        raise Invalid(said, {"files": [said]})


def _follow_up(ticket: Ticket, actor: Person, *, by_staff: bool, reopen: bool) -> None:
    """What a public message changes: a thank-you leaves a resolved ticket as it is, «it isn't solved» opens it;
    the team's first word starts it, and an answer ends the waiting for it."""
    if may_reopen(actor, ticket) and reopen:
        take_up_again(ticket, actor)
    elif (ticket.status == Status.NEW and by_staff) or _is_answer(ticket, by_staff=by_staff):
        move(ticket, Status.OPEN, actor=actor)
    else:
        saved(ticket)


def _is_answer(ticket: Ticket, *, by_staff: bool) -> bool:
    """Whether somebody was waiting for these words: not while the ticket waits for the end of an outage."""
    if by_staff or ticket.status != Status.WAITING or not waits_by_hand(ticket):
        return False
    return not OutageReport.objects.filter(ticket=ticket).exists()


def take_up_again(ticket: Ticket, actor: Person) -> None:
    """Open a resolved ticket that is locked again; one that ended with an outage stands alone from now on."""
    OutageReport.objects.filter(ticket=ticket).delete()
    ticket.outcome, ticket.resolved_at = "", None
    ticket.save(update_fields=["outcome", "resolved_at"])
    move(ticket, Status.OPEN, actor=actor)
    record(ticket.stream, entries.Reopened(), actor=actor)


def move(ticket: Ticket, status: Status, *, actor: Person | None) -> None:
    """Set the status of a ticket that is locked, with its entry; nothing happens when it has it already."""
    if ticket.status == status:
        saved(ticket)
        return
    old, ticket.status = ticket.status, status
    saved(ticket, "status")
    record(ticket.stream, entries.StatusChanged(old=old, new=status), actor=actor)


@action
def assign(
    *, actor: Person | None, ticket: Ticket, assignee: Person | None, team: Team | None = None
) -> Ticket:
    """Hand the ticket to a person of its team, or to another `team` (then, without `assignee`, to its queue).

    Raises NotAllowed, Invalid when the person is not in the team, Conflict when the ticket is over.
    """
    require_work(actor, ticket)
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    target = team or ticket.team
    if assignee and not (assignee.is_active and target.members.filter(pk=assignee.pk).exists()):
        said = _("%(person)s isn't in this team.") % {"person": assignee.name}
        raise Invalid(said, {"assignee": [said]})
    if (ticket.assignee_id, ticket.team_id) == (assignee.pk if assignee else None, target.pk):
        return ticket
    _hand_over(ticket, assignee, target)
    told = entries.Assigned(assignee=assignee.name if assignee else "", team=target.name)
    record(ticket.stream, told, actor=actor)
    if ticket.status == Status.NEW and assignee:
        move(ticket, Status.OPEN, actor=actor)
    return ticket


def _hand_over(ticket: Ticket, assignee: Person | None, team: Team) -> None:
    if ticket.assignee_id:
        revoke(ticket, person_principal(ticket.assignee_id), Reason.ASSIGNEE)
    if ticket.team_id != team.pk:
        revoke(ticket, team_principal(ticket.team_id), Reason.TEAM)
        grant(ticket, team_principal(team), Reason.TEAM)
    if assignee:
        grant(ticket, person_principal(assignee), Reason.ASSIGNEE)
    ticket.assignee, ticket.team = assignee, team
    saved(ticket, "assignee", "team")


@action
def set_priority(
    *, actor: Person | None, ticket: Ticket, impact: Level, urgency: Level, priority: Priority | None = None
) -> Ticket:
    """Weigh a ticket anew; the priority follows from impact and urgency, unless it is given.

    Raises NotAllowed, Conflict.
    """
    require_work(actor, ticket)
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    old = ticket.priority
    ticket.impact, ticket.urgency, ticket.priority = impact, urgency, priority or priority_of(impact, urgency)
    if old != ticket.priority:
        saved(ticket, "impact", "urgency", "priority")
        told = entries.PrioritySet(old=old, new=ticket.priority, impact=impact, urgency=urgency)
        record(ticket.stream, told, actor=actor)
    return ticket


def require_work(actor: Person | None, ticket: Ticket) -> None:
    """Raises NotAllowed for a person who may not work on it; the portal itself may."""
    if actor is not None and not may_work(actor, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
