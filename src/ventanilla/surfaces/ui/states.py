"""Words and tones for what a ticket is: its status, outcome and priority."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ventanilla.surfaces.ui.icons import icon

STATUS = {
    "new": (_("Received"), "info"),
    "open": (_("In progress"), "accent"),
    "waiting": (_("Waiting for an answer"), "caution"),
    "resolved": (_("Resolved"), "positive"),
    "closed": (_("Closed"), "neutral"),
}
OUTCOME = {
    "fulfilled": (_("Done"), "positive"),
    "solved": (_("Solved"), "positive"),
    "declined": (_("Declined"), "negative"),
    "withdrawn": (_("Withdrawn"), "neutral"),
    "expired": (_("Expired"), "neutral"),
    "duplicate": (_("Duplicate"), "neutral"),
}
PRIORITY = {
    "low": (_("Low"), "low", "chevron-down"),
    "normal": (_("Normal"), "normal", "minus"),
    "medium": (_("Normal"), "normal", "minus"),
    "high": (_("High"), "high", "chevron-up"),
    "urgent": (_("Urgent"), "urgent", "chevron-double-up"),
    "critical": (_("Urgent"), "urgent", "chevron-double-up"),
}


def status_badge(status: str, outcome: str | None = None, label: str | None = None) -> SafeString:
    """The lozenge for `status`, or for `outcome` once there is one; `label` replaces its words."""
    words, tone = OUTCOME.get(outcome or "") or STATUS.get(status) or (status, "neutral")
    return format_html('<span class="badge {}">{}</span>', tone, label or words)


def priority_mark(priority: str, label: str | None = None) -> SafeString:
    """An arrow and the word for `priority`."""
    words, tone, name = PRIORITY.get(priority, (priority, "normal", "minus"))
    return format_html('<span class="priority {}">{}{}</span>', tone, icon(name, 16, "micro"), label or words)


def stub_number(number: str) -> SafeString:
    """A ticket number with its prefix set apart: REQ- 1042."""
    prefix, dash, digits = str(number).rpartition("-")
    return format_html('<span class="stub-prefix">{}{}</span>{}', prefix, dash, digits)
