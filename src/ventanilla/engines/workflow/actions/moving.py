"""Moving requests under way to another version of their service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.blocks import Block, alone
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
    """What would become of a run in another version: where it stands, and what keeps it from moving. It may move when
    `gone` is empty.

    `ahead` is all that may happen from there, step by step, with what nobody sees on the map; of it `added` didn't lie
    ahead before, and `changed` is said otherwise there; `dropped` doesn't come any more. `kept`: what is open and said
    otherwise there goes on as it was begun.
    """

    run: Run
    here: tuple[Title, ...]
    gone: tuple[Title, ...]
    added: tuple[Title, ...]
    dropped: tuple[Title, ...]
    changed: tuple[Title, ...] = ()
    kept: tuple[Title, ...] = ()
    ahead: tuple[Title, ...] = ()

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
    open_ = list(dict.fromkeys(step.key.block for step in state.open_steps()))
    anew = machine.steps_anew(old, state)  # what waits for them would have to be found there again
    gone = [step.key.block for step in state.open_steps() if step.key in anew or not _stands(old, new, step)]
    before, then = _ahead(old, state), _ahead(new, state)
    differ = {block for block in old.nodes.keys() & new.nodes.keys() if _differs(old, new, block)}
    here = [block for block in open_ if not old.nodes[block].is_container]
    added = _called(new, (block for block in then if block not in before and block not in open_))
    dropped = _called(old, (block for block in before if block not in then and block not in open_))
    changed = _called(new, (block for block in then if block in before and block in differ - {*open_}))
    again = [title for title in added if title in dropped]  # said the same, though it has another short name
    return Fitting(
        run=run,
        here=_called(old, here),
        gone=_called(old, dict.fromkeys(gone)),
        added=tuple(title for title in added if title not in again),
        dropped=tuple(title for title in dropped if title not in again),
        changed=(*changed, *again),
        kept=_called(new, (block for block in open_ if block in differ)),
        ahead=_called(new, (block for block in then if block not in open_)),
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


def _ahead(program: machine.Program, state: machine.State) -> tuple[str, ...]:
    return machine.ahead(program, machine.State(step for step in state.values() if _known(program, step)))


def _known(program: machine.Program, step: machine.Step) -> bool:
    return step.key.block in program.nodes or step.key == machine.ROOT_KEY


def _differs(old: machine.Program, new: machine.Program, block: str) -> bool:
    return bool(alone(old.nodes[block].block) != alone(new.nodes[block].block))


def _called(program: machine.Program, blocks: Iterable[str]) -> tuple[Title, ...]:
    """What blocks are called; those without a title by their kind and id, which tells them apart."""
    return tuple(_title(program.nodes[block].block) for block in blocks)


def _title(block: Block) -> Title:
    if block.title or machine.MADE in block.id:
        return block.shown_title
    return {code: f"{name} ({block.id})" for code, name in block.name.items()}
