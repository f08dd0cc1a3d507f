from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.records.tickets.models import Ticket


class Notification(models.Model):
    """One piece of news for one person, in that person's language, shown in the portal."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, help_text="Where it leads, below the portal's address")
    icon = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry"], condition=Q(entry__isnull=False), name="notification_once"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_recent"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """An e-mail as it goes out: the outbox. Kept, so that an administrator can see what somebody was sent."""

    notification = models.OneToOneField(
        Notification, models.CASCADE, null=True, blank=True, related_name="message"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    secret = models.BooleanField(default=False, help_text="Its text is forgotten once it is on its way")
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="message_state")]

    def __str__(self) -> str:
        return self.subject
