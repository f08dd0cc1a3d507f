from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from ventanilla.core.calendars.models import Calendar

if TYPE_CHECKING:
    from ventanilla.core.people.models.person import Person


class Department(models.Model):
    """A part of the organisation; some of them own services, teams and a working calendar."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="heads"
    )
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, blank=True, related_name="+")
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    def __str__(self) -> str:
        return self.slug


class Team(models.Model):
    """The people who work one queue."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    department = models.ForeignKey(Department, models.PROTECT, related_name="teams")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    members: models.ManyToManyField[Person, TeamMember] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="TeamMember", related_name="teams"
    )
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    def __str__(self) -> str:
        return self.slug


class TeamMember(models.Model):
    team = models.ForeignKey(Team, models.CASCADE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.team_id}"
