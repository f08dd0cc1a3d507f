from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person, Team
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.telling.choices import TEST, Because, DeliveryState, EventName, Mode
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Ticket


class Subscription(models.Model):
    """Another system that is told what happens: where, of what, and how it knows that it was us.

    `services` and `teams` count only where not all of them are meant. What is confidential is told only where its
    service is one of `services`. `former` is the secret before the last one, which signs besides until `former_until`.
    """

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40, choices=EventName.choices))
    all_services = models.BooleanField(default=True)
    services = models.ManyToManyField(Service, related_name="+", blank=True)
    all_teams = models.BooleanField(default=True)
    teams = models.ManyToManyField(Team, related_name="+", blank=True)
    with_answers = models.BooleanField(default=False)
    language = models.CharField(max_length=5)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ON)
    paused_because = models.CharField(max_length=8, choices=Because.choices, blank=True)
    secret = models.TextField(help_text="Sealed")
    secret_shown = models.BooleanField(default=False, help_text="Whether somebody has seen it")
    former = models.TextField(blank=True, help_text="Sealed")
    former_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="Tries that failed since something arrived")
    failing_since = models.DateTimeField(null=True, blank=True)
    rest_until = models.DateTimeField(null=True, blank=True, help_text="Until then it is left in peace")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When its owner was told of trouble")
    arrived_at = models.DateTimeField(null=True, blank=True, help_text="When something arrived last")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to one subscription. `key` names it to the other side, the same for every try.

    `sequence` is the place of the event in the history of its ticket: a later one has a greater number.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.CharField(max_length=40, choices=[*EventName.choices, (TEST, TEST)])
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    body = models.TextField(help_text="The JSON as it is sent")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True, help_text="When it is tried next")
    until_at = models.DateTimeField(help_text="When it is given up")
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the last answer")
    excerpt = models.CharField(max_length=300, blank=True, help_text="How the last answer begins")
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "entry", "event"], name="delivery_once"),
        ]
        indexes = [
            models.Index(fields=["subscription", "-id"], name="delivery_recent"),
            models.Index(fields=["subscription", "state", "-id"], name="delivery_state"),
            models.Index(
                fields=["subscription", "ticket", "id"],
                condition=Q(state="waiting"),
                name="delivery_waiting",
            ),
            models.Index(fields=["created_at"], name="delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key}"
