from __future__ import annotations

from typing import NoReturn

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.core.timeline import chain
from ventanilla.core.timeline.choices import SeenBy, SubjectKind
from ventanilla.core.timeline.entries import EntryType, read


class Stream(models.Model):
    """All that has happened to one subject, in order. Its row is the lock of the chain, and its length tells
    an open page whether there is something new."""

    subject_kind = models.CharField(max_length=16, choices=SubjectKind.choices)
    subject_id = models.CharField(max_length=64)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="stream_once")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class Entry(models.Model):
    """One thing that happened. Never changed: what is hashed is the salted digest of the payload, so that a
    lawful erasure may replace the payload and keep the chain."""

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    type = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField()
    seen_by = models.CharField(max_length=16, choices=SeenBy.choices)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cause = models.ForeignKey("self", models.PROTECT, null=True, related_name="effects")
    at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, help_text="SHA-256 of salt and canonical payload")
    chain = models.CharField(max_length=64, help_text="SHA-256 over the previous chain value and this entry")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "position"], name="entry_position_once")]
        indexes = [models.Index(fields=["type", "at"], name="entry_type_at")]

    def __str__(self) -> str:
        return f"{self.type} #{self.position}"

    def link(self, previous: str) -> str:
        """The chain value of this entry when `previous` is the one before it."""
        return chain.link(
            previous=previous,
            position=self.position,
            type_name=self.type,
            version=self.version,
            seen_by=self.seen_by,
            actor=self.actor_id,
            cause=self.cause_id,
            at=self.at,
            payload_digest=self.digest,
        )

    @property
    def what(self) -> EntryType:
        """The payload as its entry type, which knows how to say it."""
        return read(self.type, self.payload)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("entries are append-only")
