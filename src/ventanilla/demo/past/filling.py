"""How people filled in the forms of the past: most sent them, some gave up on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from ventanilla.core.kit import clock
from ventanilla.engines.insights.actions import Step, end_visit, note_visit
from ventanilla.engines.insights.choices import Ending
from ventanilla.engines.insights.models import FormVisit
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.sequence import questions_of
from ventanilla.records.tickets.models import Ticket

GAVE_UP, CHANGED_MIND = 0.17, 0.25
A_QUESTION = (8, 45)  # seconds


def fill_forms(first: datetime, until: datetime) -> int:
    """The visits behind the requests of the past, and those that came to nothing; how many: none when there are any
    already."""
    if FormVisit.objects.filter(opened_at__lt=until).exists():
        return 0
    rows = Ticket.objects.filter(created_at__gte=first, created_at__lt=until, order=None)
    tickets = rows.select_related("service", "version").order_by("pk")
    chance = Random(int(first.timestamp()))  # noqa: S311 - nothing secret
    for place, ticket in enumerate(tickets, start=1):
        _fill(ticket, ticket.created_at, -2 * place, chance, sent=True)
        if chance.random() < GAVE_UP:
            _fill(ticket, ticket.created_at - timedelta(hours=5), -2 * place - 1, chance, sent=False)
    return len(tickets)


def _fill(ticket: Ticket, at: datetime, draft: int, chance: Random, *, sent: bool) -> None:
    """One visit that ended at `at`, known by the made-up number of its draft."""
    form = package_of(ticket.version).form
    asked = [(section.id, question.id) for section in form for question in questions_of([section])]
    if not asked:
        return
    reached = asked if sent else asked[: chance.randint(1, len(asked))]
    spent = [timedelta(seconds=chance.randint(*A_QUESTION)) for _each in reached]
    begun = at - sum(spent, timedelta())
    before: dict[str, Any] = {}
    half = len(reached) // 2
    for part in filter(None, (reached[:half], reached[half:])):
        after = {**before, **{question: "…" for _page, question in part}}
        if before and chance.random() < CHANGED_MIND:
            after[next(reversed(before))] = "… …"
        page = part[-1][0]
        seen = [name for section, name in asked if section == page or name in after]
        with clock.frozen(begun + sum(spent[: len(after)], timedelta())):
            step = Step(before, after, seen, page, begun)
            note_visit(service=ticket.service, version=ticket.version, draft=draft, step=step)
        before = after
    if sent:
        with clock.frozen(at):
            end_visit(
                service=ticket.service,
                version=ticket.version,
                ending=Ending.SENT,
                draft=draft,
                key=f"past:{ticket.number}",
            )
