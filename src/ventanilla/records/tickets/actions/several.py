"""Asking for several people at once: one ticket that holds the others, and one for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.drafts import discard_draft
from ventanilla.records.tickets.actions.ending import cancel, resolve
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.actions.sending import digest_of_sending, remember, sent_before
from ventanilla.records.tickets.actions.submit import (
    create,
    require_may_ask,
)
from ventanilla.records.tickets.choices import DONE, Kind, Outcome, Part
from ventanilla.records.tickets.models import Order, Ticket
from ventanilla.records.tickets.policies import may_withdraw, may_work


@action
def submit_for_several(
    *,
    actor: Person,
    service: Service,
    answers: Mapping[str, Any],
    people: Sequence[Person],
    key: str = "",
    language: str = "",
    drafted: bool = False,
    order: Order | None = None,
    unless_same: bool = False,
) -> Ticket:
    """Ask for `service` with the same answers for each of `people`; gives the ticket that holds theirs.

    Raises what `submit` raises; Invalid also when they are too few or too many, or when the answers don't fit one of
    them (`people` among its fields).
    """
    everybody = list({person.pk: person for person in people}.values())
    require_may_ask(actor, service, everybody)
    _right_number(service, everybody)
    body = digest_of_sending(service, answers, everybody)
    earlier = sent_before(actor, key, body)
    if earlier:
        return earlier
    more = {"language": language, "order": order}
    together = {**more, "part": Part.TOGETHER, "unless_same": unless_same}
    whole = create(actor, actor, service, answers, together)
    for person in everybody:
        _for_one(actor, person, service, answers, {**more, "part": Part.ONE, "parent": whole})
    remember(actor, key, body, whole)
    if drafted:
        discard_draft(actor=actor, service=service)
    return whole


@action
def leave_out(*, actor: Person, ticket: Ticket, text: str = "", decides: bool = False) -> None:
    """Leave one person (whose ticket this is) out of what was asked for several; the others go on. `decides`: the
    caller has seen that the actor decides about all of them. Raises NotAllowed, Conflict when it is over."""
    if ticket.part != Part.ONE or ticket.parent is None:
        raise Conflict(_("This isn't one of several requests."))
    if not (decides or may_withdraw(actor, ticket) or may_work(actor, ticket)):
        raise NotAllowed(_("You can't leave people out here."))
    whole = locked(ticket.parent)
    if whole.ended:
        raise Conflict(_("This request is over already."))
    own = actor.pk in (ticket.requester_id, ticket.requested_for_id)
    cancel(
        actor=None, ticket=ticket, outcome=Outcome.WITHDRAWN if own else Outcome.DECLINED, text=text.strip()
    )
    gone = entries.LeftOut(whom=ticket.requested_for.name, number=ticket.number, text=text.strip())
    record(whole.stream, gone, actor=actor)


@action
def end_together(*, ticket: Ticket) -> None:
    """The ticket that holds the others is over when the last of them is: done if any of them was."""
    whole = locked(ticket)
    parts = list(whole.children.filter(part=Part.ONE).order_by("pk"))
    if whole.ended or not parts or not all(part.ended for part in parts):
        return
    if any(part.outcome in DONE for part in parts):
        done = Outcome.FULFILLED if whole.kind == Kind.REQUEST else Outcome.SOLVED
        resolve(actor=None, ticket=whole, outcome=done)
    else:
        cancel(actor=None, ticket=whole, outcome=Outcome(parts[-1].outcome))


@action
def end_part(*, ticket: Ticket, outcome: Outcome, text: str = "") -> None:
    """What was asked for all of them has ended without being done: this one ends with it."""
    if not locked(ticket).ended:
        cancel(actor=None, ticket=ticket, outcome=outcome, text=text)


def _right_number(service: Service, people: Sequence[Person]) -> None:
    assert service.live_version is not None, "require_may_ask comes first"
    most = package_of(service.live_version).several_people
    if not most:
        raise NotAllowed(_("This service is asked for one person at a time."))
    if not 1 <= len(people) <= most:
        said = _("Name between 1 and %(most)s people.") % {"most": most}
        raise Invalid(said, {"people": [said]})


def _for_one(
    actor: Person, person: Person, service: Service, answers: Mapping[str, Any], more: Mapping[str, Any]
) -> Ticket:
    try:
        return create(actor, person, service, answers, more)
    except Invalid as refusal:
        said = _("These answers don't fit %(name)s.") % {"name": person.name}
        raise Invalid(said, {"people": [said], **refusal.fields}) from None
