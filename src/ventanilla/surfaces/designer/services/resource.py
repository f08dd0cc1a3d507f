"""A resource at a glance: what it opens in each language, how often, who answers for it, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.indexing import subject_of
from ventanilla.engines.search.models import Opening
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.queries import times_opened
from ventanilla.records.catalog.resources import Opens, opens_of
from ventanilla.records.tickets.figures import NONE
from ventanilla.surfaces.designer.services.attention import concerns
from ventanilla.surfaces.designer.services.one import Opened
from ventanilla.surfaces.ui.resources import says

RECENTLY, LATELY = 30, 90
"""Days."""


def resource_shown(found: Opened) -> dict[str, Any]:
    """Its openings, what it opens, and what about it needs a look."""
    service = found.service
    lately = times_opened([service], days=LATELY).get(service.pk, 0)
    return {
        "concerns": [*concerns(service, NONE, 0), *_unused(lately, found)],
        "summary": pick(found.package.summary),
        "recently": times_opened([service], days=RECENTLY).get(service.pk, 0),
        "lately": lately,
        "found": _found(service.pk),
        "opens": _by_language(found),
    }


def _unused(lately: int, found: Opened) -> Iterator[str]:
    first = found.service.versions.order_by("number").first()
    if not lately and first and first.published_at < clock.now() - timedelta(days=LATELY):
        yield _("Nobody has opened it in 90 days.")


def _found(pk: int) -> int:
    since = clock.now() - timedelta(days=LATELY)
    return Opening.objects.filter(subject=subject_of(Kind.SERVICE, pk), at__gte=since).count()


def _by_language(found: Opened) -> list[dict[str, str]]:
    """What it opens for a reader of each language; once, when it is the same for all."""
    rows: list[dict[str, str]] = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            opens = opens_of(found.service.opens)
        if opens is not None:
            rows.append({"label": str(name), "value": _whole(opens), "lang": code})
    same = len({row["value"] for row in rows}) == 1
    return [{**rows[0], "label": _("In every language"), "lang": ""}] if same else rows


def _whole(opens: Opens) -> str:
    if opens.way is Way.LINK:
        return opens.address
    if opens.way is Way.FILE:
        return f"{opens.name} · {says(opens)}"
    return " · ".join(filter(None, (opens.phone, opens.email, opens.place, opens.hours)))
