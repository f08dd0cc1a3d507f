"""What somebody is told whose answer stays sealed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.sealed import opened_on, stays_sealed
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.tickets.given import when_opened


def sealed_words(task: Task) -> str:
    """Until when it can be answered, and that nobody reads it before; nothing for a question that isn't sealed."""
    if task.due_at is None or not stays_sealed(task, task.ticket):
        return ""
    opens = opened_on(task.step)
    if opens is not None:
        words = _("Answer by: %(when)s. Nobody can read your answer before it is opened: %(opens)s.")
        return words % {"when": moment(task.due_at), "opens": when_opened(opens)}
    words = _("Answer by: %(when)s. Nobody can read your answer before it is opened.")
    return words % {"when": moment(task.due_at)}


def thanks_for(task: Task) -> str:
    """What is said when the answer has been sent."""
    if stays_sealed(task, task.ticket):
        return _("Thank you. Your answer is here, and sealed.")
    return _("Thank you. It goes on from here.")
