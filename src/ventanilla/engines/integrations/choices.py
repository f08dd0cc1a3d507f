from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class CallState(models.TextChoices):
    """How far a call of a workflow has come."""

    WAITING = "waiting", pgettext_lazy("call", "Waits for its turn")
    TRYING = "trying", pgettext_lazy("call", "Under way")
    OK = "ok", pgettext_lazy("call", "Done")
    REFUSED = "refused", pgettext_lazy("call", "Refused")
    FAILED = "failed", pgettext_lazy("call", "Failed")
    UNCERTAIN = "uncertain", pgettext_lazy("call", "Nobody knows")


OVER = (CallState.OK, CallState.REFUSED, CallState.FAILED, CallState.UNCERTAIN)
