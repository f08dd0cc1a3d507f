"""A stored file as an answer to a browser: to be saved, never to be shown in place; pictures alone may be."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def serve(stored: StoredFile) -> HttpResponseBase:
    """The content as an attachment under its own name (RFC 6266), kept by the person's own browser only.

    Whoever calls this has checked that the person may read it. Raises NotFound when the bytes are missing.
    """
    return _answer(stored, attached=True)


def show(stored: StoredFile) -> HttpResponseBase:
    """A picture in place, of a kind that can't hold a script. Raises NotFound for anything else."""
    if stored.media_type not in PICTURES:
        raise NotFound(_("This file isn't there any more."))
    return _answer(stored, attached=False)


def _answer(stored: StoredFile, *, attached: bool) -> HttpResponseBase:
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as error:
        raise NotFound(_("This file isn't there any more.")) from error
    response = FileResponse(
        content, as_attachment=attached, filename=stored.name, content_type=stored.media_type
    )
    response.headers["Content-Length"] = str(stored.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
