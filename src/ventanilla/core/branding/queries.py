"""The brand that holds, for every layout and mail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.branding import colours, guard, sheet
from ventanilla.core.branding.images import EXTENSIONS
from ventanilla.core.branding.look import Look
from ventanilla.core.branding.models import BrandImage, BrandVersion
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.remembered import Remembered
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person


@dataclass(frozen=True)
class Picture:
    """A picture of the brand: its address below the portal's, and its size (0 when it isn't known)."""

    url: str
    width: int
    height: int
    media_type: str


@dataclass(frozen=True)
class Brand:
    """What the portal calls itself and looks like. Texts are in the active language, "" when there are none;
    colours are `#rrggbb`. `version` is 0 as long as nobody has chosen anything."""

    version: int
    look: Look
    pictures: dict[str, Picture]

    @property
    def name(self) -> str:
        return pick(self.look.name) or settings.PORTAL_NAME

    @property
    def tagline(self) -> str:
        return pick(self.look.tagline)

    @property
    def footer(self) -> str:
        return pick(self.look.footer)

    @property
    def links(self) -> list[dict[str, str]]:
        """The links of the footer: label and url."""
        return [{"label": pick(link.label), "url": link.url} for link in self.look.links]

    @property
    def welcome(self) -> str:
        return pick(self.look.welcome)

    @property
    def mail_header(self) -> str:
        return pick(self.look.mail_header)

    @property
    def mail_footer(self) -> str:
        return pick(self.look.mail_footer)

    @property
    def logo(self) -> Picture | None:
        """For light grounds."""
        return self.pictures.get(self.look.logo) or self.pictures.get(self.look.dark_logo)

    @property
    def dark_logo(self) -> Picture | None:
        """For dark grounds."""
        return self.pictures.get(self.look.dark_logo) or self.logo

    @property
    def logo_alt(self) -> str:
        """What the logo says to who can't see it: nothing where the name stands beside it."""
        return "" if self.look.name_beside_logo else self.name

    @cached_property
    def band_logo(self) -> Picture | None:
        """For the band of the header, when it has a colour."""
        band = self.look.band
        return self.dark_logo if band and colours.ink_on(band) == colours.WHITE else self.logo

    @property
    def favicon(self) -> Picture | None:
        return self.pictures.get(self.look.favicon)

    @property
    def sign_in_image(self) -> Picture | None:
        return self.pictures.get(self.look.sign_in_image)

    @property
    def accent(self) -> str:
        return self.look.light

    @cached_property
    def on_accent(self) -> str:
        """For words on the accent."""
        return guard.text_on(self.look.light)

    @cached_property
    def dark_accent(self) -> str:
        return self.look.dark

    @cached_property
    def theme_colours(self) -> dict[str, str]:
        """What a phone paints around the page, by theme."""
        return {theme: self.look.band or grounds["paper"] for theme, grounds in guard.GROUNDS.items()}

    @cached_property
    def stylesheet(self) -> str:
        """Its tokens as CSS, "" when it keeps to the portal's own."""
        return sheet.written(self.look)

    @property
    def stylesheet_url(self) -> str:
        return reverse("branding:stylesheet", args=[self.version]) if self.stylesheet else ""


def _read(known: Brand | None) -> Brand:
    latest = BrandVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if known is not None and known.version == latest:
        return known
    if not latest:
        return Brand(0, Look(), {})
    return shown(BrandVersion.objects.get(pk=latest))


def shown(version: BrandVersion) -> Brand:
    """A version as the brand that it is, or was."""
    look = Look.model_validate(version.look)
    return Brand(version.pk, look, pictures(look))


def pictures(look: Look) -> dict[str, Picture]:
    """The pictures that a look names, by digest."""
    wanted = set(look.images())
    if not wanted:
        return {}
    rows = BrandImage.objects.filter(digest__in=wanted)
    columns = rows.values_list("digest", "media_type", "width", "height")
    return {
        digest: Picture(image_url(digest, media_type), width, height, media_type)
        for digest, media_type, width, height in columns
    }


def image_url(digest: str, media_type: str) -> str:
    return reverse("branding:image", args=[digest, EXTENSIONS[media_type]])


brand: Remembered[Brand] = Remembered(_read)
"""`brand()` is the brand that holds. Each process keeps it, and looks every two seconds whether there is a newer
version; a page costs no query for it."""


def version(pk: int) -> Brand:
    """An earlier version, or the one that holds. Raises NotFound."""
    known = brand()
    if known.version == pk:
        return known
    found = BrandVersion.objects.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise NotFound(_("There is no such version."))
    return shown(found)


def image(digest: str) -> BrandImage:
    """A picture by the digest of its content. Raises NotFound."""
    found = BrandImage.objects.filter(digest=digest).first()
    if found is None:
        raise NotFound(_("There is no such picture."))
    return found


def history(person: Person) -> QuerySet[BrandVersion]:
    """All versions, the latest first. Raises NotAllowed for all but administrators of the portal."""
    require(is_portal_admin(person))
    return BrandVersion.objects.select_related("made_by").order_by("-pk")
