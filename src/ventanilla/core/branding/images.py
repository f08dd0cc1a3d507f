"""Pictures that may be part of a brand: PNG, JPEG, WebP, and SVG that only draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

import filetype
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid

MOST_BYTES = 512 * 1024
RASTER = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
SVG = "image/svg+xml"
EXTENSIONS = {**RASTER, SVG: "svg"}
ACCEPT = ".png,.jpg,.jpeg,.webp,.svg"
NAMESPACE = "http://www.w3.org/2000/svg"
# Nothing that acts, and nothing that fetches: a logo draws, and that is all.
ACTING = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "set", "animate"}
FETCHING = re.compile(r"^\s*(?!#|data:image/(?:png|jpeg|webp);)\S", re.IGNORECASE)
STYLE_FETCHING = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/)", re.IGNORECASE)
MOST_PARTS = 20_000


@dataclass(frozen=True)
class Checked:
    """What a picture turned out to be; 0 for a size that isn't known."""

    media_type: str
    width: int
    height: int


def check(content: bytes, name: str) -> Checked:
    """What kind of picture these bytes are. Raises Invalid, in words, when they can't be used."""
    if not content:
        raise Invalid(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    if len(content) > MOST_BYTES:
        words = _("“%(name)s” is too big. Choose a picture of up to %(limit)s KB.")
        raise Invalid(words % {"name": name, "limit": MOST_BYTES // 1024})
    found = filetype.guess(content[:8192])
    if found is not None and found.mime in RASTER:
        return Checked(found.mime, *_size(found.mime, content))
    if found is None or found.mime in ("image/svg+xml", "application/xml", "text/xml"):
        return _Svg(name).read(content)
    raise Invalid(_unknown(name))


def _unknown(name: str) -> str:
    return _("“%(name)s” is no picture that can be used. Choose a PNG, JPEG, WebP or SVG.") % {"name": name}


def _size(media_type: str, content: bytes) -> tuple[int, int]:
    """Only PNG tells its size at a fixed place; the browser finds out the others'."""
    if media_type == "image/png" and len(content) > 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return 0, 0


class _Svg:
    """Reads an SVG once, refusing whatever does more than draw. Entities are refused before they expand."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts = 0
        self._in_style = 0
        self._size = (0, 0)

    def read(self, content: bytes) -> Checked:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Invalid(_unknown(self._name)) from error
        return Checked(SVG, *self._size)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        namespace, _space, tag = element.rpartition(" ")
        self._parts += 1
        if self._parts == 1:
            if (namespace, tag) != (NAMESPACE, "svg"):
                raise Invalid(_unknown(self._name))
            self._size = _box(attributes)
        if tag.lower() in ACTING or self._parts > MOST_PARTS:
            raise self._acts()
        if tag.lower() == "style":
            self._in_style += 1
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2].lower(), value)

    def _attribute(self, key: str, value: str) -> None:
        fetches = key in ("href", "src") and FETCHING.match(value)
        if key.startswith("on") or fetches or STYLE_FETCHING.search(value):
            raise self._acts()

    def _end(self, element: str) -> None:
        if element.rpartition(" ")[2].lower() == "style":
            self._in_style -= 1

    def _text(self, text: str) -> None:
        if self._in_style and STYLE_FETCHING.search(text):
            raise self._acts()

    def _entity(self, *_declared: object) -> None:
        raise self._acts()

    def _instruction(self, *_said: object) -> None:
        raise self._acts()

    def _acts(self) -> Invalid:
        words = _("“%(name)s” does more than draw (a script, an animation or a picture from elsewhere).")
        advice = _("Export it as a plain SVG, or choose a PNG.")
        return Invalid(f"{words % {'name': self._name}} {advice}")


def _box(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height of the drawing, from its view box."""
    parts = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    try:
        width, height = float(parts[2]), float(parts[3])
    except (IndexError, ValueError):
        return 0, 0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return 0, 0
    return max(1, round(width)), max(1, round(height))
