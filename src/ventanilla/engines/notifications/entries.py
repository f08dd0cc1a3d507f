from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.entries import EntryType


class ChoicesSet(EntryType):
    """How a person wants to hear of things from now on: what they changed, old and new by name."""

    name: ClassVar[str] = "notifications.choices_set"
    icon: ClassVar[str] = "bell"
    changes: dict[str, tuple[Any, Any]]
    by_link: bool = False

    def say(self, actor: str) -> str:
        if self.by_link:
            return _("%(actor)s chose by the link in a mail how to hear of things.") % {"actor": actor}
        return _("%(actor)s chose how to hear of things.") % {"actor": actor}


class AddressCleared(EntryType):
    """Mail goes to this address again, although some came back from it."""

    name: ClassVar[str] = "notifications.address_cleared"
    icon: ClassVar[str] = "envelope"
    email: str

    def say(self, actor: str) -> str:
        return _("%(actor)s lets mail go to %(email)s again.") % {"actor": actor, "email": self.email}
