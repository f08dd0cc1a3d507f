"""How long somebody has been asked to correct a request, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit import clock
from ventanilla.engines.workflow.models import Task
from ventanilla.surfaces.ui.format import ago, moment


def waits_words(task: Task) -> list[str]:
    """Since when it waits and for whom, and whether who has it was reminded."""
    who = task.assignee.name if task.assignee else ""
    days = (clock.now() - task.opened_at).days
    if days:
        said = ngettext(
            "Waiting for %(who)s for %(n)s day (%(when)s).",
            "Waiting for %(who)s for %(n)s days (%(when)s).",
            days,
        )
        words = [said % {"who": who, "n": days, "when": moment(task.opened_at)}]
    else:
        words = [_("Waiting for %(who)s (asked %(ago)s).") % {"who": who, "ago": ago(task.opened_at)}]
    return words + (_reminders(task) if task.step_id is None else [])


def _reminders(task: Task) -> list[str]:
    """How often who has it was reminded, where no step of a workflow does that."""
    times = int(task.detail.get("reminded", 0))
    if not times:
        first = task.remind_at
        return [_("First reminder: %(when)s.") % {"when": moment(first)}] if first else []
    last = moment(datetime.fromisoformat(task.detail["reminded_at"]))
    said = ngettext("%(n)s reminder so far: %(when)s.", "%(n)s reminders so far, the last: %(when)s.", times)
    return [said % {"n": times, "when": last}]
