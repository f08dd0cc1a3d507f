"""The way of a request as stations of the line map, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.foresight import Expected, expected
from ventanilla.engines.workflow.queries import StepShown, outline_of, steps_shown
from ventanilla.engines.workflow.sealed import opened_on
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import answers_facts, remembered_answers
from ventanilla.surfaces.ui.format import moment, short_day
from ventanilla.surfaces.ui.linemap import Node, State, Station, Tracks
from ventanilla.surfaces.ui.linemap import stations as flat
from ventanilla.surfaces.ui.tickets.given import when_opened
from ventanilla.surfaces.ui.tickets.words import by_when, is_outdated, listed

REFUSALS = ("rejected", "expired")
COMES = ("grant_end", "wait")
"""What comes by itself in its time: nobody is at it."""
GOOD_ENDS = (Outcome.FULFILLED, Outcome.SOLVED)


@dataclass(frozen=True)
class Holders:
    """Who had or has a block (by the steps reached) or will likely have it (as the service says)."""

    steps: Mapping[str, StepShown]
    ahead: Mapping[str, Expected]
    promised_at: datetime | None = None
    """By when all of it is done: the date of what is kept from the reader."""
    halted: bool = True
    """Whether what was called off shows where it ended, not only that it wasn't needed."""
    asks: str = ""
    """Who reads it, by name, where it is they who asked for it, or get it."""

    def has(self, station: machine.Station) -> bool:
        """Whether the reader who asked has it."""
        reached = self.steps.get(place_of(station))
        return reached is not None and self.asks in reached.who

    def of(self, station: machine.Station) -> str:
        reached = self.steps.get(place_of(station))
        if reached and station.step:
            return listed(reached.who)
        likely = self.ahead.get(station.block)
        return listed(likely.names or likely.labels) if likely else ""


def place_of(station: machine.Station) -> str:
    """The block of a station, with the items that its step is done for."""
    iteration = station.step.key.iteration if station.step else ()
    return "/".join([station.block, *iteration])


NOBODY = Holders({}, {})


def stations(outline: Iterable[machine.MapNode], holders: Holders = NOBODY) -> list[Node]:
    """The machine's outline as nodes to draw."""
    return [
        _tracks(node, holders) if isinstance(node, machine.Tracks) else _station(node, holders)
        for node in outline
    ]


def _tracks(node: machine.Tracks, holders: Holders) -> Tracks:
    branches = [stations(branch, holders) for branch in node.branches]
    return Tracks(node.join, [branch for branch in branches if branch], node.block)


def _station(node: machine.Station, holders: Holders) -> Station:
    return Station(
        id=place_of(node),
        name=_name(node),
        state=_state(node, holders),
        who=holders.of(node),
        when_text=_when(node, holders),
        note=_note(node),
        kind=node.kind,
        maybe=node.maybe,
        state_word=pgettext("station", "Handed in") if _is_sealed(node) else "",
    )


def _state(node: machine.Station, holders: Holders) -> State:
    if node.step and node.step.outcome in REFUSALS:
        return "stopped"
    called_off = node.state is machine.Progress.STOPPED and not holders.halted
    if node.after and node.kind in COMES and node.state is machine.Progress.HERE:
        return "next"
    return "skipped" if called_off else node.state.value


def _name(node: machine.Station) -> str:
    """What it is called, with what it is done for: «Prepare the desk · Ana»."""
    name = pick(dict(node.title))
    return f"{name} · {pick(dict(node.item))}" if node.item else name


def _when(node: machine.Station, holders: Holders) -> str:
    step = node.step
    if step is None or node.state == machine.Progress.NEXT:
        return ""
    if node.kind == machine.KEPT and node.state == machine.Progress.HERE and holders.promised_at:
        return by_when(holders.promised_at)
    if step.ended_at:
        return moment(step.ended_at)
    told = "" if _is_outdated(node, step, holders) else by_when(step.due_at)
    return told or _("since %(day)s") % {"day": short_day(step.started_at)}


def _is_outdated(node: machine.Station, step: machine.Step, holders: Holders) -> bool:
    """Whether its day says nothing to who asked any more: a later one is promised."""
    theirs = not holders.asks or holders.has(node)
    return not theirs and is_outdated(step.due_at, holders.promised_at)


def _is_sealed(node: machine.Station) -> bool:
    """Whether it is answered, and nobody may read that yet."""
    return node.step is not None and node.step.is_open and machine.HANDED_IN in node.step.data


