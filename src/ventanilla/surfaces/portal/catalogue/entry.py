"""The page of a service: all that somebody wants to know before asking for it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.pace import pace_of
from ventanilla.engines.sla.pace import told as pace_told
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.foresight import Expected, course_as_told, decided_inside, expected
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.queries import opening, package_of, promise
from ventanilla.records.knowledge.queries import articles_for_service
from ventanilla.records.tickets.actions.submit import closed_words
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.surfaces.portal.articles.rows import rows_of
from ventanilla.surfaces.ui.format import day
from ventanilla.surfaces.ui.linemap import Node, Station
from ventanilla.surfaces.ui.linemap import stations as flat
from ventanilla.surfaces.ui.tickets.course import Holders, whole_way
from ventanilla.surfaces.ui.tickets.words import lead_time, listed


def entry_of(service: Service, person: Person) -> dict[str, Any]:
    """What it is, who answers for it, by when, who has to agree, and what happens next."""
    version = live(service)
    package = package_of(version)
    likely = expected(service, version, requester=person, requested_for=person)
    nodes = way_ahead(service, person, likely)
    return {
        "service": service,
        "title": pick(package.title),
        "summary": pick(package.summary),
        "description": pick(package.description),
        "nodes": nodes,
        "closed": closed(service, person),
        "lead_time": lead_time(package.lead_time),
        **_pace(service),
        "promised_on": promised_on(service),
        "approvals": approvals(nodes, likely),
        "decided_inside": decided_inside(version),
        "owner": service.owner.name,
        "owner_team": pick(service.owner_team.name),
        "department": pick(service.department.name),
        "whom": whom(package),
        "audience": audience(package),
        "told": told(person),
        "articles": rows_of(articles_for_service(person, service)),
        "links": [{"label": pick(link.label), "url": link.url} for link in package.links],
        "confidential": service.confidential,
        "ask_url": reverse("portal:ask", args=[service.slug]),
        "category": pick(service.category.name),
        "category_slug": service.category.slug,
    }


def _pace(service: Service) -> dict[str, Any]:
    """How long it took lately, once enough were done to say so."""
    pace = pace_of(service)
    return {"pace": pace_told(pace), "pace_counted": pace.counted} if pace else {}


def live(service: Service) -> ServiceVersion:
    """The version that is asked for now."""
    assert service.live_version is not None, "service_for gives live services only"
    return service.live_version


def closed(service: Service, person: Person) -> str:
    """Why they can't ask for the service today, and when they can; nothing while it is open."""
    facts = asking_facts(person, person, service.department)
    opens = opening(live(service), facts["today"], facts)
    return "" if opens.is_open else str(closed_words(opens))


def promised_on(service: Service) -> str:
    """The day that the lead time means for who asks now; nothing when the service doesn't say."""
    promised = promise(live(service), clock.now())
    return day(promised) if promised else ""


def way_ahead(service: Service, person: Person, likely: dict[str, Expected]) -> list[Node]:
    """The line that a request made today would take."""
    facts = asking_facts(person, person, service.department)
    outline: list[machine.MapNode] = course_as_told(live(service), facts)
    return whole_way(
        outline,
        Holders({}, likely),
        Station("sent", _("You send the form"), "next", _("You")),
        Station("work", _("The team works on it"), "next", pick(service.owner_team.name)),
        lambda _middle: Station("end", _("Done"), "next"),
    )


def approvals(nodes: list[Node], likely: dict[str, Expected]) -> list[dict[str, str]]:
    """Who has to agree: what the service calls them, and who that is for this person."""
    found = []
    for station in flat(nodes):
        if station.kind == "approval" and station.id in likely:
            who = likely[station.id]
            found.append(
                {"label": capfirst(listed(who.labels)), "who": listed(who.names), "note": station.note}
            )
    return found


def whom(package: Package) -> str:
    """Who may ask for it for whom, in words."""
    if package.requested_for == "self":
        return _("You ask for it for yourself.")
    if package.requested_for == "anyone":
        return _("You can ask for it for yourself or for a colleague.")
    return _("You can ask for it for yourself or, where your organisation allows it, for a colleague.")


def audience(package: Package) -> str:
    """For whom it is, when that is quickly said."""
    rule = package.audience
    if isinstance(rule, dict) and rule.get("fact") == "person.organization_kind":
        kinds = {
            "internal": _("Everybody in the organisation"),
            "customer": _("Customers"),
            "partner": _("Partners"),
        }
        return kinds.get(str(rule.get("value")), "")
    return ""


def told(person: Person) -> str:
    """How one hears how it goes on."""
    return _("At every step: here in the portal, and by e-mail to %(email)s.") % {"email": person.email}
