"""Checking by a one-time code that it is the person who asks."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.notifications.outside import write_outside
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import CheckState
from ventanilla.engines.workflow.entries import CodeChecked, CodeSent
from ventanilla.engines.workflow.models import IdentityCheck, Step
from ventanilla.engines.workflow.runtime.performers.messages import is_address
from ventanilla.engines.workflow.runtime.scene import Scene

LOCKED_FOR = timedelta(days=1)
DIGITS = 8


def check_identity(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Send a code to the address on file. Nobody active, no address, or a locked person ends it at once."""
    person = scene.somebody(effect.block.of)
    address = str(effect.values["address"] or "")
    if person is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.block.of))]
    if is_locked(person):
        scene.record(CodeChecked(result="locked", person=person.name))
        return [machine.Finished(effect.key, "refused")]
    if not is_address(address):
        return [machine.Failed(effect.key, "no_address_on_file", "")]
    _send(effect, scene, person, address)
    return []


def is_locked(person: Person) -> bool:
    """Whether too many wrong codes were entered for this person within a day."""
    since = clock.now() - LOCKED_FOR
    return IdentityCheck.objects.filter(person=person, state=CheckState.REFUSED, ended_at__gt=since).exists()


def _send(effect: machine.Work, scene: Scene, person: Person, address: str) -> None:
    code = "".join(secrets.choice("0123456789") for _place in range(DIGITS))
    salt, shown = secrets.token_hex(16), veiled(address)
    message = write_outside(scene.ticket, address, **_words(code, person, scene))
    IdentityCheck.objects.update_or_create(
        step=scene.step(effect.key),
        defaults={
            "person": person,
            "shown_address": shown,
            "salt": salt,
            "digest": digest_of(code, salt),
            "tries_left": effect.block.tries,
            "state": CheckState.OPEN,
            "sent_at": clock.now(),
            "message": message.pk if message else None,
        },
    )
    people = sorted({scene.ticket.requester_id, person.pk})
    scene.record(CodeSent(people=people, where=shown, person=person.name))


def _words(code: str, person: Person, scene: Scene) -> dict[str, str]:
    with override(person.language or scene.ticket.language or settings.LANGUAGE_CODE):
        values = {"code": f"{code[:4]} {code[4:]}", "number": scene.ticket.number, "name": person.given_name}
        text = _(
            "Hello %(name)s,\n\nthis is the code for the request %(number)s:\n\n%(code)s\n\nIt is good for a few "
            "minutes and for this request only. Nobody from the help desk will ever ask you for it. If you haven't "
            "asked for anything, don't tell it to anybody and let us know."
        )
        return {"subject": _("Your code for %(number)s") % values, "text": text % values}


def veiled(address: str) -> str:
    """Enough of an address to know one's own by: l•••@h•••.example."""
    name, _at, host = address.partition("@")
    first, dot, rest = host.rpartition(".")
    return f"{name[:1]}•••@{first[:1]}•••{dot}{rest}"


def digest_of(code: str, salt: str) -> str:
    """What is kept of a code: a keyed digest, so that eight digits can't be tried out on a copy of the database."""
    plain = "".join(char for char in code if char.isdigit())
    return hmac.new(f"{settings.SECRET_KEY}:{salt}".encode(), plain.encode(), hashlib.sha256).hexdigest()


def close_checks(step: Step) -> None:
    """The step is over, and no code is awaited."""
    for row in IdentityCheck.objects.filter(step=step, state=CheckState.OPEN):
        close_check(row, CheckState.CLOSED)


def close_check(row: IdentityCheck, state: CheckState) -> None:
    """No code is awaited any more, and the mail with it says nothing more."""
    row.state, row.ended_at = state, clock.now()
    row.digest, row.salt = "", ""
    row.save(update_fields=["state", "ended_at", "digest", "salt", "tries_left"])
    if row.message is not None:
        Message.objects.filter(pk=row.message).update(text="—")
