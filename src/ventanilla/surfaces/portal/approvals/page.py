"""All that is needed to decide."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.actions.decide import OUTCOMES, can_return
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.endings import outcome_words
from ventanilla.engines.workflow.models import Approval, Decision, Enquiry, Seat
from ventanilla.engines.workflow.needing import whom
from ventanilla.engines.workflow.policies import may_decide
from ventanilla.engines.workflow.queries import changes_in
from ventanilla.engines.workflow.wording import seat_reason
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.approvals.rows import verdict_badge, what
from ventanilla.surfaces.portal.requests.page import following
from ventanilla.surfaces.portal.requests.together import parts_of
from ventanilla.surfaces.ui.format import day, time_tag
from ventanilla.surfaces.ui.tickets import answers
from ventanilla.surfaces.ui.tickets.course import way_of
from ventanilla.surfaces.ui.tickets.deciding import sentences
from ventanilla.surfaces.ui.tickets.shown import lines_shown
from ventanilla.surfaces.ui.tickets.words import listed


def page_of(approval: Approval, ticket: Ticket, person: Person) -> dict[str, Any]:
    """Who asks, for whom, what, why this person, what others say, and what comes of it."""
    nodes = way_of(ticket, person)
    return {
        "approval": approval,
        "open": approval.state == OpenState.OPEN and may_decide(person, approval),
        "due": _due(approval),
        "digest": approval.digest,
        "kept": approval.kept,
        "may_return": can_return(approval),
        "nodes": nodes,
        "after": _after(following(nodes)),
        "waits": _waits(approval, ticket, person),
        "decision_url": reverse("portal:decision", args=[approval.pk]),
        "enquiry_url": reverse("portal:enquiry", args=[approval.pk]),
        "people_url": reverse("people:search"),
        **_asked(ticket, person),
        **_shown(approval, ticket),
        **_deciders(approval, person),
    }


def _asked(ticket: Ticket, person: Person) -> dict[str, Any]:
    """The request in a few lines."""
    return {
        "title": what(ticket),
        "number": ticket.number,
        "kind": ticket.get_kind_display(),
        "asked_on": day(ticket.created_at),
        "ticket_url": reverse("portal:request", args=[ticket.number]),
        "people": _people(ticket),
        "department": pick(ticket.requested_for.department.name) if ticket.requested_for.department else "",
        "parts": parts_of(ticket, person) if ticket.part == Part.TOGETHER else [],
    }


def _shown(approval: Approval, ticket: Ticket) -> dict[str, Any]:
    """What is decided upon: the answers, what else the step shows, and what was corrected."""
    package, answer_set = package_of(ticket.version), approval.answer_set
    return {
        "step": pick(approval.title),
        "answers": answers.items_of(package, answer_set, ticket.number),
        "shown": lines_shown(approval.shown),
        "changes": changes_in(approval),
        "corrected": answer_set.number > 1,
        "markable": [
            {"id": one.id, "label": pick(one.label)}
            for one in questions(package.form)
            if one.id in answer_set.answers
        ],
    }


def _deciders(approval: Approval, person: Person) -> dict[str, Any]:
    """Who decides besides this person, what they said or asked, and why this person is among them."""
    seats = list(approval.seats.prefetch_related("seatcandidate_set__person").order_by("position"))
    decisions = queries.decisions_of([approval])[approval.pk]
    earlier = queries.earlier_than([approval], person)[approval.pk]
    said = [*decisions, *(decision for one in earlier for decision in one.decisions)]
    names = queries.names_by_id(pk for decision in said for pk in decision.behalf)
    return {
        "why": why_you(seats, person),
        "behalf": listed(queries.on_behalf(person, [approval]).get(approval.pk, [])),
        "enquiries": [_enquiry(one) for one in queries.enquiries_of(approval)],
        "own": next((_decision(one, names) for one in decisions if one.person_id == person.pk), None),
        "decisions": [_decision(one, names) for one in decisions if one.person_id != person.pk],
        "earlier": [_earlier(one, names) for one in earlier],
        "others": others(approval, seats, person),
        "known": _known(approval, seats, person),
        "in_order": approval.in_order and len([seat for seat in seats if seat.parent_id is None]) > 1,
        "closed_text": _closed_text(approval, [one.person_id for one in decisions], person),
    }


def _known(approval: Approval, seats: list[Seat], person: Person) -> list[str]:
    """Who has to do with the request already: by a link, nobody else of the house is named. Who asked isn't, where the
    step is kept from them."""
    sitting = [candidate.person for seat in seats for candidate in seat.seatcandidate_set.all()]
    asking = [] if approval.kept else [approval.ticket.requester, approval.ticket.requested_for]
    about = [*asking, *sitting]
    return list(dict.fromkeys(one.name for one in about if one.is_active and one.pk != person.pk))


def _earlier(one: queries.Earlier, names: dict[int, str]) -> dict[str, Any]:
    """An approval of the same request that is over."""
    return {
        "title": pick(one.title),
        "outcome": _outcome(one),
        "when": time_tag(one.ended_at) if one.ended_at else "",
        "decisions": [_decision(decision, names) for decision in one.decisions],
    }


def _outcome(one: queries.Earlier) -> str:
    """How it ended, where what the last one said doesn't tell."""
    if not one.decisions:
        return {
            "approved": _("Nobody decided in time, so it counts as approved."),
            "rejected": _("Nobody decided in time, so it counts as rejected."),
        }.get(one.outcome) or _("Nobody decided in time.")
    said = OUTCOMES.get(Verdict(one.decisions[-1].verdict), "approved")
    return "" if said == one.outcome else outcome_words(one.outcome)


