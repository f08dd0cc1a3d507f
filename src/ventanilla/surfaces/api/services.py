"""What can be asked for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from ventanilla.core.kit import clock
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.text import pick
from ventanilla.engines.sla.pace import pace_of, told
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of, promise, service_for, services_for
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.interpret import json_schema
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.surfaces.api.errors import errors
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Cursor
from ventanilla.surfaces.api.shapes import Listed, PaceOut, ServiceDetail, ServiceOut

router = Router(tags=["services"])


@router.get("", response={200: Listed[ServiceOut], **errors()}, summary="Services that you may ask for")
def list_services(request: HttpRequest, after: Query[Cursor | None] = None) -> Listed[ServiceOut]:
    """The live services whose audience you are in."""
    found = page(services_for(caller(request)), order=("id",), after=after)
    return Listed(items=[ServiceOut(**_summary(service)) for service in found.items], next=found.next)


@router.get("/{slug:slug}", response={200: ServiceDetail, **errors(404)}, summary="A service and its form")
def show_service(request: HttpRequest, slug: str) -> ServiceDetail:
    """`form` is the JSON Schema of `answers`; `rules` say which questions are shown and required when."""
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


def _pace(service: Service) -> PaceOut | None:
    pace = pace_of(service)
    if pace is None:
        return None
    figures = {name: getattr(pace, name) for name in PaceOut.model_fields if name != "text"}
    return PaceOut(**figures, text=told(pace))


def _summary(service: Service) -> dict[str, str]:
    return {
        "slug": service.slug,
        "title": pick(service.title),
        "summary": pick(service.summary),
        "category": service.category.slug,
        "department": service.department.slug,
    }
