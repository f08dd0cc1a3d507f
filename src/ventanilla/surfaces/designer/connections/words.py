"""What the choices of connections' settings are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OPTIONS: dict[str, Promise] = {
    "none": pgettext_lazy("connection", "None"),
    "bearer": _("A token (Bearer)"),
    "basic": _("User and password"),
    "header": _("A header of its own"),
    "ldaps": _("TLS from the beginning (ldaps)"),
    "starttls": _("TLS after the greeting (STARTTLS)"),
}
