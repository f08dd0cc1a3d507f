"""What somebody has begun to ask for, as rows of the home page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.drafts import drafts_of
from ventanilla.surfaces.ui.format import ago


@dataclass(frozen=True)
class BegunRow:
    title: str
    url: str
    discard_url: str
    when: str
    changed: bool


def begun_rows(person: Person) -> tuple[list[BegunRow], int]:
    """The drafts, and how many services are in the order."""
    drafts = drafts_of(person)
    rows = [
        BegunRow(
            pick(draft.service.title),
            reverse("portal:ask", args=[draft.service.slug]),
            reverse("portal:draft_removal", args=[draft.service.slug]),
            ago(draft.changed_at),
            draft.version_id != draft.service.live_version_id,
        )
        for draft in drafts
        if not draft.in_order
    ]
    return rows, sum(draft.in_order for draft in drafts)
