"""Where a service is asked for, and where a resource is opened."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ventanilla.core.kit.errors import NotFound
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.records.catalog.resources import Opens, opens_of
from ventanilla.surfaces.ui.icons import icon
from ventanilla.surfaces.ui.resources import icon_of, is_pressed, says


def opened_by(service: Service) -> Opens:
    """What the resource opens. Raises NotFound for what is asked for."""
    opens = opens_of(service.opens)
    if opens is None:
        raise NotFound(NO_SERVICE)
    return opens


def open_url(slug: str, *, by: str = "", trace: str = "") -> str:
    """Our own address that opens it; `by` phone or email, of a contact."""
    query = urlencode({name: value for name, value in (("by", by), ("need", trace)) if value})
    return reverse("portal:open", args=[slug]) + (f"?{query}" if query else "")


def opening_link(slug: str, opens: Opens, trace: str = "") -> SafeString:
    """What opening it does, as a link that does it."""
    if not is_pressed(opens):
        return format_html("{}", says(opens))
    link = '<a class="opens" href="{}" rel="noopener">{}<span>{}</span></a>'
    return format_html(link, open_url(slug, trace=trace), icon(icon_of(opens), 16, "micro"), says(opens))
