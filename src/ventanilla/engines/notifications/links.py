"""One-time links: where they lead, and who holds one.

The outbox keeps every mail, so the address is left out of the kept text and put in its place while the mail is
handed over: nobody who reads the outbox can decide for somebody else.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.notifications.models import Message, OneTimeLink

LASTS = timedelta(days=14)
HIDDEN = "********"
_signer = signing.Signer(sep=".", salt="notifications.link")


def offer(person: Person, handle: Handle) -> OneTimeLink:
    """A new link for what `handle` lets `person` do."""
    now = clock.now()
    return OneTimeLink.objects.create(
        person=person,
        purpose=handle.purpose,
        subject=handle.subject,
        digest=handle.digest,
        created_at=now,
        expires_at=now + LASTS,
    )


def hidden_address() -> str:
    """What stands in the kept text instead of the address."""
    return f"{settings.PORTAL_URL}/link/{HIDDEN}/"


def token_of(link: OneTimeLink) -> str:
    return _signer.sign(str(link.pk))


def address_of(link: OneTimeLink) -> str:
    return f"{settings.PORTAL_URL}/link/{token_of(link)}/"


def with_address(text: str, message: Message) -> str:
    """The text of a mail as its reader gets it."""
    return text.replace(hidden_address(), address_of(message.link)) if message.link else text


def find(token: str, *, lock: bool = False) -> OneTimeLink:
    """The link behind a token, used and old ones too. Raises NotFound for anything else.

    With `lock` nobody else can use it until the transaction ends.
    """
    rows = OneTimeLink.objects.select_related("person")
    if lock:
        rows = rows.select_for_update(of=("self",))
    try:
        found = rows.filter(pk=int(_signer.unsign(token))).first()
    except (signing.BadSignature, ValueError, OverflowError):
        found = None
    if found is None or not found.person.is_active:
        raise NotFound(_("This link leads nowhere. Open the portal and look under your requests."))
    return found


def require_good(link: OneTimeLink) -> None:
    """Raises Conflict when the link was used or is too old."""
    if link.used_at:
        raise Conflict(_("This link was used already."), code="used")
    if link.expires_at < clock.now():
        raise Conflict(_("This link is too old."), code="expired")
