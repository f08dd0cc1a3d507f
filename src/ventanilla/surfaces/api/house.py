"""What the portal says of itself: its brand, open to all, and what it announces to the caller."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from ventanilla.core.announcements.queries import current
from ventanilla.core.branding.queries import Picture, brand
from ventanilla.core.kit.text import pick
from ventanilla.surfaces.api.errors import errors
from ventanilla.surfaces.api.identity import caller

router = Router(tags=["portal"])


class BrandOut(Schema):
    """Texts in the caller's language, colours as `#rrggbb`, pictures as whole addresses."""

    name: str
    tagline: str
    accent: str
    on_accent: str
    dark_accent: str
    logo: str | None
    dark_logo: str | None
    icon: str | None


class AnnouncementOut(Schema):
    """`tone`: info, caution or positive; `link` is a path of the portal or a whole address."""

    id: int
    title: str
    text: str
    tone: str
    link: str
    pinned: bool
    starts_at: datetime
    ends_at: datetime | None


class AnnouncementsOut(Schema):
    items: list[AnnouncementOut]


@router.get("/brand", auth=None, response=BrandOut, summary="The portal's name and look")
def show_brand(request: HttpRequest) -> BrandOut:
    """For chat apps and other surfaces; needs no token."""
    held = brand()
    return BrandOut(
        name=held.name,
        tagline=held.tagline,
        accent=held.accent,
        on_accent=held.on_accent,
        dark_accent=held.dark_accent,
        logo=_address(held.logo),
        dark_logo=_address(held.dark_logo),
        icon=_address(held.favicon),
    )


@router.get(
    "/announcements", response={200: AnnouncementsOut, **errors()}, summary="What is announced to you"
)
def list_announcements(request: HttpRequest) -> AnnouncementsOut:
    """What holds now, those that you have put away too, the pinned ones first."""
    return AnnouncementsOut(
        items=[
            AnnouncementOut(
                id=one.pk,
                title=pick(one.title),
                text=pick(one.text),
                tone=one.tone,
                link=one.link,
                pinned=one.pinned,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
            )
            for one in current(caller(request))
        ]
    )


def _address(picture: Picture | None) -> str | None:
    return f"{settings.PORTAL_URL}{picture.url}" if picture else None
