"""Why a ticket went where it went, weighs what it weighs, is promised for when it is, and lies with whom it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import listed, pick
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.explaining import targets
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Seat
from ventanilla.engines.workflow.needing import whom
from ventanilla.engines.workflow.queries.approvals import names_by_id
from ventanilla.engines.workflow.queries.dossier import Dossier, dossier_of
from ventanilla.engines.workflow.queries.sight import sight_of
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.seeking import because_words, look_words, people_in
from ventanilla.engines.workflow.wording import seat_reason
from ventanilla.records.tickets.explaining import Explanation, priority, routing
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.turns import turn_words

EMPTY = machine.ReasonCode.SEAT_EMPTY.value


def explanations(ticket: Ticket, reader: Person, *, full: bool) -> list[Explanation]:
    """Every decision that was made by itself and that `reader` may know of, in the active language: plainly for who
    asked, or in `full` for who looks after it. Two queries more than the rows about the ticket's way, at most."""
    return [
        routing(ticket, full=full),
        priority(ticket, full=full),
        *targets(ticket, full=full),
        *approvers(ticket, reader, full=full),
        *holders(ticket, reader, full=full),
    ]


def holders(ticket: Ticket, reader: Person, *, full: bool) -> Iterator[Explanation]:
    """Who does what was handed out among a team by itself."""
    staff = is_staff(reader, ticket)
    for task in dossier_of(ticket).open_tasks:
        if task.kept and not staff:
            continue
        if lines := tuple(turn_words(task.detail.get("given") or {}, full=full)):
            subject = _("Who does “%(name)s”") % {"name": pick(task.title)}
            outcome = task.assignee.name if task.assignee else pick(task.team.name if task.team else None)
            yield Explanation("holder", subject, outcome, lines)


def approvers(ticket: Ticket, reader: Person, *, full: bool) -> list[Explanation]:
    """Who decides, in the last round of each approval: as what, or in `full` each stop on the way to them."""
    known, sight = dossier_of(ticket), sight_of(ticket, reader)
    keys = {step.pk: store.key_of(step) for step in known.steps}
    latest = {
        pick(approval.title): approval
        for approval in known.approvals.values()
        if not sight.hides(keys[approval.step_id].block, keys[approval.step_id])
    }
    names = names_by_id(pk for seat in known.seats for pk in people_in(seat.looked)) if full else {}
    found = []
    for title, approval in latest.items():
        lines = tuple(_in_full(approval, known, names) if full else dict.fromkeys(_plainly(approval, known)))
        subject = _("Who decides “%(title)s”") % {"title": title}
        found.append(Explanation("approvers", subject, _outcome(approval, known), lines))
    return found


def _outcome(approval: Approval, known: Dossier) -> str:
    """Those who are awaited; afterwards those who decided, if anybody did."""
    if approval.state == OpenState.OPEN:
        rows = [row for row in known.awaited if row.seat.approval_id == approval.pk]
        return listed(whom(approval.outstanding, {row.person_id: row.person.name for row in rows}))
    decided = [one.person.name for one in known.decisions if one.approval_id == approval.pk]
    return listed(decided) or (
        _("Nobody did in time") if approval.state == OpenState.DONE else _("It isn't needed any more")
    )


def _plainly(approval: Approval, known: Dossier) -> Iterator[str]:
    for seat in _inside(approval.pk, None, known):
        people, label = _sitting(seat, known), pick(seat.label)
        # «2 of Silvia Mora, Javier Luna» names them already.
        named = any(name not in label for name in people)
        yield _("%(names)s, as: %(seat)s") % {"names": ", ".join(people), "seat": label} if named else label
        yield from filter(None, map(seat_reason, seat.reasons))


def _in_full(approval: Approval, known: Dossier, names: dict[int, str]) -> Iterator[str]:
    top = _inside(approval.pk, None, known)
    if len(top) > 1 and approval.need < len(top):
        yield _("%(need)s of these have to approve:") % {"need": approval.need}
    for seat in top:
        yield from _of_seat(seat, known, names, "")


def _of_seat(seat: Seat, known: Dossier, names: dict[int, str], indent: str) -> Iterator[str]:
    label = pick(seat.label)
    yield f"{indent}{label}"
    below = indent + "  "
    for number, time in enumerate(seat.looked):
        deeper = below if len(seat.looked) == 1 else below + "  "
        if number or deeper != below:
            yield f"{below}{_day(time['at'])}{': ' + because_words(time.get('because', '')) if number else ''}"
        yield from (f"{deeper}{look_words(look, names)}" for look in time["looks"])
    people = _sitting(seat, known)
    if any(name not in label for name in people) and (len(people) > 1 or not seat.looked):
        yield f"{below}✓ {listed(people)}"
    if EMPTY in seat.reasons:
        yield f"{below}{seat_reason(EMPTY)}"
    if not seat.ordered:  # of a chain of managers the way up has told each of them
        for inner in _inside(seat.approval_id, seat.pk, known):
            yield from _of_seat(inner, known, names, below)


def _day(at: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(at)), _("j F, H:i"))


def _inside(approval: int, parent: int | None, known: Dossier) -> list[Seat]:
    return [seat for seat in known.seats if (seat.approval_id, seat.parent_id) == (approval, parent)]


def _sitting(seat: Seat, known: Dossier) -> list[str]:
    return [row.person.name for row in known.candidates if row.seat_id == seat.pk]
