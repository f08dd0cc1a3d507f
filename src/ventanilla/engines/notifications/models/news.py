from __future__ import annotations

from django.db import models
from django.db.models import Q, Value

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.choices import MessageState, Post, Topic
from ventanilla.engines.notifications.models.link import OneTimeLink
from ventanilla.records.tickets.models import Ticket


class Digest(models.Model):
    """The daily summary of one person: one a day, whatever happens to the worker."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField(help_text="In the person's time zone")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"summary of {self.on} for {self.person_id}"


class Notification(models.Model):
    """One piece of news for one person, in that person's language: all that one action brought them about one
    thing. `entry` is its headline, `also` are the other sentences."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    first_entry = models.BigIntegerField(
        null=True, blank=True, help_text="The first of the entries that were told together"
    )
    topic = models.CharField(
        max_length=16, choices=Topic.choices, default=Topic.MOVES, db_default=Topic.MOVES.value
    )
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    also = models.JSONField(default=list, blank=True, db_default=Value([], models.JSONField()))
    path = models.CharField(max_length=300, help_text="Where it leads, below the portal's address")
    icon = models.CharField(max_length=40, blank=True)
    in_portal = models.BooleanField(default=True, db_default=True)
    post = models.CharField(max_length=8, choices=Post.choices, default=Post.NOW, db_default=Post.NOW.value)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="news")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry"], condition=Q(entry__isnull=False), name="notification_once"
            ),
            models.UniqueConstraint(
                fields=["person", "first_entry"],
                condition=Q(first_entry__isnull=False),
                name="notification_merged_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_recent"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(
                fields=["person", "id"],
                condition=Q(post=Post.DAILY, digest=None),
                name="notification_for_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """An e-mail as it goes out: the outbox. Kept, so that an administrator can see what somebody was sent.

    The address of its one-time link is no part of the kept text (see `links`).
    """

    notification = models.OneToOneField(
        Notification, models.CASCADE, null=True, blank=True, related_name="message"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="+")
    link = models.ForeignKey(OneTimeLink, models.SET_NULL, null=True, blank=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    mail_id = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Its Message-ID"
    )
    secret = models.BooleanField(default=False, help_text="Its text is forgotten once it is on its way")
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True, help_text="Its reader's quiet hours end")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="message_state"),
            models.Index(fields=["mail_id"], condition=~Q(mail_id=""), name="message_mail_id"),
        ]

    def __str__(self) -> str:
        return self.subject
