from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models.article import Article


class Wording(models.Model):
    """The text of an article in one language: what revisions and translations have in common."""

    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True, help_text="Markdown")
    keywords = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        abstract = True


class Revision(Wording):
    """One saved text. Never changed but for `published_at`, which tells that readers got it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    language = models.CharField(max_length=5)
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="article_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language} {self.number}"


class TranslationQuerySet(models.QuerySet["Translation"]):
    def live(self) -> TranslationQuerySet:
        """The texts that readers get."""
        return self.filter(article__state=State.LIVE, published__isnull=False)


class Translation(Wording):
    """The text of an article in one language as readers get it; before it is published the first time, as its
    authors have it. `newest` is what the authors work on, and differs while something waits to be published."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()
    published = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    newest = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    source_revision = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="The revision of the original that this text says the same as; empty for the original",
    )
    rendered = models.JSONField(default=dict, blank=True, help_text="The body as HTML, see queries.html")

    objects = TranslationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="article_translation_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"

    @property
    def waits(self) -> bool:
        """Whether the authors have a newer text than the readers."""
        return self.newest_id != self.published_id
