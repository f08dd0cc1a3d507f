from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Health(models.TextChoices):
    """How a part of the house is. The worse one comes later: a part is as well as its worst outage says."""

    UP = "up", pgettext_lazy("health", "Works")
    PLANNED = "planned", pgettext_lazy("health", "Planned work")
    DEGRADED = "degraded", pgettext_lazy("health", "Slow or with faults")
    DOWN = "down", pgettext_lazy("health", "Doesn't work")


TROUBLED = (Health.DEGRADED, Health.DOWN)
WORST_LAST = tuple(Health.values)


class OutageKind(models.TextChoices):
    OUTAGE = "outage", _("Outage")
    PLANNED = "planned", _("Planned work")


class Stage(models.TextChoices):
    """Where an outage stands, or work that is planned."""

    INVESTIGATING = "investigating", pgettext_lazy("outage", "We are looking into it")
    IDENTIFIED = "identified", pgettext_lazy("outage", "We know what it is")
    WATCHING = "watching", pgettext_lazy("outage", "Repaired, we keep watching")
    SCHEDULED = "scheduled", pgettext_lazy("outage", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("outage", "Work is going on")
    OVER = "over", pgettext_lazy("outage", "Over")
    CANCELLED = "cancelled", pgettext_lazy("outage", "Called off")


ENDED = (Stage.OVER, Stage.CANCELLED)
STAGES = {
    OutageKind.OUTAGE: (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.WATCHING),
    OutageKind.PLANNED: (Stage.SCHEDULED, Stage.UNDER_WAY),
}


class Wants(models.TextChoices):
    """What somebody wants to hear of an outage."""

    EVERYTHING = "everything", _("Every update")
    END = "end", _("Only when it is over")
    NOTHING = "nothing", _("Nothing")


class ToldOf(models.TextChoices):
    """What somebody was told, once: that it is known, and that it is over."""

    KNOWN = "known", _("It is known")
    OVER = "over", _("It is over")
