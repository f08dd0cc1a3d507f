from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Ending(models.TextChoices):
    """How it ended when somebody filled in a form. Without one they may still go on."""

    SENT = "sent", pgettext_lazy("form", "Sent")
    JOINED = "joined", pgettext_lazy("form", "Followed another one that says the same")
    DROPPED = "dropped", pgettext_lazy("form", "Dropped")
