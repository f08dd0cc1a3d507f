"""Answers that nobody may read before a deadline: put away, taken out once, or dropped unread. The one place that
seals and opens them, and the secrets that people answered on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.blocks import Ask
from ventanilla.core.blueprint.questions import Secret
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.sealing import Reseal, Unreadable, holds_sealed, seal, unseal
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.models import SealedAnswer, Step, Task, Timer
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.intake.secrets import MARK, is_sealed, sealed, unsealed
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Opened:
    """What was in a sealed answer: the answers as the task keeps them, what the workflow is told, when it came."""

    answers: dict[str, Any]
    outputs: dict[str, Any]
    comment: str
    arrived_at: datetime


def without_secrets(task: Task, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that the history and the workflow keep."""
    secret = {item.id for item in forms.parse(task.form) if isinstance(item, Secret)}
    return {name: value for name, value in answers.items() if name not in secret}


def stays_sealed(task: Task, ticket: Ticket) -> bool:
    """Whether the answer to this question is put away until its deadline."""
    if task.step is None:
        return False
    node = store.program_of(task.step.run.version_id, ticket.part).nodes.get(task.step.block)
    return node is not None and isinstance(node.block, Ask) and node.block.sealed_until is not None


def opened_on(step: Step | machine.Step | None) -> date | datetime | None:
    """The day or the instant at which what is sealed is opened, where that comes after the deadline."""
    at = step.data.get("moments", {}).get(machine.OPENS) if step else None
    if step is None or at is None:
        return None
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        late = step.due_at is not None and timezone.localtime(step.due_at).date() >= moment.date()
        return None if late else moment.date()
    return None if step.due_at is not None and moment <= step.due_at else moment


def require_in_time(task: Task) -> None:
    """Raises Conflict when the deadline of a sealed question is over, whether or not it has been dealt with."""
    if Timer.objects.filter(step=task.step_id, name="deadline", fires_at__lte=clock.now()).exists():
        raise Conflict(_("The time to answer this is over, so nothing can be handed in any more."))


def put_away(task: Task, answers: Mapping[str, Any], outputs: Mapping[str, Any], comment: str = "") -> None:
    """Keep what was answered so that nobody reads it. Secrets in it lie under this one seal."""
    secrets = {name: found for name, answer in answers.items() if (found := unsealed(answer, name))}
    open_ = {name: answer for name, answer in answers.items() if name not in secrets}
    parts = {"answers": open_, "secrets": secrets, "outputs": dict(outputs), "comment": comment}
    held = json.dumps({"task": task.pk, **parts})
    SealedAnswer.objects.create(task=task, text=seal(held), arrived_at=clock.now())


def take_out(task: Task) -> Opened | None:
    """What was put away; None when it can't be opened, and stays. The row goes."""
    row = SealedAnswer.objects.filter(task=task).first()
    if row is None:
        return None
    try:
        held = json.loads(unseal(row.text))
    except (Unreadable, ValueError):
        return None
    if held.get("task") != task.pk:
        return None
    row.delete()
    secrets = {name: sealed(text, name, by) for name, (text, by) in held["secrets"].items()}
    return Opened({**held["answers"], **secrets}, held["outputs"], held.get("comment", ""), row.arrived_at)


def drop(task: Task) -> bool:
    """Delete an answer that was never opened; whether there was one."""
    return SealedAnswer.objects.filter(task=task).delete()[0] > 0


def _reseal_all(reseal: Reseal) -> int:
    """Put every sealed answer, and every secret among the answers to tasks, through `reseal`; how many they were."""
    away = list(SealedAnswer.objects.order_by("pk"))
    for row in away:
        SealedAnswer.objects.filter(pk=row.pk, text=row.text).update(text=reseal(row.text))
    done = len(away)
    holding = Task.objects.filter(answers__icontains=f'"{MARK}')
    for pk, answers in list(holding.values_list("pk", "answers")):
        found = {name: answer for name, answer in answers.items() if is_sealed(answer)}
        fresh = {name: MARK + reseal(answer.removeprefix(MARK)) for name, answer in found.items()}
        Task.objects.filter(pk=pk).update(answers={**answers, **fresh})
        done += len(found)
    return done


holds_sealed("answers on the way", _reseal_all)
