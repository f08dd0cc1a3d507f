from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class EndReason(models.TextChoices):
    """Why somebody doesn't have an access any more."""

    EXPIRED = "expired", pgettext_lazy("grant", "Its time was over")
    REVOKED = "revoked", pgettext_lazy("grant", "It was taken away")
    GIVEN_UP = "given_up", pgettext_lazy("grant", "It wasn't needed any more")
    LEFT = "left", pgettext_lazy("grant", "The person left")
