"""What is recorded about the brand."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType

FIELDS = {
    "name": gettext_lazy("the name"),
    "tagline": gettext_lazy("the line below the name"),
    "logo": gettext_lazy("the logo"),
    "dark_logo": gettext_lazy("the logo on dark"),
    "name_beside_logo": gettext_lazy("the name beside the logo"),
    "favicon": gettext_lazy("the small icon"),
    "accent": gettext_lazy("the colour"),
    "dark_accent": gettext_lazy("the colour in the dark"),
    "header": gettext_lazy("the header"),
    "header_colour": gettext_lazy("the header's colour"),
    "footer": gettext_lazy("the footer"),
    "links": gettext_lazy("the links in the footer"),
    "welcome": gettext_lazy("the words at sign-in"),
    "sign_in_image": gettext_lazy("the picture at sign-in"),
    "mail_header": gettext_lazy("the head of the mails"),
    "mail_footer": gettext_lazy("the foot of the mails"),
}


def spoken(fields: list[str]) -> str:
    """«the name, the logo»."""
    return ", ".join(str(words) for field, words in FIELDS.items() if field in fields)


class BrandSaved(EntryType):
    """A new version of the brand: old and new value by field."""

    name: ClassVar[str] = "brand.saved"
    icon: ClassVar[str] = "swatch"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    made: int
    changes: dict[str, tuple[Any, Any]]

    def say(self, actor: str) -> str:
        values = {"actor": actor, "fields": spoken(list(self.changes))}
        return _("%(actor)s changed the brand: %(fields)s.") % values


class BrandRestored(EntryType):
    """The portal looks as it did in an earlier version again."""

    name: ClassVar[str] = "brand.restored"
    icon: ClassVar[str] = "arrow-uturn-left"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    made: int
    of: int
    changes: dict[str, tuple[Any, Any]]

    def say(self, actor: str) -> str:
        values = {"actor": actor, "fields": spoken(list(self.changes))}
        return _("%(actor)s went back to an earlier brand: %(fields)s.") % values
