from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    PENDING = "pending", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept here: no mail server is set up")
    FAILED = "failed", _("Could not be sent")


class Why(models.TextChoices):
    """Why somebody is told, as the mail says it."""

    REQUESTER = "requester", _("You get this mail because you asked for this.")
    REQUESTED_FOR = "requested_for", _("You get this mail because this was asked for you.")
    PARTICIPANT = "participant", _("You get this mail because you follow this request.")
    ASSIGNEE = "assignee", _("You get this mail because you work on this request.")
    TEAM = "team", _("You get this mail because this request is with your team and nobody has taken it yet.")
    PEOPLE = "people", _("You get this mail because you have a part in this request.")
