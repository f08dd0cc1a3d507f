from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models import Article
from ventanilla.records.tickets.models.ticket import Ticket


class ArticleProposal(models.Model):
    """An article that is written because of a ticket, and who thought of it."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="article_proposals")
    article = models.ForeignKey(Article, models.CASCADE, related_name="ticket_proposals")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "article"], name="article_proposal_once")]

    def __str__(self) -> str:
        return f"{self.article_id} from {self.ticket_id}"
