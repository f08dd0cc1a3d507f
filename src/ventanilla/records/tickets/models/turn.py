from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person, Team


class TeamTurn(models.Model):
    """Who of a team was given something last, where work is handed out in turn. Its row is the lock of doing so."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="+")
    last = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"turn of {self.team_id}"
