"""Which files may be stored: a closed list, by extension and by what the bytes themselves say.

Nothing that a browser or a desktop would run is on it: no HTML, SVG, script, program or document with macros.
"""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, Literal

import filetype

Media = Literal[
    "image", "pdf", "document", "spreadsheet", "presentation", "text", "archive", "audio", "video"
]

HEAD = 8192  # bytes that tell a format by its signature
CHUNK = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = ("vbaproject.bin", "macros/")


@dataclass(frozen=True)
class Kind:
    """One format: its extensions, what it is served as, and how its content is known.

    `signs` are the extensions that `filetype` may answer; `member` is a file that a zip container must hold,
    `plain` stands for UTF-8 text, `ole` for the old Office container.
    """

    extensions: tuple[str, ...]
    media_type: str
    media: Media
    signs: frozenset[str] = frozenset()
    member: str = ""
    plain: bool = False
    ole: bool = False


def _signed(media: Media, media_type: str, *extensions: str, signs: Iterable[str] = ()) -> Kind:
    return Kind(extensions, media_type, media, frozenset(signs or extensions))


def _office(media: Media, extension: str, family: str, member: str) -> Kind:
    return Kind((extension,), f"application/vnd.openxmlformats-officedocument.{family}", media, member=member)


def _open_document(media: Media, extension: str, family: str) -> Kind:
    return Kind((extension,), f"application/vnd.oasis.opendocument.{family}", media, member="content.xml")


KINDS = (
    _signed("image", "image/jpeg", "jpg", "jpeg"),
    _signed("image", "image/png", "png", signs=("png", "apng")),
    _signed("image", "image/gif", "gif"),
    _signed("image", "image/webp", "webp"),
    _signed("image", "image/heic", "heic", "heif", signs=("heic",)),
    _signed("image", "image/tiff", "tif", "tiff"),
    _signed("pdf", "application/pdf", "pdf"),
    _office("document", "docx", "wordprocessingml.document", "word/document.xml"),
    _office("spreadsheet", "xlsx", "spreadsheetml.sheet", "xl/workbook.xml"),
    _office("presentation", "pptx", "presentationml.presentation", "ppt/presentation.xml"),
    _open_document("document", "odt", "text"),
    _open_document("spreadsheet", "ods", "spreadsheet"),
    _open_document("presentation", "odp", "presentation"),
    Kind(("doc",), "application/msword", "document", ole=True),
    Kind(("xls",), "application/vnd.ms-excel", "spreadsheet", ole=True),
    Kind(("ppt",), "application/vnd.ms-powerpoint", "presentation", ole=True),
    _signed("document", "application/rtf", "rtf"),
    Kind(("csv",), "text/csv", "spreadsheet", plain=True),
    Kind(("txt", "log", "md"), "text/plain", "text", plain=True),
    _signed("archive", "application/zip", "zip"),
    _signed("archive", "application/x-7z-compressed", "7z"),
    _signed("archive", "application/gzip", "gz"),
    _signed("audio", "audio/mpeg", "mp3"),
    _signed("audio", "audio/mp4", "m4a", signs=("m4a", "mp4")),
    _signed("audio", "audio/wav", "wav"),
    _signed("audio", "audio/ogg", "ogg"),
    _signed("video", "video/mp4", "mp4", signs=("mp4", "m4v")),
    _signed("video", "video/quicktime", "mov"),
    _signed("video", "video/webm", "webm", signs=("webm", "mkv")),
)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}


def extension_of(name: str) -> str:
    """The last extension in lower case without the dot, or ""."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def accepted(accept: Iterable[str] = ()) -> list[Kind]:
    """The kinds that belong to the named media; all when none is named."""
    wanted = set(accept)
    return [kind for kind in KINDS if not wanted or kind.media in wanted]


def extensions(accept: Iterable[str] = ()) -> list[str]:
    """What to offer in a file dialogue: [".jpg", ".jpeg", …]."""
    return [f".{extension}" for kind in accepted(accept) for extension in kind.extensions]


def kind_of(name: str, content: IO[bytes]) -> Kind | None:
    """The kind of a file when its extension is on the list and its bytes agree with it, else None.

    `content` is left at its beginning.
    """
    kind = BY_EXTENSION.get(extension_of(name))
    if kind is None:
        return None
    content.seek(0)
    head = content.read(HEAD)
    agrees = _agrees(kind, head, content)
    content.seek(0)
    return kind if agrees else None


def media_of(media_type: str) -> set[str]:
    """The media that a stored media type counts as."""
    return {kind.media for kind in KINDS if kind.media_type == media_type}


def _agrees(kind: Kind, head: bytes, content: IO[bytes]) -> bool:
    if kind.member:
        return _holds(kind.member, content)
    if kind.ole:
        return head.startswith(OLE)
    found: Any = filetype.guess(head)
    if kind.plain:
        return found is None and _is_text(content)
    return found is not None and found.extension in kind.signs


def _holds(member: str, content: IO[bytes]) -> bool:
    """Whether the zip container is the document that it says it is, without macros."""
    try:
        with zipfile.ZipFile(content) as container:
            names = [name.lower() for name in container.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return member in names and not any(mark in name for name in names for mark in MACROS)


def _is_text(content: IO[bytes]) -> bool:
    """UTF-8 (with or without a byte order mark), and no NUL in it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    content.seek(0)
    try:
        while piece := content.read(CHUNK):
            if "\x00" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
