"""What a new version of a service would do otherwise with requests that there were (B03).

Both versions are played for each request: the same person, the same answers, the same moment, and what people really
decided. So what differs is the service, not the organisation that has changed since. Answers that were corrected in
between count from the first step on that was done after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.machine.linemap import Station, Tracks
from ventanilla.engines.workflow.machine.simulate import Choice, Choices
from ventanilla.engines.workflow.machine.steps import ROOT
from ventanilla.engines.workflow.models import Step
from ventanilla.engines.workflow.runtime.simulation.playing import (
    Simulation,
    require_playable,
    service_for_package,
    simulate_given,
)
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Priority
from ventanilla.records.tickets.models import Ticket

MOST = 100
Value = str | datetime | None


@dataclass(frozen=True)
class Difference:
    """One thing that would be otherwise. `what`: team, assignee, priority, promised_at, target (of a kind), approvers
    or holder (of a step), path, outcome, question (that would have to be answered), fault.

    `name` says of what: the title of a step or question. `old` and `new` are texts or instants.
    """

    what: str
    old: Value
    new: Value
    name: str = ""


@dataclass(frozen=True)
class Comparison:
    """One request, and what the new version would have done otherwise with it."""

    ticket: Ticket
    differences: tuple[Difference, ...]


def replay(package: Package, most: int = 20, *, among: QuerySet[Ticket] | None = None) -> list[Comparison]:
    """The last `most` requests for this service (MOST at most, of those `among` which one may look), the newest first,
    each with what would differ.

    Raises PackageRefused when the package names what doesn't exist, Invalid for a resource. Nothing is changed.
    """
    require_playable(package)
    everything = Ticket.objects.all() if among is None else among
    rows = everything.filter(service__slug=package.service).order_by("-created_at", "-pk")
    related = ("version", "requester", "requested_for", "department__calendar")
    tickets = list(rows.select_related(*related).prefetch_related("answer_sets")[: min(most, MOST)])
    decided = _decided(tickets)
    return [
        Comparison(ticket, tuple(_differences(ticket, package, decided[ticket.pk]))) for ticket in tickets
    ]


def _decided(tickets: Iterable[Ticket]) -> dict[int, Choices]:
    """How the steps of each request really ended, round by round. One query."""
    ended = Step.objects.filter(run__ticket__in=[ticket.pk for ticket in tickets], state=StepState.DONE)
    by_ticket: dict[int, dict[tuple[str, tuple[str, ...]], list[Choice]]] = defaultdict(
        lambda: defaultdict(list)
    )
    fields = ("run__ticket", "block", "outcome", "outputs", "iteration", "ended_at")
    for ticket, block, outcome, outputs, iteration, at in ended.order_by("round").values_list(*fields):
        if outcome and block != ROOT:
            by_ticket[ticket][block, tuple(iteration)].append(Choice(outcome, outputs, really_at=at))
    return defaultdict(Choices, {ticket: _choices(made) for ticket, made in by_ticket.items()})


def _choices(made: Mapping[tuple[str, tuple[str, ...]], list[Choice]]) -> Choices:
    once = {block: choices for (block, items), choices in made.items() if not items}
    return Choices(once, {place: choices for place, choices in made.items() if place[1]})


def _differences(ticket: Ticket, package: Package, decided: Choices) -> Iterator[Difference]:
    before = package_of(ticket.version)
    old, new = (_played(ticket, each, decided) for each in (before, package))
    yield from compare(old, new)
    given = min(ticket.answer_sets.all(), key=lambda each: each.number)
    known = {question.id for question in questions(before.form)}
    for question in questions(package.form):
        if question.required and question.visible_if is None and question.id not in {*known, *given.answers}:
            yield Difference("question", None, pick(question.label), pick(question.label))


def _played(ticket: Ticket, package: Package, decided: Choices) -> Simulation:
    given = min(ticket.answer_sets.all(), key=lambda each: each.number)
    service = service_for_package(package)
    return simulate_given(
        package,
        service,
        ticket.requester,
        ticket.requested_for,
        given,
        decided,
        ticket.created_at,
        corrected={each.number: each for each in ticket.answer_sets.all()},
    )


def compare(old: Simulation, new: Simulation) -> list[Difference]:
    """What differs between two plays of the same request."""
    return [*_where(old, new), *_when(old, new), *_who(old, new), *_path(old, new)]


def _where(old: Simulation, new: Simulation) -> Iterator[Difference]:
    if old.team != new.team:
        yield Difference("team", pick(old.team.name), pick(new.team.name))
    if old.assignee != new.assignee:
        before, after = (each.assignee.name if each.assignee else None for each in (old, new))
        yield Difference("assignee", before, after)
    if old.priority != new.priority:
        labels = [str(Priority(each.priority).label) for each in (old, new)]
        yield Difference("priority", *labels)


def _when(old: Simulation, new: Simulation) -> Iterator[Difference]:
    if old.promised_at != new.promised_at:
        yield Difference("promised_at", old.promised_at, new.promised_at)
    was = {target.kind: target.due_at for target in old.targets}
    now = {target.kind: target.due_at for target in new.targets}
    for kind in sorted({*was, *now}):
        if was.get(kind) != now.get(kind):
            yield Difference("target", was.get(kind), now.get(kind), kind)


def _who(old: Simulation, new: Simulation) -> Iterator[Difference]:
    """Other people for a step that both have."""
    was, now = _held(old), _held(new)
    for block in (block for block in was if block in now):
        (title, kind, before), (_title, _kind, after) = was[block], now[block]
        if set(before) != set(after):
            what = "approvers" if kind == "approval" else "holder"
            yield Difference(what, ", ".join(before) or None, ", ".join(after) or None, title)


def _held(played: Simulation) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    kinds = ("approval", "task", "ask")
    return {
        each.block: (pick(each.title), each.kind, each.who)
        for each in played.happenings
        if each.kind in kinds
    }


def _path(old: Simulation, new: Simulation) -> Iterator[Difference]:
    was, now = _stations(old.outline), _stations(new.outline)
    if list(was) != list(now) and list(was.values()) != list(now.values()):
        yield Difference("path", " → ".join(was.values()), " → ".join(now.values()))
    if old.outcome != new.outcome:
        yield Difference("outcome", old.outcome or None, new.outcome or None)
    faults = [each.text for each in new.happenings if each.kind == "fault"]
    for text in faults:
        if text not in [each.text for each in old.happenings if each.kind == "fault"]:
            yield Difference("fault", None, text)


def _stations(outline: Iterable[Station | Tracks]) -> dict[str, str]:
    """The stations that were reached, by block, in order."""
    found: dict[str, str] = {}
    for node in outline:
        if isinstance(node, Tracks):
            for branch in node.branches:
                found |= _stations(branch)
        elif node.step is not None:
            found[node.block] = pick(dict(node.title))
    return found
