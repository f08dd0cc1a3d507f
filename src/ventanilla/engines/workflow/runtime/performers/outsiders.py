"""Asking somebody who has no account here, by a mail with a link."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.engines.notifications.outside import write_outside
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries import AskedAnew, TaskOpened
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.engines.workflow.runtime.performers.messages import is_address
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.records.tickets.facts import zone_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

LASTS = timedelta(days=30)


def ask(effect: machine.OpenAsk, scene: Scene) -> list[machine.Event]:
    """Open the question and send the link to it, once; it is good until it is answered, for 30 days."""
    address, block = effect.address or "", effect.block
    if not is_address(address):
        return [machine.Failed(effect.key, "no_holder", address)]
    title, step = scene.titled(block.shown_title), scene.step(effect.key)
    task = Task.objects.create(
        ticket=scene.ticket,
        step=step,
        kind=TaskKind.ASK,
        title=title,
        kept=scene.kept,
        instructions=scene.write(block.instructions),
        form=forms.dump(block.asks, block.checks),
        address=address,
        shown=shown_by(block.show, scene, latest_answers(scene.ticket)) if block.show else [],
        detail={"nonce": secrets.token_hex(8), "expires_at": (clock.now() + LASTS).isoformat()},
        opened_at=clock.now(),
        due_at=step.due_at,
    )
    scene.record(TaskOpened(task=task.pk, kind=task.kind, title=title, holder=address, people=[]))
    send(task, scene.ticket)
    return []


def send_anew(task: Task, address: str, scene: Scene) -> None:
    """The words of the question, or whom it is for, have changed: send it again. The link that somebody else was sent
    is good no more."""
    if address != task.address:
        task.address, task.detail = address, {**task.detail, "nonce": secrets.token_hex(8)}
    scene.record(AskedAnew(task=task.pk, title=task.title, holder=task.address))
    send(task, scene.ticket, again=True)


def send(task: Task, ticket: Ticket, *, again: bool = False) -> None:
    """The mail with the words of the question and its link."""
    language = ticket.language or settings.LANGUAGE_CODE
    with override(language):
        link = f"{settings.PORTAL_URL}/answer/{token_of(task)}/"
        said = _("You can answer here, without an account, until %(day)s:") % {"day": _until(task, ticket)}
        changed = _("Something has changed in what you were asked. This is how it is now.") if again else ""
        text = "\n\n".join(filter(None, [changed, pick(task.instructions, [language]), said, link]))
        write_outside(ticket, task.address, subject=pick(task.title, [language]), text=text)


def _until(task: Task, ticket: Ticket) -> str:
    """By when it has to be answered, to the minute; where the step has no date, or that is over already or later, the
    day on which the link ends."""
    ends, zone = datetime.fromisoformat(task.detail["expires_at"]), zone_of(ticket.department)
    if task.due_at is not None and clock.now() < task.due_at < ends:
        return date_format(task.due_at.astimezone(zone), _("j F, H:i"))
    return date_format(ends.astimezone(zone), "DATE_FORMAT")
