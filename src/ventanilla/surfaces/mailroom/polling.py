"""Looking into the postbox: every mail is dealt with, then moved. A crash between the two changes nothing: the mail is
known by its Message-ID, and only moved the next time."""

from __future__ import annotations

import logging
from collections import Counter

from django.conf import settings
from django.db import InterfaceError, OperationalError
from imap_tools import BaseMailBox

from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.models import IncomingMail
from ventanilla.surfaces.mailroom import postbox
from ventanilla.surfaces.mailroom.dealing import deal, unreadable

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
MEGABYTE = 1024 * 1024
FOLDERS = {
    Fate.COMMENT: postbox.DONE,
    Fate.TICKET: postbox.DONE,
    Fate.BOUNCE: postbox.DONE,
    Fate.IGNORED: postbox.IGNORED,
}


def poll() -> Counter[str]:
    """Deal with all that lies in the postbox. Returns how many became what, by fate; nothing when no postbox is
    set up. Raises what `postbox.opened` raises."""
    became: Counter[str] = Counter()
    if not settings.MAIL_IN_URL:
        return became
    with postbox.opened() as box:
        for uid in postbox.waiting(box, MOST_AT_ONCE):
            found = _deal_with(box, uid)
            if found is not None:
                postbox.put(box, uid, FOLDERS.get(Fate(found.fate), postbox.PROBLEM))
                became[found.fate] += 1
    return became


def _deal_with(box: BaseMailBox, uid: str) -> IncomingMail | None:
    """None when it is gone: somebody else took it."""
    if postbox.size_of(box, uid) > most_bytes():
        head = postbox.content_of(box, uid, headers_only=True)
        return unreadable(head, "", Because.TOO_BIG) if head else None
    content = postbox.content_of(box, uid)
    if not content:
        return None
    try:
        return deal(content)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the mail stays where it is
    except Exception as error:
        log.exception("a mail could not be dealt with")
        return unreadable(content, type(error).__name__)


def most_bytes() -> int:
    """Files are a third bigger on their way through mail, and there may be several."""
    return int(settings.UPLOAD_MAX_MEGABYTES) * MEGABYTE * 2
