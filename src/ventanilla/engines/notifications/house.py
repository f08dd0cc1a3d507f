"""The brand of the portal as its mails show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from ventanilla.core.branding import guard
from ventanilla.core.branding.queries import Picture, brand


@dataclass(frozen=True)
class House:
    """Name, accents (on light and dark paper, each with the colour of words on it), logos with their addresses, and
    what stands above and below every mail. Texts are in the active language."""

    name: str
    accent: str
    on_accent: str
    dark_accent: str
    on_dark_accent: str
    logo: str
    logo_width: int
    dark_logo: str
    name_beside_logo: bool
    header: str
    footer: str


LOGO_HEIGHT = 32


def house() -> House:
    """Whose mails these are."""
    look = brand()
    logo, dark = _for_mail(look.logo), _for_mail(look.dark_logo)
    return House(
        name=look.name,
        accent=look.accent,
        on_accent=look.on_accent,
        dark_accent=look.dark_accent,
        on_dark_accent=guard.text_on(look.dark_accent),
        logo=_address(logo),
        logo_width=round(logo.width * LOGO_HEIGHT / logo.height) if logo and logo.height else 0,
        dark_logo=_address(dark) if dark != logo else "",
        name_beside_logo=look.look.name_beside_logo or logo is None,
        header=look.mail_header,
        footer=look.mail_footer,
    )


def _for_mail(picture: Picture | None) -> Picture | None:
    """Mail programs show no SVG."""
    return picture if picture and picture.media_type != "image/svg+xml" else None


def _address(picture: Picture | None) -> str:
    return f"{settings.PORTAL_URL}{picture.url}" if picture else ""
