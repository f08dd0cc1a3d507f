"""A stored file as an answer to a browser: always to be saved, never to be shown in place."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound


def serve(stored: StoredFile) -> HttpResponseBase:
    """The content as an attachment under its own name (RFC 6266), kept by the person's own browser only.

    Whoever calls this has checked that the person may read it. Raises NotFound when the bytes are missing.
    """
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as error:
        raise NotFound(_("This file isn't there any more.")) from error
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response.headers["Content-Length"] = str(stored.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
