"""Keeping who takes figures and histories out of the portal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.insights.entries import FiguresTaken, HistoriesTaken

EXPORTS = "exports"
"""The key of the settings' stream in which it stands."""


@action
def note_figures_taken(*, actor: Person, period: str, services: int) -> Entry:
    """Note that `actor` is given the figures of so many services as a table."""
    told = FiguresTaken(period=period, services=services)
    return record(stream_for(SubjectKind.SETTINGS, EXPORTS), told, actor=actor)


@action
def note_histories_taken(*, since: date, until: date, confidential: Sequence[str]) -> Entry:
    """Note that the operator takes all that happened from the first to the last of these days."""
    told = HistoriesTaken(since=since, until=until, confidential=sorted(confidential))
    return record(stream_for(SubjectKind.SETTINGS, EXPORTS), told, actor=None)
