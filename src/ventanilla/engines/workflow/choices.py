from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("workflow", "Running")
    ENDED = "ended", pgettext_lazy("workflow", "Ended")


class StepState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("step", "In progress")
    DONE = "done", pgettext_lazy("step", "Done")
    CANCELLED = "cancelled", pgettext_lazy("step", "Cancelled")
    FAILED = "failed", pgettext_lazy("step", "Needs a look")


class TaskKind(models.TextChoices):
    WORK = "work", pgettext_lazy("task", "Task")
    ASK = "ask", pgettext_lazy("task", "Question")
    CORRECTION = "correction", pgettext_lazy("task", "Correction")
    FAULT = "fault", pgettext_lazy("task", "Problem")


class OpenState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")
    CANCELLED = "cancelled", pgettext_lazy("task", "Cancelled")


class Verdict(models.TextChoices):
    APPROVE = "approve", pgettext_lazy("verdict", "Approved")
    REJECT = "reject", pgettext_lazy("verdict", "Rejected")
    RETURN = "return", pgettext_lazy("verdict", "Returned for correction")


class CheckState(models.TextChoices):
    """How a check of somebody's identity stands."""

    OPEN = "open", pgettext_lazy("identity", "Awaited")
    CONFIRMED = "confirmed", pgettext_lazy("identity", "Confirmed")
    REFUSED = "refused", pgettext_lazy("identity", "Refused")
    CLOSED = "closed", pgettext_lazy("identity", "Not needed any more")
