from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.people.choices import Language
from ventanilla.core.people.models.department import Department
from ventanilla.core.people.models.place import Location, Organization


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        """Sign-in compares the e-mail address without regard to case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who asks, approves, works or designs; signs in with the e-mail address."""

    email = models.EmailField(_("e-mail address"))
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="people")
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="people")
    job_title = models.CharField(max_length=150, blank=True)
    cost_centre = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    external_id = models.CharField(
        max_length=200, blank=True, help_text="Identifier in the directory that provisions"
    )
    attributes = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="person_external_id_once"
            ),
        ]
        indexes = [models.Index(fields=["given_name", "family_name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_full_name(self) -> str:
        return self.name
