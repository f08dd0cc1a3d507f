from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Ending, Origin
from ventanilla.engines.search.models.documents import Document
from ventanilla.engines.search.models.mending import Gap
from ventanilla.records.tickets.models import Ticket


class Need(models.Model):
    """One attempt of one person to get help: what they wrote, what they were shown, how it ended.

    Addresses and numbers are masked before a text is kept; after a while the person is forgotten (jobs.py).
    """

    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin.choices)
    text = models.CharField(max_length=200, help_text="The last one; earlier tries are in `before`")
    before = ArrayField(models.CharField(max_length=200), default=list)
    language = models.CharField(max_length=5)
    found = models.PositiveIntegerField(default=0)
    shown = ArrayField(models.CharField(max_length=28), default=list, help_text="Subjects, best first")
    missing = models.BooleanField(default=False, help_text="The person said: I didn't find it")
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    solved_by = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=40, blank=True, help_text="Of a suggestion, so that it counts once")
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="search_need_key_once")
        ]
        indexes = [
            models.Index(fields=["person", "-last_at"], name="search_need_recent"),
            models.Index(fields=["last_at"], name="search_need_when"),
        ]

    def __str__(self) -> str:
        return self.text


class Opening(models.Model):
    """What somebody opened of what they were shown; `position` counts from 1, 0 when it was no result."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="openings")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=28)
    position = models.PositiveSmallIntegerField(default=0)
    helped = models.BooleanField(null=True, help_text="What the person said of it")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "subject"], name="search_opening_once")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.position}"


class Miss(models.Model):
    """One text of a need that had no answer."""

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="misses")
    need = models.ForeignKey(Need, models.CASCADE, related_name="misses")
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "need"], name="search_miss_once")]

    def __str__(self) -> str:
        return self.text
