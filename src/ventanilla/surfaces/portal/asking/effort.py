"""How people get on with a form, noted for those who keep it: which questions, never the answers, and not who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ventanilla.engines.insights import actions as insights
from ventanilla.engines.insights import visits
from ventanilla.engines.insights.choices import Ending
from ventanilla.records.intake.interpret import check, defaults
from ventanilla.records.intake.sequence import questions_of
from ventanilla.records.tickets.actions.drafts import without_secrets
from ventanilla.records.tickets.models import Draft
from ventanilla.surfaces.portal.asking.begun import Begun
from ventanilla.surfaces.portal.asking.pages import CHECK, ONE, pages_of
from ventanilla.surfaces.portal.catalogue.entry import live
from ventanilla.surfaces.portal.visit import Visit

OPENED = "_opened"


def stamp_of(request: Visit) -> str:
    """When the form was opened, for the page to carry."""
    return request.POST.get(OPENED, "") or visits.stamp()


def gone_on(begun: Begun, kept: Draft, raw: Mapping[str, Any], here: str) -> None:
    """Somebody went on with the form: `begun.draft` is what there was before `kept`."""
    step = _step(begun, kept.answers, raw, here)
    insights.note_visit(service=begun.service, version=live(begun.service), draft=kept.pk, step=step)


def ended(begun: Begun, raw: Mapping[str, Any], ending: Ending, sending: str) -> None:
    """It was sent, or joined to another one that says the same; `sending` is the name of the sending."""
    insights.end_visit(
        service=begun.service,
        version=live(begun.service),
        ending=ending,
        draft=begun.draft.pk if begun.draft else None,
        key=visits.key_of_sending(begun.person.pk, sending),
        step=_step(begun, without_secrets(begun.form, raw), raw, CHECK),
    )


def sent_together(drafts: Iterable[tuple[int, Draft]], person: int) -> None:
    """The drafts of an order, each with its id, were sent."""
    for pk, draft in drafts:
        insights.end_visit(
            service=draft.service,
            version=draft.version,
            ending=Ending.SENT,
            draft=pk,
            key=visits.key_of_sending(person, f"draft:{pk}"),
        )


def _step(begun: Begun, after: Mapping[str, Any], raw: Mapping[str, Any], here: str) -> insights.Step:
    checked = check(begun.form, raw, begun.context)
    pages = pages_of(begun.package, checked, away=begun.taken)
    place = pages.known(here)
    reached = pages.names if place == CHECK else pages.names[: pages.names.index(place) + 1]
    seen = [
        question.id
        for section in begun.form
        if pages.names == (ONE,) or section.id in reached
        for question in questions_of([section])
        if question.id in checked.visible
    ]
    before = begun.draft.answers if begun.draft else defaults(begun.form, begun.context)
    page = "" if place == CHECK else place
    opened = visits.opened_at(begun.request.POST.get(OPENED, ""))
    return insights.Step(without_secrets(begun.form, before), after, seen, page, opened)
