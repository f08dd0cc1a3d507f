from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ventanilla.engines.insights.choices import Ending
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.knowledge.models import Article


class FormVisit(models.Model):
    """How somebody got on with a form in which they had begun to write: which questions, never which answers, and not
    who. While there is a draft it is found again by `key`; once that is gone nobody can tell whose it was."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0, help_text="Spent on it, long breaks left out")
    page = models.CharField(max_length=60, blank=True, help_text="The section that was shown last")
    question = models.CharField(max_length=100, blank=True, help_text="The one that was touched last")
    seen = ArrayField(models.CharField(max_length=100), default=list)
    answered = ArrayField(models.CharField(max_length=100), default=list)
    changed = ArrayField(
        models.CharField(max_length=100), default=list, help_text="Answered in another way later"
    )
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["service", "opened_at"], name="form_visit_of_service")]

    def __str__(self) -> str:
        return f"visit {self.pk} of {self.service_id}"


class ServiceFigures(models.Model):
    """How one service did in one month, or (`month` empty) in the last 90 days, as it was counted last.

    Of the forms that were begun then: `begun` to `filled_most` (seconds; half took at most, 85 of 100 took at most).
    Of the requests that ended then: the rest; `cycle_…` are minutes of working time of those that were done.
    `steps`: [{block, kind, title, counted, half, most, waiting, working}] in minutes, in the order of the workflow;
    `questions`: [{id, label, seen, answered, changed, left}]; `pages`: [{id, label, left}].
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    month = models.DateField(null=True)
    begun = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    filled_half = models.PositiveIntegerField(null=True)
    filled_most = models.PositiveIntegerField(null=True)
    ended = models.PositiveIntegerField(default=0)
    asked_back = models.PositiveIntegerField(default=0)
    amended = models.PositiveIntegerField(default=0)
    alone = models.PositiveIntegerField(default=0, help_text="Team and priority found without anybody's hand")
    rerouted = models.PositiveIntegerField(default=0)
    reweighed = models.PositiveIntegerField(default=0)
    with_approval = models.PositiveIntegerField(default=0)
    nobody_decided = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0, db_default=0, help_text="Who asked said how it was")
    content = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Of these, with a mark of 4 or 5"
    )
    marks_sum = models.PositiveIntegerField(default=0, db_default=0)
    cycle_half = models.PositiveIntegerField(null=True)
    cycle_most = models.PositiveIntegerField(null=True)
    steps = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    pages = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "service figures"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "month"], name="service_figures_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} in {self.month}"


class ArticleFigures(models.Model):
    """How one article did in one month, or (`month` empty) in the last 90 days, as it was counted last.

    Of the `readers` who opened it while they looked for help and are still known, `asked` sent a request of a service
    that the article is linked to within 30 days. `reasons`: {reason: how many} of those whom it didn't help.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    month = models.DateField(null=True)
    from_search = models.PositiveIntegerField(default=0)
    beside_form = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    readers = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "article figures"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "month"], name="article_figures_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.month}"
