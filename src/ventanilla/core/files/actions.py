"""Storing a file, before anything is tied to it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from ventanilla.core.files import kinds
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.pictures import CLEANERS, without_traces
from ventanilla.core.files.traces import Unread
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person

MEGABYTE = 1024 * 1024
LONGEST_NAME = 200
# Path separators, and what would turn a name around or break a header.
UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


def store(
    *,
    actor: Person | None,
    name: str,
    content: File[bytes] | IO[bytes],
    accept: Iterable[str] | None = None,
    max_megabytes: int | None = None,
) -> StoredFile:
    """Keep a file of an allowed type and size; `accept` narrows the types to media ("image", "pdf" …). A picture
    is kept without what it tells of where and how it was taken.

    `max_megabytes` can only lower the portal's own limit. The file stays until something is tied to it, or a
    day. Raises Invalid, in words, when it can't be kept.
    """
    given = content if isinstance(content, File) else File(content)
    shown = clean_name(name)
    _check_size(given, shown, max_megabytes)
    kind = kinds.kind_of(shown, given)
    if kind is None or kind not in kinds.accepted(accept or ()):
        raise Invalid(_refused_type(shown, accept or ()), code="file_type")
    given = _plain(kind.media_type, given, shown)
    stored = StoredFile(
        name=shown,
        media_type=kind.media_type,
        size=given.size,
        digest=_digest(given),
        uploaded_by=actor,
        created_at=clock.now(),
    )
    stored.content.save(shown, given, save=False)
    stored.save(force_insert=True)
    return stored


def clean_name(name: str) -> str:
    """The name alone, without folders or signs that could mislead; its extension survives shortening."""
    last = UNFIT.sub("", name.replace("\\", "/").rpartition("/")[2])
    plain = unicodedata.normalize("NFC", last).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot and len(extension) < 20:
        return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
    return plain[:LONGEST_NAME] or "file"


def _check_size(content: File[bytes], name: str, max_megabytes: int | None) -> None:
    limit = min(max_megabytes or settings.UPLOAD_MAX_MEGABYTES, settings.UPLOAD_MAX_MEGABYTES)
    if not content.size:
        raise Invalid(_("“%(name)s” is empty. Choose another file.") % {"name": name}, code="file_empty")
    if content.size > limit * MEGABYTE:
        text = _("“%(name)s” is too big. Choose a file of up to %(limit)s MB.")
        raise Invalid(text % {"name": name, "limit": limit}, code="file_size")


def _plain(media_type: str, content: File[bytes], name: str) -> File[bytes]:
    """The content as it is kept: a picture without its traces. Raises Invalid when they can't be taken out."""
    if media_type not in CLEANERS:
        return content
    content.seek(0)
    given = content.read()
    content.seek(0)
    try:
        kept = without_traces(media_type, given)
    except Unread:
        text = _(
            "“%(name)s” may tell where it was taken, and we can't take that out. Save it as JPEG or PNG first."
        )
        raise Invalid(text % {"name": name}, code="file_type") from None
    return content if kept == given else ContentFile(kept)


def _digest(content: File[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def _refused_type(name: str, accept: Iterable[str]) -> str:
    text = _("“%(name)s” can't be used here. Choose a file of one of these types: %(types)s.")
    return text % {"name": name, "types": spoken_types(accept)}


def spoken_types(accept: Iterable[str] = ()) -> str:
    """The accepted types in words, as in "PDF, images"."""
    words = {
        "pdf": _("PDF"),
        "image": _("images (JPG, PNG…)"),
        "document": _("Word or OpenDocument texts"),
        "spreadsheet": _("spreadsheets (Excel, CSV…)"),
        "presentation": _("presentations"),
        "text": _("plain text"),
        "archive": _("ZIP"),
        "audio": _("audio"),
        "video": _("video"),
    }
    wanted = set(accept) or set(words)
    return ", ".join(text for media, text in words.items() if media in wanted)
