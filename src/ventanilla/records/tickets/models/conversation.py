from __future__ import annotations

from django.db import models

from ventanilla.core.files.models import StoredFile
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models.ticket import Ticket


class Comment(models.Model):
    """A message in a ticket: public, or a note that only the team reads."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    public = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """Ties a stored file to a ticket: to a comment, or to the answer of a question."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="attachments")
    question = models.CharField(max_length=100, blank=True)
    public = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return str(self.file_id)