def _decision(decision: Decision, names: dict[int, str]) -> dict[str, Any]:
    return {
        "who": _decided_by(decision, names),
        "badge": verdict_badge(decision),
        "when": time_tag(decision.decided_at),
        "comment": decision.comment,
    }


def _decided_by(decision: Decision, names: dict[int, str]) -> str:
    told = [names[pk] for pk in decision.behalf if pk in names]
    values = {"name": decision.person.name, "behalf": listed(told)}
    return _("%(name)s, on behalf of %(behalf)s") % values if told else decision.person.name


def _waits(approval: Approval, ticket: Ticket, person: Person) -> list[str]:
    """What happens if nobody decides; nothing where nothing does."""
    found = queries.awaited_in(ticket, person)
    mine = (one for one in found if one.approval == approval.pk and (one.answer_of or one.has_dates))
    return [words for one in mine for words in sentences(one)[1:]]


def _enquiry(one: Enquiry) -> dict[str, Any]:
    """What was asked before deciding, of whom, and the answer."""
    task = one.task
    return {
        "asked": _("%(who)s asked %(whom)s") % {"who": one.asked_by.name, "whom": task.assignee.name}
        if task.assignee
        else one.asked_by.name,
        "when": time_tag(one.asked_at),
        "text": one.text,
        "answer": str(task.answers.get("answer", "")) if task.state == OpenState.DONE else "",
        "waits": one.ended_at is None,
    }


def _after(step: str) -> str:
    if not step:
        return ""
    return _("If you approve, this follows: %(step)s.") % {"step": step}


def _due(approval: Approval) -> str:
    if approval.due_at is None:
        return ""
    return _("Your decision is expected by %(day)s.") % {"day": day(approval.due_at)}


def _people(ticket: Ticket) -> list[dict[str, str]]:
    """Who asks, and for whom when that is somebody else."""
    asks = {"role": _("Asks for it"), "name": ticket.requester.name, "note": _about(ticket.requester)}
    if ticket.part == Part.TOGETHER:
        return [asks]  # whom it is for stands below
    if ticket.requested_for_id == ticket.requester_id:
        return [{**asks, "role": _("Asks for their own use")}]
    gets = ticket.requested_for
    return [asks, {"role": _("It is for"), "name": gets.name, "note": _about(gets)}]


def _about(person: Person) -> str:
    department = pick(person.department.name) if person.department else ""
    return " · ".join(filter(None, (person.job_title, department)))


def why_you(seats: list[Seat], person: Person) -> list[str]:
    """As whom they sit there, and why it is they, when the service named somebody else."""
    told = []
    above = {seat.pk: seat for seat in seats}
    for seat in seats:
        sitting = [candidate.person_id for candidate in seat.seatcandidate_set.all()]
        if person.pk in sitting:
            holding = above.get(seat.parent_id or 0)
            reasons = [*seat.reasons, *(holding.reasons if holding else [])]
            theirs = [one for one in reasons if len(sitting) == 1 or person.name in _named_by(one)]
            told += [*_as_whom(seat, person), *filter(None, map(seat_reason, theirs))]
    return list(dict.fromkeys(told))


def _named_by(reason: str | dict[str, str]) -> tuple[str, ...]:
    """Whom a reason names; of a seat for several it tells the one who stands in, and not the others."""
    return (reason.get("other", ""),) if isinstance(reason, dict) else ()


def _as_whom(seat: Seat, person: Person) -> list[str]:
    """«You decide as: The requester's manager»; a seat that names this person among others says who they are. For
    somebody who stands in for one of those it is enough to say for whom."""
    label = pick(seat.label)
    if len(seat.seatcandidate_set.all()) == 1 or seat.group:
        return [_("You decide as: %(seat)s.") % {"seat": label}]
    return [_("The service names you: %(seat)s.") % {"seat": label}] if person.name in label else []


def others(approval: Approval, seats: list[Seat], person: Person) -> str:
    """Whose decision is awaited besides; where some of several are enough, how many of whom, the reader among them."""
    awaited = {
        candidate.person_id: candidate.person.name
        for seat in seats
        for candidate in seat.seatcandidate_set.all()
        if candidate.open
    }
    if approval.outstanding:
        return listed(
            whom(approval.outstanding, {**awaited, **({person.pk: _("you")} if person.pk in awaited else {})})
        )
    return listed(name for pk, name in awaited.items() if pk != person.pk)


def _closed_text(approval: Approval, decided_by: list[int], person: Person) -> str:
    if person.pk in decided_by:
        return _("You have decided. Thank you.")
    if approval.state != OpenState.OPEN:
        return _("This has been decided already, or isn't needed any more.")
    return ""
