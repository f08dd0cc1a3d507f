"""What opening a resource does, in words that say it before it happens."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.files.kinds import media_of
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.resources import Opens
from ventanilla.surfaces.ui.format import filesize

DOWNLOADS = {
    "image": gettext_lazy("Downloads a picture (%(size)s)"),
    "pdf": gettext_lazy("Downloads a PDF (%(size)s)"),
    "document": gettext_lazy("Downloads a document (%(size)s)"),
    "spreadsheet": gettext_lazy("Downloads a spreadsheet (%(size)s)"),
    "presentation": gettext_lazy("Downloads a presentation (%(size)s)"),
    "text": gettext_lazy("Downloads a text (%(size)s)"),
    "archive": gettext_lazy("Downloads a compressed folder (%(size)s)"),
    "audio": gettext_lazy("Downloads a recording (%(size)s)"),
    "video": gettext_lazy("Downloads a video (%(size)s)"),
}


def says(opens: Opens) -> str:
    """«Opens vpn.acme.example», «Downloads a spreadsheet (24 kB)», «Phone: +34 910 000 112»."""
    match opens.way:
        case Way.LINK:
            return _("Opens %(host)s") % {"host": opens.host}
        case Way.FILE:
            media = next(iter(media_of(opens.media_type)), "document")
            return str(DOWNLOADS[media]) % {"size": filesize(opens.size)}
    if opens.phone:
        return _("Phone: %(number)s") % {"number": opens.phone}
    return _("E-mail: %(address)s") % {"address": opens.email} if opens.email else opens.place


def icon_of(opens: Opens) -> str:
    """The icon that stands beside these words."""
    if opens.way is Way.CONTACT:
        return "phone" if opens.phone else "envelope" if opens.email else "map-pin"
    return "arrow-top-right-on-square" if opens.way is Way.LINK else "arrow-down-tray"


def is_pressed(opens: Opens) -> bool:
    """Whether there is something to press: a place is only gone to."""
    return opens.way is not Way.CONTACT or bool(opens.phone or opens.email)
