"""Moving requests under way to another version of their service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import RunState
from ventanilla.engines.workflow.entries import RunMoved
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.policies import may_design
from ventanilla.records.tickets.actions import locked

Title = Mapping[str, str]


@dataclass(frozen=True)
class Fitting:
    """What would become of a run in another version: where it stands, what lies ahead that didn't and what doesn't
    any more, and what keeps it from moving. It may move when `gone` is empty."""

    run: Run
    here: tuple[Title, ...]
    gone: tuple[Title, ...]
    added: tuple[Title, ...]
    dropped: tuple[Title, ...]

    @property
    def fits(self) -> bool:
        return not self.gone


def runs_to_move(version: ServiceVersion) -> list[Run]:
    """The runs under way of the same service that began with another version, the oldest first."""
    rows = Run.objects.filter(state=RunState.RUNNING, ticket__service=version.service_id)
    return list(rows.exclude(version=version).select_related("ticket", "version").order_by("pk"))


def preview(run: Run, version: ServiceVersion) -> Fitting:
    """What moving `run` to `version` would mean. Changes nothing."""
    old = store.program_of(run.version_id, run.ticket.part)
    new = store.program_of(version, run.ticket.part)
    state = store.load(run)
    here = [step.key.block for step in state.open_steps() if not old.nodes[step.key.block].is_container]
    gone = [step.key.block for step in state.open_steps() if not _stands(old, new, step)]
    ahead, then = _ahead(old, state), _ahead(new, state)
    return Fitting(
        run=run,
        here=tuple(old.nodes[block].block.shown_title for block in here),
        gone=tuple(old.nodes[block].block.shown_title for block in dict.fromkeys(gone)),
        added=tuple(title for block, title in then.items() if block not in ahead and block not in here),
        dropped=tuple(title for block, title in ahead.items() if block not in then),
    )


@action
def move_runs(*, actor: Person, runs: Iterable[int], version: ServiceVersion) -> int:
    """Let these runs go on with `version`; returns how many did. Raises NotAllowed, and Invalid, naming the
    requests, when one of them stands where that version has no such step: then none is moved."""
    if not may_design(actor, version.service):
        raise NotAllowed(_("You don't design this service."))
    wanted = set(runs)
    chosen = [run for run in runs_to_move(version) if run.pk in wanted]
    stuck = [run for run in chosen if not preview(run, version).fits]
    if stuck:
        names = ", ".join(run.ticket.number for run in stuck)
        raise Invalid(_("These can't be moved: %(requests)s.") % {"requests": names}, {"runs": [names]})
    for run in chosen:
        _move(actor, run, version)
    return len(chosen)


def _move(actor: Person, run: Run, version: ServiceVersion) -> None:
    ticket = locked(run.ticket_id)
    run.refresh_from_db()
    if run.state != RunState.RUNNING or not preview(run, version).fits:
        raise Invalid(_("%(request)s has just gone on: look again.") % {"request": ticket.number}, {})
    old, run.version = run.version.number, version
    run.save(update_fields=["version"])
    record(ticket.stream, RunMoved(old=old, new=version.number), actor=actor)
    feed(ticket, machine.FactsChanged())


def _stands(old: machine.Program, new: machine.Program, step: machine.Step) -> bool:
    """Whether an open step has the same place in the new version: its block is there, of the same kind, in the same
    blocks around it, and the ways that it is on are still there."""
    here, there = old.nodes[step.key.block], new.nodes.get(step.key.block)
    if machine.HANDED_IN in step.data:
        return False  # a sealed answer is opened when those who gave it were told
    if there is None or there.block.type != here.block.type or there.depth != here.depth:
        return False
    around = [(node.id, node.sequence.name) for node in old.upwards(here)]
    if around != [(node.id, node.sequence.name) for node in new.upwards(there)]:
        return False
    inside = {name for name, sequence in here.sequences.items() if sequence.is_inside}
    return inside <= there.sequences.keys()


def _ahead(program: machine.Program, state: machine.State) -> dict[str, Title]:
    nodes = machine.outline(program, machine.State(step for step in state.values() if _known(program, step)))
    return {stop.block: stop.title for stop in _flat(nodes) if stop.state == machine.Progress.NEXT}


def _known(program: machine.Program, step: machine.Step) -> bool:
    return step.key.block in program.nodes or step.key == machine.ROOT_KEY


def _flat(nodes: Iterable[machine.MapNode]) -> Iterable[machine.Station]:
    for node in nodes:
        if isinstance(node, machine.Tracks):
            for branch in node.branches:
                yield from _flat(branch)
        else:
            yield node
