"""The stylesheet and the pictures of the brand: open to all, kept by browsers for ever, able to do nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ventanilla.core.branding import guard, queries
from ventanilla.core.branding.images import EXTENSIONS
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.kit.text import languages

FOR_EVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=300"
# An SVG that somebody opens by itself may paint, and nothing else.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


@open_to_all
@require_safe
def stylesheet(request: HttpRequest, version: int) -> HttpResponse:
    """The tokens of one version."""
    return _kept(HttpResponse(queries.version(version).stylesheet, content_type="text/css; charset=utf-8"))


@open_to_all
@require_safe
def image(request: HttpRequest, digest: str, extension: str) -> HttpResponse:
    """A picture, by its content."""
    found = queries.image(digest)
    if EXTENSIONS[found.media_type] != extension:
        raise Http404
    return _kept(HttpResponse(bytes(found.content), content_type=found.media_type))


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the portal on its home screen, in the portal's own language."""
    brand = queries.brand()
    with override(languages()[0]):
        content = {"name": brand.name, "short_name": brand.name[:24], "lang": languages()[0]}
    content |= {
        "start_url": "/",
        "display": "minimal-ui",
        "theme_color": brand.theme_colours["light"],
        "background_color": guard.GROUNDS["light"]["paper"],
    }
    icon = brand.favicon
    shown = {"icons": [_icon(icon)]} if icon else {}
    response = JsonResponse({**content, **shown}, content_type="application/manifest+json")
    response.headers["Cache-Control"] = A_MOMENT
    return response


def _icon(icon: queries.Picture) -> dict[str, str]:
    fixed = icon.width and icon.media_type != "image/svg+xml"
    size = f"{icon.width}x{icon.height}" if fixed else "any"
    return {"src": icon.url, "type": icon.media_type, "sizes": size}


def manifest_url() -> str:
    return reverse("branding:manifest")


def _kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = DRAWING
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
