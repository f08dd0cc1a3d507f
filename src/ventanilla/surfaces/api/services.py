"""What can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Query, Router

from ventanilla.core.files.serve import serve
from ventanilla.core.kit import clock
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.text import pick
from ventanilla.engines.sla.pace import pace_of, told
from ventanilla.records.catalog.actions import open_resource
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of, promise, service_for, services_for
from ventanilla.records.catalog.resources import file_of, opens_of
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.interpret import json_schema
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.surfaces.api.errors import errors
from ventanilla.surfaces.api.files import DOWNLOAD
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Cursor
from ventanilla.surfaces.api.shapes import Listed, OpensOut, PaceOut, ServiceDetail, ServiceOut
from ventanilla.surfaces.ui.resources import says

router = Router(tags=["services"])


@router.get("", response={200: Listed[ServiceOut], **errors()}, summary="Services that you may ask for")
def list_services(request: HttpRequest, after: Query[Cursor | None] = None) -> Listed[ServiceOut]:
    """The live services whose audience you are in, and the resources."""
    found = page(services_for(caller(request)), order=("id",), after=after)
    return Listed(items=[ServiceOut(**_summary(service)) for service in found.items], next=found.next)


@router.get("/{slug:slug}", response={200: ServiceDetail, **errors(404)}, summary="A service and its form")
def show_service(request: HttpRequest, slug: str) -> ServiceDetail:
    """`form` is the JSON Schema of `answers`; `rules` say which questions are shown and required when. Nothing is asked
    for a resource."""
    person = caller(request)
    service = service_for(person, slug)
    version = service.live_version
    assert version is not None  # service_for gives live services only
    package = package_of(version)
    context = context_for(
        person, person, asking_facts(person, person, service.department), service.department
    )
    return ServiceDetail(
        **_summary(service),
        description=pick(package.description),
        version=version.number,
        promised_at=promise(version, clock.now()),
        pace=_pace(service),
        form=json_schema(package.form, context, get_language() or "es"),
        rules=rules(package.form, context),
    )


@router.get(
    "/{slug:slug}/file",
    response={200: None, **errors(404)},
    summary="The file of a resource",
    url_name="download_resource",
    openapi_extra=DOWNLOAD,
)
def download_resource(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a resource hands out, in your language, as an attachment; it is counted as opened."""
    person = caller(request)
    service = service_for(person, slug)
    stored = file_of(service)
    open_resource(actor=person, service=service)
    return serve(stored)


def _pace(service: Service) -> PaceOut | None:
    pace = pace_of(service)
    if pace is None:
        return None
    figures = {name: getattr(pace, name) for name in PaceOut.model_fields if name != "text"}
    return PaceOut(**figures, text=told(pace))


def _summary(service: Service) -> dict[str, Any]:
    return {
        "slug": service.slug,
        "title": pick(service.title),
        "summary": pick(service.summary),
        "category": service.category.slug,
        "department": service.department.slug,
        "opens": opens_out(service.slug, service.opens),
    }


def opens_out(slug: str, kept: Mapping[str, Any] | None) -> OpensOut | None:
    """What a resource opens, as every answer shows it."""
    opens = opens_of(kept)
    if opens is None:
        return None
    address = reverse("api:download_resource", args=[slug]) if opens.way is Way.FILE else opens.address
    shown = {name: getattr(opens, name) for name in ("name", "size", "phone", "email", "place", "hours")}
    return OpensOut(way=opens.way, text=says(opens), address=address, **shown)
