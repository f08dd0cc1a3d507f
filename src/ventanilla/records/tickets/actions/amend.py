"""Correcting answers while the ticket is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.secrets import without_secrets
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.lock import locked, saved
from ventanilla.records.tickets.actions.submit import context_for, give_answers, tie_files
from ventanilla.records.tickets.facts import asking_facts, latest_answers
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.policies import is_asker
from ventanilla.records.tickets.telling import subject_of


@action
def amend(*, actor: Person, ticket: Ticket, answers: Mapping[str, Any], awaited: bool = False) -> AnswerSet:
    """Give all answers anew; both versions are kept. Nothing is recorded when nothing changed.

    Somebody may have sent them back after the ticket was resolved, in its aftercare: what is `awaited` is taken then
    too. Raises NotAllowed, Invalid with `fields`, Conflict when the ticket is over and nobody awaits them.
    """
    if not is_asker(actor, ticket):
        raise NotAllowed(_("Only who asked for it can correct the answers."))
    ticket = locked(ticket)
    if ticket.ended and not awaited:
        raise Conflict(_("This request is over already."))
    package = package_of(ticket.version)
    facts = asking_facts(ticket.requester, ticket.requested_for, ticket.department)
    # A file that somebody else gave with the answers may stay.
    known = ticket.attachments.filter(public=True).values_list("file__key", flat=True)
    context = replace(
        context_for(actor, ticket.requested_for, facts, ticket.department),
        known_files=frozenset(str(key) for key in known),
        earlier=latest_answers(ticket).answers,
    )
    checked = check(package.form, answers, context)
    if checked.errors:
        raise Invalid(_("Some answers need another look."), checked.errors)
    before = latest_answers(ticket)
    keys = before.answers.keys() | checked.answers.keys()
    old, new = before.answers, checked.answers
    changes = {key: (old.get(key), new.get(key)) for key in sorted(keys) if old.get(key) != new.get(key)}
    if not changes:
        return before
    given = give_answers(ticket, before.number + 1, checked, actor)
    tie_files(ticket, checked)
    ticket.subject = subject_of(package, checked.answers, checked.rows)
    told = without_secrets(changes)
    record(ticket.stream, entries.AnswersAmended(number=given.number, changes=told), actor=actor)
    saved(ticket, "subject")
    return given
