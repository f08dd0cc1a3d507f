"""Who changed what about a setting, for the end of its page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.surfaces.ui.format import time_tag

MOST = 20


def history_of(
    key: str, kind: SubjectKind = SubjectKind.SETTINGS, *, called: str = ""
) -> list[dict[str, Any]]:
    """What happened to the subject of this kind and key, the latest first. `called`: its name, said instead of the
    short one that the entries keep."""
    rows = Entry.objects.filter(stream__subject_kind=kind, stream__subject_id=key)
    return [told(row, called) for row in rows.select_related("actor").order_by("-position")[:MOST]]


def told(row: Entry, called: str = "") -> dict[str, Any]:
    """An entry in words."""
    entry = read(row.type, row.payload)
    if called and hasattr(entry, "key"):
        entry = entry.model_copy(update={"key": called})
    actor = row.actor.name if row.actor else _("The operator")
    return {"icon": entry.icon, "text": entry.say(actor), "when": time_tag(row.at)}
