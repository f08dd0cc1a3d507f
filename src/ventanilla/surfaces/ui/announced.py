"""Announcements as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.queries import announcements_for
from ventanilla.core.kit.text import pick, pick_with_language


@dataclass(frozen=True)
class Announced:
    """One announcement, its words ready."""

    pk: int
    title: str
    text: str
    tone: str
    link: str
    pinned: bool
    dismissible: bool
    lang: str = ""


def shown(announcement: Announcement) -> Announced:
    title, lang = pick_with_language(announcement.title)
    return Announced(
        pk=announcement.pk,
        title=title,
        text=pick(announcement.text),
        tone=announcement.tone,
        link=announcement.link,
        pinned=announcement.pinned,
        dismissible=announcement.dismissible,
        lang=lang,
    )


def announced(request: HttpRequest) -> list[Announced]:
    """What the person who is signed in is to see now; looked up once for each HTTP request."""
    known: list[Announced] | None = getattr(request, "_announced", None)
    if known is None:
        person = getattr(request, "user", None)
        known = []
        if person is not None and person.is_authenticated:
            known = [shown(one) for one in announcements_for(person)]
        request._announced = known  # type: ignore[attr-defined]
    return known
