"""The steps of a ticket: those that were reached, and those that will likely follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.foresight import expected
from ventanilla.engines.workflow.queries import outline_of, steps_shown
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.api.shapes import StepOut

AHEAD = "next"


def steps_of(ticket: Ticket) -> list[StepOut]:
    """Every step with who has it and until when; those ahead are `next`, with who will likely have them."""
    reached = [
        StepOut(block=step.block, state=step.state, name=step.name, who=step.who, due=step.due_at)
        for step in steps_shown(ticket)
    ]
    return reached + _ahead(ticket)


def _ahead(ticket: Ticket) -> list[StepOut]:
    stations = [one for one in _flat(outline_of(ticket)) if one.state == machine.Progress.NEXT]
    if not stations:
        return []
    whom = {"requester": ticket.requester, "requested_for": ticket.requested_for}
    likely = expected(ticket.service, ticket.version, **whom, only=[station.block for station in stations])
    who = {block: list(has.names or has.labels) for block, has in likely.items()}
    return [
        StepOut(
            block=station.block,
            state=AHEAD,
            name=pick(dict(station.title)),
            who=who.get(station.block, []),
            due=None,
        )
        for station in stations
    ]


def _flat(nodes: Iterable[machine.MapNode]) -> Iterator[machine.Station]:
    for node in nodes:
        if isinstance(node, machine.Tracks):
            for branch in node.branches:
                yield from _flat(branch)
        else:
            yield node
