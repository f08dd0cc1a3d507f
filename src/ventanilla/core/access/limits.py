"""How often somebody may try: enough for a person with clumsy fingers, too few for a machine."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_ratelimit.core import is_ratelimited

from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Person

PER_ADDRESS = "30/5m"
PER_ACCOUNT = "8/5m"
PER_SEARCHER = "300/5m"


class TooMany(Refusal):
    """Too many tries in a short time."""

    code = "too_many"
    status = 429


def _address(group: str, request: HttpRequest) -> str:
    """Where the request comes from: behind a proxy, what the proxy nearest to us says (a caller can't forge it)."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def guard(request: HttpRequest, group: str, account: str) -> None:
    """Count one try of `group`, by network address and by account. Raises TooMany past the limits."""
    by_address = is_ratelimited(
        request, group=f"{group}-address", key=_address, rate=PER_ADDRESS, increment=True
    )
    by_account = is_ratelimited(
        request,
        group=f"{group}-account",
        key=lambda _group, _request: account.strip().lower(),
        rate=PER_ACCOUNT,
        increment=True,
    )
    if by_address or by_account:
        raise TooMany(_("Too many tries. Wait five minutes, then try again."))


def guard_searching(request: HttpRequest, person: Person) -> None:
    """Count one search of somebody who is signed in: as many as anybody could type. Raises TooMany past that."""
    account = f"p:{person.pk}"
    if is_ratelimited(
        request, group="search", key=lambda _group, _request: account, rate=PER_SEARCHER, increment=True
    ):
        raise TooMany(_("Too many searches. Wait five minutes, then try again."))
