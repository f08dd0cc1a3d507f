"""The document of a brand: what an administrator chose, checked. Empty means the portal's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ventanilla.core.branding import guard
from ventanilla.core.branding.choices import Header
from ventanilla.core.branding.colours import is_colour
from ventanilla.core.kit.text import Localized, languages

MOST_LINKS = 8
NAME, LINE, PARAGRAPH = 60, 160, 1000
DIGEST = re.compile(r"[0-9a-f]{64}")
ADDRESS = re.compile(r"(https?://[^\s/?#]+\S*|mailto:[^\s@]+@[^\s@]+|/(?!/)\S*)", re.IGNORECASE)


def _colour(value: str) -> str:
    value = value.strip().lower()
    if value and not is_colour(value):
        raise ValueError(_("Write the colour as in #2a48b5."))
    return value


def _image(value: str) -> str:
    if value and not DIGEST.fullmatch(value):
        raise ValueError(_("There is no such picture."))
    return value


def _address(value: str) -> str:
    value = value.strip()
    if value and (not ADDRESS.fullmatch(value) or len(value) > 500 or "\\" in value):
        raise ValueError(_("Write a whole address, as in https://example.com, or a path as in /services/."))
    return value


def _words(most: int) -> AfterValidator:
    def check(value: Localized) -> Localized:
        kept = {code: value[code].strip() for code in languages() if value.get(code, "").strip()}
        if any(len(text) > most for text in kept.values()):
            raise ValueError(_("Write no more than %(most)s characters.") % {"most": most})
        if any("\x00" in text for text in kept.values()):
            raise ValueError(_("There is a sign in it that can't be kept."))
        return kept

    return AfterValidator(check)


Name = Annotated[Localized, _words(NAME)]
Line = Annotated[Localized, _words(LINE)]
Paragraph = Annotated[Localized, _words(PARAGRAPH)]
Colour = Annotated[str, AfterValidator(_colour)]
Image = Annotated[str, AfterValidator(_image)]


class FooterLink(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Line
    url: Annotated[str, AfterValidator(_address)]


class Look(BaseModel):
    """Everything that can be chosen. Images are named by the digest of their bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name = Field(default_factory=dict)
    tagline: Line = Field(default_factory=dict)
    logo: Image = ""
    dark_logo: Image = ""
    name_beside_logo: bool = True
    favicon: Image = ""
    accent: Colour = guard.ACCENT
    dark_accent: Colour = ""
    header: Header = Header.PAPER
    header_colour: Colour = ""
    footer: Paragraph = Field(default_factory=dict)
    links: Annotated[tuple[FooterLink, ...], Field(max_length=MOST_LINKS)] = ()
    welcome: Paragraph = Field(default_factory=dict)
    sign_in_image: Image = ""
    mail_header: Line = Field(default_factory=dict)
    mail_footer: Paragraph = Field(default_factory=dict)

    @property
    def light(self) -> str:
        return self.accent or guard.ACCENT

    @property
    def dark(self) -> str:
        """The accent of the dark theme: chosen, or worked out from the light one."""
        return self.dark_accent or guard.dark_of(self.light)

    @property
    def band(self) -> str:
        """The colour of the header's band; "" when it is like paper."""
        return (self.header_colour or self.light) if self.header == Header.COLOUR else ""

    def findings(self) -> tuple[guard.Finding, guard.Finding]:
        """What the contrast guard says of both accents."""
        return guard.look_at(self.light, "light"), guard.look_at(self.dark, "dark")

    def images(self) -> Iterator[str]:
        yield from (one for one in (self.logo, self.dark_logo, self.favicon, self.sign_in_image) if one)
