from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ventanilla.core.kit import clock
from ventanilla.core.people.models.person import Person


class Absence(models.Model):
    """Somebody is away from one day to another, both included, and may name who decides meanwhile.

    Without departments and services it is about everything; otherwise about approvals of these alone (by slug).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    delegate = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="stands_in")
    departments = ArrayField(models.SlugField(), default=list, blank=True)
    services = ArrayField(models.SlugField(max_length=60), default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_begin"),
            models.CheckConstraint(
                condition=Q(delegate__isnull=True) | ~Q(delegate=F("person")), name="absence_not_own_delegate"
            ),
        ]
        indexes = [models.Index(fields=["person", "until_on"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"absence {self.pk}"

    @property
    def is_for_all(self) -> bool:
        """Whether it is about everything that the person decides."""
        return not self.departments and not self.services

    def covers(self, *, service: str, department: str) -> bool:
        """Whether it is about approvals of this service."""
        return self.is_for_all or service in self.services or department in self.departments

    @property
    def narrowness(self) -> int:
        """Of two absences at a time the narrower one counts: services before departments before everything."""
        return 2 if self.services else 1 if self.departments else 0
