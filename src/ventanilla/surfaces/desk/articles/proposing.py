"""An article that begins with a ticket."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.policies import may_write, may_write_somewhere
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.proposals import proposal_of
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.desk.articles.doors import for_writers
from ventanilla.surfaces.desk.articles.listing import title_of
from ventanilla.surfaces.desk.articles.states import state_badge


@require_POST
@for_writers
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Begin an article from what was found out in a ticket."""
    person = person_of(request)
    ticket = visible(person, number)
    if not is_staff(person, ticket):
        raise NotFound(_("There is no such request here, or it isn't yours to work on."))
    try:
        article = actions.propose_article(actor=person, ticket=ticket)
    except Conflict as refusal:
        messages.info(request, str(refusal))
        return redirect("desk:ticket", number=number)
    said = _(
        "A draft is begun with what the request says. Take out names and whatever is about one person alone."
    )
    messages.warning(request, said)
    return redirect(f"{reverse('desk:article', args=[article.slug])}?lang={article.language}")


def article_part(ticket: Ticket, person: Person) -> dict[str, object]:
    """For the page of a ticket: the article that comes from it, or whether one may be begun."""
    found = proposal_of(ticket)
    if found is None:
        may = may_write_somewhere(person) and not ticket.confidential
        return {"may_propose": may, "propose_url": reverse("desk:article_from_ticket", args=[ticket.number])}
    article = found.article
    url = reverse("desk:article", args=[article.slug]) if may_write(person, article) else ""
    return {
        "proposal": {
            "title": title_of(article),
            "url": url,
            "state": state_badge(article),
            "by": found.proposed_by.name,
        }
    }
