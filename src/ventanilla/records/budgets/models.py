from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.models import Stream
from ventanilla.records.budgets.choices import ReservationState


class CostCentreQuerySet(models.QuerySet["CostCentre"]):
    def visible_to(self, person: Person) -> CostCentreQuerySet:
        """Those whose accounts the person's department keeps, and those that the person answers for."""
        if is_portal_admin(person):
            return self.all()
        keeps = departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)
        return self.kept_by(person.pk, keeps)

    def kept_by(self, person: int, departments: Iterable[int]) -> CostCentreQuerySet:
        """Those whose accounts one of these departments keeps, and those that this person answers for."""
        return self.filter(Q(keeper__in=departments) | Q(owner=person))


class CostCentre(models.Model):
    """Where money is counted: whose it is, who answers for it, and which department keeps the accounts."""

    code = models.CharField(max_length=40, unique=True)
    name = models.JSONField(default=dict)
    department = models.ForeignKey(Department, models.PROTECT, related_name="cost_centres")
    keeper = models.ForeignKey(Department, models.PROTECT, related_name="kept_cost_centres")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="cost_centres")
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    objects = CostCentreQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class Budget(models.Model):
    """What a cost centre has for one year in one currency. Its row is the lock of all that is taken from it."""

    cost_centre = models.ForeignKey(CostCentre, models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cost_centre", "year", "currency"], name="budget_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.cost_centre_id} {self.year}"


class Reservation(models.Model):
    """An amount set aside for something, told by the stream of what it is for and which part of it."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="reservations")
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="+")
    part = models.CharField(max_length=100)
    reference = models.CharField(max_length=20, help_text="REQ-1042")
    title = models.JSONField(default=dict, help_text="What it is for; empty when that is confidential")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(
        max_length=16, choices=ReservationState.choices, default=ReservationState.RESERVED
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "part"], name="reservation_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="reservation_not_negative"),
        ]
        indexes = [models.Index(fields=["budget", "-id"], name="reservation_of_budget")]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
