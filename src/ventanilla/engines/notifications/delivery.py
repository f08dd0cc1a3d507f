"""Handing a mail to the mail server, once."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.links import with_address
from ventanilla.engines.notifications.models import AddressTrouble, Message
from ventanilla.engines.notifications.returns import note_trouble

TRIES = 8
"""With the pauses of the queue (4, 16, 64 … seconds) the last try comes some six hours after the first."""


class Undelivered(Exception):
    """The mail could not be handed over now; the queue tries again later."""


def deliver(message_id: int) -> None:
    """Send a mail that waits, or keep it when no mail server is set up. One that was sent is never sent
    again.

    A server that can't be reached is tried `TRIES` times, then the mail has failed, and says why; an address
    that the server refuses for good fails at once. Raises Undelivered when there is to be another try.

    The row stays locked while the server is spoken to. Should the process die between the server's yes and
    ours, the mail goes out again with the same Message-ID: that gap can't be closed over SMTP.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(of=("self",))
            .select_related("notification", "link__person", "person")
            .filter(pk=message_id, state=MessageState.PENDING)
            .first()
        )
        if message is None:
            return
        error = _hand_over(message)
        message.save()
    if message.state == MessageState.PENDING:
        raise Undelivered(message.error) from error


def _hand_over(message: Message) -> Exception | None:
    if message.not_before and message.notification and message.notification.read_at:
        message.state = MessageState.SPARED
        return None
    if _goes_nowhere(message):
        message.state = MessageState.FAILED
        message.error = _("Mail to this address came back, so nothing is sent there any more.")
        return None
    if not settings.DELIVER_MAIL:
        message.state = MessageState.KEPT
        return None
    message.attempts += 1
    try:
        _mail(message).send()
    except (
        OSError,
        ValueError,
    ) as error:  # smtplib's errors are OSErrors, a header that can't be is a ValueError
        message.error = _in_words(error)
        if message.attempts >= TRIES or _for_good(error):
            message.state = MessageState.FAILED
            _forget(message)
        if isinstance(error, smtplib.SMTPRecipientsRefused) and _for_good(error):
            note_trouble(message, _answers(error))
        return error
    message.state, message.sent_at, message.error = MessageState.SENT, clock.now(), ""
    _forget(message)
    return None


def _mail(message: Message) -> EmailMultiAlternatives:
    text, html = with_address(message.text, message), with_address(message.html, message)
    mail = EmailMultiAlternatives(message.subject, text, to=[message.to], headers=message.headers)
    if html:
        mail.attach_alternative(html, "text/html")
    return mail


def _goes_nowhere(message: Message) -> bool:
    found = AddressTrouble.objects.filter(person=message.person, email__iexact=message.to).first()
    return message.person is not None and found is not None and found.blocks


def _forget(message: Message) -> None:
    if message.secret:
        message.text, message.html = _("The text of this mail was for its reader only and isn't kept."), ""


def _for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server refused the address: %(answer)s") % {"answer": _answers(error)}
    if isinstance(error, smtplib.SMTPAuthenticationError):
        values = {"answer": f"{error.smtp_code} {_text(error.smtp_error)}"}
        return _("The mail server refused our user name and password: %(answer)s") % values
    if isinstance(error, smtplib.SMTPResponseException):
        values = {"answer": f"{error.smtp_code} {_text(error.smtp_error)}"}
        return _("The mail server didn't take the mail: %(answer)s") % values
    if isinstance(error, ValueError):
        return _("This mail can't be put in a form that mail servers take: %(answer)s") % {"answer": error}
    return _("The mail server can't be reached: %(answer)s") % {"answer": error}


def _answers(error: smtplib.SMTPRecipientsRefused) -> str:
    return "; ".join(f"{code} {_text(answer)}" for code, answer in error.recipients.values())


def _text(answer: str | bytes) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
