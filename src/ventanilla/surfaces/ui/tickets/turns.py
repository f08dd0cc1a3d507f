"""Whose turn it is and what happens next, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.machine import KEPT
from ventanilla.engines.workflow.queries import Turn
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_reopen
from ventanilla.surfaces.ui.format import day, moment, short_day
from ventanilla.surfaces.ui.tickets.naming import tie
from ventanilla.surfaces.ui.tickets.words import by_when, ended_once, is_outdated, listed

ASKED = (TaskKind.ASK, TaskKind.CORRECTION)
MOST_SAID = 6
"""How many open steps the page of a request tells of in words: a recall may have a hundred."""


def next_for(ticket: Ticket, open_now: Sequence[Turn], person: Person) -> str:
    """One line for a list: the first thing that is open, a person's own before all others."""
    if ticket.ended:
        return ""
    if tie(ticket) is not None:
        return _("We know about it: it waits for the end of the outage")
    supplier = awaited_supplier(ticket)
    if supplier and not any(turn.is_of(person) for turn in open_now):
        return supplier
    if not open_now:
        return without_turns(ticket, person)
    first, *others = sorted(open_now, key=lambda turn: not turn.is_of(person))
    words = sentence(first, person)
    if not others:
        return words
    return f"{words} · {_and_more(len(others))}"


def _and_more(count: int) -> str:
    return ngettext("and %(n)s more step", "and %(n)s more steps", count) % {"n": count}


def sentence(turn: Turn, person: Person) -> str:
    """Who has what: «Waiting for the decision of Marta Ibáñez»."""
    if turn.kind == KEPT:
        return _("We are working on it")
    values = {"step": pick(turn.title), "who": listed(turn.names)}
    if turn.kind == "code":
        mine = turn.is_of(person)
        return _("Your turn: enter the code") if mine else _("Waiting for the code of %(who)s") % values
    if turn.by_itself:
        return _by_itself(turn)
    if turn.is_of(person):
        return _("Your turn: %(step)s") % values
    if turn.kind == "approval":
        return _("Waiting for the decision of %(who)s") % values
    if turn.kind == TaskKind.FAULT:
        return _("%(who)s is looking at a step that couldn't go on by itself") % values
    if turn.kind in ASKED:
        return _("Waiting for the answer of %(who)s: %(step)s") % values
    return _("%(who)s has the next step: %(step)s") % values


def _by_itself(turn: Turn) -> str:
    """What it waits for when nobody has to do anything: «Waiting for Directory: One-time password»."""
    values = {"step": pick(turn.title), "system": listed(turn.names)}
    if turn.kind == "portal":
        return _("Nobody has to do anything: the portal is doing it (%(step)s)") % values
    if turn.kind == "system" and turn.names:
        return _("Nobody has to do anything: it waits for %(system)s (%(step)s)") % values
    if turn.kind in ("system", "message"):
        return _("Nobody has to do anything: it waits for another system (%(step)s)") % values
    if turn.kind == "elsewhere":
        return _("It waits for another request: %(step)s") % values
    if turn.kind == "sealed":
        return _("What was answered stays sealed: %(step)s") % values
    return _("Nobody has to do anything yet: %(step)s") % values


def awaited_supplier(ticket: Ticket) -> str:
    """«Waiting for Duero, expected by 5 March»; nothing when it waits for no supplier."""
    if not ticket.supplier:
        return ""
    if ticket.supplier_until is None:
        return _("Waiting for %(supplier)s") % {"supplier": ticket.supplier}
    values = {"supplier": ticket.supplier, "day": day(ticket.supplier_until)}
    return _("Waiting for %(supplier)s, expected by %(day)s") % values


def without_turns(ticket: Ticket, person: Person) -> str:
    """Who has a ticket in which no step is open."""
    if ticket.status == Status.WAITING:
        if asks(person, ticket):
            return _("Your turn: the team has asked you something")
        return _("The team waits for an answer in the conversation")
    if ticket.assignee:
        return _("%(who)s is working on it") % {"who": ticket.assignee.name}
    return _("It's in the queue of %(team)s") % {"team": pick(ticket.team.name)}


def full_sentences(ticket: Ticket, open_now: Sequence[Turn], person: Person) -> list[str]:
    """All that is open, each with its date: for the page of the request."""
    if ticket.ended:
        return [ending(ticket, person)]
    if tie(ticket) is not None:
        return [_("We know about it: it waits for the end of the outage.")]
    supplier = awaited_supplier(ticket)
    told = [ended_once(f"{supplier}.")] if supplier else []
    if not open_now:
        return told or [f"{without_turns(ticket, person)}."]
    ordered = sorted(open_now, key=lambda turn: not turn.is_of(person))
    said = [_with_date(sentence(turn, person), _when(turn, ticket, person)) for turn in ordered[:MOST_SAID]]
    more = len(ordered) - len(said)
    return [*told, *said, *([f"{capfirst(_and_more(more))}."] if more else [])]


def _when(turn: Turn, ticket: Ticket, person: Person) -> str:
    """By when, or until when it waits. To who asked a day that has passed isn't told where a later one is promised."""
    if not turn.is_of(person) and asks(person, ticket) and is_outdated(turn.due_at, ticket.promised_at):
        return ""
    if turn.kind in ("wait", "sealed") and turn.due_at is not None and turn.due_at > clock.now():
        return pgettext("a short day", "until %(day)s") % {"day": short_day(turn.due_at)}
    if turn.kind == "system" and turn.due_at is not None and turn.due_at > clock.now():
        return _("%(when)s at the latest") % {"when": moment(turn.due_at)}
    if turn.kind == KEPT and turn.due_at is not None and turn.due_at < clock.now():
        return ""  # that the promised date is over is said beside
    return by_when(turn.due_at)


def asks(person: Person, ticket: Ticket) -> bool:
    """Whether it is theirs: they asked for it, or it is for them."""
    return person.pk in (ticket.requester_id, ticket.requested_for_id)


def _with_date(words: str, when: str) -> str:
    return f"{words}, {when}." if when else ended_once(f"{words}.")


def ending(ticket: Ticket, person: Person) -> str:
    """How it ended, and how `person` may go on from there."""
    if may_reopen(person, ticket):
        return {
            Outcome.FULFILLED.value: _(
                "It's done. If something is missing, write below what it is and press “Not solved yet”."
            ),
            Outcome.SOLVED.value: _(
                "It's solved. If it comes back, write below what you see and press “Not solved yet”."
            ),
        }[ticket.outcome]
    return {
        Outcome.FULFILLED.value: _("It's done."),
        Outcome.SOLVED.value: _("It's solved."),
        Outcome.DECLINED.value: _("It was declined. The reason is in the conversation below."),
        Outcome.WITHDRAWN.value: _("It was withdrawn. If you still need it, ask again."),
        Outcome.EXPIRED.value: _("Its time ran out before it was decided. If you still need it, ask again."),
        Outcome.DUPLICATE.value: _("It had been asked for already: the other request goes on."),
    }.get(ticket.outcome, _("It's over."))
