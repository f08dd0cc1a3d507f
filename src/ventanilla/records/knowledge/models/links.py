from __future__ import annotations

from django.db import models

from ventanilla.core.files.models import StoredFile
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.models.article import Article


class ArticleService(models.Model):
    """An article and a service that lead to each other. `from_package`: the service's package names the article, so
    the tie comes and goes with it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="service_links")
    service = models.ForeignKey(Service, models.CASCADE, related_name="article_links")
    position = models.PositiveIntegerField(default=0)
    from_package = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "service", "from_package"], name="article_service_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} and {self.service_id}"


class RelatedArticle(models.Model):
    """«Read this too»: from one article to another, in the order that its authors chose."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    related = models.ForeignKey(Article, models.CASCADE, related_name="related_from")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="article_related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")), name="article_related_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"


class Picture(models.Model):
    """A picture that the texts of an article may show. Whoever may read the article may see it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.file_id} of {self.article_id}"
