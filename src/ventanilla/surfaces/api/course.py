"""The steps of a ticket: those that were reached, and those that will likely follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.foresight import expected
from ventanilla.engines.workflow.queries import outline_of, steps_shown
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.api.shapes import StepOut

AHEAD = "next"


def steps_of(ticket: Ticket, reader: Person) -> list[StepOut]:
    """Every step with who has it and until when; those ahead are `next`, with who will likely have them. What is kept
    from `reader` is `kept`, without words."""
    reached = [
        StepOut(block=step.block, state=step.state, name=step.name, who=step.who, due=step.due_at)
        for step in steps_shown(ticket, reader)
    ]
    stations = list(_flat(outline_of(ticket, reader)))
    return [*reached, *_kept(ticket, stations), *_ahead(ticket, stations)]


def _kept(ticket: Ticket, stations: Iterable[machine.Station]) -> Iterator[StepOut]:
    for one in stations:
        if one.kind == machine.KEPT and one.state != machine.Progress.NEXT:
            here = one.state == machine.Progress.HERE
            yield StepOut(
                block=one.block,
                state="active" if here else "done",
                name=pick(dict(one.title)),
                who=[],
                due=ticket.promised_at if here else None,
            )


def _ahead(ticket: Ticket, all_: Iterable[machine.Station]) -> list[StepOut]:
    stations = [one for one in all_ if one.state == machine.Progress.NEXT]
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
