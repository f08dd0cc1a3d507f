from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.choices import Reason
from ventanilla.records.knowledge.models.article import Article


class Vote(models.Model):
    """Whether an article helped one reader; who changes their mind changes their vote."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    helpful = models.BooleanField()
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=5, blank=True)
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="article_vote_once"),
            models.CheckConstraint(
                condition=Q(helpful=False) | Q(reason="", text=""), name="article_vote_reason_of_no"
            ),
        ]
        indexes = [models.Index(fields=["article", "helpful", "-voted_at"], name="article_vote_recent")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.article_id}: {self.helpful}"
