from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventName(models.TextChoices):
    """What can be told to another system. The values are a promise to whoever reads them: they never change."""

    CREATED = "ticket.created", pgettext_lazy("event", "A request is created")
    ASSIGNED = "ticket.assigned", pgettext_lazy("event", "It goes to another team or person")
    STATUS_CHANGED = "ticket.status_changed", pgettext_lazy("event", "Its status changes")
    PRIORITY_CHANGED = "ticket.priority_changed", pgettext_lazy("event", "Its priority changes")
    ANSWERS_CORRECTED = "ticket.answers_corrected", pgettext_lazy("event", "Its answers are corrected")
    COMMENT_ADDED = "ticket.comment_added", pgettext_lazy("event", "Somebody writes a message for everybody")
    TARGET_MISSED = "ticket.target_missed", pgettext_lazy("event", "A deadline is missed")
    RESOLVED = "ticket.resolved", pgettext_lazy("event", "It is resolved")
    CANCELLED = "ticket.cancelled", pgettext_lazy("event", "It ends without being done")
    REOPENED = "ticket.reopened", pgettext_lazy("event", "It is opened again")
    CLOSED = "ticket.closed", pgettext_lazy("event", "It is closed for good")
    RATED = "ticket.rated", pgettext_lazy("event", "Who asked says how it was")
    APPROVAL_REQUESTED = "approval.requested", pgettext_lazy("event", "A decision is asked for")
    APPROVAL_DECIDED = "approval.decided", pgettext_lazy("event", "Somebody decides")


TEST = "test"
"""The name of what an administrator sends to see whether it arrives."""


class Mode(models.TextChoices):
    """Whether a subscription is told. What happens while it is paused is kept for it; while it is off, it isn't."""

    ON = "on", pgettext_lazy("subscription", "Switched on")
    PAUSED = "paused", pgettext_lazy("subscription", "Paused")
    OFF = "off", pgettext_lazy("subscription", "Switched off")


class Because(models.TextChoices):
    """Why it is paused."""

    PERSON = "person", _("Somebody paused it.")
    GONE = "gone", _("The other system answered that it wants to hear nothing more (410).")
    FAILING = "failing", _("For three days nothing has arrived.")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "On its way")
    DELIVERED = "delivered", pgettext_lazy("delivery", "Arrived")
    REFUSED = "refused", pgettext_lazy("delivery", "Refused")
    GIVEN_UP = "given_up", pgettext_lazy("delivery", "Given up")
