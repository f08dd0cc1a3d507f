from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ventanilla.core.calendars import public_holidays
from ventanilla.core.calendars.week import office_week, validate_week


def validate_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a time zone of the IANA database, such as Europe/Madrid."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _("There is no time zone of this name. Try one like Europe/Madrid."), code="zone"
        ) from error


def portal_zone() -> str:
    """The time zone of the portal, which a new calendar begins with."""
    return str(settings.TIME_ZONE)


def validate_name(name: Any) -> None:
    """Raise ValidationError unless `name` is localized text with something in it."""
    if not isinstance(name, dict) or not all(isinstance(text, str) for text in name.values()):
        raise ValidationError(_("Write the name in at least one language."), code="name")
    if not any(text.strip() for text in name.values()):
        raise ValidationError(_("Write the name in at least one language."), code="name")


class Calendar(models.Model):
    """When a department works: weekly hours in a zone, less public holidays, less closing days.

    `version` is another one after every change, closing days included, so that what was worked out from a
    calendar can be kept under it. That is why calendars are changed by `actions` only.
    """

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict, validators=[validate_name])
    zone = models.CharField(
        max_length=64,
        default=portal_zone,
        validators=[validate_zone],
        help_text="IANA name, such as Europe/Madrid",
    )
    week = models.JSONField(
        default=office_week, validators=[validate_week], help_text="see calendars/week.py"
    )
    country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1; without one, no public holidays"
    )
    region = models.CharField(max_length=32, blank=True, help_text="ISO 3166-2 without the country")
    is_default = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="calendar_one_default"
            ),
            models.CheckConstraint(
                condition=Q(region="") | ~Q(country=""), name="calendar_region_in_country"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """Refuse a country or region whose holidays aren't known, rather than work on Christmas silently."""
        if not self.country:
            if self.region:
                raise ValidationError({"country": _("Choose the country of this region.")})
            return
        if not public_holidays.is_known(self.country):
            raise ValidationError({"country": _("We don't know the public holidays of this country.")})
        if not public_holidays.is_known(self.country, self.region):
            raise ValidationError({"region": _("We don't know the public holidays of this region.")})


class ClosingDay(models.Model):
    """A date on which a calendar is closed beside the public holidays: a local feast, a company day."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="closing_days")
    on = models.DateField()
    name = models.JSONField(default=dict, validators=[validate_name])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="closing_day_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id}: {self.on}"
