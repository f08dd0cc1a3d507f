from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Department, Location, Person, Team
from ventanilla.core.timeline.models import Stream
from ventanilla.records.catalog.models import Category, Service, ServiceVersion
from ventanilla.records.tickets.choices import ENDED, Kind, Level, Outcome, Part, Priority, Status
from ventanilla.records.tickets.models.access import TicketQuerySet


class Ticket(models.Model):
    """One need of one person, from asking to the end.

    Its row is the lock of everything that happens to it: every action takes it first.
    """

    number = models.CharField(max_length=20, unique=True, help_text="REQ-1042")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.REQUEST)
    title = models.JSONField(default=dict, help_text="The service's title when it was asked for")
    subject = models.JSONField(
        default=dict, blank=True, help_text="What tells it apart from its like: the chosen thing, the place"
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="tickets")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="tickets")
    requester = models.ForeignKey(Person, models.PROTECT, related_name="tickets_asked")
    requested_for = models.ForeignKey(Person, models.PROTECT, related_name="tickets_for")
    department = models.ForeignKey(Department, models.PROTECT, related_name="tickets")
    team = models.ForeignKey(Team, models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="tickets_assigned"
    )
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="+")
    impact = models.CharField(max_length=8, choices=Level.choices, default=Level.MEDIUM)
    urgency = models.CharField(max_length=8, choices=Level.choices, default=Level.MEDIUM)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NEW)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        help_text="The ticket that this one is a part of",
    )
    part = models.CharField(max_length=8, choices=Part.choices, blank=True, default=Part.WHOLE)
    order = models.ForeignKey("tickets.Order", models.SET_NULL, null=True, blank=True, related_name="tickets")
    confidential = models.BooleanField(default=False)
    language = models.CharField(max_length=5, blank=True, help_text="That it was asked in")
    traces = models.JSONField(
        default=dict, help_text="Why: routing, priority; the facts and the rule that held"
    )
    promised_at = models.DateTimeField(null=True, blank=True)
    supplier = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="Whom outside the house it waits for"
    )
    supplier_until = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "priority", "-last_activity_at", "-id"],
                name="ticket_team_queue",
                condition=~Q(status__in=["resolved", "closed"]),
            ),
            models.Index(
                fields=["assignee", "-last_activity_at"],
                name="ticket_assignee_open",
                condition=~Q(status__in=["resolved", "closed"]),
            ),
            models.Index(fields=["service", "-created_at"], name="ticket_service_created"),
            models.Index(
                fields=["supplier_until"],
                name="ticket_supplier_until",
                condition=Q(supplier_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ended(self) -> bool:
        return self.status in ENDED


class AnswerSet(models.Model):
    """What was answered, by question id. Never changed: a correction is a new version."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="answer_sets")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    rows = models.JSONField(
        default=dict, help_text="The chosen list rows as they were: {question: {column: value}}"
    )
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "number"], name="answer_set_once")]

    def __str__(self) -> str:
        return f"answers {self.number} of {self.ticket_id}"


class SubmissionKey(models.Model):
    """The same submission sent twice makes one ticket: a key that the caller chose, good for 24 hours."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.key
