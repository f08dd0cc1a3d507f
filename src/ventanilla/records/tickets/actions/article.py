"""An article that a ticket gives cause for."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.access.policies import require
from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.timeline.actions import action
from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.knowledge.actions import About, Words, propose
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.policies import departments_written_by, may_write_in
from ventanilla.records.knowledge.words import LONGEST
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import ArticleProposal, Ticket
from ventanilla.records.tickets.policies import is_staff


@action
def propose_article(*, actor: Person, ticket: Ticket) -> Article:
    """Begin an article with what `ticket` was about and how it was solved: a draft that nobody but its authors sees,
    in the language of the ticket. Who it was for is left out; what people wrote may still hold names.

    Raises NotAllowed, or Conflict when one is being written already.
    """
    ticket = locked(ticket)
    require(is_staff(actor, ticket) and not ticket.confidential)
    if ArticleProposal.objects.filter(ticket=ticket).exists():
        raise Conflict(_("An article is being written from this request already."))
    language = ticket.language if ticket.language in languages() else languages()[0]
    with override(language):
        words = _words(ticket, language)
    article = propose(
        actor=actor, about=_about(actor, ticket), words=words, language=language, ticket=ticket.number
    )
    ArticleProposal.objects.create(ticket=ticket, article=article, proposed_by=actor, proposed_at=clock.now())
    return article


def _words(ticket: Ticket, language: str) -> Words:
    problem, remedy = _("What happens"), _("What to do")
    parts = [f"## {problem}", *_described(ticket), f"## {remedy}", _solution(ticket)]
    # Not the subject: that may be what somebody answered.
    title = pick(ticket.title, [language])
    return Words(title=title[: LONGEST["title"]], body="\n\n".join(parts)[: LONGEST["body"]])


def _described(ticket: Ticket) -> list[str]:
    """What was told at length; names, places and the like are not."""
    answers = latest_answers(ticket).answers
    told = [
        str(answers[question.id]).strip()
        for section in package_of(ticket.version).form
        for question in section.questions
        if question.type == "long_text" and answers.get(question.id)
    ]
    return told or [_("Say in the words of those who have the problem what they see.")]


def _solution(ticket: Ticket) -> str:
    rows = Entry.objects.filter(stream=ticket.stream_id, type="ticket.resolved").order_by("-position")
    payload = rows.values_list("payload", flat=True).first() or {}
    return str(payload.get("text") or "").strip() or _("Say step by step how it is solved.")


def _about(actor: Person, ticket: Ticket) -> About:
    """The department of the ticket, when the actor writes for it; else their own."""
    where = ticket.department if may_write_in(actor, ticket.department_id) else None
    if where is None:
        mine = departments_written_by(actor)
        require(bool(mine))
        where = mine[0]
    return About(
        kind=Kind.ARTICLE,
        department=where,
        category=ticket.category or ticket.service.category,
        owner=actor,
        owner_team=_team(actor, where, ticket),
        services=(ticket.service,),
    )


def _team(actor: Person, where: Department, ticket: Ticket) -> Team:
    if ticket.team.department_id == where.pk:
        return ticket.team
    teams = Team.objects.filter(department=where).order_by("slug")
    found = teams.filter(pk__in=team_ids(actor)).first() or teams.first()
    require(found is not None)
    assert found is not None
    return found