def _sealed_until(node: machine.Station) -> str:
    """Until when nobody reads it: the date that stands above, unless it is opened later."""
    opens = opened_on(node.step)
    return _("Sealed until %(when)s") % {"when": when_opened(opens)} if opens else _("Sealed until then")


def _note(node: machine.Station) -> str:
    """What is to be said of it; and that who asks doesn't see it, to those who do."""
    hidden = _("Not shown to who asks") if node.kept else ""
    return " · ".join(filter(None, (_remark(node), hidden)))


def _remark(node: machine.Station) -> str:
    if node.count:
        return _("%(done)s of %(all)s done") % {"done": node.count[0], "all": node.count[1]}
    if _is_sealed(node):
        return _sealed_until(node)
    if node.why:
        return pick(dict(node.why))
    if node.maybe:
        return _("Only if it's needed")
    if node.state == machine.Progress.DONE and node.step:
        return _how_it_went(node.step, node.kind)
    if node.state == machine.Progress.PROBLEM:
        return _("The owner of the service is looking at it")
    return ""


def _how_it_went(step: machine.Step, kind: str) -> str:
    if kind in ("assign_asset", "reserve_asset"):
        return str(step.outputs.get("serial", "")) or _("None left in stock")
    return {
        "rejected": _("Rejected"),
        "returned": _("Returned for correction"),
        "expired": _("Time ran out"),
        "refused": _("Refused"),
        "failed": _("It didn't work"),
        "none_left": _("None left in stock"),
        "not_held": _("There was nothing to give back"),
        "written_off": _("It won't come back"),
    }.get(step.outcome or "", "")


def whole_way(
    outline: Iterable[machine.MapNode],
    holders: Holders,
    sent: Station,
    alone: Station,
    end: Callable[[list[Node]], Station],
) -> list[Node]:
    """From sending to the end, the steps of the workflow between them, or `alone` where there are none; then what goes
    on when it is done."""
    outline = list(outline)
    before = [node for node in outline if not node.after]
    named = before.pop() if before and _resolves(before[-1]) else None
    middle: list[Node] = stations(before, holders) if outline else [alone]
    after = stations((node for node in outline if node.after), holders)
    comes = any(station.state != "skipped" for station in flat(after))
    last = end(middle)
    if named is not None and last.state in ("next", "done"):
        last = replace(last, name=pick(dict(named.title)))
    return [sent, *middle, last, *(after if comes else [])]


def _resolves(node: machine.MapNode) -> bool:
    """Whether it is the end itself, under a title that the service has for it."""
    return isinstance(node, machine.Station) and node.kind == "resolve"


def _sent(ticket: Ticket) -> Station:
    return Station("sent", _("Request sent"), "done", ticket.requester.name, moment(ticket.created_at))


def _by_hand(ticket: Ticket) -> Station:
    who = ticket.assignee.name if ticket.assignee else pick(ticket.team.name)
    state = "here" if not ticket.ended else "done" if ticket.outcome in GOOD_ENDS else "stopped"
    return Station("work", _("The team works on it"), state, who)  # type: ignore[arg-type]


def _end(ticket: Ticket, middle: list[Node]) -> Station:
    if ticket.ended:
        if ticket.outcome in GOOD_ENDS or not ticket.outcome:
            return Station("end", _("Done"), "done", when_text=moment(ticket.resolved_at))
        stopped = any(station.state == "stopped" for station in flat(middle))
        state = "skipped" if stopped else "stopped"
        return Station("end", Outcome(ticket.outcome).label if not stopped else _("Done"), state)  # type: ignore[arg-type]
    return Station("end", _("Done"), "next", when_text=by_when(ticket.promised_at))


def way_of(ticket: Ticket, reader: Person) -> list[Node]:
    """The line map of a ticket as `reader` may know it, from sending to the end, with who has or will likely have each
    station."""
    given = answers_facts(package_of(ticket.version), remembered_answers(ticket))
    outline = outline_of(ticket, reader, given)
    ahead = {station.id for station in flat(stations(outline)) if station.state == "next"}
    likely: Mapping[str, Expected] = {}
    if ahead:
        whom = {"requester": ticket.requester, "requested_for": ticket.requested_for}
        likely = expected(ticket.service, ticket.version, **whom, only=ahead)
    reached = {step.place: step for step in steps_shown(ticket, reader)} if outline else {}
    halted = ticket.ended and ticket.outcome not in GOOD_ENDS
    asks = reader.name if reader.pk in (ticket.requester_id, ticket.requested_for_id) else ""
    holders = Holders(reached, likely, ticket.promised_at, halted, asks)
    return whole_way(outline, holders, _sent(ticket), _by_hand(ticket), lambda middle: _end(ticket, middle))
