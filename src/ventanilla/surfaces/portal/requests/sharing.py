"""Who else sees a request, and letting them in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.tickets import actions, queries
from ventanilla.records.tickets.choices import Circle
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_add, may_join, may_remove
from ventanilla.records.tickets.shared import managers_who_see, reaches
from ventanilla.surfaces.portal.visit import Visit

Shown = dict[str, Any]


def sharing_of(ticket: Ticket, person: Person) -> Shown:
    """Everybody who follows or reads it besides those who asked and those who work on it, and what this reader may
    change of that."""
    number, access = ticket.number, queries.access_of(ticket)
    return {
        "participants": [_participant(ticket, person, one) for one in queries.participants(ticket, access)],
        "managers": [_manager(one, person) for one in managers_who_see(ticket)],
        "circles": [
            {
                "circle": reach.circle.value,
                "whom": pick(reach.whom),
                "shared": reach.shared,
            }
            for reach in reaches(person, ticket, access)
        ],
        "circle_url": reverse("portal:sharing", args=[number]),
        "join_url": reverse("portal:part", args=[number]) if may_join(person, ticket) else "",
        "may_add": may_add(person, ticket) and not ticket.ended,
        "add_url": reverse("portal:participants", args=[number]),
        "people_url": reverse("people:search"),
    }


def _participant(ticket: Ticket, person: Person, participant: Person) -> Shown:
    mine = participant.pk == person.pk
    gone = reverse("portal:removal", args=[ticket.number, participant.pk])
    return {
        "name": participant.name,
        "mine": mine,
        "gone_url": gone if may_remove(person, ticket, participant) else "",
    }


def _manager(manager: Person, person: Person) -> Shown:
    return {"name": _("You") if manager.pk == person.pk else manager.name}


@require_POST
def removal(request: Visit, number: str, pk: int) -> HttpResponse:
    """Take somebody out, or leave. Who leaves and sees it no more goes back to the list."""
    ticket = queries.visible(request.user, number)
    known = {one.pk: one for one in [*queries.participants(ticket), request.user]}
    person = known.get(pk)
    if person is None:
        raise NotFound(_("This person doesn't follow the request."))
    actions.remove_participant(actor=request.user, ticket=ticket, person=person)
    if person.pk != request.user.pk:
        messages.success(request, _("%(name)s doesn't follow the request any more.") % {"name": person.name})
        return redirect("portal:request", number)
    messages.success(request, _("You don't follow the request any more."))
    still = queries.can_see(request.user, [ticket.pk])
    return redirect("portal:request", number) if still else redirect("portal:requests")


@require_POST
def part(request: Visit, number: str) -> HttpResponse:
    """A manager or a contact takes part."""
    actions.take_part(actor=request.user, ticket=queries.visible(request.user, number))
    messages.success(request, _("You take part in this request now, and can write in it."))
    return redirect("portal:request", number)


@require_POST
def sharing(request: Visit, number: str) -> HttpResponse:
    """Share with a department or an organisation, or end it."""
    ticket = queries.visible(request.user, number)
    given = request.POST.get("circle", "")
    if given not in Circle.values:
        raise Invalid(_("Choose with whom."), {"circle": [_("Choose with whom.")]})
    end = request.POST.get("end") == "1"
    change: Callable[..., None] = actions.stop_sharing if end else actions.share
    change(actor=request.user, ticket=ticket, circle=Circle(given))
    messages.success(
        request, _("They don't see it any more.") if end else _("They can read the request now.")
    )
    return redirect("portal:request", number)
