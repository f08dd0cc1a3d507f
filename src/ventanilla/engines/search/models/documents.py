from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from ventanilla.core.access.models import Audience
from ventanilla.core.people.models import Department
from ventanilla.engines.search.choices import Kind
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.models import Article


class Document(models.Model):
    """A live service or article in one language, as the search sees it (indexing.py writes it).

    `audience` is a copy for the sake of speed: what is found is looked up again by the rules of its own room before
    it is shown. Tickets have no documents: their texts stay where they are.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices)
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    subject = models.CharField(max_length=28, help_text="What the languages have in common: service:12")
    language = models.CharField(max_length=5)
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    title = models.TextField()
    summary = models.TextField(blank=True)
    head = SearchVectorField(help_text="Title A, keywords B, summary C")
    body = SearchVectorField()
    words = ArrayField(models.TextField(), help_text="What it adds to the vocabulary of its audience")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "language"], name="search_document_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.SERVICE, service__isnull=False, article=None)
                | Q(kind=Kind.ARTICLE, service=None, article__isnull=False),
                name="search_document_subject",
            ),
        ]
        indexes = [
            GinIndex(fields=["head"], name="search_head_es", condition=Q(language="es")),
            GinIndex(fields=["head"], name="search_head_en", condition=Q(language="en")),
            GinIndex(fields=["body"], name="search_body_es", condition=Q(language="es")),
            GinIndex(fields=["body"], name="search_body_en", condition=Q(language="en")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"


class Word(models.Model):
    """The vocabulary, by audience: a slip of the pen is only ever mended to a word that its reader may see."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    word = models.TextField(help_text="Without accents")
    spelling = models.TextField(help_text="As it stood where it was first found")
    documents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "word"], name="search_word_once")]
        indexes = [GinIndex(fields=["word"], name="search_word_near", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word
