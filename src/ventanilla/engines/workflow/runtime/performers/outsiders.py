"""Asking somebody who has no account here, by a mail with a link."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.engines.notifications.outside import write_outside
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries import TaskOpened
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.engines.workflow.runtime.performers.messages import is_address
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.records.tickets.queries import latest_answers

LASTS = timedelta(days=30)


def ask(effect: machine.OpenAsk, scene: Scene) -> list[machine.Event]:
    """Open the question and send the link to it, once; it is good until it is answered, for 30 days."""
    address, block = effect.address or "", effect.block
    if not is_address(address):
        return [machine.Failed(effect.key, "no_holder", address)]
    title = scene.titled(block.shown_title)
    task = Task.objects.create(
        ticket=scene.ticket,
        step=scene.step(effect.key),
        kind=TaskKind.ASK,
        title=title,
        instructions=scene.write(block.instructions),
        form=forms.dump(block.asks),
        address=address,
        shown=shown_by(block.show, scene, latest_answers(scene.ticket)) if block.show else [],
        detail={"nonce": secrets.token_hex(8), "expires_at": (clock.now() + LASTS).isoformat()},
        opened_at=clock.now(),
    )
    scene.record(TaskOpened(task=task.pk, kind=task.kind, title=title, holder=address, people=[]))
    language = scene.ticket.language or settings.LANGUAGE_CODE
    with override(language):
        link = f"{settings.PORTAL_URL}/answer/{token_of(task)}/"
        said = _("You can answer here, without an account, until %(day)s:") % {
            "day": (clock.now() + LASTS).date().isoformat()
        }
        text = "\n\n".join(filter(None, [pick(task.instructions, [language]), said, link]))
        write_outside(scene.ticket, address, subject=pick(title, [language]), text=text)
    return []
