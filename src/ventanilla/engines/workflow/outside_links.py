"""The links by which somebody without an account answers a question."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Task

SALT = "workflow.answer"
MOST_TRIES = 20
WITHIN = timedelta(hours=1)


def token_of(task: Task) -> str:
    """What stands in the link of a question to somebody outside."""
    return signing.dumps([task.pk, task.detail["nonce"]], salt=SALT)


def digest_of(task: Task) -> str:
    """What the question says, and about what: whoever answers is asked again when it isn't what they read."""
    said = [task.title, task.instructions, task.shown]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def asked_by(token: str) -> Task:
    """The question behind a link. Raises NotFound for a link that was never given, or that has expired; Conflict
    when it is answered already, came to its deadline, or isn't needed any more."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        raise NotFound(_("This link isn't good, or not any more.")) from None
    related = ("ticket__requested_for", "ticket__requester", "ticket__department__calendar", "step__run")
    task = Task.objects.filter(pk=pk).select_related(*related).first()
    if task is None or not task.address or task.detail.get("nonce") != nonce:
        raise NotFound(_("This link isn't good, or not any more."))
    if datetime.fromisoformat(task.detail["expires_at"]) < clock.now():
        raise NotFound(_("This link isn't good, or not any more."))
    if task.state != OpenState.OPEN:
        raise Conflict(_over(task))
    return task


def _over(task: Task) -> object:
    """Why nobody waits for the answer any more, for whoever was asked."""
    if task.state == OpenState.DONE:
        return _("You have answered this already. Thank you.")
    if task.due_at is not None and task.due_at <= clock.now():
        return _("The time to answer is over.")
    return _("Your answer isn't needed any more.")


def count_try(task: Task) -> None:
    """Count that something was sent by the link. Raises Conflict when that happens too often."""
    since = clock.now() - WITHIN
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    tries = [at for at in row.detail.get("tries", []) if datetime.fromisoformat(at) > since]
    if len(tries) >= MOST_TRIES:
        raise Conflict(_("Too many tries. Please wait an hour and try again."))
    row.detail = {**row.detail, "tries": [*tries, clock.now().isoformat()]}
    row.save(update_fields=["detail"])
    task.detail = row.detail
