"""The form of a service to try out: it asks and checks as in the portal, and sends nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.questions import Element
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.rules import say
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.intake.context import Context
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import Opened, asked_for, frame, opened
from ventanilla.surfaces.designer.services.trying import asker, trial
from ventanilla.surfaces.ui.forms import answered, peek, state


@require_http_methods(["GET", "HEAD", "POST"])
@for_designers
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The form as its readers meet it, and beside it what decides when each question is asked."""
    found = asked_for(opened(request, slug))
    person, unknown = asker(request, person_of(request))
    tried = answered(
        found.package.form,
        request,
        _context(person, found),
        submit=_("Try it out"),
        state_url=reverse("designer:service_form_state", args=[slug]),
    )
    context = {
        **frame(found, "service_form"),
        "form": tried.form,
        "complete": tried.complete and not unknown,
        "asker": person,
        "asker_error": unknown,
        "trial": trial(request, found.package, person, tried.raw) if tried.complete and not unknown else None,
        "questions": _questions(found),
    }
    return render(request, "designer/services/form.html", context)


@require_POST
@for_designers
def preview_state(request: HttpRequest, slug: str) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    found = asked_for(opened(request, slug))
    form = found.package.form
    person, _unknown = asker(request, person_of(request))
    return JsonResponse(state(form, peek(form, request), _context(person, found)))


def _context(person: Person, found: Opened) -> Context:
    return context_for(
        person,
        person,
        asking_facts(person, person, found.service.department),
        found.service.department,
    )


def _questions(found: Opened) -> list[dict[str, object]]:
    """Every question that a rule governs, with the rule in words."""
    ruled = [
        (element, rules)
        for section in found.package.form
        for element in section.questions
        if (rules := _rules(element))
    ]
    language = get_language() or "es"
    everything = [rule for _element, rules in ruled for _label, rule in rules]
    names = rule_names(found.package, everything, language)
    return [
        {
            "label": pick(getattr(element, "label", None)) or element.id,
            "rules": [{"label": label, "lines": say(rule, language, names).lines()} for label, rule in rules],
        }
        for element, rules in ruled
    ]


def _rules(element: Element) -> list[tuple[str, object]]:
    found = [(_("Asked when"), element.visible_if)]
    if isinstance(element, Question):
        found.append((_("Must be answered when"), element.required_if))
    return [(label, rule) for label, rule in found if rule is not None]
