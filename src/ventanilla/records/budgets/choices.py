from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class ReservationState(models.TextChoices):
    RESERVED = "reserved", pgettext_lazy("budget", "Set aside")
    SPENT = "spent", pgettext_lazy("budget", "Spent")
    RELEASED = "released", pgettext_lazy("budget", "Free again")


TAKEN = (ReservationState.RESERVED, ReservationState.SPENT)
"""What the budget no longer has."""
