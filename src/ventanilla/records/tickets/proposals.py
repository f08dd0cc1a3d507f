"""Articles that tickets gave cause for."""

from __future__ import annotations

from ventanilla.core.kit.standing import StandingRows
from ventanilla.records.tickets.models import ArticleProposal, Ticket


def proposal_of(ticket: Ticket) -> ArticleProposal | None:
    """The article that is written, or was, because of this ticket."""
    return next(iter(PROPOSED(ticket=ticket.pk)), None)


PROPOSED = StandingRows(
    lambda ticket: (
        ArticleProposal.objects.filter(ticket=ticket)
        .select_related("article", "proposed_by")
        .prefetch_related("article__translations__newest")
        .order_by("pk")[:1]
    ),
    ticket=-1,
)


def tickets_of(article_id: int) -> list[str]:
    """The numbers of the tickets that gave cause for an article."""
    rows = ArticleProposal.objects.filter(article=article_id).order_by("pk")
    return list(rows.values_list("ticket__number", flat=True))
