"""How a ticket stands, for the mails about it."""

from __future__ import annotations

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.standing import Standing
from ventanilla.engines.workflow.machine import KEPT
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.queries import Turn, turns
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.tickets.turns import full_sentences


def standing_of(ticket: Ticket, person: Person) -> Standing:
    """The next step and whose turn it is; nothing when it is over: the news says so itself."""
    if ticket.ended:
        return Standing()
    open_now = turns([ticket], person)[ticket.pk]
    step = pick(open_now[0].title) if open_now and open_now[0].kind != KEPT else ""
    return Standing(step, (*full_sentences(ticket, open_now, person), *_what_decides(open_now, person)))


def _what_decides(open_now: list[Turn], person: Person) -> list[str]:
    """What an approval of this person's is about: «Price: 249 €»."""
    theirs = [turn.pk for turn in open_now if turn.kind == "approval" and turn.is_of(person)]
    if not theirs:
        return []
    shown = Approval.objects.filter(pk__in=theirs).values_list("shown", flat=True)
    return [f"{pick(line['label'])}: {pick(line['text'])}" for lines in shown for line in lines]
