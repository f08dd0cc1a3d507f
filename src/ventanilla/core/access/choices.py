from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may do beyond asking. All but the last hold within one department."""

    AGENT = "agent", _("Agent")
    DESIGNER = "designer", _("Designer")
    DEPARTMENT_ADMINISTRATOR = "department_administrator", _("Department administrator")
    PORTAL_ADMINISTRATOR = "portal_administrator", _("Portal administrator")
