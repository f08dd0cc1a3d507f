"""A service at a glance: how it does, what it promises, who answers for it, and what is wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.blueprint.deadlines import Deadlines, Promise
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import say
from ventanilla.engines.sla.wording import of_day
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.figures import NONE, figures_of
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.attention import concerns, faults_of
from ventanilla.surfaces.designer.services.checking import put_right
from ventanilla.surfaces.designer.services.following import AMONG_TEAM
from ventanilla.surfaces.designer.services.one import Opened, frame, opened
from ventanilla.surfaces.designer.services.resource import resource_shown
from ventanilla.surfaces.designer.services.shelf import span
from ventanilla.surfaces.ui.format import day, moment
from ventanilla.surfaces.ui.tickets.words import lead_time, length_of


@require_safe
@for_designers
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures, promises, owners and texts."""
    found = opened(request, slug)
    if found.package.is_resource:
        whole = {**frame(found, "service"), **resource_shown(found), "to_put_right": put_right(found)}
        return render(request, "designer/services/resource.html", {**whole, "facts": _facts(found)})
    figures = figures_of([found.service]).get(found.service.pk, NONE)
    context = {
        **frame(found, "service"),
        "figures": figures,
        "half": span(figures.half),
        "most": span(figures.most),
        "concerns": concerns(found.service, figures, faults_of([found.service])[found.service.pk]),
        "to_put_right": put_right(found),
        "summary": pick(found.package.summary),
        "facts": _facts(found),
        "deadlines": _deadlines(found),
        "routes": _routes(found),
    }
    return render(request, "designer/services/overview.html", context)


def _facts(found: Opened) -> list[dict[str, str]]:
    service, package = found.service, found.package
    published = moment(found.version.published_at)
    keywords = {word for words in (package.keywords or {}).values() for word in words}
    facts = [
        (_("State"), str(ServiceState(service.state).label)),
        (
            _("Version"),
            _("%(number)s, published %(when)s") % {"number": found.version.number, "when": published},
        ),
        (_("Owner"), f"{service.owner.name} · {pick(service.owner_team.name)}"),
        (_("Department"), pick(service.department.name)),
        (_("Category"), pick(service.category.name)),
        (_("Look at it again on"), day(package.review_on) if package.review_on else _("No date is set")),
        (_("Found by the words"), ", ".join(sorted(keywords)) or _("None yet")),
    ]
    if not package.is_resource:
        kept = _("Yes: only its team sees the requests") if service.confidential else _("No")
        facts.insert(-1, (_("Confidential"), kept))
    return [{"label": label, "value": value} for label, value in facts]


def _deadlines(found: Opened) -> list[dict[str, object]]:
    """What is promised, each case with its rule in words."""
    package = found.package
    told = lead_time(package.lead_time)
    rows: list[dict[str, object]] = [
        {"label": _("Told to who asks"), "value": told or _("Nothing"), "when": ()}
    ]
    for label, promises in (
        (_("First answer"), package.deadlines.first_response),
        (_("Solved"), package.deadlines.resolution),
    ):
        rows += [_promise(label, each, found) for each in promises]
    if len(rows) > 1:
        rows.append({"label": _("The clocks stand still"), "value": _stops(package.deadlines), "when": ()})
    return rows


def _stops(deadlines: Deadlines) -> str:
    """For whom the clocks stand still, in words; those that end on a day never do."""
    for_whom = _stops_for(deadlines)
    by_day = any(each.by is not None for each in (*deadlines.first_response, *deadlines.resolution))
    if by_day and deadlines.pauses_for:
        return _("%(whom)s. A deadline that ends on a day goes on.") % {"whom": for_whom}
    return for_whom


def _stops_for(deadlines: Deadlines) -> str:
    whom = set(deadlines.pauses_for)
    if whom == {"requester", "supplier"}:
        return _("While it waits for who asked, or for a supplier")
    if "requester" in whom:
        return _("While it waits for who asked")
    return _("While it waits for a supplier") if whom else _("Never")


def _promise(label: str, promise: Promise, found: Opened) -> dict[str, object]:
    return {"label": label, "value": _until(promise, found), "when": _said(promise.when, found)}


def _until(promise: Promise, found: Opened) -> str:
    """How long it may take, or the day by which it ends."""
    if promise.day is not None:
        return of_day(promise.day, rule_names(found.package, [promise.by], get_language() or "es"))
    return length_of(promise.within) if promise.within else ""


def _routes(found: Opened) -> list[dict[str, object]]:
    names = {each.slug: pick(each.name) for each in found.service.department.teams.all()}
    return [
        {
            "who": " · ".join(
                filter(
                    None, (names.get(route.team or "", route.team), route.person, _shared_out(route.assign))
                )
            ),
            "when": _said(route.when, found),
        }
        for route in found.package.routing
    ]


def _shared_out(assign: str | None) -> str:
    """How somebody of the team gets it by itself; nothing when they take it themselves."""
    return str(AMONG_TEAM[assign]) if assign else ""


def _said(rule: object, found: Opened) -> list[str]:
    if rule is None:
        return []
    language = get_language() or "es"
    return say(rule, language, rule_names(found.package, [rule], language)).lines()
