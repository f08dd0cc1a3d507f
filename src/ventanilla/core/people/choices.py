from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    INTERNAL = "internal", _("Our organisation")
    CUSTOMER = "customer", _("Customer")
    PARTNER = "partner", _("Partner")


class Language(models.TextChoices):
    ES = "es", _("Spanish")
    EN = "en", _("English")


class AttributeSubject(models.TextChoices):
    PERSON = "person", _("People")
    ORGANIZATION = "organization", _("Organisations")
    ASSET = "asset", _("Assets")
    LOCATION = "location", _("Locations")


class AttributeType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    BOOLEAN = "boolean", _("Yes or no")
    CHOICE = "choice", _("One of several")
    EMAIL = "email", _("E-mail address")


class AttributeSight(models.TextChoices):
    """Who sees an attribute, besides those who keep it."""

    KEEPERS = "keepers", _("Nobody else")
    PERSON = "person", _("The person")
    MANAGERS = "managers", _("The person and those who manage them")
