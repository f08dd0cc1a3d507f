"""What the pages about outages at the desk show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Person
from ventanilla.records.status.choices import STAGES, Health, OutageKind
from ventanilla.records.status.models import Outage
from ventanilla.records.status.queries import components_kept_by
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.outages import report_counts, reports_of
from ventanilla.surfaces.desk.outages import reading
from ventanilla.surfaces.ui.format import time_tag
from ventanilla.surfaces.ui.outages import (
    LOOKS,
    health_of,
    lasted,
    span_words,
    stage_badge,
    touches,
    updates_of,
)
from ventanilla.surfaces.ui.tickets.naming import lozenge
from ventanilla.surfaces.ui.tickets.words import by_when

Shown = dict[str, Any]
LANGUAGES = {"es": "Español", "en": "English"}


def rows_of(outages: list[Outage]) -> list[Shown]:
    """One row an outage: what, how it stands, since when, how many reports."""
    counts = report_counts(outages)
    return [
        {
            "url": reverse("desk:outage", args=[outage.pk]),
            "title": pick(outage.title),
            "badge": stage_badge(outage),
            "touches": ", ".join(touch.name for touch in touches(outage)),
            "when": span_words(outage),
            "reports": counts.get(outage.pk, 0),
            "affected": getattr(outage, "affected", 0),
            "open": not outage.ended,
            "planned": outage.planned,
            "late": not outage.ended and is_late(outage),
        }
        for outage in outages
    ]


def is_late(outage: Outage) -> bool:
    """Whether people were promised news by now."""
    return outage.next_update_at is not None and outage.next_update_at < clock.now()


def page_of(outage: Outage, person: Person, typed: Mapping[str, Any] | None = None) -> Shown:
    """Everything on the page of one outage; `typed` is what a refused form held, by name of the form."""
    reports = [_report(ticket) for ticket in reports_of(person, outage)]
    return {
        "outage": outage,
        "title": pick(outage.title),
        "badge": stage_badge(outage),
        "looks": "info" if outage.planned else LOOKS[health_of(outage)][0],
        "when": span_words(outage),
        "lasted": lasted(outage),
        "touches": touches(outage),
        "updates": updates_of(outage, with_author=True),
        "affected": getattr(outage, "affected", 0),
        "reports": reports,
        "goes_on": not outage.ended,
        "planned": outage.planned,
        "due": _due(outage),
        "late": not outage.ended and is_late(outage),
        "stages": [(stage.value, stage.label) for stage in STAGES[OutageKind(outage.kind)]],
        "components": component_fields(person, {row.component.slug: row.health for row in outage.shown}),  # type: ignore[attr-defined]
        "promises": reading.promise_options(),
        "languages": language_fields(),
        "typed": dict(typed or {}),
        "public_url": reverse("portal:outage", args=[outage.pk]),
    }


def _due(outage: Outage) -> str:
    if outage.ended or outage.next_update_at is None:
        return ""
    return by_when(outage.next_update_at) if is_late(outage) else time_tag(outage.next_update_at)


def _report(ticket: Ticket) -> Shown:
    return {
        "url": reverse("desk:ticket", args=[ticket.number]),
        "number": ticket.number,
        "title": " · ".join(filter(None, [pick(ticket.title), pick(ticket.subject)])),
        "person": ticket.requested_for.name,
        "status": lozenge(ticket, _("Joined")),
        "when": time_tag(ticket.created_at),
        "leave_url": "" if ticket.ended else reverse("desk:ticket_outage", args=[ticket.number]),
    }


def component_fields(person: Person, chosen: Mapping[str, str]) -> list[Shown]:
    """One choice for each component that this person keeps."""
    return [
        {"slug": row.slug, "name": pick(row.name), "value": chosen.get(row.slug, "")}
        for row in components_kept_by(person)
    ]


def healths() -> list[tuple[str, str]]:
    return [(health.value, str(health.label)) for health in (Health.DEGRADED, Health.DOWN)]


def language_fields() -> list[Shown]:
    """The languages that texts are written in, the portal's own first."""
    return [{"code": code, "name": LANGUAGES.get(code, code)} for code in languages()]
