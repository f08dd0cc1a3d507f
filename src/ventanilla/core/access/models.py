from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Department, Person


class RoleAssignment(models.Model):
    """`person` holds `role` in `department`; the portal administrator's has none."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=32, choices=Role.choices)
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="role_assignments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "department"], nulls_distinct=False, name="role_assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PORTAL_ADMINISTRATOR, department=None)
                | (~Q(role=Role.PORTAL_ADMINISTRATOR) & Q(department__isnull=False)),
                name="role_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"


class Audience(models.Model):
    """Who may see something: a rule over `person.*`, kept once, with its members worked out beforehand."""

    digest = models.CharField(max_length=64, unique=True)
    rule = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]


class AudienceMember(models.Model):
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="audience_memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "audience"], name="audience_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"


class ApiToken(models.Model):
    """A key for the API, kept as a digest only: the token itself is shown once, when it is made."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token of {self.person_id}"
