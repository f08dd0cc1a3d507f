from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from ventanilla.core.people.models.person import Person


class Group(models.Model):
    """A set of people with a name: a pool of approvers or an audience.

    Its members are fixed, or follow from a `rule` over `person.*`. Either way they stand in GroupMember,
    so asking who is in is always one indexed look-up.
    """

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    rule = models.JSONField(null=True, blank=True)
    members: models.ManyToManyField[Person, GroupMember] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="GroupMember", related_name="portal_groups"
    )

    def __str__(self) -> str:
        return self.slug


class GroupMember(models.Model):
    group = models.ForeignKey(Group, models.CASCADE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="group_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"
