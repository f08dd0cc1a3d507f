from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.models import Stream
from ventanilla.engines.integrations.choices import CallState


class Connection(models.Model):
    """A system that services may use: which kind, its settings, and its secrets, sealed.

    `department`: only the services of that department may use it; None: all.
    """

    slug = models.SlugField(unique=True, max_length=60)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    settings = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict, help_text="Sealed texts by name")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="connections")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    enabled = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class Call(models.Model):
    """One use of a connection by a step: what was asked, how often it was tried, and what came of it.

    `stream` and `key` say whose it is; the same ones are the same call. `idempotency_key` is what the other side is
    told: it outlives a fault that somebody wants tried again.
    """

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    key = models.CharField(max_length=300)
    idempotency_key = models.CharField(max_length=64)
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="calls")
    action = models.CharField(max_length=60)
    inputs = models.JSONField(default=dict)
    reader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=16, choices=CallState.choices, default=CallState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "key"], name="call_once")]
        indexes = [
            models.Index(fields=["connection", "-id"], name="call_of_connection"),
            models.Index(fields=["id"], condition=Q(state__in=["waiting", "trying"]), name="call_open"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class OneTimeSecret(models.Model):
    """Something that one person may see once, such as a one-time password: sealed until then, gone after it.

    `label` says what it is when somebody handed it over; without, it is a one-time password.
    """

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    reader = models.ForeignKey(Person, models.CASCADE, related_name="one_time_secrets")
    name = models.CharField(max_length=60)
    label = models.JSONField(null=True, blank=True)
    sealed = models.TextField(blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reader", "stream"], condition=~Q(sealed=""), name="secret_to_show")]

    def __str__(self) -> str:
        return f"{self.name} for {self.reader_id}"
