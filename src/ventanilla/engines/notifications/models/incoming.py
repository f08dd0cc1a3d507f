from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.models.news import Message
from ventanilla.records.tickets.models import Comment, Ticket

MOST_RETURNS = 3


class IncomingMail(models.Model):
    """A mail that came in, what became of it and why. `mail_id` makes sure that it is dealt with once."""

    mail_id = models.CharField(
        max_length=300, unique=True, help_text="Its Message-ID, or the digest of a mail that has none"
    )
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True, help_text="What was written, where it became nothing else")
    fate = models.CharField(max_length=16, choices=Fate.choices)
    because = models.CharField(max_length=20, choices=Because.choices, blank=True)
    detail = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Our mail that came back"
    )
    answered = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    emptied_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when nothing is known any more of who wrote what"
    )

    class Meta:
        indexes = [
            models.Index(fields=["fate", "-id"], name="incoming_fate"),
            models.Index(fields=["sender", "-received_at"], name="incoming_sender"),
        ]

    def __str__(self) -> str:
        return self.subject or self.mail_id


class AddressTrouble(models.Model):
    """An address that mail came back from. Where it doesn't exist, or after three times, no more goes there until
    somebody looks, somebody writes from it, or the address changes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="address_trouble")
    email = models.EmailField()
    detail = models.TextField(blank=True)
    times = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.email

    @property
    def blocks(self) -> bool:
        """Whether no more mail goes there. 5.1.x: the address is bad (RFC 3463)."""
        return self.times >= MOST_RETURNS or self.detail.startswith("5.1.")
