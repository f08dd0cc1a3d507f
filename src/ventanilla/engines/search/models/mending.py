from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import GapEnd, GapState, Source


class Synonym(models.Model):
    """Words or short phrases that mean the same; each is looked for when one of the others was typed."""

    words = ArrayField(models.CharField(max_length=60))
    keys = ArrayField(models.CharField(max_length=80), help_text="The stems of each, without accents")
    language = models.CharField(max_length=5)
    source = models.CharField(max_length=8, choices=Source.choices)
    starter = models.CharField(max_length=60, blank=True, help_text="Its first word in the starter list")
    active = models.BooleanField(
        default=True, help_text="A removed one of the starter list stays, so that it isn't added again"
    )
    saved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="search_synonym_keys")]

    def __str__(self) -> str:
        return ", ".join(self.words)


class Gap(models.Model):
    """What people looked for and nobody had an answer to; the same words in another order, case or form are one."""

    key = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=200, help_text="As it is typed most often")
    times = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=GapState.choices, default=GapState.OPEN)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ended_as = models.CharField(max_length=8, choices=GapEnd.choices, blank=True)
    synonym = models.ForeignKey(Synonym, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], condition=Q(state=GapState.OPEN), name="search_gap_open_once"
            )
        ]
        indexes = [models.Index(fields=["state", "-people", "-times", "-id"], name="search_gap_list")]

    def __str__(self) -> str:
        return self.text
