"""For whom a service is: the rule in words, how many people it reaches, and why somebody sees it or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.access.models import AudienceMember
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.core.rules import explain, say
from ventanilla.records.catalog.policies import may_see
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.surfaces.designer.audiences import audience_words, key_of
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import Opened, frame, opened

SOME = 12


@dataclass(frozen=True)
class Verdict:
    """Whether somebody sees the service, and every part of the rule with how it came out for them."""

    name: str
    sees: bool
    why: list[str]


@require_safe
@for_designers
def audience(request: HttpRequest, slug: str) -> HttpResponse:
    """The audience; `?person=` asks about somebody."""
    found = opened(request, slug)
    rule = found.package.audience
    language = get_language() or "es"
    names = rule_names(found.package, [rule, found.package.requested_for], language)
    members = AudienceMember.objects.filter(audience=found.service.audience_id)
    people, known = members.filter(person__is_active=True).count(), key_of(rule)
    wanted = request.GET.get("person", "").strip().replace("\0", "")
    person = by_email(wanted) if wanted else None
    context = {
        **frame(found, "service_audience"),
        "lines": [audience_words()[known]] if known else say(rule, language, names).lines(),
        "people": people,
        "others": max(people - SOME, 0),
        "some": Person.objects.filter(pk__in=members.values("person"), is_active=True).order_by("given_name")[
            :SOME
        ],
        "whom": [] if found.package.is_resource else _whom(found, names, language),
        "wanted": wanted,
        "unknown": _("Nobody here has this e-mail address.") if wanted and person is None else "",
        "verdict": _verdict(person, found, names, language) if person else None,
    }
    return render(request, "designer/services/audience.html", context)


def _whom(found: Opened, names: dict[str, str], language: str) -> list[str]:
    whom = found.package.requested_for
    if whom == "self":
        return [_("Everybody asks for themselves.")]
    if whom == "anyone":
        return [_("Everybody may ask for anybody in their organisation.")]
    return [_("For somebody else when this holds:"), *say(whom, language, names).lines("  ")]


def _verdict(person: Person, found: Opened, names: dict[str, str], language: str) -> Verdict:
    trace = explain(found.package.audience, person_facts(person, "person"))
    return Verdict(person.name, may_see(person, found.service), trace.words(language, names))
