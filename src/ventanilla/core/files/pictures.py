"""What a picture tells besides what it shows: where and when it was taken, with what, by whom.

It is taken out of the container, without opening the picture itself: nothing is lost of what one sees, and a picture
that would fill the memory when it is opened does no harm. How it is to be turned and its colour profile stay.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from ventanilla.core.files import heic, tiff
from ventanilla.core.files.traces import Unread

ORIENTATION = 0x0112
UPRIGHT = 1
EXIF, ICC = b"Exif\x00\x00", b"ICC_PROFILE\x00"
NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
SOI, EOI, SOS, APP0, APP1, APP2, APP14, COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
APPS = range(0xE0, 0xF0)
PNG = b"\x89PNG\r\n\x1a\n"
TOLD_IN_PNG = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})
WEBP_EXIF, WEBP_XMP = 0x08, 0x04


def without_traces(media_type: str, content: bytes) -> bytes:
    """The same picture without what it tells of its making. A file of another kind comes back as it is, and so does a
    JPEG, PNG or WebP that isn't built like one. Raises Unread for a HEIC or a TIFF that can't be read."""
    clean = CLEANERS.get(media_type)
    if clean is None:
        return content
    try:
        return clean(content)
    except (Unread, struct.error, IndexError) as error:  # it ends where something should stand
        if media_type in STRICT:
            raise Unread from error
        return content


def _jpeg(content: bytes) -> bytes:
    head, body, turned = [b"\xff\xd8"], [], UPRIGHT
    for marker, piece in _segments(content):
        data = piece[4:]
        if marker == APP1 and data.startswith(EXIF):
            turned = _turned(data) if turned == UPRIGHT else turned
        elif marker == APP0:
            head.append(piece)
        elif marker != COMMENT and (marker not in APPS or _shows(marker, data)):
            body.append(piece)
    if turned != UPRIGHT:
        told = _only_turned(turned)
        head.append(b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told)
    return b"".join([*head, *body, b"\xff\xd9"])


def _shows(marker: int, data: bytes) -> bool:
    """Whether an application's segment decides how the picture looks: colours, or how they are coded."""
    return marker == APP14 or (marker == APP2 and data.startswith(ICC))


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments between beginning and end, a scan together with what was scanned; what follows the end is let be."""
    if not content.startswith(b"\xff\xd8"):
        raise Unread
    at = 2
    while found := NEXT_MARKER.match(content, at):
        marker, begin = found[1][0], found.end()
        if marker == EOI:
            return
        length = struct.unpack_from(">H", content, begin)[0]
        end = begin + length
        if length < 2 or end > len(content):
            raise Unread
        if marker == SOS:
            after = NEXT_MARKER.search(content, end)
            end = after.start() if after else len(content)
        yield marker, b"\xff" + content[begin - 1 : end]
        at = end
    if at < len(content):
        raise Unread


def _png(content: bytes) -> bytes:
    kept, turned, at, kind = [PNG], UPRIGHT, len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + length + 12
        if not kind.isalpha() or end > len(content):
            raise Unread
        if kind == b"eXIf":
            turned = _turned(content[at + 8 : end - 4])
        if kind == b"IEND" and turned != UPRIGHT:
            kept.append(_chunk(b"eXIf", _only_turned(turned).removeprefix(EXIF)))
        if kind not in TOLD_IN_PNG:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _webp(content: bytes) -> bytes:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise Unread
    kept: list[tuple[bytes, bytes]] = []
    turned, at, end = UPRIGHT, 12, min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", content, at)
        data = content[at + 8 : at + 8 + length]
        if len(data) < length:
            raise Unread
        if kind == b"EXIF":
            turned = _turned(data)
        elif kind != b"XMP ":
            kept.append((kind, data))
        at += 8 + length + length % 2
    if turned != UPRIGHT:
        kept.append((b"EXIF", _only_turned(turned).removeprefix(EXIF)))
    body = b"".join(_riff(kind, _flagged(data, turned) if kind == b"VP8X" else data) for kind, data in kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _flagged(data: bytes, turned: int) -> bytes:
    """The head of a WebP, saying which parts there are."""
    flags = data[0] & ~(WEBP_EXIF | WEBP_XMP)
    return bytes([flags | (WEBP_EXIF if turned != UPRIGHT else 0)]) + data[1:]


def _riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)


def _turned(exif: bytes) -> int:
    """How the picture has to be turned, from 1 (it hasn't) to 8."""
    found = Image.Exif()
    try:
        found.load(exif)
        turned = found.get(ORIENTATION, UPRIGHT)
    except Exception:  # whatever stands there, and however Pillow says that it can't be read: it is taken out
        return UPRIGHT
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else UPRIGHT


def _only_turned(turned: int) -> bytes:
    """What says how the picture has to be turned, and nothing else."""
    told = Image.Exif()
    told[ORIENTATION] = turned
    return bytes(told.tobytes())


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/heic": heic.without_traces,
    "image/tiff": tiff.without_traces,
}
STRICT = frozenset({"image/heic", "image/tiff"})
"""Cameras write them: one that can't be read may tell where somebody lives."""
