"""The page of a resource, and opening it: through our own address, so that it is for its audience only."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.http import HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from ventanilla.core.files.serve import serve
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Kind
from ventanilla.records.catalog.actions import open_resource
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of, service_for
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.records.catalog.resources import Opens, file_of
from ventanilla.records.knowledge.queries import articles_for_service
from ventanilla.surfaces.portal.articles.rows import rows_of
from ventanilla.surfaces.portal.catalogue.entry import audience, live
from ventanilla.surfaces.portal.catalogue.links import open_url, opened_by
from ventanilla.surfaces.portal.searching.arriving import came_to
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import whole_day
from ventanilla.surfaces.ui.resources import icon_of, says

NO_NUMBER = re.compile(r"[^0-9+]")


class Away(HttpResponseRedirect):
    """Out of the portal, to nothing but the web over TLS, the telephone and the mail."""

    allowed_schemes = ["https", "tel", "mailto"]


def resource_page(service: Service, person: Person, trace: str = "") -> dict[str, Any]:
    """What it is, what opening it does, and who keeps it."""
    version = live(service)
    package = package_of(version)
    opens = opened_by(service)
    return {
        "service": service,
        "title": pick(package.title),
        "summary": pick(package.summary),
        "description": pick(package.description),
        "opens": opens,
        "says": says(opens),
        "icon": icon_of(opens),
        "open_url": open_url(service.slug, trace=trace),
        "phone_url": open_url(service.slug, by="phone", trace=trace) if opens.phone else "",
        "email_url": open_url(service.slug, by="email", trace=trace) if opens.email else "",
        "audience": audience(package),
        "owner": service.owner.name,
        "owner_team": pick(service.owner_team.name),
        "department": pick(service.department.name),
        "changed": whole_day(version.published_at),
        "articles": rows_of(articles_for_service(person, service)),
        "links": [{"label": pick(link.label), "url": link.url} for link in package.links],
        "category": pick(service.category.name),
        "category_slug": service.category.slug,
    }


@require_safe
def opening(request: Visit, slug: str) -> HttpResponseBase:
    """Open it: on to the link, the file as an attachment, or the telephone or mail (`by`) of a contact."""
    service = service_for(request.user, slug)
    opens = opened_by(service)
    answer = _answer(service, opens, request.GET.get("by", ""))
    if request.method == "GET":
        came_to(request, Kind.SERVICE, service.pk)
        open_resource(actor=request.user, service=service)
    return answer


def _answer(service: Service, opens: Opens, by: str) -> HttpResponseBase:
    if opens.way is Way.FILE:
        return serve(file_of(service))
    if opens.way is Way.LINK:
        return _away(opens.address)
    if opens.phone and by != "email":
        return _away(f"tel:{NO_NUMBER.sub('', opens.phone)}")
    if opens.email:
        return _away(f"mailto:{quote(opens.email, safe='@+')}")
    raise NotFound(NO_SERVICE)


def _away(address: str) -> Away:
    response = Away(address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
