"""Words and tones for what a ticket is: its status, outcome and priority."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ventanilla.surfaces.ui.icons import icon

STATUS = {
    "new": (pgettext_lazy("ticket", "Received"), "info"),
    "open": (pgettext_lazy("ticket", "In progress"), "accent"),
    "waiting": (pgettext_lazy("ticket", "Waiting for an answer"), "caution"),
    "resolved": (pgettext_lazy("ticket", "Resolved"), "positive"),
    "closed": (pgettext_lazy("ticket", "Closed"), "neutral"),
}
OUTCOME = {
    "fulfilled": (pgettext_lazy("ticket", "Done"), "positive"),
    "solved": (pgettext_lazy("ticket", "Solved"), "positive"),
    "declined": (pgettext_lazy("ticket", "Declined"), "negative"),
    "withdrawn": (pgettext_lazy("ticket", "Withdrawn"), "neutral"),
    "expired": (pgettext_lazy("ticket", "Expired"), "neutral"),
    "duplicate": (pgettext_lazy("ticket", "Duplicate"), "neutral"),
}
PRIORITY = {
    "low": (pgettext_lazy("priority", "Low"), "low", "chevron-down"),
    "normal": (pgettext_lazy("priority", "Normal"), "normal", "minus"),
    "medium": (pgettext_lazy("priority", "Normal"), "normal", "minus"),
    "high": (pgettext_lazy("priority", "High"), "high", "chevron-up"),
    "urgent": (pgettext_lazy("priority", "Urgent"), "urgent", "chevron-double-up"),
    "critical": (pgettext_lazy("priority", "Urgent"), "urgent", "chevron-double-up"),
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
