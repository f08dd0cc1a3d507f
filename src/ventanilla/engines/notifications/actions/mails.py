"""Mails that are about no ticket, and looking after the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit import jobs
from ventanilla.core.kit.clock import now
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.engines.notifications.actions.suppression import is_suppressed
from ventanilla.engines.notifications.actions.telling import send
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.entries import AddressCleared
from ventanilla.engines.notifications.letters import automatic, one_line
from ventanilla.engines.notifications.models import AddressTrouble, Message


@action
def send_plain(
    person: Person | None,
    *,
    subject: str,
    text: str,
    html: str = "",
    secret: bool = False,
    to: str = "",
    headers: Mapping[str, str] | None = None,
) -> Message | None:
    """Send a mail that is about no ticket: a link to choose a new password, an invitation, an answer to a mail.

    The caller writes it in the person's language; without a `person`, `to` is the address. `headers` are added to
    the usual ones. A `secret` text is forgotten as soon as it is on its way, so that no administrator can use its
    link. Returns None while mail is `suppressed`.
    """
    if is_suppressed():
        return None
    given = {**automatic(uuid.uuid4().hex), **(headers or {})}
    message = Message(
        person=person,
        to=to or (person.email if person else ""),
        subject=one_line(subject),
        text=text,
        html=html,
        headers=given,
        mail_id=given["Message-ID"],
        secret=secret,
        created_at=now(),
    )
    send(message)
    return message


@action
def send_again(*, message: Message, actor: Person) -> Message:
    """Try a mail that could not be sent once more. Raises NotAllowed unless `actor` administers the portal,
    Conflict when it didn't fail or its text is forgotten."""
    require(is_portal_admin(actor))
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.FAILED or message.secret:
        raise Conflict(_("This mail can't be sent again."))
    message.state, message.attempts, message.error = MessageState.PENDING, 0, ""
    message.save(update_fields=["state", "attempts", "error"])
    jobs.enqueue("notifications.deliver", message=message.pk)
    return message


@action
def clear_address(*, trouble: AddressTrouble, actor: Person) -> None:
    """Let mail go to an address again that some came back from. Raises NotAllowed unless `actor` administers the
    portal."""
    require(is_portal_admin(actor))
    stream = stream_for(SubjectKind.PERSON, trouble.person_id)
    record(stream, AddressCleared(email=trouble.email), actor=actor)
    trouble.delete()
