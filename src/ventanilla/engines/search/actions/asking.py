"""Asking after all: a need that nothing solved becomes a ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.search.actions.solving import asked
from ventanilla.engines.search.models import Need
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket


@action
def ask(
    *,
    actor: Person,
    service: Service,
    answers: Mapping[str, Any],
    requested_for: Person | None = None,
    key: str = "",
    language: str = "",
    need: Need | None = None,
    tried: Sequence[str] = (),
    drafted: bool = False,
    unless_same: bool = False,
) -> Ticket:
    """Ask for `service` (as `tickets.actions.submit` does, with its errors), noting that `need` ended so, and telling
    the team what was `tried` before, a line each. Sent twice with the same key it is told once."""
    ticket = tickets.submit(
        actor=actor,
        service=service,
        answers=answers,
        requested_for=requested_for,
        key=key,
        language=language,
        drafted=drafted,
        unless_same=unless_same,
    )
    if tried and not ticket.comments.exists():
        lines = "\n".join(f"- {line}" for line in tried)
        tickets.comment(actor=actor, ticket=ticket, text=_("What I have tried already:") + "\n\n" + lines)
    if need is not None:
        asked(actor=actor, need=need, ticket=ticket)
    return ticket
