"""Secrets among the answers."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.entries import EntryType


class SecretShown(EntryType):
    """Somebody looked at a secret; what it was is nowhere told."""

    name: ClassVar[str] = "ticket.secret_shown"
    icon: ClassVar[str] = "eye"
    question: str
    label: Localized

    def say(self, actor: str) -> str:
        return _("%(actor)s looked at the secret “%(label)s”.") % {"actor": actor, "label": pick(self.label)}
