"""What somebody follows because they have the same need: how it goes, and nothing else of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import DONE
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.same import followed, followed_by, how_many_follow, in_common
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import ago, day, time_tag
from ventanilla.surfaces.ui.tickets.naming import called, lozenge
from ventanilla.surfaces.ui.tickets.promise import promise_of


@require_safe
def followed_page(request: Visit, number: str) -> HttpResponse:
    """How it stands, by when it should be done, and who has it. Neither who asked nor what was said."""
    ticket = followed(request.user, number)
    shown = {
        "title": pick(ticket.title),
        "common": in_common(ticket),
        "status": lozenge(ticket),
        "promise": "" if ticket.ended else promise_of(ticket),
        "next": _standing(ticket),
        "team": pick(ticket.team.name),
        "asked_on": day(ticket.created_at),
        "waiting": "" if ticket.ended else waiting(how_many_follow([ticket]).get(ticket.pk, 0) + 1),
        "moved": time_tag(ticket.last_activity_at, ago(ticket.last_activity_at)),
        "end_url": reverse("portal:follow_end", args=[ticket.number]),
        "ask_url": reverse("portal:ask", args=[ticket.service.slug]),
        "ended": ticket.ended,
    }
    return render(request, "portal/asking/followed.html", shown)


@require_POST
def end(request: Visit, number: str) -> HttpResponse:
    """Hear no more of it."""
    actions.stop_following(actor=request.user, ticket=followed(request.user, number))
    messages.success(request, _("You don't follow it any more."))
    return redirect("portal:home")


def followed_rows(person: Person) -> list[dict[str, object]]:
    """What a person follows, for lists."""
    return [
        {
            "title": name_in_common(ticket),
            "url": reverse("portal:followed", args=[ticket.number]),
            "next": _standing(ticket),
            "status": lozenge(ticket),
        }
        for ticket in followed_by(person)
    ]


def name_in_common(ticket: Ticket) -> str:
    """«Something is broken · Floor 3»: the service, and what both have answered."""
    return " · ".join([pick(ticket.title), *(one.text for one in in_common(ticket) if one.text)])


def same_rows(person: Person, tickets: Sequence[Ticket]) -> list[dict[str, object]]:
    """The requests that say the same as what somebody is about to send, to show them: one's own by name, those of
    others by what both have answered, each with how many wait for it."""
    others = how_many_follow(tickets)
    return [_one_of_same(person, ticket, others.get(ticket.pk, 0)) for ticket in tickets]


def _one_of_same(person: Person, ticket: Ticket, others: int) -> dict[str, object]:
    own = person.pk in (ticket.requester_id, ticket.requested_for_id)
    return {
        "number": ticket.number if own else "",
        "go": ticket.number,
        "title": called(ticket) if own else name_in_common(ticket),
        "own": own,
        "asked": ago(ticket.created_at),
        "status": ticket.get_status_display(),
        "url": reverse("portal:request", args=[ticket.number]) if own else "",
        "waiting": "" if own and not others else waiting(others + 1),
    }


def waiting(people: int) -> str:
    """How many have the same need, whoever asked among them."""
    words = ngettext("%(n)s person waits for the same", "%(n)s people wait for the same", people)
    return words % {"n": people}


def _standing(ticket: Ticket) -> str:
    if ticket.ended:
        return _("It is solved.") if ticket.outcome in DONE else _("It was closed without being done.")
    if ticket.status == "new":
        return _("It is with the team.")
    return _("The team works on it.")
