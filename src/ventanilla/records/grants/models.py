from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.tickets.models import Ticket


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, person: Person) -> GrantQuerySet:
        """One's own; those of services that one owns or whose department one works in. Those of confidential services
        are for their holders and for the team that works on them."""
        if not person.is_active:
            return self.none()
        own = Q(holder=person)
        theirs = Q(service__owner_team__members=person) | Q(
            service__owner=person, service__confidential=False
        )
        works = departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)
        open_ones = Q(service__confidential=False)
        kept = open_ones if is_portal_admin(person) else open_ones & Q(service__department__in=works)
        return self.filter(pk__in=self.model.objects.filter(own | theirs | kept).values("pk"))


class Grant(models.Model):
    """That a person has access to something: since when, until when, and by which request.

    `access` is what packages call it; the same person never has the same access twice at a time.
    """

    access = models.CharField(max_length=200)
    label = models.JSONField(default=dict)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    service = models.ForeignKey(Service, models.PROTECT, related_name="grants")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="grants", help_text="Gave it")
    extended_by = models.ForeignKey(Ticket, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    review_days = models.PositiveSmallIntegerField(null=True, blank=True)
    review_at = models.DateTimeField(null=True, blank=True)
    review_asked = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "access"], condition=Q(ended_at=None), name="grant_once_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at=None), name="grant_to_end"),
            models.Index(fields=["remind_at"], condition=Q(ended_at=None), name="grant_to_remind"),
            models.Index(fields=["review_at"], condition=Q(ended_at=None), name="grant_to_review"),
            models.Index(fields=["service", "until", "id"], name="grant_of_service"),
        ]

    def __str__(self) -> str:
        return f"{self.access} of {self.holder_id}"
