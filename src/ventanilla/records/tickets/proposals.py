"""Articles that tickets gave cause for."""

from __future__ import annotations

from ventanilla.records.tickets.models import ArticleProposal, Ticket


def proposal_of(ticket: Ticket) -> ArticleProposal | None:
    """The article that is written, or was, because of this ticket."""
    rows = ArticleProposal.objects.filter(ticket=ticket).select_related("article", "proposed_by")
    return rows.prefetch_related("article__translations__newest").first()


def tickets_of(article_id: int) -> list[str]:
    """The numbers of the tickets that gave cause for an article."""
    rows = ArticleProposal.objects.filter(article=article_id).order_by("pk")
    return list(rows.values_list("ticket__number", flat=True))
