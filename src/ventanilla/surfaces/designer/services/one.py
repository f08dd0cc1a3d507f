"""One service, as its designers read it: what every page about it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ventanilla.core.access.identity import person_of
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.insights.policies import may_see_figures
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.queries import designed_by, package_of

NO_SERVICE = gettext_lazy("There is no such service, or you don't design it.")


@dataclass(frozen=True)
class Opened:
    """A service that the reader may change, the version looked at and its package."""

    reader: Person
    service: Service
    version: ServiceVersion
    package: Package


def opened(request: HttpRequest, slug: str) -> Opened:
    """The service of this name. Raises NotFound when the reader doesn't design it or nothing was published."""
    related = ("live_version", "owner", "owner_team", "department__calendar", "category", "audience")
    service = designed_by(person_of(request)).select_related(*related).filter(slug=slug).first()
    if service is None:
        raise NotFound(NO_SERVICE)
    version = service.live_version or service.versions.order_by("-number").first()
    if version is None:
        raise NotFound(NO_SERVICE)
    return Opened(person_of(request), service, version, package_of(version))


def asked_for(found: Opened) -> Opened:
    """The same, if it has a form and a workflow. Raises NotFound for a resource."""
    if found.package.is_resource:
        raise NotFound(_("This is a resource: it is opened, so it has no form and no workflow."))
    return found


def frame(found: Opened, here: str) -> dict[str, Any]:
    """What the head and the tabs of its pages show. A resource has no form, no workflow and no figures of requests."""
    slug = found.service.slug
    resource = found.package.is_resource
    figures = (("service_figures", _("Figures")),) if may_see_figures(found.reader, found.service) else ()
    asked = (("service_form", _("Form")), ("service_way", _("Workflow")))
    tabs = (
        ("service", _("Overview")),
        *(() if resource else (*figures, *asked)),
        ("service_audience", _("Audience")),
        ("service_check", pgettext("designer", "Check")),
        ("service_versions", _("Versions")),
    )
    return {
        "service": found.service,
        "title": pick(found.package.title),
        "version": found.version,
        "portal_url": reverse("portal:service", args=[slug]),
        "tabs": [
            {"label": label, "url": reverse(f"designer:{name}", args=[slug]), "current": name == here}
            for name, label in tabs
        ],
    }
