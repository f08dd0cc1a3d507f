"""Where it may be told: by https, out in the world; within the house only where the operator allows it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import httpx
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.integrations.addresses import allowed_address, is_public
from ventanilla.engines.integrations.connector import Misconfigured, NotSent

LONGEST = 500


def checked_address(text: str) -> str:
    """The address as it is kept. Raises Invalid when nothing may be sent there.

    It looks the name up, so it is called outside of a transaction. A name that isn't known now may be known later:
    each delivery looks anew.
    """
    text = text.strip()
    host, port, secure = _parts(text)
    try:
        address = allowed_address(host, port)
    except NotSent:
        address = ""
    except Misconfigured as error:
        raise _wrong(
            _(
                "This address is in a private network. Whoever runs the portal can allow it "
                "(VENTANILLA_PRIVATE_CONNECTIONS)."
            )
        ) from error
    if not secure and (not address or is_public(ipaddress.ip_address(address))):
        raise _wrong(_("Write an address that begins with https://, so that nobody reads along."))
    return text


def _parts(text: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is https."""
    plain = _("Write an address that begins with https://, such as https://desk.example.com/events")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
        httpx.URL(text)
    except (ValueError, httpx.InvalidURL) as error:
        raise _wrong(plain) from error
    if parts.scheme not in ("http", "https") or not host or not _plain(text):
        raise _wrong(plain)
    if len(text) > LONGEST:
        raise _wrong(_("This address is too long."))
    if parts.username or parts.password or parts.fragment:
        raise _wrong(_("Leave out users, passwords and what stands behind #: the signature says who we are."))
    secure = parts.scheme == "https"
    return host, port or (443 if secure else 80), secure


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _wrong(words: str) -> Invalid:
    return Invalid(words, {"address": [words]})
